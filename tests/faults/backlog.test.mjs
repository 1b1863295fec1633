// What piles up or stands in the way of upkeep delays nobody's code.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { arrivals, audit, caps, eventually, message, recipient, sql, start } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); });

// Holds the credit of an organisation, as a long transaction would, until it is told to let go.
async function hold(slug) {
  const psql = spawn('psql', ['-XqAt', demo.SANDI_CHECK_DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
  const held = new Promise((resolve) => { psql.stdout.once('data', resolve); });
  psql.stdin.write(`begin; select 'held' from sandi.credit c join sandi.organisation o on o.id = c.organisation_id where o.slug = '${slug}' for update of c;\n`);
  await held;
  return () => new Promise((resolve) => { psql.once('exit', resolve); psql.stdin.end('rollback;\n'); });
}

test('a sweep that waits for one organisation delays nobody else', async () => {
  const { status, text } = await request('POST', '/api/v1/verifications', {
    headers: { Authorization: `Bearer ${demo.SANDI_OTHER_API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ to: '+6281200000006', channel: 'whatsapp' }) });
  assert.equal(status, 201, text);
  const { id } = JSON.parse(text);
  await eventually(() => sql(`select status from message where verification_id = '${id}'`), (row) => row === 'accepted');
  const release = await hold('other');
  try {
    sql(`update verification set expires_at = clock_timestamp() where id = '${id}'`);
    await eventually(() => sql("select count(*) from pg_stat_activity where usename = 'sandi_dispatcher' and wait_event_type = 'Lock'"), (n) => Number(n) > 0);
    for (let i = 0; i < 3; i++) {
      const { id: other } = await start(recipient('whatsapp'), 'whatsapp');
      await message(other, 'delivered', 1500);
    }
    assert.equal(sql(`select status from verification where id = '${id}'`), 'pending');
  } finally {
    await release();
  }
  await eventually(() => sql(`select status from verification where id = '${id}'`), (row) => row === 'expired', 2200);
});

const expired = 25000;

test(`${expired} messages whose codes ended delay no new one`, async () => {
  const price = Number(sql(`select max(price) from rate_terms(clock_timestamp(), (select id from organisation where slug = 'demo'),
    (select rate_card_id from organisation where slug = 'demo'), 'whatsapp', 'ID')`));
  execFileSync('/bin/sh', ['-c', `${demo.SANDI_CLI} credit top-up demo ${Math.ceil((2 * expired * price) / 1000)} --reference=backlog-${Date.now()}`]);
  assert.equal(sql(`select count(*) from (select array_agg(o.id) o, array_agg(gen_random_uuid()) id, array_agg(gen_random_uuid()) message,
      array_agg('+62813' || lpad(g::text, 8, '0')) recipient, array_agg('phone'::text) kind, array_agg('ID'::text) country, array_agg('whatsapp'::text) channel,
      array_agg(6::bigint) six, array_agg('id'::text) locale, array_agg(null::text) none, array_agg('\\x00'::bytea || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) bytes,
      array_agg(1::bigint) one, array_agg(null::bytea) no_bytes, array_agg(null::uuid) nobody
    from organisation o, generate_series(1, ${expired}) g where o.slug = 'demo') x,
    verification_start(x.o, x.id, x.message, x.recipient, x.kind, x.none, x.country, x.channel, x.six, x.locale, x.none, x.none, x.bytes, x.one, x.bytes, x.one, x.none,
      x.no_bytes, x.nobody, x.nobody, x.none, x.nobody, x.none, x.one) s where s.outcome = 'started'`), String(expired));
  const to = Array.from({ length: 300 }, () => recipient('sms'));
  const begun = Date.now();
  for (let i = 0; i < to.length; i += 25) await Promise.all(to.slice(i, i + 25).map((number) => start(number, 'sms')));
  await eventually(() => sql(`select count(*) from message m join verification v on v.organisation_id = m.organisation_id and v.id = m.verification_id
    where v.recipient = any ('{${to}}') and m.launched_at is null`), (n) => n === '0', 20000);
  console.log(`300 left within ${Date.now() - begun} ms`);
  assert.equal((await arrivals(to[299])).length, 1);
  await eventually(() => sql("select count(*) from verification where status = 'pending' and expires_at <= clock_timestamp() - interval '1 s'"), (n) => n === '0', 60000);
});
