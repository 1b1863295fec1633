// The SMS driver against the real gateway: a code goes out, its delivery report comes back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { demo } from '../lib/http.mjs';
import { kannel } from '../lib/kannel.mjs';
import { smsc } from '../lib/smsc.mjs';
import { audit, caps, credit, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const user = { username: 'sandi-test', password: 'p@ss&word=1' };
let gateway;

function set(values, secret) {
  execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-sms "$@"`, 'sh', ...Object.entries(values).map(([k, v]) => `${k}=${v}`), 'password=-'],
    { input: secret, stdio: 'pipe' });
  return new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take it up within that
}

before(async () => {
  caps(false);
  gateway = await kannel(user);
  await set({ base_url: gateway.url, username: user.username }, user.password);
});

after(async () => {
  await set({ base_url: `${demo.SANDI_URL}/sandbox/providers/kannel/cgi-bin/sendsms`, username: 'sandi' }, demo.SANDI_HOOK_SECRET);
  await gateway?.close();
  caps(true);
  audit();
});

const heard = (to) => eventually(() => gateway.printed(), (text) => text.includes(to.slice(1)), 5000);

test('an SMS goes through Kannel and its delivery report makes it delivered', async () => {
  const to = recipient('sms');
  const { id } = await start(to, 'sms');
  await heard(to);
  const sent = await message(id, 'delivered', 5000);
  assert.equal(sent.reason, null);
  assert.equal(sql(`select string_agg(kind, ',') from entry where message_id = '${sent.id}'`), 'charge');
});

test('its text arrives whole, in both languages', async () => {
  for (const [locale, words] of [['en', /verification code/], ['id', /kode verifikasi/]]) {
    const to = recipient('sms');
    await start(to, 'sms', { locale });
    const line = decodeURIComponent((await heard(to)).split('\n').find((l) => l.includes(to.slice(1))).replaceAll('+', ' '));
    assert.match(line, /\b\d{6}\b/);
    assert.match(line, words);
  }
});

// The same gateway with a phone network that refuses, loses and reports as the test says.
const kinds = (id) => sql(`select string_agg(kind, ',' order by number) from entry where message_id = '${id}'`);

test('over SMPP: delivered, refused by the network, lost on the way, and silent', async () => {
  let fate;
  const network = await smsc(() => fate);
  const real = await kannel(user, network.port);
  try {
    await set({ base_url: real.url, username: user.username }, user.password);
    const send = async (next, status) => {
      fate = next;
      const { id, to } = await start(recipient('sms'), 'sms');
      const ended = await message(id, status, 10000);
      return { ...ended, to, taken: network.messages.at(-1) };
    };
    const delivered = await send({ state: 'DELIVRD' }, 'delivered');
    assert.equal(kinds(delivered.id), 'charge');
    assert.equal(delivered.taken.to, delivered.to.replace('+', ''));
    assert.equal(delivered.taken.coding, 0);
    assert.match(delivered.taken.message.toString('latin1'), /\d{6}/);
    const [year, ...rest] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)000\+$/.exec(delivered.taken.validity).slice(1).map(Number);
    const validity = (Date.UTC(2000 + year, rest[0] - 1, ...rest.slice(1)) - Date.now()) / 60000;
    assert.ok(validity > 3.5 && validity <= 5, `the network drops it when the code is over, not after ${validity} minutes`);
    const refused = await send({ status: 0x0b }, 'failed');
    assert.equal(refused.reason, 'operator_refused');
    assert.match(kinds(refused.id), /^(charge,refund|release)$/); // whichever came first
    const lost = await send({ state: 'UNDELIV' }, 'failed');
    assert.equal(lost.reason, 'not_deliverable');
    assert.equal(kinds(lost.id), 'charge,refund');
    const silent = await send({}, 'sent');
    assert.equal(kinds(silent.id), 'charge');
  } finally {
    await set({ base_url: gateway.url, username: user.username }, user.password);
    await real.close();
    network.close();
  }
});

test('a wrong password is the operator\'s fault: refused, nothing charged', async () => {
  await set({ username: user.username }, 'not it');
  const before = await credit();
  const { id } = await start(recipient('sms'), 'sms');
  const refused = await message(id, 'rejected', 5000);
  assert.equal(refused.reason, 'sender_unauthorized');
  assert.equal((await verification(id)).price, '0');
  assert.equal((await credit()).balance, before.balance);
});
