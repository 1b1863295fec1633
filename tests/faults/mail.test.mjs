// Mail servers that hang: they hold threads of mail, but never so many that others' mails wait.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { sandi } from '../lib/provider.mjs';
import { audit, caps, eventually, recipient, sql, start } from '../lib/send.mjs';

const names = ['silent', 'endless', 'third'].map((word) => `mail-${word}-${process.pid}`);
const servers = [];
let organisation;

// A mail server that does this with each connection; open() tells how many there are now.
async function hangs(behaviour) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    behaviour(socket);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made = { url: `smtp://127.0.0.1:${server.address().port}`, open: () => sockets.size, close() { for (const socket of sockets) socket.destroy(); server.close(); } };
  servers.push(made);
  return made;
}
const silent = () => {};
function endless(socket) {
  socket.write('220-');
  const timer = setInterval(() => socket.write('x'), 500);
  socket.on('close', () => clearInterval(timer));
}

function run(...words) {
  const done = sandi(words);
  assert.equal(done.code, 0, done.error);
}

async function startOther(to) {
  const answer = await request('POST', '/api/v1/verifications', { headers: { Authorization: `Bearer ${demo.SANDI_OTHER_API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ to, channel: 'email' }) });
  assert.equal(answer.status, 201, answer.text);
  return JSON.parse(answer.text);
}

// The other organisation's own sender, and a queue of its mails; they stay this sender's when the next one takes its place.
async function queue(name, url, n) {
  run('sender', 'create', name, '--channel=email', '--driver=smtp', '--organisation=other');
  run('sender', 'set', name, `base_url=${url}`, 'from=Other <otp@other.example>', 'allow_private=true', 'active=true');
  await new Promise((resolve) => setTimeout(resolve, 2000)); // taken up within that
  for (let i = 0; i < n; i++) await startOther(recipient('email'));
}

// Milliseconds from the start of a mail by the platform's own sender until it was accepted.
async function platformMail() {
  const began = Date.now(), { id } = await start(recipient('email'), 'email');
  await eventually(() => sql(`select status from message where verification_id = '${id}'`), (status) => status === 'accepted', 20000);
  return Date.now() - began;
}

before(() => {
  caps(false);
  organisation = sql("select id from organisation where slug = 'other'");
  sql(`update organisation set caps = false where id = '${organisation}'`);
});
after(() => {
  for (const server of servers) server.close();
  for (const name of names) sandi(['sender', 'set', name, 'active=false']);
  sql(`update organisation set caps = true where id = '${organisation}'`);
  caps(true);
  audit();
});

test('two mail servers that hang delay nobody else\'s mails', async () => {
  const quiet = [];
  for (let i = 0; i < 10; i++) quiet.push(await platformMail());
  const first = await hangs(silent), second = await hangs(endless);
  await queue(names[0], first.url, 40);
  await queue(names[1], second.url, 40);
  await eventually(() => [first.open(), second.open()], ([a, b]) => a > 0 && b > 0, 10000);
  const times = [], end = Date.now() + 20000;
  let most = 0;
  while (Date.now() < end) {
    times.push(await platformMail());
    most = Math.max(most, first.open() + second.open());
  }
  const sorted = [...times].sort((a, b) => a - b), middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  console.log(`mail | ${quiet.length} before: ${middle(quiet)} ms; ${times.length} while two servers hang: ${middle(times)} ms, at most ${sorted.at(-1)} ms | ${most} threads held`);
  assert.ok(sorted.at(-1) < 2000, `one mail took ${sorted.at(-1)} ms`);
  assert.ok(most <= 8, `${most} threads were held`);
  audit();
});

test('a third at the same server gets no thread of its own, and what never left is kept', async () => {
  const [first] = servers;
  await queue(names[2], first.url, 20);
  let most = 0;
  for (let i = 0; i < 10; i++) {
    await platformMail();
    most = Math.max(most, first.open());
  }
  assert.ok(most <= 4, `${most} connections to one server`);
  const states = sql(`select distinct m.status || ' ' || m.settled from message m join sender s on s.id = m.sender_id where s.name = any ('{${names.join()}}') and m.status not in ('queued', 'launched')`);
  assert.equal(states, '', 'no mail may have left: all of them wait, reserved');
});
