// Fallback: the next channel after a failure or too long without delivery, each hop a message of its own; and who wins when things meet.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { assertProblem, call } from '../lib/api.mjs';
import { demo, request } from '../lib/http.mjs';
import { api, arrivals, audit, caps, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); });

const SILENT = '+6281200000006';
const hops = (v) => v.messages.map((m) => `${m.channel}:${m.status}`).join(' ');
const told = (id) => sql(`select fallback from message where verification_id = '${id}' and number = 1`);
const entries = (id) => sql(`select string_agg(m.channel || ':' || e.kind || ':' || e.amount, ' ' order by m.number, e.number)
  from entry e join message m on m.organisation_id = e.organisation_id and m.id = e.message_id where m.verification_id = '${id}'`);

// Lets time pass for one verification and its messages, without waiting for it.
const age = (id, seconds) => sql(`
  update message set created_at = created_at - interval '${seconds} s', launched_at = launched_at - interval '${seconds} s' where verification_id = '${id}';
  update verification set created_at = created_at - interval '${seconds} s', expires_at = expires_at - interval '${seconds} s',
    fallback_at = fallback_at - interval '${seconds} s' where id = '${id}'`);

// One that the provider took and then says nothing about, with a fallback after 30 s.
async function silent(more = {}) {
  const { id } = await start(SILENT, 'whatsapp', { fallback: ['sms'], fallback_after: 30, ...more });
  await message(id, 'accepted');
  return id;
}

// A session of its own; the promise is what it answered.
function session(text) {
  const child = spawn('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', demo.SANDI_CHECK_DATABASE_URL, '-c', `set search_path = sandi; ${text}`]);
  let out = '';
  let error = '';
  child.stdout.on('data', (piece) => { out += piece; });
  child.stderr.on('data', (piece) => { error += piece; });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code ? reject(new Error(error)) : resolve(out.trim())));
  });
}

// One that is told what to do step by step.
function open() {
  const child = spawn('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', demo.SANDI_CHECK_DATABASE_URL]);
  let out = '';
  child.stdout.on('data', (piece) => { out += piece; });
  child.stdin.write('set search_path = sandi;\n');
  return {
    says: async (text, answer) => { child.stdin.write(`${text}\n`); await eventually(() => out, (seen) => seen.trim().endsWith(answer)); },
    close: () => child.stdin.end(),
  };
}

function callback(...statuses) {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', statuses } }] }],
  });
  const signature = `sha256=${createHmac('sha256', demo.SANDI_HOOK_SECRET).update(body).digest('hex')}`;
  return request('POST', '/hooks/whatsapp/demo-whatsapp', { body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
}
const provider = (id) => sql(`select provider_id from message where verification_id = '${id}' and number = 1`);
const event = (id, status) => ({ id: provider(id), status, timestamp: String(Math.floor(Date.now() / 1000)) });

test('no WhatsApp: refunded, and the same code goes by SMS', async () => {
  const to = '+6281200000001';
  const before = (await arrivals(to)).length;
  const { id, price } = await start(to, 'whatsapp', { fallback: ['sms'] });
  const v = await eventually(() => verification(id), (seen) => seen.messages[1]?.status === 'delivered');
  assert.equal(hops(v), 'whatsapp:failed sms:delivered');
  assert.equal(v.messages[0].reason, 'not_on_whatsapp');
  assert.equal(told(id), 'sms:started');
  const [phone] = await arrivals(to);
  assert.equal((await arrivals(to)).length, before + 1);
  assert.equal(phone.channel, 'sms');
  assert.notEqual(v.messages[0].price, v.messages[1].price, 'each has the price of its own channel');
  assert.equal(v.messages[0].price, price);
  const units = v.messages.map((m) => Math.round(Number(m.price) * 1000));
  assert.equal(entries(id), `whatsapp:charge:-${units[0]} whatsapp:refund:${units[0]} sms:charge:-${units[1]}`);
  assert.equal(v.attempts_left, 5);
  assert.equal((await api('POST', `/verifications/${id}/check`, { code: phone.code })).json.approved, true);
});

test('refused: SMS at once, nothing was charged for WhatsApp', async () => {
  const { id } = await start('+6281200000002', 'whatsapp', { fallback: ['sms'], fallback_after: 240 });
  const v = await eventually(() => verification(id), (seen) => seen.messages[1]?.status === 'rejected');
  assert.equal(hops(v), 'whatsapp:rejected sms:rejected');
  assert.equal(entries(id), 'whatsapp:release:0 sms:release:0');
  assert.equal(v.price, '0');
});

test('silent: SMS after the seconds that were asked for; what comes late is charged and shown too', async () => {
  const id = await silent();
  sql('select message_sweep(1000)');
  assert.equal(hops(await verification(id)), 'whatsapp:accepted', 'not before');
  age(id, 30);
  const v = await eventually(() => verification(id), (seen) => seen.messages[1]?.status === 'accepted');
  assert.equal(hops(v), 'whatsapp:accepted sms:accepted');
  assert.equal((await callback(event(id, 'delivered'))).status, 200);
  const late = await verification(id);
  assert.equal(hops(late), 'whatsapp:delivered sms:accepted');
  const [a, b] = late.messages.map((m) => Math.round(Number(m.price) * 1000));
  assert.equal(entries(id), `whatsapp:charge:-${a} sms:charge:-${b}`);
  assert.equal(Math.round(Number(late.price) * 1000), a + b);
});

test('a channel that was named is a choice: nothing follows it', async () => {
  const id = await silent({ fallback_after: 60 });
  age(id, 31);
  const again = await api('POST', `/verifications/${id}/resend`, { channel: 'whatsapp' });
  assert.equal(again.status, 201, again.text);
  await eventually(() => verification(id), (seen) => seen.messages[1].status === 'accepted');
  age(id, 60);
  assert.equal(sql('select hops from message_sweep(1000)'), '0');
  assert.equal(hops(await verification(id)), 'whatsapp:accepted whatsapp:accepted');
});

test('seconds are checked, and are part of the request', async () => {
  const body = { to: recipient('sms'), channel: 'whatsapp', fallback: ['sms'] };
  for (const fallback_after of [0, 14, 241, -30, 30.5, '30', [30], true, 1e18]) {
    assertProblem(await call('POST', 'verifications', { body: { ...body, fallback_after } }), 422, 'invalid_field', 'fallback_after');
  }
  assertProblem(await call('POST', 'verifications', { body: { to: body.to, channel: 'sms', fallback_after: 30 } }), 422, 'invalid_field', 'fallback_after');
  assertProblem(await call('POST', 'verifications', { body: { to: 'x', channel: 'sms', fallback: ['sms'], fallback_after: 5 } }), 422, 'invalid_recipient', 'to', 'fallback', 'fallback_after');
  const key = `seconds-${process.pid}-${Date.now()}`;
  const post = (more) => call('POST', 'verifications', { body: { ...body, ...more }, headers: { 'Idempotency-Key': key } });
  assert.equal((await post({ fallback_after: 30 })).status, 201);
  assert.equal((await post({ fallback_after: 30 })).headers['idempotent-replayed'], 'true');
  assertProblem(await post({ fallback_after: 31 }), 422, 'idempotency_key_reused', 'Idempotency-Key');
  assertProblem(await post({}), 422, 'idempotency_key_reused', 'Idempotency-Key');
});

test('a delivery that is being recorded wins over the sweep, which does not wait for it', async () => {
  const id = await silent();
  sql(`update verification set fallback_at = clock_timestamp() + interval '9 min' where id = '${id}'`);
  age(id, 31);
  const [organisation, mid, sender] = sql(`select organisation_id, id, sender_id from message where verification_id = '${id}'`).split('|');
  const recording = open();
  await recording.says(`begin; select outcome from message_event(array['${sender}']::uuid[], array['${organisation}']::uuid[], array['${mid}']::uuid[],
    array[null::text], array['delivered'], array[null::text], array[null::text], array[now()]);`, 'applied');
  sql(`update verification set fallback_at = clock_timestamp() where id = '${id}'`);
  assert.equal(sql("set statement_timeout = '8s'; select hops from message_sweep(1000)"), '0');
  await recording.says('commit; select 7;', '7');
  recording.close();
  await eventually(() => sql(`select fallback_at is null from verification where id = '${id}'`), (t) => t === 't');
  assert.equal(hops(await verification(id)), 'whatsapp:delivered');
});

test('sweeps at once, with and against right codes: at most one hop, none after the end', async () => {
  const ids = [];
  const codes = [];
  for (let i = 0; i < 20; i++) {
    ids.push(await silent());
    codes.push((await arrivals(SILENT))[0].code);
  }
  for (const id of ids) age(id, 30);
  const right = ids.slice(0, 10).map((id, i) => api('POST', `/verifications/${id}/check`, { code: codes[i] }));
  const sweeps = Array.from({ length: 5 }, () => session('select hops from message_sweep(7)'));
  for (const answer of await Promise.all(right)) assert.equal(answer.json.approved, true, answer.text);
  await Promise.all(sweeps);
  await eventually(() => sql(`select count(*) from verification where id in ('${ids.join("','")}') and status = 'pending' and fallback_at is not null`), (n) => n === '0');
  const list = `('${ids.join("','")}')`;
  assert.equal(sql(`select count(*) from (select from message where verification_id in ${list} group by verification_id having count(*) > 2) d`), '0');
  assert.equal(sql(`select count(*) from message m join verification v on v.organisation_id = m.organisation_id and v.id = m.verification_id
    where v.id in ${list} and m.created_at > v.closed_at`), '0');
  assert.equal(sql(`select count(*) from message where verification_id in ('${ids.slice(10).join("','")}') and cause = 'late'`), '10');
  audit();
});
