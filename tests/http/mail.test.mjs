// Mail against a real SMTP server: what it takes, refuses or puts off, and what stands in the letters.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { demo } from '../lib/http.mjs';
import { api, audit, caps, credit, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const letters = [];
const servers = [];
let usual, folder, port;

// Running programs take it up within two seconds: when the dispatcher has loaded the senders anew.
function set(...values) {
  execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-email "$@"`, 'sh', ...values], { stdio: 'pipe' });
  return new Promise((resolve) => setTimeout(resolve, 2000));
}

function serve(...values) {
  const child = spawn('/usr/bin/python3', ['tests/lib/smtpd.py', ...values], { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(child);
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error('the mail server ended')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('port ')) resolve(line.slice(5));
      else letters.push(JSON.parse(line));
    });
  });
}

// A certificate for that name, which is its own authority.
function certificate(name) {
  const [key, file] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', file,
    '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`], { stdio: 'ignore' });
  chmodSync(file, 0o644);
  return [file, key];
}

before(async () => {
  caps(false);
  folder = mkdtempSync(join(tmpdir(), 'sandi-mail.'));
  chmodSync(folder, 0o755);
  usual = sql("select settings ->> 'base_url' from sender where name = 'demo-email'");
  port = await serve();
  await set(`base_url=smtp://127.0.0.1:${port}`);
});

after(async () => {
  await set(`base_url=${usual}`, 'tls=', 'ca_file=', 'envelope_from=');
  for (const child of servers) child.removeAllListeners('exit').kill();
  rmSync(folder, { recursive: true });
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

test('a mailbox that is full and a sender that is not trusted are told apart, and cost nothing', async () => {
  for (const [word, reason] of [['full', 'not_deliverable'], ['spam', 'request_refused']]) {
    const { id } = await start(to(word), 'email');
    assert.equal((await message(id, 'rejected')).reason, reason);
    assert.equal((await verification(id)).price, '0');
  }
});

test('a server that hangs up after the mail may have taken it: unknown, and never sent again', async () => {
  const address = to('gone');
  const { id } = await start(address, 'email');
  assert.equal((await message(id, 'unknown')).reason, 'no_answer');
  assert.equal((await received(address)).length, 1);
});

test('slow and hanging mails are waited for, and hold up no SMS and no WhatsApp', async () => {
  const mails = [];
  for (const word of ['hang', 'hang', 'slow', 'slow', 'slow', 'hang', 'slow', 'hang']) mails.push(await start(to(word), 'email'));
  for (const channel of ['sms', 'whatsapp', 'sms', 'whatsapp']) {
    const other = await start(recipient(channel), channel);
    await eventually(() => verification(other.id), (v) => ['delivered', 'read'].includes(v.messages[0].status), 2000);
  }
  assert.ok((await Promise.all(mails.map((mail) => verification(mail.id)))).some((v) => ['queued', 'launched'].includes(v.messages[0].status)));
  const ends = await Promise.all(mails.map((mail) => eventually(() => verification(mail.id),
    (v) => ['accepted', 'unknown'].includes(v.messages[0].status), 40000)));
  assert.deepEqual(ends.map((v) => v.messages[0].status).sort(), [...Array(4).fill('accepted'), ...Array(4).fill('unknown')]);
});

test('bounces go to the address that was set for them', async () => {
  await set('envelope_from=bounces@sandi.example');
  const address = to('yes');
  await start(address, 'email');
  const [letter] = await received(address);
  assert.equal(letter.from, 'bounces@sandi.example');
  assert.match(headers(letter.text).get('from'), /otp@demo\.example/);
});

// While TLS fails a mail waits, with a reason that an operator understands; nothing is sent in clear text.
async function waits(address) {
  const { id } = await start(address, 'email');
  await eventually(() => verification(id), (v) => v.messages[0].reason === 'tls_failed', 5000);
  assert.equal((await verification(id)).messages[0].status, 'queued');
  assert.equal(letters.filter((l) => l.to[0] === address).length, 0);
  return id;
}

test('with tls=required nothing goes to a server without TLS, and what waited goes when it has some', async () => {
  await set('tls=required');
  const address = to('yes');
  const id = await waits(address);
  await set('tls=off');
  await message(id, 'accepted', 20000);
  assert.equal((await received(address))[0].tls, false);
});

test('STARTTLS with a certificate that is trusted; with another one, or for another name, the mail waits', async () => {
  const good = certificate('localhost');
  const safe = await serve(...good);
  await set(`base_url=smtp://localhost:${safe}`, 'tls=required');
  const address = to('yes');
  const id = await waits(address); // not signed by anybody that the system trusts
  await set(`ca_file=${good[0]}`);
  await message(id, 'accepted', 20000);
  assert.equal((await received(address))[0].tls, true);
  await set(`base_url=smtp://127.0.0.1:${safe}`);
  await waits(to('yes')); // the right certificate of another name
  await set(`base_url=smtp://localhost:${safe}`, `ca_file=${certificate('other.example')[0]}`, 'tls=optional');
  await waits(to('yes')); // optional TLS is no untrusted TLS
});

test('TLS from the start', async () => {
  const good = certificate('localhost');
  await set(`base_url=smtps://localhost:${await serve(...good, 'tls')}`, `ca_file=${good[0]}`, 'tls=required');
  const address = to('yes');
  await start(address, 'email');
  assert.equal((await received(address))[0].tls, true);
});

test('a setting that means nothing is refused', () => {
  assert.throws(() => execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-email tls=perhaps`], { stdio: 'pipe' }), /required.optional.off/);
});
