// What must hold across programs, restarts and load: one key moves credit once, caps and attempts are exact, commits are
// shared, and no code stands in a dump.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { call, check, cli, codeAt, freshNumber, freshWord, organisation, sql, start } from '../lib/api.mjs';
import { demo, request } from '../lib/http.mjs';
import { eventually } from '../lib/send.mjs';

const build = process.env.BUILD ?? '.build';
const state = process.env.STATE ?? '.state';

after(async () => assert.equal(await sql('select * from credit_audit()'), ''));

// The same call answered by another process: api.fcgi started as a CGI program.
function another(method, path, { key, body, headers = {} }) {
  const input = body === undefined ? '' : JSON.stringify(body);
  const child = spawn(`${build}/bin/api.fcgi`, [], {
    env: {
      GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: method, PATH_INFO: path, QUERY_STRING: '', REMOTE_ADDR: '192.0.2.1',
      CONTENT_TYPE: 'application/json', CONTENT_LENGTH: String(Buffer.byteLength(input)), HTTP_AUTHORIZATION: `Bearer ${key}`,
      SANDI_DATABASE_URL: demo.SANDI_CHECK_DATABASE_URL.replace('postgres@', 'sandi_api@'), SANDI_TEMPLATES: `${build}/templates`, SANDI_TEXTS: `${build}/texts`,
      SANDI_PUBLIC_URL: demo.SANDI_URL, SANDI_KEYS_HASH: `${state}/keys/hash`, SANDI_KEYS_SEAL: `${state}/keys/seal`, ...headers,
    },
  });
  const out = [];
  child.stdout.on('data', (piece) => out.push(piece));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const [head, ...rest] = Buffer.concat(out).toString().split('\r\n\r\n');
      resolve({ status: Number(/^Status: (\d+)/m.exec(head)?.[1]), head, text: rest.join('\r\n\r\n') });
    });
  });
}

test('a replayed key gives the same body: at once, from another program, after a restart', async () => {
  const { key } = await organisation(100);
  const body = { to: freshNumber(), channel: 'whatsapp' };
  const word = freshWord('key');
  const options = { key, headers: { 'Idempotency-Key': word } };
  const first = await start(body, options);
  assert.equal(first.status, 201);
  await check(first.json.id, '000000', { key });
  const again = await start(body, options);
  assert.equal(again.text, first.text);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  const other = await another('POST', '/api/v1/verifications', { key, body, headers: { HTTP_IDEMPOTENCY_KEY: word } });
  assert.equal(other.status, 201);
  assert.match(other.head, /Idempotent-Replayed: true/i);
  assert.equal(other.text, first.text);
  const pid = () => Number(readFileSync(`${state}/run/api.pid`, 'utf8'));
  const old = pid();
  process.kill(old, 'SIGKILL');
  const ready = () => request('GET', '/healthz/api').then((answer) => answer.status).catch(() => 0);
  await eventually(async () => { try { return pid() !== old && await ready() === 200; } catch { return false; } }, (up) => up);
  assert.equal((await start(body, options)).text, first.text);
});

test('a recipient\'s cap is exact under 64 starts at once, to two programs', async () => {
  const { key, id } = await organisation(1000);
  const body = { to: freshNumber(), channel: 'whatsapp' };
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => (i % 8 === 0
    ? another('POST', '/api/v1/verifications', { key, body })
    : start(body, { key }))));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [...Array(5).fill(201), ...Array(59).fill(429)]);
  assert.equal(await sql(`select count(*) from verification where organisation_id = '${id}'`), '5');
});

test('attempts are exact under 64 wrong checks at once, to two programs', async () => {
  const { key } = await organisation(100);
  const to = freshNumber();
  const { json } = await start({ to }, { key });
  const right = await codeAt(to);
  const wrong = String((Number(right) + 1) % 1e6).padStart(6, '0');
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => (i % 8 === 0
    ? another('POST', `/api/v1/verifications/${json.id}/check`, { key, body: { code: wrong } })
    : check(json.id, wrong, { key }))));
  for (const answer of answers) assert.equal(answer.status, 200, answer.text);
  assert.equal(await sql(`select attempts_used || ' ' || status from verification where id = '${json.id}'`), '5 locked');
  assert.equal((await check(json.id, right, { key })).json.approved, false);
});

test('no live code in a dump', async () => {
  const { key } = await organisation(100);
  const to = freshNumber();
  await start({ to, digits: 10 }, { key });
  const code = await codeAt(to);
  assert.match(code, /^\d{10}$/);
  const dump = execFileSync('pg_dump', ['-d', demo.SANDI_CHECK_DATABASE_URL], { maxBuffer: 1 << 29, encoding: 'latin1' });
  assert.ok(dump.includes(to), 'the dump holds the verification');
  assert.ok(!dump.includes(code), 'the code as text');
  assert.ok(!dump.includes(Buffer.from(code).toString('hex')), 'the code as bytes');
});

test('sends that come together share commits', async () => {
  const { slug, key, id } = await organisation(10000);
  await cli('organisation', 'set', slug, 'caps=off');
  const figures = async () => {
    const { text } = await call('GET', '/metrics/api', { key: null });
    const one = (name) => Number(new RegExp(`^${name}\\{program="api",operation="verification_start"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { batches: one('sandi_batches_total'), items: one('sandi_batch_items_total') };
  };
  const before = await figures();
  const sends = await Promise.all(Array.from({ length: 300 }, () => start({ to: freshNumber() }, { key })));
  assert.ok(sends.every((answer) => answer.status === 201), sends.find((answer) => answer.status !== 201)?.text);
  const now = await figures();
  assert.ok(now.items - before.items >= 300);
  assert.ok(now.batches - before.batches < 225, `${now.batches - before.batches} commits for 300 sends`);
  // The tests after this one find an empty queue.
  await eventually(() => sql(`select count(*) from message where organisation_id = '${id}' and not settled`), (left) => left === '0', 60000);
});
