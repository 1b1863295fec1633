// The price list, its file and its estimate; countries and the spending cap; rates that change while sends go on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, demo, request } from '../lib/http.mjs';
import { audit, eventually, sql } from '../lib/send.mjs';
import { execFileSync } from 'node:child_process';

const slug = `rates-${process.pid}`;
const email = `${slug}@example.com`;
const cli = (...args) => execFileSync('sh', ['-c', `${demo.SANDI_CLI} "$@"`, 'sh', ...args], { encoding: 'utf8', input: demo.SANDI_PASSWORD });
let admin, key, organisation, card;

before(async () => {
  card = sql(`insert into rate_card (id, name) values (uuid_v7(clock_timestamp()), '${slug}') returning id`);
  sql(`insert into rate select '${card}', d.channel, d.country, '2026-01-01Z', d.price, d.price is null from (values ('whatsapp', 'ID', 2000), ('whatsapp', 'US', 9000),
    ('whatsapp', 'GB', 1000), ('whatsapp', 'KP', null), ('sms', 'ID', 1000), ('sms', 'US', 3000), ('email', '', 500)) d(channel, country, price)`);
  sql(`insert into rate values ('${card}', 'whatsapp', 'GB', '2026-03-01Z', 1500, false), ('${card}', 'sms', 'ID', now() + interval '10 days', 1500, false),
    ('${card}', 'sms', 'GB', now() - interval '2 days', 100, false)`);
  cli('organisation', 'create', slug, '--name==Rates & Co', '--country=ID', `--rate-card=${slug}`);
  organisation = sql(`select id from organisation where slug = '${slug}'`);
  sql(`insert into person (id, email, name, password_hash) select uuid_v7(clock_timestamp()), '${email}', 'Rates admin', password_hash from person where email = 'admin@demo.example'`);
  cli('member', 'set', slug, email, 'role=admin');
  cli('credit', 'top-up', slug, '1000', `--reference=${slug}`);
  key = /sandi_[\w-]+/.exec(cli('api-key', 'create', slug, 'rates'))[0];
  admin = new Browser();
  await admin.login(email);
});
after(() => audit());

const rows = (text) => [...text.matchAll(/<tr[^>]*>\s*<th scope="row">.*?<\/tr>/gs)].map((m) => m[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim());
const page = async (query = '', headers = {}) => admin.get(`/billing/rates${query}`, { headers });
const send = async (to, channel = 'whatsapp') => {
  const answer = await request('POST', '/api/v1/verifications', { headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ to, channel }) });
  return { status: answer.status, json: JSON.parse(answer.text) };
};
let counter = 100000 + Math.floor(Math.random() * 800000);
const number = () => `+628138${counter++}`;

test('every country stands once, the home country first, abroad compared with it', async () => {
  const answer = await page();
  assert.equal(answer.status, 200);
  const shown = rows(answer.text);
  assert.equal(shown.length, 4);
  assert.match(shown[0], /^Indonesia home ID \+62 2 1 .*SMS from .*: 1 → 1\.5, an increase yes$/);
  assert.match(shown.find((r) => r.startsWith('United States')), /abroad US \+1 9 ×4\.5 3 ×3/);
  assert.match(shown.find((r) => r.startsWith('United Kingdom')), /1\.5 ×0\.75 0\.1 ×0\.1 .*WhatsApp: increased from 1 SMS: new/);
  assert.match(shown.find((r) => r.startsWith('North Korea')), /not offered no rate/);
  assert.match(answer.text, /Credits for one email/);
});

test('it is found, filtered and sorted by its address', async () => {
  const names = async (query) => rows((await page(query)).text).map((r) => r.split(/ (?:home|abroad) /)[0]);
  assert.deepEqual(await names('?q=indo'), ['Indonesia']);
  assert.deepEqual(await names('?q=0812'), ['Indonesia']);
  assert.deepEqual(await names('?q=%2B1'), ['United States']);
  assert.deepEqual(await names('?q=%2B44+7400+123456'), ['United Kingdom']);
  assert.deepEqual(await names('?channel=sms&sort=sms'), ['Indonesia', 'United Kingdom', 'United States', 'North Korea']);
  assert.deepEqual(await names('?sort=-whatsapp'), ['Indonesia', 'North Korea', 'United States', 'United Kingdom']);
  assert.deepEqual(await names('?changed=1'), ['United Kingdom']);
  assert.deepEqual(await names('?used=1'), []);
  assert.deepEqual(await names('?allowed=no'), ['North Korea']);
  assert.deepEqual(await names('?sort=nonsense&channel=fax&allowed=perhaps'), ['Indonesia', 'North Korea', 'United Kingdom', 'United States']);
  assert.equal((await page('?q=%3Cscript%3E')).status, 200);
});

test('a page that has not changed is not sent again, and one that has is', async () => {
  const first = await page();
  const headers = { 'If-None-Match': first.headers.etag };
  assert.equal((await page('', headers)).status, 304);
  assert.equal((await page('?q=indo', headers)).status, 200);
  sql(`insert into country_rule values ('${organisation}', 'GB', 'refuse')`);
  assert.equal((await page('', headers)).status, 200);
  sql(`delete from country_rule where organisation_id = '${organisation}'`);
  sql(`insert into rate values ('${card}', 'whatsapp', 'US', now() + interval '20 days', 8000, false)`);
  const changed = await page('', headers);
  assert.equal(changed.status, 200);
  assert.match(changed.text, /9 → 8, a decrease/);
});

test('a known page is not shown again once the frame around it says something else', async () => {
  const tag = async (more) => (await page('', more)).headers.etag;
  const known = { 'If-None-Match': await tag() };
  assert.equal((await page('', known)).status, 304);
  admin.cookies.set('sandi_hushed', 'low');
  assert.equal((await page('', known)).status, 200, 'a warning was hidden');
  admin.cookies.delete('sandi_hushed');
  sql(`update credit_watch set first_below = 5000000 where organisation_id = '${organisation}'`);
  const warned = await page('', known);
  assert.equal(warned.status, 200, 'credit counts as low from another amount on');
  assert.match(warned.text, /class="credit wait|credit is low|running low/i);
  sql(`update credit_watch set first_below = 100000 where organisation_id = '${organisation}'`);
});

test('the file is what is shown, and calculates nothing', async () => {
  const plain = await admin.get('/billing/rates.csv?q=indo');
  assert.match(plain.headers['content-type'], /^text\/csv/);
  const lines = plain.text.trim().split('\r\n');
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^"Country","ISO","Code","Where","WhatsApp, credits"/);
  assert.match(lines[1], /^"Indonesia","ID","62","home","2","","2026-01-01T00:00:00Z",.*"yes","20\d\d-[^"]+Z"$/);
  const excel = await admin.get('/billing/rates.csv?separator=semicolon&bom=1&channel=whatsapp&sort=-whatsapp');
  assert.ok(excel.text.startsWith('\ufeff"Country";"ISO"'));
  assert.match(excel.text, /"United Kingdom";"GB";"44";"abroad";"1,5";"0,75"/);
  assert.doesNotMatch(excel.text, /SMS/);
  assert.doesNotMatch(plain.text + excel.text, /(^|[,;])"?[=+@\t-]/m);
});

test('the estimate is what is charged, or why not', async () => {
  const ask = async (to, by = 'whatsapp', count = '1') => (await page(`?to=${encodeURIComponent(to)}&by=${by}&count=${count}`)).text;
  const told = await ask('0812 3456 7890', 'whatsapp', '100');
  assert.match(told, /\+62 812-3456-7890/);
  assert.match(told, /<dt>One message<\/dt><dd>2<\/dd>/);
  assert.match(told, /<dt>In all, credits<\/dt><dd>200<\/dd>/);
  assert.match(told, /<dt>Of what is available<\/dt><dd>20 %<\/dd>/);
  assert.match(told, /<dt>Sends left at this price<\/dt><dd>500<\/dd>/);
  const { json } = await send(number());
  assert.equal(json.price, '2');
  assert.match(await ask('+12015550123'), /Several countries share \+1; this number is of United States/);
  assert.match(await ask('+14165550123'), /of Canada.*There is no rate for this country and channel/s);
  assert.match(await ask('+8501921234567'), /Codes are not sent to this country/);
  assert.match(await ask('+62 21 5550 1234', 'sms'), /This number cannot receive messages/);
  assert.match(await ask('hello'), /This is not a number/);
  assert.match(await ask('not an address', 'email'), /This is not an e-mail address/);
  assert.match(await ask('a@example.com', 'email', '3'), /<dt>In all, credits<\/dt><dd>1\.5<\/dd>/);
  assert.match(await ask('0812 3456 7890', 'whatsapp', '1e9'), /a whole number from 1 to 1000000/);
  assert.match(await ask('0812 3456 7890', 'whatsapp', '1000000'), /More than is available/);
  sql(`insert into country_rule values ('${organisation}', 'GB', 'refuse')`);
  assert.match(await ask('+447400123456'), /does not allow codes to this country/);
  sql(`delete from country_rule where organisation_id = '${organisation}'`);
});

const limits = async (path, form) => admin.post(`/billing/limits/${path}`, { csrf: await admin.csrf('/billing/limits'), ...form });

test('an admin refuses, watches and allows countries, and each send obeys', async () => {
  assert.equal((await limits('countries', { do: 'refuse', country: 'GB' })).status, 303);
  assert.equal((await send('+447400123456')).json.code, 'country_not_allowed');
  assert.match(rows((await page('?q=gb')).text)[0], / no$/);
  const offered = async () => JSON.parse((await request('GET', '/api/v1/rates?country=GB&channel=whatsapp', { headers: { Authorization: `Bearer ${key}` } })).text).data[0].allowed;
  assert.equal(await offered(), false);
  assert.equal((await limits('countries', { do: 'watch', country: 'GB' })).status, 303);
  assert.equal(await offered(), true, 'watched is allowed');
  assert.equal((await send('+447400123457')).status, 201);
  await eventually(() => page(), (answer) => /United Kingdom, which you watch: 1\.5 credits for 1 message\./.test(answer.text), 12000);
  assert.equal(sql(`select kind, spent, sends from spend_alert where organisation_id = '${organisation}'`), 'watched|1500|1');
  const day = sql(`select day from spend_alert where organisation_id = '${organisation}'`);
  assert.equal((await limits('alerts', { day, country: 'GB', kind: 'watched' })).status, 303);
  assert.doesNotMatch((await page()).text, /which you watch/);
  await limits('countries', { do: 'only_home' });
  assert.equal((await send('+12015550123')).json.code, 'country_not_allowed');
  assert.equal((await send(number())).status, 201);
  await limits('countries', { do: 'all' });
  assert.equal((await send('+12015550124')).status, 201);
  for (const form of [{ do: 'refuse', country: 'indonesia' }, { do: 'eat', country: 'ID' }, {}, { do: 'watch' }]) {
    assert.equal((await limits('countries', form)).status, 303);
  }
  for (const form of [{ day: '2026-02-30', country: 'GB', kind: 'watched' }, { day: '2026-99-99', country: 'GB', kind: 'watched' }, { day: 'x', country: 'GB', kind: 'y' }]) {
    assert.equal((await limits('alerts', form)).status, 303);
  }
  assert.equal(sql(`select count(*) from audit_log where organisation_id = '${organisation}' and action = 'country_rule.set'`), '4');
});

test('the spending cap is exact, however many ask at once', async () => {
  const refused = await limits('cap', { cap: '12,5' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /value="12,5"/);
  sql(`update organisation set caps = false where slug = '${slug}'`);
  const spent = Number(sql(`select balance + reserved from (select -sum(amount) filter (where kind in ('charge', 'refund')) as balance from entry where organisation_id = '${organisation}') e,
    (select reserved from credit where organisation_id = '${organisation}') c`));
  assert.equal((await limits('cap', { cap: String((spent + 21000) / 1000) })).status, 303);
  const answers = await Promise.all(Array.from({ length: 40 }, () => send(number())));
  assert.equal(answers.filter((a) => a.status === 201).length, 10, 'ten of two credits fit under twenty-one');
  const full = answers.filter((a) => a.status !== 201);
  assert.ok(full.every((a) => a.status === 429 && a.json.code === 'too_many_requests' && /cap for today/.test(a.json.detail) && a.json.retry_after > 0), JSON.stringify(full[0]));
  assert.equal((await send(number(), 'sms')).status, 201, 'a cheaper one still fits');
  assert.match((await admin.get('/billing/limits')).text, /Reached/);
  assert.equal((await limits('cap', { cap: '' })).status, 303);
  assert.equal((await send(number())).status, 201);
});

test('rates that change while sends go on: each message has the one that was in force', async () => {
  let stop = false;
  const change = (async () => {
    for (let i = 0; i < 6; i++) {
      sql(`insert into rate values ('${card}', 'whatsapp', 'ID', clock_timestamp() + interval '150 ms', ${2000 + i}, false)`);
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
    stop = true;
  })();
  const worker = async () => { while (!stop) assert.equal((await send(number())).status, 201); };
  await Promise.all([change, ...Array.from({ length: 6 }, worker)]);
  assert.equal(sql(`select count(*) from message m where m.organisation_id = '${organisation}' and (m.price::bigint, m.rate_from) is distinct from (select (r.price, r.effective_from) from rate r
    where r.rate_card_id = m.rate_card_id and r.channel = m.channel and r.country = coalesce(m.country, '') and r.effective_from <= m.created_at order by r.effective_from desc limit 1)`), '0');
  assert.ok(Number(sql(`select count(distinct price) from message where organisation_id = '${organisation}' and channel = 'whatsapp' and country = 'ID'`)) >= 4);
});

test('who is no admin sees and changes none of it', async () => {
  const editor = new Browser();
  await editor.login('editor@demo.example');
  for (const path of ['/billing/rates', '/billing/rates.csv', '/billing/limits']) assert.equal((await editor.get(path)).status, 403, path);
  assert.equal((await editor.post('/billing/limits/cap', { csrf: await editor.csrf('/flows'), cap: '1' })).status, 403);
  assert.equal((await new Browser().get('/billing/rates.csv')).status, 303);
  assert.equal((await admin.post('/billing/limits/cap', { csrf: 'x', cap: '1' })).status, 403);
});
