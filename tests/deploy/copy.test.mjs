// The life of one private copy: what it is when it runs, each of its programs killed, stopped, lost and started again.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Copy, NAMES, freePort, place, until } from '../lib/copy.mjs';

const copy = new Copy(place('one'), await freePort());
const alive = (pid) => { try { process.kill(pid, 0); return true; } catch { return false; } };
const send = (to) => copy.get('/api/v1/verifications', { method: 'POST', key: copy.demo.SANDI_API_KEY, body: { to, channel: 'whatsapp' } });
const credit = async () => (await copy.get('/api/v1/credit', { key: copy.demo.SANDI_API_KEY })).json;

async function code(to) {
  const list = await until(async () => {
    const { json } = await copy.get(`/sandbox/messages.json?to=${encodeURIComponent(to)}`);
    return json.length > 0 && json;
  }, `a message for ${to}`);
  return list[0].code;
}

// A charged verification, and what its organisation has then.
async function delivered(to) {
  const { id } = (await send(to)).json;
  const sent = await code(to);
  const now = await until(async () => { const seen = await credit(); return seen.reserved === '0' && seen; }, 'nothing reserved');
  return { id, code: sent, balance: now.balance };
}

const check = async ({ id, code: right }) =>
  (await copy.get(`/api/v1/verifications/${id}/check`, { method: 'POST', key: copy.demo.SANDI_API_KEY, body: { code: right } })).json;

before(() => copy.start());
after(() => copy.stop());

test('every program is ready, each at its own address', async () => {
  assert.equal(await copy.status('/healthz'), 200);
  assert.equal(await copy.status('/login'), 200);
  for (const name of NAMES.filter((one) => !['nginx', 'postgres'].includes(one))) {
    assert.equal(await copy.status(`/healthz/${name}`), 200, name);
    const metrics = await copy.get(`/metrics/${name}`);
    assert.equal(metrics.status, 200, name);
    assert.match(metrics.text, /^# TYPE sandi_\w+ (counter|gauge)$/m, name);
  }
  assert.equal(await copy.status('/healthz/nobody'), 404);
});

test('the process id of each program stands in its file', () => {
  for (const name of NAMES) assert.ok(copy.pid(name) > 1 && alive(copy.pid(name)), name);
});

test('demo.env is for its owner and has every key', () => {
  assert.equal(statSync(`${copy.state}/demo.env`).mode & 0o777, 0o600);
  const { demo } = copy;
  for (const key of ['SANDI_URL', 'SANDI_API_KEY', 'SANDI_OTHER_API_KEY', 'SANDI_PASSWORD', 'SANDI_CHECK_DATABASE_URL',
    'SANDI_HOOK_SECRET', 'SANDI_HOOK_VERIFY_TOKEN', 'SANDI_PHONE_NUMBER_ID', 'SANDI_CLI']) assert.ok(demo[key], key);
  assert.equal(demo.SANDI_URL, copy.url);
});

test('the command line and the check of the books run against this copy', async () => {
  const audit = await copy.run('/bin/sh', ['-c', `exec ${copy.demo.SANDI_CLI} audit`]);
  assert.equal(audit.status, 0, audit.said.join('\n'));
  const books = await copy.run('psql', ['-XqAt', '-d', copy.demo.SANDI_CHECK_DATABASE_URL, '-c', 'select count(*) from sandi.credit_audit()']);
  assert.deepEqual(books.said, ['0']);
});

test('nginx and the mail server listen on 127.0.0.1, nothing else listens on TCP', () => {
  const mail = /^python3 127\.0\.0\.1:\d+$/;
  assert.deepEqual(copy.listeners().filter((line) => !mail.test(line)), [`nginx 127.0.0.1:${copy.port}`]);
});

test('a second start changes nothing', async () => {
  const pids = NAMES.map((name) => copy.pid(name));
  const { status, said } = await copy.make('start');
  assert.equal(status, 0);
  assert.deepEqual(said, [`sandi: already running at ${copy.url}`]);
  assert.deepEqual(NAMES.map((name) => copy.pid(name)), pids);
});

// Milliseconds from the kill until the program is another process and all are ready.
async function back(name) {
  const old = copy.pid(name), killed = Date.now();
  process.kill(old, 'SIGKILL');
  await until(async () => ![0, old].includes(copy.pid(name)) && alive(copy.pid(name)) && await copy.status('/healthz') === 200, `${name} is back`);
  return Date.now() - killed;
}

for (const name of NAMES) {
  test(`${name}, killed, is back within two seconds`, async () => {
    const took = [];
    // The machine may be busy with something else for a moment.
    while (took.length < 3 && !(Math.min(...took) < 2000)) took.push(await back(name));
    assert.ok(Math.min(...took) < 2000, `${took.join(', ')} ms`);
  });
}

test('stopped and started again it has every code, key and credit, and is ready in seconds', async () => {
  const kept = await delivered('+6281355500001'), { demo } = copy;
  await copy.stop();
  assert.deepEqual(copy.processes(), []);
  const begin = Date.now();
  await copy.start();
  assert.ok(Date.now() - begin < 20000, `${Date.now() - begin} ms`);
  assert.deepEqual(copy.demo, demo);
  assert.equal((await credit()).balance, kept.balance);
  assert.equal((await check(kept)).approved, true);
});

test('after all its processes died at once it starts with nothing lost', async () => {
  const kept = await delivered('+6281355500002');
  for (const pid of copy.processes()) try { process.kill(pid, 'SIGKILL'); } catch { /* it ended with its parent */ }
  await until(() => copy.processes().length === 0, 'all have ended');
  await copy.start();
  assert.equal((await credit()).balance, kept.balance);
  assert.equal((await check(kept)).approved, true);
});

test('with its supervisor killed it still stops, and stopping once more is harmless', async () => {
  const supervisor = copy.processes().find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'runsvdir');
  process.kill(Number(supervisor), 'SIGKILL');
  for (let times = 0; times < 2; times++) {
    const { status, said } = await copy.make('stop');
    assert.equal(status, 0);
    assert.deepEqual(said, []);
    assert.deepEqual(copy.processes(), []);
    assert.equal(await copy.status('/healthz'), 0);
  }
});

test('to stop what was never started is harmless', async () => {
  const never = new Copy(place('never'), await freePort());
  assert.deepEqual(await never.make('stop').then(({ status, said }) => [status, said]), [0, []]);
  assert.throws(() => statSync(never.state), { code: 'ENOENT' });
});
