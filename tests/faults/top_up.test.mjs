// Money under fire: the last credits spent by 64 at once, top-ups racing sends, refunds racing refunds, and staff's program and the database's
// connection killed at every step of a top-up. Whatever happens, each thing happens once and the books are right.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { audit, cli, freshNumber, freshWord, organisation, sql, start } from '../lib/api.mjs';
import { demo, request } from '../lib/http.mjs';
import { eventually } from '../lib/send.mjs';
import { entryOf, somebody, topUp } from '../lib/support.mjs';

const state = process.env.STATE ?? '.state';
const pid = (program) => { try { return Number(readFileSync(`${state}/run/${program}.pid`, 'utf8')); } catch { return 0; } };
const balance = (id) => sql(`select balance from credit where organisation_id = '${id}'`).then(Number);
let support;

before(async () => { support = (await somebody({ staff: 'support' })).browser; });
after(async () => assert.equal(await audit(), ''));

// A session of psql of one's own: say(statement) resolves to what it printed.
function psql() {
  const child = spawn('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1', demo.SANDI_CHECK_DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '', done;
  child.stdout.on('data', (piece) => {
    printed += piece;
    if (done && printed.endsWith('#\n')) { const answer = printed.slice(0, -2).trim(); printed = ''; const tell = done; done = null; tell(answer); }
  });
  child.stdin.write('set search_path = sandi;\n');
  return {
    say: (statement) => new Promise((resolve) => { done = resolve; child.stdin.write(`${statement};\n\\echo '#'\n`); }),
    close: () => new Promise((resolve) => { child.on('close', resolve); child.stdin.end(); }),
  };
}

// Eight starts for that organisation in one statement, as the API's batcher makes it: their outcomes.
const startEight = (id) => `select s.outcome from (select array_agg('${id}'::uuid) as o, array_agg(gen_random_uuid()) as v, array_agg(gen_random_uuid()) as m,
  array_agg('+62813' || lpad(floor(random() * 1e8)::text, 8, '0')) as r, array_agg('phone'::text) as k, array_agg('+62' || floor(random() * 1e8)::text) as p, array_agg('ID'::text) as c,
  array_agg('whatsapp'::text) as w, array_agg(6::bigint) as d, array_agg('en'::text) as l, array_agg(null::text) as t, array_agg(sha256('1')) as h, array_agg(1::bigint) as n,
  array_agg('\\x01'::bytea) as b, array_agg(null::uuid) as u, array_agg(300::bigint) as s, array_agg(null::bigint) as z from generate_series(1, 8)) i,
  verification_start(o, v, m, r, k, p, c, w, d, l, t, t, h, n, b, n, t, h, u, u, t, u, t, s, z) s`;

// What is on its way is released, so that all there is is available.
const settleAll = (id) => `select verification_close(clock_timestamp(), v.organisation_id, v.id, 'canceled') from verification v where v.organisation_id = '${id}' and v.status = 'pending'`;

// A thousand rounds take a minute; on a busy machine two minutes have to do.
test('the last credits, up to 1,000 rounds of 64 starts at once: exactly as many as they pay for', { timeout: 300000 }, async () => {
  const { id, slug } = await organisation(0);
  await cli('organisation', 'set', slug, 'caps=off');
  const price = Number(await sql(`select r.price from rate r join organisation o on o.rate_card_id = r.rate_card_id
    where o.id = '${id}' and r.channel = 'whatsapp' and r.country = 'ID' and r.effective_from <= now() order by r.effective_from desc limit 1`));
  // The dispatcher is kept from what is started here: a queued message moves no credit.
  const clients = Array.from({ length: 8 }, psql);
  const fill = psql();
  process.kill(pid('dispatcher'), 'SIGSTOP');
  try {
    let round = 0;
    for (const end = Date.now() + 120000; round < 1000 && Date.now() < end; round += 1) {
      const pays = round % 9, rest = Math.floor((round * 997) % price);
      await fill.say(`begin; select credit_lock(array['${id}'::uuid]); ${settleAll(id)}; select ledger_append(clock_timestamp(), c.organisation_id, 'correction',
        ${pays * price + rest} - c.balance, null, gen_random_uuid()::text, 'round', 'test') from credit c where c.organisation_id = '${id}' and c.balance <> ${pays * price + rest}; commit`);
      const outcomes = (await Promise.all(clients.map((client) => client.say(startEight(id))))).join('\n').split('\n');
      assert.equal(outcomes.length, 64);
      assert.equal(outcomes.filter((outcome) => outcome === 'started').length, pays, `round ${round}`);
      assert.equal(outcomes.filter((outcome) => outcome === 'insufficient_credit').length, 64 - pays, `round ${round}`);
    }
    assert.ok(round >= 50, `${round} rounds`);
    await fill.say(settleAll(id));
    assert.equal(await audit(), '');
  } finally {
    process.kill(pid('dispatcher'), 'SIGCONT');
    await Promise.all([fill, ...clients].map((client) => client.close()));
  }
});

test('the same over HTTP, 20 rounds', { timeout: 200000 }, async () => {
  const { id, slug, key } = await organisation(0);
  await cli('organisation', 'set', slug, 'caps=off');
  const { json } = await start({ to: freshNumber() }, { key });
  assert.equal(json.code, 'insufficient_credit');
  const price = Number(await sql(`select r.price from rate r join organisation o on o.rate_card_id = r.rate_card_id
    where o.id = '${id}' and r.channel = 'whatsapp' and r.country = 'ID' and r.effective_from <= now() order by r.effective_from desc limit 1`));
  for (let round = 0; round < 20; round += 1) {
    const pays = 1 + round % 7;
    const left = Number(await sql(`select balance - reserved from credit where organisation_id = '${id}'`));
    await cli('credit', 'top-up', slug, String((pays * price + price - 1 - left) / 1000), `--reference=round-${round}`);
    const answers = await Promise.all(Array.from({ length: 64 }, () => start({ to: freshNumber() }, { key })));
    assert.equal(answers.filter((answer) => answer.status === 201).length, pays, `round ${round}`);
    assert.equal(answers.filter((answer) => answer.status === 402).length, 64 - pays, `round ${round}`);
    await eventually(() => sql(`select count(*) from message where organisation_id = '${id}' and not settled`), (n) => n === '0', 20000);
  }
});

test('top-ups racing sends: every credit is spent once, none is lost', async () => {
  const { id, slug, key } = await organisation(0);
  await cli('organisation', 'set', slug, 'caps=off');
  const work = [];
  for (let i = 0; i < 20; i += 1) {
    work.push(topUp(support, id, 10));
    for (let j = 0; j < 8; j += 1) work.push(start({ to: freshNumber() }, { key }));
  }
  const answers = await Promise.all(work);
  const sent = answers.filter((answer) => answer.status === 201).length;
  assert.equal(answers.filter((answer) => entryOf(answer)).length, 20);
  assert.equal(answers.filter((answer) => answer.status === 402).length, 160 - sent);
  await eventually(() => sql(`select count(*) from message where organisation_id = '${id}' and not settled`), (n) => n === '0', 20000);
  assert.equal(await sql(`select sum(amount) filter (where kind = 'top_up') || ' ' || count(*) filter (where kind = 'charge') from entry where organisation_id = '${id}'`), `200000 ${sent}`);
  assert.equal(await audit(), '');
});

test('refunds racing refunds and the provider\'s own: each charge is given back once', async () => {
  const { id, slug, key } = await organisation(100);
  await cli('organisation', 'set', slug, 'caps=off');
  await Promise.all(Array.from({ length: 6 }, () => start({ to: freshNumber() }, { key })));
  await eventually(() => sql(`select count(*) from entry where organisation_id = '${id}' and kind = 'charge'`), (n) => n === '6', 20000);
  const charges = (await sql(`select number, -amount, message_id from entry where organisation_id = '${id}' and kind = 'charge'`)).split('\n').map((line) => line.split('|'));
  const event = (message) => sql(`select e.outcome from message x, message_event(array[x.sender_id], array[x.organisation_id], array[x.id], array[null::text], array['failed'], array['R'],
    array[null::text], array[now()]) e where x.organisation_id = '${id}' and x.id = '${message}'`);
  await Promise.all(charges.flatMap(([number, amount, message]) => [
    ...Array.from({ length: 4 }, () => topUp(support, id, Number(amount) / 1000, { kind: 'refund', refers_to: number, reference: '', reason: 'race' })), event(message), event(message)]));
  assert.equal(await sql(`select count(*) || ' ' || count(distinct refers_to) from entry where organisation_id = '${id}' and kind = 'refund'`), '6 6');
  assert.equal(await balance(id), 100000);
  assert.equal(await audit(), '');
});

test('reversals racing spending never take what is not there', async () => {
  const { id, slug, key } = await organisation(0);
  await cli('organisation', 'set', slug, 'caps=off');
  for (let round = 0; round < 10; round += 1) {
    const bought = entryOf(await topUp(support, id, 20));
    const [back] = await Promise.all([topUp(support, id, -20, { kind: 'correction', refers_to: String(bought), reference: '', reason: 'race' }),
      ...Array.from({ length: 6 }, () => start({ to: freshNumber() }, { key }))]);
    assert.ok([303, 422].includes(back.status), back.text);
    assert.ok(await sql(`select 0 <= reserved and reserved <= balance from credit where organisation_id = '${id}'`) === 't');
  }
  assert.equal(await audit(), '');
});

// Holds the organisation's credit row, so that a top-up stands still in the middle of its transaction.
async function hold(id) {
  const blocker = psql();
  await blocker.say(`begin; select 1 from credit where organisation_id = '${id}' for update`);
  return { free: async () => { await blocker.say('rollback'); await blocker.close(); } };
}
const waiting = () => eventually(() => sql("select count(*) from pg_stat_activity where usename = 'sandi_staff' and wait_event_type = 'Lock'"), (n) => Number(n) > 0, 5000);

async function killStaff() {
  const old = pid('staff');
  process.kill(old, 'SIGKILL');
  await eventually(async () => pid('staff') !== old && pid('staff') > 0 && (await request('GET', '/healthz/staff').catch(() => ({}))).status === 200, (up) => up, 10000);
}
const killBackend = () => sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'sandi_staff' and wait_event_type = 'Lock'");

// The same form once more, as somebody would who saw an error page: until it is answered, and once more after that.
async function pressAgain(id, fields) {
  let answer;
  await eventually(async () => { answer = await topUp(support, id, 7, fields); return answer.status; }, (status) => status === 303, 10000);
  const again = await topUp(support, id, 7, fields);
  assert.equal(again.headers.location, answer.headers.location);
  assert.equal(await sql(`select count(*) || ' ' || coalesce(sum(amount), 0) from entry where organisation_id = '${id}'`), '1 7000');
  assert.equal(await sql(`select count(*) from receipt where organisation_id = '${id}'`), '1');
  assert.equal(await audit(), '');
}

for (const [victim, kill] of [['staff\'s program', killStaff], ['its connection\'s server process', killBackend]]) {
  test(`${victim} killed before the form is read: nothing, then once`, async () => {
    const { id } = await organisation(0);
    const fields = { form: randomUUID(), reference: freshWord('INV') };
    await topUp(support, id, 7, { ...fields, do: 'preview' });
    await kill();
    assert.equal(await balance(id), 0);
    await pressAgain(id, fields);
  });

  test(`${victim} killed in the middle of the transaction: nothing, then once`, async () => {
    const { id } = await organisation(0);
    const fields = { form: randomUUID(), reference: freshWord('INV') };
    const held = await hold(id);
    const answer = topUp(support, id, 7, fields).catch(() => ({ status: 0 }));
    await waiting();
    await kill();
    await killBackend();
    await held.free();
    assert.notEqual((await answer).status, 303);
    assert.equal(await balance(id), 0);
    await pressAgain(id, fields);
  });

  test(`${victim} killed while the commit is under way: at most once, then once`, async () => {
    const { id } = await organisation(0);
    const fields = { form: randomUUID(), reference: freshWord('INV') };
    const held = await hold(id);
    const answer = topUp(support, id, 7, fields).catch(() => ({ status: 0 }));
    await waiting();
    await Promise.all([held.free(), kill()]);
    await answer;
    assert.ok([0, 7000].includes(await balance(id)));
    await pressAgain(id, fields);
  });

  test(`${victim} killed after the commit, before or after the answer: it is there, once`, async () => {
    const { id } = await organisation(0);
    const fields = { form: randomUUID(), reference: freshWord('INV') };
    const answer = topUp(support, id, 7, fields).catch(() => ({ status: 0 }));
    await eventually(() => balance(id), (seen) => seen === 7000, 5000);
    await kill();
    await answer;
    await pressAgain(id, fields);
  });
}
