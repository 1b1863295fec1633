// Every fault of a provider against every HTTP driver: the message's state, the money, what the provider saw, the memory. Prints the matrix as it went.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { MAYBE_TAKEN, badProvider, say, whole } from '../lib/bad_provider.mjs';
import { demo, request } from '../lib/http.mjs';
import { sandi, sender } from '../lib/provider.mjs';
import { audit, caps, eventually, sql, start, verification } from '../lib/send.mjs';

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sandbox = { whatsapp: `${demo.SANDI_URL}/sandbox/providers/whatsapp`, sms: sql("select settings ->> 'base_url' from sender where name = 'demo-sms'") };
// By driver: what accepts, where it is asked, and the sender that it is asked by; the two that the demo has no sender of get one of their own.
const ACCEPTED = { whatsapp: () => whole(200, `{"messages":[{"id":"wamid.matrix${process.pid}.${++number}"}]}`), sms: () => whole(202, '0: Accepted for delivery'),
  twilio: () => whole(201, `{"sid":"SMmatrix${process.pid}x${++number}","status":"queued"}`), http: () => whole(200, `{"ok":"1","id":"m${process.pid}x${++number}"}`) };
const path = { whatsapp: '', sms: '/cgi-bin/sendsms', twilio: '', http: '/send' };
const senderOf = (driver) => (driver in OWN ? `matrix-${driver}` : `demo-${driver}`);
const channelOf = (driver) => (driver === 'whatsapp' ? 'whatsapp' : 'sms');
const OWN = {
  twilio: { secrets: { auth_token: 't' }, settings: { account_sid: 'AC1', from: '+15005550006' } },
  http: { secrets: { password: 'p' }, settings: { body: 'to={to}&text={text}', answer_path: 'ok', answer_values: '1=accepted,*=request_refused', id_path: 'id' } },
};
let number = 0, scratch;

// Numbers of many countries, so that no test's failures open the breaker of another's.
// Each followed by any digits is a mobile's number.
const COUNTRIES = ['+62812', '+6591', '+60172', '+447400', '+6590', '+63917', '+66891', '+84901'];
const SUFFIX = { '+62812': 8, '+6591': 6, '+60172': 6, '+447400': 6, '+6590': 6, '+63917': 7, '+66891': 6, '+84901': 6 };
const fresh = (country) => `${country}${String((process.pid * 1009 + ++number * 7919) % 10 ** SUFFIX[country]).padStart(SUFFIX[country], '1').replace(/^0/, '3')}`;

async function point(driver, url) {
  const { secrets, settings } = OWN[driver] ?? { settings: {} };
  if (secrets) await sender(senderOf(driver), ['--channel=sms', `--driver=${driver}`], { ...settings, base_url: url, allow_private: 'true', active: 'true' }, secrets);
  else {
    execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set ${senderOf(driver)} base_url=${url}`]);
    await sleep(1500);
  }
}
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${readFileSync(`${process.env.STATE ?? '.state'}/run/dispatcher.pid`, 'utf8').trim()}/status`, 'utf8'))[1]) / 1024;
const money = (id) => sql(`select m.status, coalesce(m.reason, ''), coalesce((select string_agg(e.kind || ':' || -e.amount, ' ') from entry e where e.message_id = m.id), 'reserved'), m.tries
  from message m where m.verification_id = '${id}'`).split('|');
const settle = (id) => sql(`update message set due_at = clock_timestamp() where verification_id = '${id}' and status = 'unknown';
  update verification set expires_at = clock_timestamp() - interval '61 s', created_at = created_at - interval '400 s' where id = '${id}'`);

function row(channel, fault, [status, reason, charge], seen, later) {
  console.log(`${channel} | ${fault} | ${status}${reason ? ` (${reason})` : ''} | ${charge} | ${seen} request${seen === 1 ? '' : 's'} | ${later}`);
}

before(() => {
  caps(false);
  scratch = mkdtempSync('/tmp/sandi-tls.');
  console.log('driver | fault | state | money | seen by the provider | afterwards');
});
after(async () => {
  for (const channel of ['whatsapp', 'sms']) await point(channel, sandbox[channel]);
  sandi(['sender', 'set', 'demo-sms', 'active=true']);
  rmSync(scratch, { recursive: true });
  caps(true);
  audit();
});

for (const driver of Object.keys(ACCEPTED)) {
  test(`${driver}: what may have been taken is unknown, never asked again, reserved until its end, then released`, async () => {
    const cases = Object.entries(MAYBE_TAKEN).map(([fault, behaviour], i) => ({ fault, behaviour, to: fresh(COUNTRIES[i % COUNTRIES.length]) }));
    const provider = await badProvider((to) => cases.find((one) => one.to === to)?.behaviour ?? say(ACCEPTED[driver]()));
    await point(driver, `http://127.0.0.1:${provider.port}${path[driver]}`);
    const before = rss();
    for (const one of cases) one.id = (await start(one.to, channelOf(driver))).id;
    let most = 0;
    for (const one of cases) {
      await eventually(() => { most = Math.max(most, rss()); return money(one.id); }, ([status]) => !['queued', 'launched'].includes(status), 20000);
      one.seen = money(one.id);
    }
    await sleep(2500); // a second request would have come by now
    for (const { fault, id, to, seen } of cases) {
      assert.deepEqual([seen[0], seen[2]], ['unknown', 'reserved'], `${fault}: ${seen}`);
      assert.equal(provider.seen(to).length, 1, fault);
      settle(id);
      const end = await eventually(() => money(id), ([, , entry]) => entry !== 'reserved', 5000);
      assert.equal(end[2], 'release:0', fault);
      row(driver, fault, seen, provider.seen(to).length, `${end[0]}, ${end[2]} 60 s after expiry`);
    }
    for (const text of provider.texts) assert.doesNotMatch(text, /accept-encoding/i);
    assert.ok(most - before < 32, `${before} MiB, then ${most} MiB`);
    console.log(`${driver} | resident memory: ${before.toFixed(0)} MiB before, ${most.toFixed(0)} MiB at most`);
    provider.close();
    audit();
  });

  test(`${driver}: too many requests: again when the provider says, never too late for the code`, async () => {
    const to = { plain: fresh('+62812'), given: fresh('+62812'), late: fresh('+62812') };
    const MORE = { [to.plain]: '', [to.given]: 'Retry-After: 2\r\n', [to.late]: 'Retry-After: 3600\r\n' };
    const provider = await badProvider((one, times) => say(one === to.late || times === 1 ? whole(429, 'slow down', MORE[one]) : ACCEPTED[driver]()));
    await point(driver, `http://127.0.0.1:${provider.port}${path[driver]}`);
    const failed = () => Number(sql(`select coalesce(sum(m.failed), 0) from sender_minute m join sender s on s.id = m.sender_id where s.name = '${senderOf(driver)}'`));
    const ids = {}, before = failed();
    for (const name of Object.keys(to)) ids[name] = (await start(to[name], channelOf(driver))).id;
    for (const name of ['plain', 'given']) {
      const end = await eventually(() => money(ids[name]), ([status]) => status === 'accepted', 10000);
      assert.match(end[2], /^charge:\d+$/);
      assert.equal(provider.seen(to[name]).length, 2);
      row(driver, `429${name === 'given' ? ', Retry-After 2' : ''}, then well`, end, 2, `${provider.seen(to[name])[1] - provider.seen(to[name])[0]} ms between`);
    }
    assert.ok(provider.seen(to.given)[1] - provider.seen(to.given)[0] >= 2000);
    const end = await eventually(() => money(ids.late), ([status]) => status === 'rejected', 5000);
    assert.equal(end[2], 'release:0');
    assert.equal(provider.seen(to.late).length, 1);
    await eventually(failed, (n) => n === before + 3); // also the last one counts against the sender, whatever became of its message
    row(driver, '429, Retry-After 3600', end, 1, 'beyond the code: not asked again');
    provider.close();
    audit();
  });
}

function certificate(name, subject, days = 1) {
  const openssl = (...words) => execFileSync('openssl', words, { stdio: 'ignore' });
  openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`, '-keyout', `${scratch}/${name}.key`, '-out', `${scratch}/${name}.csr`);
  openssl('x509', '-req', '-in', `${scratch}/${name}.csr`, '-signkey', `${scratch}/${name}.key`, '-days', String(days), '-out', `${scratch}/${name}.pem`);
  return { key: readFileSync(`${scratch}/${name}.key`), cert: readFileSync(`${scratch}/${name}.pem`) };
}

test('what never left is free to go again: nothing seen, reserved, delivered once the provider is there', async () => {
  const closed = await badProvider(() => say(''));
  closed.close();
  const plain = await badProvider(() => say('')), own = await badProvider(() => say(''), certificate('own', '127.0.0.1'));
  const wrong = await badProvider(() => say(''), certificate('wrong', 'other.example')), expired = await badProvider(() => say(''), certificate('expired', '127.0.0.1', -1));
  const faults = [['refuses', `http://127.0.0.1:${closed.port}`, '+6591'], ['name not found', 'http://nobody.invalid', '+60172'], ['no TLS', `https://127.0.0.1:${plain.port}`, '+447400'],
    ['self-signed', `https://127.0.0.1:${own.port}`, '+63917'], ['another host\'s certificate', `https://127.0.0.1:${wrong.port}`, '+66891'], ['expired certificate', `https://127.0.0.1:${expired.port}`, '+84901']];
  const provider = await badProvider(() => say(ACCEPTED.whatsapp()));
  for (const [fault, url, country] of faults) {
    await point('whatsapp', url);
    const to = fresh(country), { id } = await start(to, 'whatsapp');
    const seen = await eventually(() => money(id), ([status, reason]) => status === 'queued' && reason, 15000);
    assert.deepEqual([seen[0], seen[1], seen[2]], ['queued', 'unreachable', 'reserved'], fault);
    await point('whatsapp', `http://127.0.0.1:${provider.port}`);
    const end = await eventually(() => money(id), ([status]) => status === 'accepted', 30000);
    assert.match(end[2], /^charge:\d+$/, fault);
    assert.equal(provider.seen(to).length, 1, fault);
    for (const other of [plain, own, wrong, expired]) assert.equal(other.texts.length, 0, fault);
    row('whatsapp', fault, seen, 0, `${end[0]}, ${end[2]} once it is well, after ${end[3]} tries`);
  }
  for (const other of [plain, own, wrong, expired, provider]) other.close();
  audit();
});

test('a storm of 500s opens the breaker: the rest waits, one a second tries, another country is untouched, a success closes it', async () => {
  let well = false;
  const storm = new Set();
  const provider = await badProvider((to) => say(!well && storm.has(to) ? whole(500, 'storm') : ACCEPTED.whatsapp()));
  const metric = async () => Number(/^sandi_breaker_open (\d+)/m.exec((await request('GET', '/metrics/dispatcher')).text)[1]);
  await point('whatsapp', `http://127.0.0.1:${provider.port}`);
  const open = await metric();
  const ids = [];
  const more = async (n) => {
    for (let i = 0; i < n; i++) {
      const to = fresh('+6590');
      storm.add(to);
      ids.push((await start(to, 'whatsapp')).id);
    }
  };
  await more(25);
  await eventually(metric, (n) => n === open + 1, 10000);
  const before = provider.texts.length, began = Date.now();
  await more(25);
  await sleep(3000);
  const probes = provider.texts.length - before, seconds = (Date.now() - began) / 1000;
  assert.ok(probes <= Math.ceil(seconds) + 1, `${probes} requests in ${seconds} s`);
  const other = fresh('+62812'), { id } = await start(other, 'whatsapp');
  await eventually(() => money(id), ([status]) => status === 'accepted', 3000);
  well = true;
  await eventually(metric, (n) => n === open, 5000);
  await eventually(() => sql(`select count(*) from message where verification_id = any ('{${ids.join()}}') and status in ('queued', 'launched')`), (n) => n === '0', 15000);
  for (const to of storm) assert.equal(provider.seen(to).length, 1);
  const ends = sql(`select status, count(*) from message where verification_id = any ('{${ids.join()}}') group by 1 order by 1`).split('\n').join(', ');
  console.log(`whatsapp | storm of 500s | ${ends} | breaker open: ${probes} requests in ${seconds.toFixed(1)} s, another country at once`);
  assert.ok((await verification(ids[0])).messages.length === 1);
  provider.close();
  audit();
});
