// What tests of the JSON API share: calls with a key, a scratch organisation, codes as the sandbox's phones show them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { demo, request } from './http.mjs';

const run = promisify(execFile);
const V1 = '/api/v1';

export const PROBLEM = 'application/problem+json';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// One call; json is what the body says, or null.
export async function call(method, path, { key = demo.SANDI_API_KEY, body, headers = {}, raw } = {}) {
  const all = { ...headers };
  if (key) all.Authorization ??= `Bearer ${key}`;
  if (body !== undefined && raw === undefined) raw = JSON.stringify(body);
  if (raw !== undefined) all['Content-Type'] ??= 'application/json';
  const answer = await request(method, path.startsWith('/') ? path : `${V1}/${path}`, { body: raw, headers: all });
  let json = null;
  try { json = JSON.parse(answer.text); } catch { /* not every answer has to be JSON */ }
  return { ...answer, json };
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { body, ...options });
export const start = (body, options) => post('verifications', { channel: 'whatsapp', ...body }, options);
export const check = (id, code, options) => post(`verifications/${id}/check`, { code }, options);

// An Indonesian mobile nobody used yet, and none of those that force an outcome.
export const freshNumber = () => `+62813${randomInt(1000, 10000)}${randomInt(1000, 10000)}`;
export const freshWord = (prefix) => `${prefix}-${randomBytes(5).toString('hex')}`;

// The error of a call: its status, code, shape and the fields it names.
export function assertProblem(answer, status, code, ...fields) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers['content-type'], PROBLEM);
  const p = answer.json;
  assert.equal(p.status, status);
  assert.equal(p.code, code, answer.text);
  for (const name of ['type', 'title', 'detail', 'request_id']) assert.equal(typeof p[name], 'string', name);
  assert.ok(p.title && p.detail && p.request_id);
  assert.ok(Array.isArray(p.fields));
  for (const field of p.fields) assert.ok(field.name && field.code && field.detail);
  assert.deepEqual(p.fields.map((field) => field.name).sort(), [...fields].sort(), answer.text);
  if (p.retry_after !== undefined) assert.equal(answer.headers['retry-after'], String(p.retry_after));
  return p;
}

// The command line against the copy under test.
export async function cli(...args) {
  const { stdout } = await run('/bin/sh', ['-c', `exec ${demo.SANDI_CLI} "$@"`, 'sandi', ...args]);
  return stdout.trim();
}

// Rows of a statement, as the superuser; columns by '|'.
export async function sql(text) {
  const { stdout } = await run('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', demo.SANDI_CHECK_DATABASE_URL, '-c',
    `set search_path = sandi; ${text}`]);
  return stdout.trim();
}

// An organisation of this test alone, with a key and that much credit.
export async function organisation(credits) {
  const slug = freshWord('test');
  const card = await sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=Test', '--country=ID', `--rate-card=${card}`);
  if (credits) await cli('credit', 'top-up', slug, String(credits), '--reference=first');
  const key = await cli('api-key', 'create', slug, 'test');
  return { slug, key, id: await sql(`select id from organisation where slug = '${slug}'`) };
}

// The newest code that the recipient's phone shows, of at least that many messages.
export async function codeAt(to, count = 1) {
  const until = Date.now() + 10000;
  for (;;) {
    const { json } = await call('GET', `/sandbox/messages.json?to=${encodeURIComponent(to)}`, { key: null });
    if (json?.length >= count) return json[0].code;
    assert.ok(Date.now() < until, `no message for ${to}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// Another code with as many digits.
export const wrong = (code) => code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10);

// Lets time pass for one verification and its messages.
export const age = (id, seconds) => sql(`
  update verification set created_at = created_at - interval '${seconds} s', expires_at = expires_at - interval '${seconds} s' where id = '${id}';
  update message set created_at = created_at - interval '${seconds} s', updated_at = updated_at - interval '${seconds} s' where verification_id = '${id}'`);

export const audit = () => sql('select * from credit_audit()');
