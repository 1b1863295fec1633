// Recipients are forgotten where an organisation says so: no dump holds them any more, and the books stay right.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { age, audit, call, check, cli, codeAt, freshNumber, organisation, sql, start } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { eventually } from '../lib/send.mjs';

after(async () => assert.equal(await audit(), ''));

// A number as people and programs write it.
function forms(number) {
  const national = number.slice(3);
  const spaced = national.replace(/^(...)(....)/, '$1 $2 ');
  return [number, number.slice(1), `00${number.slice(1)}`, `0${national}`, national, `+62 ${spaced}`, `0${spaced}`, spaced.replaceAll(' ', '-'), encodeURIComponent(number),
    Buffer.from(number).toString('hex'), Buffer.from(number).toString('base64').slice(0, 15)];
}

const dump = () => execFileSync('pg_dump', ['--data-only', '--schema=sandi', demo.SANDI_CHECK_DATABASE_URL], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });

test('after the days a number is in no table, the young ones stay, and nothing of money changes', async () => {
  const { slug, key, id } = await organisation(100);
  const old = freshNumber();
  const young = freshNumber();
  const email = `admin-${slug}@test.example`;
  await sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${email}', 'Admin', password_hash from person where email = 'admin@demo.example'`);
  await cli('member', 'set', slug, email, 'role=admin');
  const begun = await start({ to: old, channel: 'whatsapp', reference: `Parcel for 0${old.slice(3)}` }, { key, headers: { 'Idempotency-Key': `send ${old}` } });
  assert.equal(begun.status, 201, begun.text);
  const verification = begun.json.id;
  const approved = await check(verification, await codeAt(old), { key });
  assert.equal(approved.json.approved, true);
  const second = await start({ to: young, channel: 'whatsapp' }, { key });
  await check(second.json.id, await codeAt(young), { key });
  await eventually(() => sql(`select count(*) from message where organisation_id = '${id}' and not settled`), (n) => n === '0');
  await sql(`update message set detail = 'Unknown number ${old}' where verification_id = '${verification}'`);
  await age(verification, 5 * 24 * 3600);
  await sql(`delete from idempotency_key where verification_id = '${verification}'`); // a day's end does that

  // Support looked for it, in the field for numbers and in the one for words.
  const support = new Browser();
  await support.login('support@demo.example');
  for (const query of [`q=${encodeURIComponent(old)}`, `task=${encodeURIComponent(`0${old.slice(3)}`)}`]) {
    assert.equal((await support.get(`/support/organisations/${id}/deliveries?${query}`)).status, 200);
  }

  // A finished task whose step verified the same number, and one that goes on.
  await sql(`insert into flow (organisation_id, id, name, draft) values ('${id}', gen_random_uuid(), 'Visit', '{}');
    insert into flow_version (organisation_id, flow_id, version, definition)
      select organisation_id, id, 1, '{"pages":[{"components":[{"id":"number","type":"phone"},{"id":"note","type":"text"},{"id":"otp","type":"otp","recipient":"number"}]}]}' from flow where organisation_id = '${id}';
    insert into task (organisation_id, id, flow_id, flow_version, title, status, finished_at)
      select organisation_id, gen_random_uuid(), id, 1, 'Done for +62 ${old.slice(3, 6)} ${old.slice(6)}', 'done', now() - interval '5 days' from flow where organisation_id = '${id}';
    insert into task (organisation_id, id, flow_id, flow_version, title) select organisation_id, gen_random_uuid(), id, 1, 'Open' from flow where organisation_id = '${id}';
    insert into answer (organisation_id, task_id, component_id, value) select organisation_id, id, 'number', case status when 'done' then '${old}' else '${young}' end from task where organisation_id = '${id}';
    insert into answer (organisation_id, task_id, component_id, value) select organisation_id, id, 'note', 'kept, not 0${old.slice(3)}' from task where organisation_id = '${id}' and status = 'done'`);
  const books = () => sql(`select string_agg(e::text, '|' order by number) from entry e where organisation_id = '${id}'`);
  const before = await books();
  assert.ok(dump().includes(old));

  const browser = new Browser();
  await browser.login(email);
  const page = '/settings/organisation';
  const set = async (days) => browser.post(page, { csrf: await browser.csrf(page), name: 'Test', country: 'ID', time_zone: 'Asia/Jakarta', language: 'en', factor_rule: 'nobody', retention_days: days });
  for (const wrong of ['0', '-1', '3651', 'many']) assert.equal((await set(wrong)).status, 422, wrong);
  assert.equal((await set('4')).status, 303);
  await eventually(() => sql(`select recipient || prefix from verification where id = '${verification}'`), (text) => text === 'erasederased', 30000);
  await eventually(() => sql(`select count(*) from task where organisation_id = '${id}' and erased_at is not null`), (n) => n === '1', 15000);

  const text = dump();
  for (const form of forms(old)) assert.ok(!text.includes(form), `${form} is nowhere`);
  assert.ok(text.includes(young), 'a young one is kept');
  assert.equal(await sql(`select string_agg(value, ' ' order by value) from answer where organisation_id = '${id}'`), `${young} erased kept, not erased`);
  assert.equal(await books(), before);
  const { json } = await call('GET', `verifications/${verification}`, { key });
  assert.deepEqual([json.to, json.reference, json.status, json.country, json.price], ['erased', 'Parcel for erased', 'approved', begun.json.country, begun.json.price]);
  assert.match((await browser.get('/deliveries')).text, />erased<\/a>/);
  assert.equal((await browser.get(`/deliveries/${verification}`)).status, 200);
  assert.equal((await browser.get('/billing/credit')).status, 200);
  assert.match((await browser.get('/settings/audit')).text, /Days until recipients are erased<\/dt><dd><del>none<\/del> → 4</);
  await sql(`update organisation set retention_days = null where id = '${id}'`);
});

test('an organisation with much to erase is done in seconds, and another one meanwhile', async () => {
  const [many, few] = [await organisation(0), await organisation(0)];
  for (const [{ id }, n] of [[many, 1200], [few, 1]]) {
    await sql(`insert into flow (organisation_id, id, name, draft) values ('${id}', gen_random_uuid(), 'Visit', '{}');
      insert into flow_version (organisation_id, flow_id, version, definition) select organisation_id, id, 1, '{"pages":[]}' from flow where organisation_id = '${id}';
      insert into task (organisation_id, id, flow_id, flow_version, title, status, finished_at)
        select organisation_id, gen_random_uuid(), id, 1, 'Done', 'done', now() - interval '5 days' from flow, generate_series(1, ${n}) where organisation_id = '${id}'`);
  }
  await sql(`update organisation set retention_days = 4 where id in ('${many.id}', '${few.id}')`);
  const left = (id) => sql(`select count(*) from task where organisation_id = '${id}' and erased_at is null`);
  await eventually(() => left(few.id), (n) => n === '0', 4000);
  await eventually(() => left(many.id), (n) => n === '0', 8000);
  await sql(`update organisation set retention_days = null where id in ('${many.id}', '${few.id}')`);
});
