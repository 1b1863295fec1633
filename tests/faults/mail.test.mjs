// Mail servers that misbehave: what each fault makes of a message and its credit, and that those which hang hold no threads that others' mails need.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { after, before, test } from 'node:test';
import { Browser, demo, request } from '../lib/http.mjs';
import { sandi, sandiAside } from '../lib/provider.mjs';
import { audit, caps, eventually, recipient, sql, start, verification } from '../lib/send.mjs';

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

// The same without holding up the servers that this process plays.
async function aside(...words) {
  const done = await sandiAside(words);
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
  run('sender', 'set', 'demo-email', 'active=true');
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
  assert.ok(sorted.at(-1) < 4000, // a thread that hangs is held for five seconds
    `one mail took ${sorted.at(-1)} ms`);
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

// --- every fault of a mail server ---

const WELL = { greeting: '220 mail.example ESMTP\r\n', rcpt: '250 ok\r\n', data: '354 go on\r\n', body: '250 2.0.0 queued\r\n' };
const end = (socket) => socket.end(), nothing = () => {};
function slowly(socket) {
  const timer = setInterval(() => socket.write('2'), 1000);
  socket.on('close', () => clearInterval(timer));
}
function lines(socket) {
  const piece = '220-x\r\n'.repeat(8192);
  let left = 64 * 1024 * 1024 / piece.length;
  const more = () => { while (left-- > 0 && !socket.destroyed) if (!socket.write(piece)) return void socket.once('drain', more); };
  more();
}
// At which step something else happens than with WELL; what has become of the message then. 'kept': queued and reserved, and sent once the server is well.
const FAULTS = {
  'hangs before its greeting': [{ greeting: nothing }, 'kept'],
  'closes before its greeting': [{ greeting: end }, 'kept'],
  'greets with garbage': [{ greeting: '\x00\xff{]\r\n' }, 'kept'],
  'greets one byte a second': [{ greeting: slowly }, 'kept'],
  'greets with 64 MB': [{ greeting: lines }, 'kept'],
  'greets with 421': [{ greeting: '421 4.3.2 too busy\r\n' }, 'kept'],
  'hangs at RCPT': [{ rcpt: nothing }, 'kept'],
  'closes at RCPT': [{ rcpt: end }, 'kept'],
  '450 at RCPT': [{ rcpt: '450 4.2.1 mailbox busy\r\n' }, 'kept'],
  '550 at RCPT': [{ rcpt: '550 5.1.1 no such mailbox\r\n' }, 'rejected'],
  'closes before the mail': [{ data: (socket) => { socket.write(WELL.data); socket.destroy(); } }, 'unknown'],
  'hangs behind the mail': [{ body: nothing }, 'unknown'],
  'closes behind the mail': [{ body: end }, 'unknown'],
  'garbage behind the mail': [{ body: '\x00\xff{]\r\n' }, 'unknown'],
  '451 behind the mail': [{ body: '451 4.3.2 try again\r\n' }, 'kept'],
  '554 behind the mail': [{ body: '554 5.6.0 not wanted\r\n' }, 'rejected'],
};

// Speaks SMTP as WELL does, but for the steps of more; taken() tells how many mails came in whole.
async function mailServer(more = {}, secure = null) {
  const steps = { ...WELL, ...more }, sockets = new Set();
  let taken = 0;
  const serve = (socket) => {
    let text = '', inBody = false;
    const step = (name) => (typeof steps[name] === 'function' ? steps[name](socket) : socket.write(steps[name]));
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket)).on('data', (piece) => {
      text += piece.toString('latin1');
      for (let at; (at = text.indexOf('\r\n')) >= 0;) {
        const line = text.slice(0, at);
        text = text.slice(at + 2);
        if (inBody && line !== '.') continue;
        if (inBody) { taken++; step('body'); } else if (/^RCPT/i.test(line)) step('rcpt');
        else if (/^DATA/i.test(line)) step('data');
        else socket.write(/^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n');
        inBody = !inBody && /^DATA/i.test(line);
      }
    });
    step('greeting');
  };
  const server = secure ? tls.createServer(secure, serve) : net.createServer(serve);
  server.on('tlsClientError', () => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made = { url: `smtp${secure ? 's' : ''}://127.0.0.1:${server.address().port}`, taken: () => taken, close() { for (const socket of sockets) socket.destroy(); server.close(); } };
  servers.push(made);
  return made;
}

function selfSigned() {
  const folder = mkdtempSync('/tmp/sandi-mail-tls.');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${folder}/key`, '-out', `${folder}/pem`, '-days', '1', '-subj', '/CN=127.0.0.1'],
    { stdio: 'ignore' });
  const pair = { key: readFileSync(`${folder}/key`), cert: readFileSync(`${folder}/pem`) };
  rmSync(folder, { recursive: true });
  return pair;
}

const state = (id) => sql(`select m.status, coalesce(m.reason, ''), coalesce((select string_agg(e.kind || ':' || -e.amount, ' ') from entry e where e.message_id = m.id), 'reserved'), m.tries
  from message m where m.verification_id = '${id}'`).split('|');

// Asked for without psql, which would hold up the servers that this process plays.
async function reaches({ fault, id }, done) {
  const { messages: [message] } = await eventually(() => verification(id), (seen) => done(seen.messages[0]), 90000).catch((error) => { throw new Error(`${fault}: ${error.message}`); });
  return message;
}

test('every fault of a mail server: what never left is kept, what may have been taken is unknown, what is refused costs nothing', async () => {
  const closed = await mailServer();
  closed.close();
  const cases = [{ fault: 'refuses the connection', server: closed, want: 'kept' }, { fault: 'offers no TLS where it is required', server: await mailServer(), want: 'kept', tls: 'required' },
    { fault: 'has a certificate of nobody known', server: await mailServer({}, selfSigned()), want: 'kept' }];
  for (const [fault, [more, want]] of Object.entries(FAULTS)) cases.push({ fault, server: await mailServer(more), want });
  // A sender for each: what is kept must not be tried again at the next one's server.
  for (const [i, one] of cases.entries()) {
    one.name = `mail-fault-${process.pid}-${i}`;
    await aside('sender', 'create', one.name, '--channel=email', '--driver=smtp');
    await aside('sender', 'set', one.name, `base_url=${one.server.url}`, 'from=Fault <otp@demo.example>', 'allow_private=true', `tls=${one.tls ?? ''}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 2000)); // taken up within that
  for (const one of cases) {
    await aside('sender', 'set', one.name, 'active=true');
    one.id = (await start(recipient('email'), 'email')).id;
  }
  run('sender', 'set', 'demo-email', 'active=true');
  const expected = { kept: ['queued', 'reserved'], unknown: ['unknown', 'reserved'], rejected: ['rejected', 'release:0'] };
  for (const one of cases) {
    const [status, money] = expected[one.want];
    await reaches(one, (message) => message.status === status && message.reason);
    one.seen = state(one.id);
    assert.equal(one.seen[2], money, `${one.fault}: ${one.seen}`);
  }
  const well = await mailServer();
  for (const { name, want } of cases) if (want === 'kept') await aside('sender', 'set', name, `base_url=${well.url}`, 'tls=');
  console.log('smtp | fault | state | money | mails that came in whole | afterwards');
  for (const { fault, id, server, want, seen } of cases) {
    if (want === 'kept') await reaches({ fault, id }, ({ status }) => status === 'accepted');
    const last = state(id);
    if (want === 'kept') assert.match(last[2], /^charge:\d+$/, fault);
    else assert.ok(last[0] === want && server.taken() <= 1, `${fault}: never a second time`);
    const later = want === 'kept' ? `${last[0]}, ${last[2]} once it is well, after ${last[3]} tries` : want === 'unknown' ? 'not asked again' : last[2];
    console.log(`smtp | ${fault} | ${seen[0]} (${seen[1]}) | ${seen[2]} | ${server.taken()} | ${later}`);
  }
  audit();
});

test('a letter under way when the dispatcher ends still goes: it was claimed, and nobody sends it again', async () => {
  const pid = () => Number(readFileSync(`${process.env.STATE ?? '.state'}/run/dispatcher.pid`, 'utf8'));
  const own = sql("select settings->>'base_url' from sender where name = 'demo-email'");
  let came = 0;
  const server = await mailServer({ greeting: (socket) => { came++; setTimeout(() => socket.write(WELL.greeting), 1000); } });
  await aside('sender', 'set', 'demo-email', `base_url=${server.url}`);
  try {
    await new Promise((resolve) => setTimeout(resolve, 2000)); // taken up within that
    const browser = new Browser();
    const csrf = await browser.csrf('/forgot');
    assert.equal((await browser.post('/forgot', { csrf, email: 'planner@demo.example' })).status, 200);
    await eventually(() => came, (n) => n === 1);
    process.kill(pid(), 'SIGTERM');
    await eventually(server.taken, (n) => n === 1);
  } finally { await aside('sender', 'set', 'demo-email', `base_url=${own}`); }
});
