// PostgreSQL killed under load: what was acknowledged is there, the books are right, and it is back soon.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { audit, cli, freshNumber, organisation, sql, start } from '../lib/api.mjs';
import { request } from '../lib/http.mjs';

const pid = () => Number(readFileSync(`${process.env.STATE ?? process.env.SANDI_STATE ?? '.state'}/run/postgres.pid`, 'utf8'));

test('a killed PostgreSQL loses no acknowledged send and is back within seconds', async () => {
  const { slug, key, id } = await organisation(100000);
  await cli('organisation', 'set', slug, 'caps=off');
  const acknowledged = [], others = new Set();
  let stop = false;
  const load = Array.from({ length: 16 }, async () => {
    while (!stop) {
      const answer = await start({ to: freshNumber() }, { key });
      if (answer.status === 201) acknowledged.push(answer.json.id);
      else {
        others.add(`${answer.status} ${answer.json?.code}`);
        await sleep(50);
      }
    }
  });
  await sleep(1000);
  const first = pid(), killed = Date.now();
  process.kill(first, 'SIGKILL');
  for (;;) {
    await sleep(50);
    assert.ok(Date.now() - killed < 10000, 'not back after 10 s');
    if ((await request('GET', '/healthz')).status === 200 && pid() !== first) break;
  }
  await sleep(500);
  stop = true;
  await Promise.all(load);
  const kept = new Set((await sql(`select id from verification where organisation_id = '${id}'`)).split('\n'));
  assert.ok(acknowledged.length > 10);
  assert.deepEqual(acknowledged.filter((one) => !kept.has(one)), []);
  assert.deepEqual([...others].filter((one) => one !== '503 unavailable'), []);
  assert.equal(await audit(), '');
});
