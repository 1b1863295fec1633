// What cannot be the code costs nothing, capitals make no new mailbox, and a reference is counted in characters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { demo } from '../lib/http.mjs';
import { assertProblem, audit, call, check, codeAt, freshNumber, organisation, start, wrong } from '../lib/api.mjs';

test('another number of digits than the code has is refused and costs no attempt', async () => {
  const { key } = await organisation(100);
  const to = freshNumber();
  const { json: { id } } = await start({ to, digits: 6 }, { key });
  const code = await codeAt(to);
  for (const typed of ['1234', code.slice(1), `${code}0`, `0${code}`, '1234567890', '１２３４５'])
    assertProblem(await check(id, typed, { key }), 422, 'invalid_code', 'code');
  assert.equal((await check(id, wrong(code), { key })).json.attempts_left, 4);
  assert.equal((await check(id, code, { key })).json.approved, true);
  assert.equal((await check(id, code.slice(1), { key })).status, 200, 'closed comes first');
  assert.equal(await audit(), '');
});

test('addresses that differ in capitals share their caps', async () => {
  const { key } = await organisation(100);
  const name = `ani${Date.now()}`;
  const all = await Promise.all(Array.from({ length: 16 }, (_, i) => start({
    to: `${i % 2 ? name.toUpperCase() : name}@example.com`, channel: 'email' }, { key })));
  assert.equal(all.filter((answer) => answer.status === 201).length, 5);
  assert.equal(await audit(), '');
});

test('a reference of 200 characters is taken, in any script', async () => {
  const { key } = await organisation(100);
  assert.equal((await start({ to: freshNumber(), reference: 'é'.repeat(200) }, { key })).status, 201);
  assertProblem(await start({ to: freshNumber(), reference: 'é'.repeat(201) }, { key }), 422, 'invalid_field', 'reference');
});

test('whoever opens the database finds the auditor by its name', () => {
  const found = execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', demo.SANDI_CHECK_DATABASE_URL, '-c',
    'select * from credit_audit()'], { encoding: 'utf8' });
  assert.equal(found.trim(), '');
});

test('bytes that are no JSON are refused, never a fault', async () => {
  for (const raw of ['', '\0', '[]', '{"to":1,"to":2}', '['.repeat(4000), Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])])
    assertProblem(await call('POST', 'verifications', { raw }), 400, 'invalid_json');
});
