// The dispatcher killed, stopped, unheard: nothing is sent twice, nothing is lost, expiry is kept.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { arrivals, audit, caps, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const run = `${process.env.STATE ?? '.state'}/run`;
const pid = () => Number(readFileSync(`${run}/dispatcher.pid`, 'utf8'));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function restarted(old) {
  await eventually(() => { try { return pid(); } catch { return old; } }, (now) => now !== old, 5000);
}

async function end(signal) {
  const old = pid();
  process.kill(old, signal);
  await restarted(old);
}

before(() => caps(false));
after(() => { caps(true); audit(); });

test('killed after the launch: unknown, and never sent again', async () => {
  const to = '+6281200000003';
  const before = (await arrivals(to)).length;
  const { id } = await start(to, 'whatsapp');
  await message(id, 'launched', 3000);
  await eventually(() => arrivals(to), (list) => list.length === before + 1);
  await end('SIGKILL');
  const ended = await message(id, 'unknown', 40000);
  assert.equal(sql(`select settled from message where id = '${ended.id}'`), 'f');
  await sleep(2000);
  assert.equal((await arrivals(to)).length, before + 1);
});

test('a lease that ends before the launch is taken over, and sent once', async () => {
  const to = recipient('whatsapp');
  process.kill(pid(), 'SIGSTOP');
  let id;
  try {
    ({ id } = await start(to, 'whatsapp'));
    assert.equal(sql("select count(*) from message_claim(gen_random_uuid(), 2000, 10)"), '1');
  } finally {
    process.kill(pid(), 'SIGCONT');
  }
  await sleep(500);
  assert.equal((await arrivals(to)).length, 0);
  await message(id, 'delivered', 6000);
  assert.equal((await arrivals(to)).length, 1);
});

test('killed at any moment of a burst: every code arrives at most once', async () => {
  const to = Array.from({ length: 20 }, () => recipient('sms'));
  const started = [];
  for (const [i, number] of to.entries()) {
    started.push(await start(number, 'sms'));
    if (i === 7 || i === 14) process.kill(pid(), 'SIGKILL');
    if (i === 7 || i === 14) await sleep(300);
  }
  const ended = [];
  for (const { id } of started) {
    const seen = await eventually(() => verification(id), (v) => ['delivered', 'unknown'].includes(v.messages[0].status), 40000);
    ended.push(seen.messages[0].status);
  }
  for (const number of to) assert.ok((await arrivals(number)).length <= 1, number);
  assert.ok(ended.filter((status) => status === 'delivered').length >= 10, ended.join());
});

test('without a doorbell a code still leaves within a second', async () => {
  rmSync(`${run}/doorbell.sock`);
  try {
    for (let i = 0; i < 3; i++) {
      const to = recipient('sms');
      const { id } = await start(to, 'sms');
      await message(id, 'delivered');
      const waited = Number(sql(`select extract(epoch from launched_at - created_at) from message where verification_id = '${id}'`));
      assert.ok(waited <= 1.1, `${waited} s`);
    }
  } finally {
    await end('SIGTERM');
  }
});

test('expiry erases the code and ends the message within two seconds, also across a restart', async () => {
  for (const restart of [false, true]) {
    const { id } = await start('+6281200000005', 'whatsapp');
    await message(id, 'unknown');
    sql(`update verification set expires_at = clock_timestamp() + interval '1 s' where id = '${id}'`);
    if (restart) process.kill(pid(), 'SIGKILL');
    await sleep(1000);
    await eventually(() => sql(`select status, sealed is null from verification where id = '${id}'`), (row) => row === 'expired|t', 2200);
    // A minute later, without waiting for it.
    sql(`update verification set expires_at = expires_at - interval '60 s', created_at = created_at - interval '60 s' where id = '${id}';
      update message set due_at = clock_timestamp(), created_at = created_at - interval '60 s' where verification_id = '${id}'`);
    await eventually(() => sql(`select settled from message where verification_id = '${id}'`), (row) => row === 't', 2200);
    assert.equal((await verification(id)).price, '0');
  }
});

test('told to stop, it finishes what is under way', async () => {
  const old = pid();
  const started = await Promise.all(Array.from({ length: 10 }, () => start(recipient('sms'), 'sms')));
  process.kill(old, 'SIGTERM');
  await restarted(old);
  for (const { id } of started) await message(id, 'delivered');
});
