// A sender whose provider turns it away: one alert on the page, in the metric and in one mail; mended, the all-clear.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Browser, demo, request } from '../lib/http.mjs';
import { audit, caps, eventually, message, recipient, sql, start } from '../lib/send.mjs';

const state = process.env.STATE ?? '.state';
const folder = mkdtempSync(join(tmpdir(), 'sandi-alert.'));
const cli = (line) => execFileSync('sh', ['-c', `${demo.SANDI_CLI} ${line}`], { encoding: 'utf8', stdio: 'pipe' });
const secret = (word) => {
  const file = join(folder, 'secret');
  writeFileSync(file, word);
  return `@${file}`;
};
const right = `right-${process.pid}`;
const requests = [];
let graph, port;

before(async () => {
  caps(false);
  sql("delete from alert where sender_id = (select id from sender where name = 'demo-whatsapp')");
  graph = http.createServer((incoming, outgoing) => {
    const pieces = [];
    incoming.on('data', (piece) => pieces.push(piece)).on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces));
      requests.push(body);
      outgoing.setHeader('Content-Type', 'application/json');
      if (incoming.headers.authorization !== `Bearer ${right}`) {
        outgoing.statusCode = 401;
        outgoing.end(JSON.stringify({ error: { message: `Invalid OAuth access token, asked for +${body.to} by ops@example.com`, type: 'OAuthException', code: 190 } }));
      } else {
        outgoing.end(JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: `wamid.alert${process.pid}.${requests.length}` }] }));
      }
    });
  });
  await new Promise((resolve) => graph.listen(0, '127.0.0.1', resolve));
  port = graph.address().port;
});

after(async () => {
  cli(`sender set demo-whatsapp base_url=${demo.SANDI_URL}/sandbox/providers/whatsapp token=${secret(demo.SANDI_HOOK_SECRET)}`);
  graph?.closeAllConnections();
  graph?.close();
  rmSync(folder, { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  caps(true);
  audit();
});

const takenUp = () => new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take a change up within that
const alerts = () => sql("select class, a.closed_at is null, count from alert a join sender s on s.id = a.sender_id where s.name = 'demo-whatsapp' order by opened_at");
const metric = async (name) => Number(new RegExp(`sandi_alerts_open\\{class="${name}"\\} (\\d+)`).exec((await request('GET', '/metrics/dispatcher')).text)?.[1]);

// What the demo's mail server took for the operators about this sender, oldest first.
function mails() {
  const box = `${state}/mail/maildir/new`;
  return readdirSync(box).sort((a, b) => parseFloat(a) - parseFloat(b)).map((name) => readFileSync(`${box}/${name}`, 'utf8'))
    .filter((mail) => /^To: operators@demo\.example\r?$/m.test(mail) && /^Subject: .*demo-whatsapp/m.test(mail))
    .map((mail) => ({ subject: /^Subject: (.*?)\r?$/m.exec(mail)[1], text: Buffer.from(mail.split(/\r?\n\r?\n/)[1], 'base64').toString('utf8') }));
}
const staff = async (who) => {
  const browser = new Browser();
  await browser.login(`${who}@demo.example`);
  return browser;
};

test('a wrong token opens one alert, mails once, and ends when the sender accepts again', async () => {
  const before = mails().length;
  cli(`sender set demo-whatsapp base_url=http://127.0.0.1:${port} token=${secret('wrong')}`);
  await takenUp();
  for (let i = 0; i < 5; i++) {
    const { id } = await start(recipient('whatsapp'), 'whatsapp');
    assert.equal((await message(id, 'rejected')).reason, 'sender_unauthorized');
  }
  await eventually(() => alerts(), (seen) => seen === 'unauthorised|t|5');
  assert.equal(await eventually(() => metric('unauthorised'), (n) => n === 1), 1);
  const detail = sql("select a.detail from alert a where a.class = 'unauthorised' and a.closed_at is null");
  assert.match(detail, /190: Invalid OAuth access token/);
  assert.doesNotMatch(detail, /6281|ops@/);

  const operator = await staff('operator');
  const page = await operator.get('/operator/alerts');
  assert.match(page.text, /The provider does not accept the credentials/);
  assert.match(page.text, /demo-whatsapp/);
  assert.match(page.text, /seen 5 times/);
  const support = await staff('support');
  const seen = await support.get('/operator/alerts');
  assert.match(seen.text, /The provider does not accept the credentials/);
  assert.doesNotMatch(seen.text, /Close alert/);
  const editor = new Browser();
  await editor.login('editor@demo.example');
  assert.notEqual((await editor.get('/operator/alerts')).status, 200);
  const health = (await operator.get('/operator/senders/demo-whatsapp')).text;
  assert.match(health, /The provider does not accept the sender(&#39;|')s credentials/);

  await eventually(() => mails().length, (n) => n === before + 1);
  const opened = mails().at(-1);
  assert.equal(opened.subject, '[Sandi] demo-whatsapp: The provider does not accept the credentials');
  assert.match(opened.text, /190: Invalid OAuth access token/);
  assert.match(opened.text, /\/operator\/alerts/);

  // Mended: the all-clear comes after some quiet seconds, once.
  cli(`sender set demo-whatsapp token=${secret(right)}`);
  await takenUp();
  const { id } = await start(recipient('whatsapp'), 'whatsapp');
  await message(id, 'accepted');
  await eventually(() => alerts(), (now) => now === 'unauthorised|f|5', 25000);
  assert.equal(await eventually(() => metric('unauthorised'), (n) => n === 0), 0);
  await eventually(() => mails().length, (n) => n === before + 2);
  assert.match(mails().at(-1).subject, /^\[Sandi\] All clear: demo-whatsapp/);
  assert.match((await operator.get('/operator/alerts')).text, /Nothing needs your attention/);
  assert.match((await operator.get('/operator/alerts?ended=1')).text, /The sender works again/);
  assert.equal(mails().length, before + 2);
  assert.equal(sql("select count(*) from message m join verification v on v.id = m.verification_id where v.recipient = 'operators@demo.example'"), '0');
});

test('an operator closes an alert with a reason; without one it stays, and support cannot', async () => {
  cli(`sender set demo-whatsapp token=${secret('wrong')}`);
  await takenUp();
  await message((await start(recipient('whatsapp'), 'whatsapp')).id, 'rejected');
  await eventually(() => sql("select count(*) from alert where closed_at is null"), (n) => n === '1');
  const id = sql('select id from alert where closed_at is null');
  const support = await staff('support');
  assert.equal((await support.post(`/operator/alerts/${id}/close`, { csrf: await support.csrf('/operator/alerts'), reason: 'x' })).status, 403);
  const operator = await staff('operator');
  const csrf = await operator.csrf('/operator/alerts');
  const empty = await operator.post(`/operator/alerts/${id}/close`, { csrf, reason: ' ' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Fill this in/);
  const long = await operator.post(`/operator/alerts/${id}/close`, { csrf, reason: 'x'.repeat(301) });
  assert.match(long.text, /Write at most 300 characters/);
  assert.ok(long.text.includes('x'.repeat(301)), 'what was typed stays');
  assert.equal((await operator.post(`/operator/alerts/${id}/close`, { csrf, reason: 'token ordered' })).status, 303);
  assert.equal(sql(`select closed_reason from alert where id = '${id}'`), 'token ordered');
  assert.equal(sql("select actor_kind, detail ->> 'reason' from audit_log where action = 'alert.close' order by at desc limit 1"), 'staff|token ordered');
  assert.equal((await operator.post(`/operator/alerts/${id}/close`, { csrf, reason: 'again' })).status, 303);
});

test('a sender that lacks a setting says which', async () => {
  const usual = sql("select settings ->> 'phone_number_id' from sender where name = 'demo-whatsapp'");
  cli('sender set demo-whatsapp phone_number_id=');
  await takenUp();
  await start(recipient('whatsapp'), 'whatsapp');
  await eventually(() => sql("select a.detail from alert a where a.class = 'unusable' and a.closed_at is null"), (detail) => detail === 'phone_number_id');
  cli(`sender set demo-whatsapp phone_number_id=${usual} token=${secret(right)}`);
  await eventually(() => sql("select count(*) from alert a where a.class = 'unusable' and a.closed_at is null"), (n) => n === '0', 30000);
});

test('keys are changed under way: none of the messages fails', async () => {
  cli(`sender set demo-whatsapp base_url=${demo.SANDI_URL}/sandbox/providers/whatsapp token=${secret(demo.SANDI_HOOK_SECRET)}`);
  await takenUp();
  const files = ['credentials', 'callback'].map((name) => `${state}/keys/${name}`);
  const old = files.map((file) => readFileSync(file, 'utf8'));
  const write = (file, text) => execFileSync('sh', ['-c', 'cp -p "$1" "$1.new" && cat > "$1.new" && mv "$1.new" "$1"', 'sh', file], { input: text });
  let running = true;
  const sent = [];
  const sending = (async () => {
    while (running) {
      sent.push(await start(recipient('whatsapp'), 'whatsapp'), await start(recipient('sms'), 'sms'));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  const fresh = old.map((text, i) => `${text.trim()}\n${Number(/(\d+) \S+\s*$/.exec(text)[1]) + 1} ${String(i + 1).repeat(64)}\n`);
  files.forEach((file, i) => write(file, fresh[i]));
  await takenUp();
  assert.match(cli('sender reseal'), /[1-9]\d* secrets of [1-9]\d* senders were sealed anew/);
  assert.match(cli('sender reseal'), /^0 secrets/);
  await takenUp();
  const newest = files.map((_, i) => fresh[i].trim().split('\n').at(-1) + '\n');
  files.forEach((file, i) => write(file, newest[i]));
  await takenUp();
  running = false;
  await sending;
  assert.ok(sent.length > 10);
  for (const { id } of sent.slice(-6)) await message(id, 'delivered');
  await eventually(() => sql(`select count(*) from message where verification_id = any ('{${sent.map(({ id }) => id).join()}}') and status not in ('delivered', 'accepted')`),
    (n) => n === '0');
  assert.match(cli('sender reseal'), /^0 secrets/);
});
