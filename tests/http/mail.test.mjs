// Mail against a real SMTP server: what it takes, refuses or puts off, and what stands in the letters.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { demo } from '../lib/http.mjs';
import { api, audit, caps, credit, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const letters = [];
let server, usual;

function set(url) {
  execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-email base_url=${url}`]);
  return new Promise((resolve) => setTimeout(resolve, 2000));
}

before(async () => {
  caps(false);
  usual = sql("select settings ->> 'base_url' from sender where name = 'demo-email'");
  server = spawn('/usr/bin/python3', ['tests/lib/smtpd.py'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve, reject) => {
    server.on('exit', () => reject(new Error('the mail server ended')));
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.startsWith('port ')) resolve(line.slice(5));
      else letters.push(JSON.parse(line));
    });
  });
  await set(`smtp://127.0.0.1:${port}`);
});

after(async () => {
  await set(usual);
  server?.removeAllListeners('exit').kill();
  caps(true);
  audit();
});

const to = (word) => word + recipient('email');
const received = (address) => eventually(() => letters.filter((l) => l.to[0] === address), (list) => list.length > 0, 5000);

function headers(text) {
  const head = text.slice(0, text.indexOf('\r\n\r\n'));
  return new Map(head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
}

test('a letter says what machines and people need', async () => {
  const address = to('yes');
  const { id } = await start(address, 'email');
  await message(id, 'accepted');
  const [{ text, taken }] = await received(address);
  assert.ok(taken);
  const head = headers(text);
  assert.equal(head.get('to'), address);
  assert.equal(head.get('auto-submitted'), 'auto-generated');
  assert.match(head.get('message-id'), /^<[0-9a-f-]{36}@[a-z0-9.-]+>$/);
  assert.match(head.get('date'), /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
  assert.match(head.get('content-type'), /^multipart\/alternative; boundary="/);
  assert.doesNotMatch(head.get('subject'), /\d{6}/);
  const boundary = /boundary="([^"]+)"/.exec(text)[1];
  const parts = text.split(`--${boundary}`).slice(1, -1);
  assert.deepEqual(parts.map((part) => /Content-Type: ([^;]+)/.exec(part)[1]), ['text/plain', 'text/html']);
  for (const part of parts) assert.match(part, /\b\d{6}\b/);
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
});

test('nothing typed becomes a header', async () => {
  const address = to('plain');
  const odd = await api('POST', '/verifications', { to: address, channel: 'email', reference: 'x\r\nBcc: eve@example.com' });
  assert.ok(odd.status === 201 || odd.status === 422, odd.text);
  if (odd.status === 201) {
    const [letter] = await received(address);
    assert.deepEqual(letter.to, [address]);
    assert.doesNotMatch(letter.text, /eve@/);
  }
  for (const bad of ['a@example.com\r\nBcc: eve@example.com', 'a@example.com>\r\nRCPT TO:<eve@example.com', 'a@example.com, eve@example.com',
    'a b@example.com', '<a@example.com>']) {
    const answer = await api('POST', '/verifications', { to: bad, channel: 'email' });
    assert.equal(answer.status, 422, `${JSON.stringify(bad)}: ${answer.text}`);
    assert.equal(answer.json.code, 'invalid_recipient');
  }
});

test('550 at RCPT is rejected and costs nothing', async () => {
  const { id } = await start(to('no'), 'email');
  assert.equal((await message(id, 'rejected')).reason, 'invalid_recipient');
  assert.equal((await verification(id)).price, '0');
});

test('554 after the mail is rejected and costs nothing', async () => {
  const { id } = await start(to('never'), 'email');
  assert.equal((await message(id, 'rejected')).reason, 'request_refused');
  assert.equal((await verification(id)).price, '0');
});

test('451 is tried again and charged once', async () => {
  const before = await credit();
  const address = to('once');
  const { id, price } = await start(address, 'email');
  await message(id, 'accepted', 8000);
  assert.deepEqual((await received(address)).map((l) => l.taken), [false, true]);
  assert.ok(Math.abs(Number(before.balance) - Number((await credit()).balance) - Number(price)) < 1e-6);
});

test('a slow server is waited for, and holds up nobody else', async () => {
  const { id } = await start(to('slow'), 'email');
  const sms = recipient('sms');
  const other = await start(sms, 'sms');
  await message(other.id, 'delivered', 2000);
  assert.equal((await verification(id)).messages[0].status, 'launched');
  await message(id, 'accepted', 6000);
});
