// The dispatcher killed at every step between claim and settlement: sent at most once, unknown is shown as unknown, charged by evidence only.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { badProvider, say, whole } from '../lib/bad_provider.mjs';
import { demo, request } from '../lib/http.mjs';
import { point } from '../lib/provider.mjs';
import { audit, caps, eventually, recipient, sql, start } from '../lib/send.mjs';

const pid = () => Number(readFileSync(`${process.env.STATE ?? '.state'}/run/dispatcher.pid`, 'utf8'));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const state = (id) => sql(`select m.status, coalesce(m.reason, ''), coalesce((select string_agg(e.kind, ' ') from entry e where e.message_id = m.id), 'reserved')
  from message m where m.verification_id = '${id}'`);
const leaseOver = (id) => sql(`update message set due_at = clock_timestamp() where verification_id = '${id}' and status = 'launched'`);
let provider, behaviour;

async function kill() {
  const old = pid();
  process.kill(old, 'SIGKILL');
  await eventually(() => { try { return pid(); } catch { return old; } }, (now) => now !== old, 5000);
}

// A code started while the running dispatcher cannot see it, so that a dead one's steps can be taken in its place.
async function asIfDead(steps) {
  const to = recipient('whatsapp');
  process.kill(pid(), 'SIGSTOP');
  let id;
  try {
    ({ id } = await start(to, 'whatsapp'));
    assert.equal(sql(steps), '1');
  } finally {
    process.kill(pid(), 'SIGCONT');
  }
  return { to, id };
}

async function delivered(id) {
  const message = sql(`select id from message where verification_id = '${id}'`), organisation = sql(`select organisation_id from message where verification_id = '${id}'`);
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp',
    statuses: [{ id: 'wamid.late', status: 'delivered', timestamp: '1790000000', biz_opaque_callback_data: `${organisation}.${message}` }] } }] }] });
  const signature = `sha256=${createHmac('sha256', demo.SANDI_HOOK_SECRET).update(body).digest('hex')}`;
  const answer = await request('POST', '/hooks/whatsapp/demo-whatsapp', { body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
  assert.equal(answer.status, 200, answer.text);
}

before(async () => {
  caps(false);
  let number = 0;
  const accept = () => say(whole(200, `{"messages":[{"id":"wamid.kill${process.pid}.${++number}"}]}`));
  behaviour = new Map();
  provider = await badProvider((to) => behaviour.get(to) ?? accept());
  await point(`http://127.0.0.1:${provider.port}`);
});
after(async () => {
  await point(`${demo.SANDI_URL}/sandbox/providers/whatsapp`);
  provider.close();
  caps(true);
  audit();
});

test('after the claim: sent once, a few seconds later', async () => {
  const { to, id } = await asIfDead('select count(*) from message_claim(gen_random_uuid(), 30000, 10, p_hold_ms => 3000)');
  const began = Date.now();
  await eventually(() => state(id), (seen) => seen === 'accepted||charge', 8000);
  assert.ok(Date.now() - began < 6000, `${Date.now() - began} ms`);
  assert.equal(provider.seen(to).length, 1);
});

test('after the launch was committed, before a byte left: unknown, never sent, released after its end', async () => {
  const { to, id } = await asIfDead(`with worker as (select gen_random_uuid() as w), c as materialized (select c.organisation_id, c.message_id, w from worker, message_claim(w, 30000, 10) c)
    select count(*) from c`);
  sql(`update message set status = 'launched', launched_at = clock_timestamp() where verification_id = '${id}'`);
  await kill();
  leaseOver(id);
  await eventually(() => state(id), (seen) => seen === 'unknown|lease_lost|reserved', 5000);
  await sleep(2000);
  assert.equal(provider.seen(to).length, 0);
  sql(`update message set due_at = clock_timestamp() where verification_id = '${id}';
    update verification set expires_at = clock_timestamp() - interval '61 s', created_at = created_at - interval '400 s' where id = '${id}'`);
  await eventually(() => state(id), (seen) => seen.startsWith('unknown|') && seen.endsWith('|release'), 5000);
});

test('while the provider reads: unknown, never sent again, charged when a callback says it arrived', async () => {
  const to = recipient('whatsapp');
  behaviour.set(to, () => {});
  const { id } = await start(to, 'whatsapp');
  await eventually(() => provider.seen(to).length, (n) => n === 1, 5000);
  await kill();
  leaseOver(id);
  await eventually(() => state(id), (seen) => seen === 'unknown|lease_lost|reserved', 5000);
  await sleep(2000);
  assert.equal(provider.seen(to).length, 1);
  await delivered(id);
  await eventually(() => state(id), (seen) => /^delivered\|.*\|charge$/.test(seen), 5000);
});

test('after the answer, before the settlement: unknown, never sent again, charged by evidence', async () => {
  const to = recipient('whatsapp');
  let answer;
  behaviour.set(to, (socket) => { answer = () => socket.write(whole(200, '{"messages":[{"id":"wamid.unsettled"}]}')); });
  const { id } = await start(to, 'whatsapp');
  await eventually(() => provider.seen(to).length, (n) => n === 1, 5000);
  // The settlement waits for the credit row; the dispatcher dies with the answer in its hand.
  const blocker = spawn('psql', ['-XqAt', demo.SANDI_CHECK_DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
  blocker.stdin.write("begin; select 1 from sandi.credit where organisation_id = (select id from sandi.organisation where slug = 'demo') for update;\n");
  await new Promise((resolve) => blocker.stdout.once('data', resolve));
  answer();
  await eventually(() => sql("select count(*) from pg_stat_activity where usename = 'sandi_dispatcher' and wait_event_type = 'Lock'"), (n) => Number(n) > 0, 5000);
  await kill();
  sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'sandi_dispatcher' and wait_event_type = 'Lock'");
  blocker.stdin.end('rollback;\n');
  leaseOver(id);
  await eventually(() => state(id), (seen) => seen === 'unknown|lease_lost|reserved', 5000);
  await sleep(2000);
  assert.equal(provider.seen(to).length, 1);
  await delivered(id);
  await eventually(() => state(id), (seen) => /^delivered\|.*\|charge$/.test(seen), 5000);
});

test('told to stop while a provider hangs: recorded as unknown before it ends, what was not sent goes out after', async () => {
  const to = recipient('whatsapp');
  behaviour.set(to, () => {});
  const { id } = await start(to, 'whatsapp');
  await eventually(() => provider.seen(to).length, (n) => n === 1, 5000);
  const old = pid();
  process.kill(old, 'SIGTERM');
  const other = recipient('whatsapp'), late = await start(other, 'whatsapp');
  await eventually(() => state(id), (seen) => seen === 'unknown|no_answer|reserved', 12000);
  await eventually(() => state(late.id), (seen) => seen === 'accepted||charge', 15000);
  assert.equal(provider.seen(to).length, 1);
  assert.equal(provider.seen(other).length, 1);
});
