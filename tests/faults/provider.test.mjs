// A provider at its own pace: callbacks before answers, a database that vanishes meanwhile, a sender that lacks something.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { provider } from '../lib/provider.mjs';
import { audit, caps, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
let graph, pace, number = 0;

before(async () => {
  caps(false);
  pace = async () => {};
  graph = await provider(async (asked) => {
    const id = `wamid.provider${process.pid}.${++number}`;
    await pace(asked, id);
    return id;
  });
});

after(async () => {
  await graph?.close();
  caps(true);
  audit();
});

async function call(...statuses) {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: {
    messaging_product: 'whatsapp', statuses: statuses.map(([id, status]) => ({ id, status, timestamp: '1790000000' })) } }] }] });
  const signature = `sha256=${createHmac('sha256', demo.SANDI_HOOK_SECRET).update(body).digest('hex')}`;
  const answer = await request('POST', '/hooks/whatsapp/demo-whatsapp',
    { body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
  assert.equal(answer.status, 200, answer.text);
}

const asked = (to) => graph.requests.filter((r) => r.to.replace('+', '') === to.slice(1)).length;

test('callbacks before the answer are kept and replayed, in any order and number', async () => {
  const orders = [['read', 'delivered', 'sent'], ['sent', 'sent', 'read'], ['delivered', 'read', 'read', 'sent', 'failed']];
  for (const order of orders) {
    pace = async (_, id) => {
      for (const status of order) await call([id, status]);
      await sleep(200);
    };
    const to = recipient('whatsapp');
    const { id } = await start(to, 'whatsapp');
    const ended = await message(id, 'read');
    assert.equal(sql(`select string_agg(kind, ',') from entry where message_id = '${ended.id}'`), 'charge');
    assert.equal(sql(`select count(*) from early_callback where provider_id like 'wamid.provider${process.pid}.%'`), '0');
    assert.equal(asked(to), 1);
  }
});

test('the same statuses, before and after the answer, shuffled: the same end', async () => {
  for (const [early, late] of [[['sent'], ['read', 'delivered']], [['delivered'], ['sent', 'failed']], [['failed'], ['delivered', 'sent']]]) {
    let mine;
    pace = async (_, id) => {
      mine = id;
      for (const status of early) await call([id, status]);
    };
    const { id } = await start(recipient('whatsapp'), 'whatsapp');
    await eventually(() => verification(id), (v) => !['queued', 'launched'].includes(v.messages[0].status));
    await call(...late.map((status) => [mine, status]));
    const final = early.concat(late).includes('read') ? 'read' : 'delivered';
    await message(id, final);
  }
});

test('the database killed while messages are out: their results are kept and recorded, none is sent twice', async () => {
  pace = () => sleep(1000);
  const to = Array.from({ length: 20 }, () => recipient('whatsapp'));
  const started = await Promise.all(to.map((one) => start(one, 'whatsapp')));
  await eventually(() => to.every((one) => asked(one) === 1), Boolean, 5000);
  process.kill(Number(readFileSync(`${process.env.STATE ?? '.state'}/run/postgres.pid`, 'utf8')), 'SIGKILL');
  await eventually(() => { try { return sql('select 1'); } catch { return ''; } }, (one) => one === '1', 20000);
  await eventually(async () => (await request('GET', '/healthz')).status, (status) => status === 200, 20000);
  for (const { id } of started) await message(id, 'accepted', 10000);
  for (const one of to) assert.equal(asked(one), 1);
});

test('the database killed in the middle of a burst: each code leaves at most once, nearly all leave', async () => {
  pace = async () => {};
  const to = Array.from({ length: 60 }, () => recipient('whatsapp'));
  const started = [];
  for (const [i, one] of to.entries()) {
    started.push(start(one, 'whatsapp').catch(() => null));
    if (i === 30) process.kill(Number(readFileSync(`${process.env.STATE ?? '.state'}/run/postgres.pid`, 'utf8')), 'SIGKILL');
    await sleep(5);
  }
  const ids = (await Promise.all(started)).filter(Boolean).map(({ id }) => id);
  await eventually(() => { try { return sql('select 1'); } catch { return ''; } }, (one) => one === '1', 20000);
  await eventually(() => sql(`select count(*) from message where status in ('queued', 'launched') and created_at > now() - interval '1 min'`), (n) => n === '0', 45000);
  for (const one of to) assert.ok(asked(one) <= 1, one);
  const ends = sql(`select status, count(*) from message where verification_id = any ('{${ids.join()}}') group by 1 order by 1`);
  assert.equal(ends, `accepted|${ids.length}`);
});

test('a sender that lacks a setting keeps its messages unlaunched, and sends them once it has it', async () => {
  const usual = sql("select settings ->> 'phone_number_id' from sender where name = 'demo-whatsapp'");
  const change = (value) => sql(`update sender set settings = ${value}, version = version + 1 where name = 'demo-whatsapp'`);
  change("settings - 'phone_number_id'");
  let id, to;
  try {
    await sleep(1500);
    to = recipient('whatsapp');
    ({ id } = await start(to, 'whatsapp'));
    await sleep(1000);
    assert.equal(sql(`select status, launched_at is null, lease_until is null, reason from message where verification_id = '${id}'`), 'queued|t|t|sender_unusable');
    assert.equal(asked(to), 0);
  } finally {
    change(`settings || jsonb_build_object('phone_number_id', '${usual}')`);
  }
  await message(id, 'accepted', 12000);
  assert.equal(asked(to), 1);
});
