// Settings: the organisation's own, API keys that may not do everything, and the audit log.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { assertProblem, call, cli, freshNumber, freshWord, sql } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';

const slug = freshWord('settings');
const admin = `admin-${slug}@test.example`;
let browser;

const post = async (page, path, form, who = browser) => who.post(path, { csrf: await who.csrf(page), ...form });
const token = (text) => /value="(sandi_[\w-]{43})"/.exec(text)?.[1];

before(async () => {
  const card = await sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=Settings', '--country=ID', `--rate-card=${card}`);
  await cli('credit', 'top-up', slug, '100', '--reference=first');
  await sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${admin}', '=Ada(1)', password_hash from person where email = 'admin@demo.example'`);
  await cli('member', 'set', slug, admin, 'role=admin');
  browser = new Browser();
  await browser.login(admin);
});

test('who is no admin finds texts and the own account, and nothing else', async () => {
  const editor = new Browser();
  await editor.login('editor@demo.example');
  const { text } = await editor.get('/settings');
  assert.match(text, /href="\/settings\/texts"/);
  assert.doesNotMatch(text, /href="\/settings\/(organisation|limits|keys|audit)"/);
  for (const path of ['organisation', 'limits', 'keys', 'keys/new', 'audit', 'audit/export']) {
    assert.equal((await editor.get(`/settings/${path}`)).status, 403, path);
  }
});

test('the organisation: what is set shows at once; what is wrong is said', async () => {
  const page = '/settings/organisation';
  const good = { name: 'Settings & Sons', country: 'SG', time_zone: 'Asia/Singapore', language: 'en', factor_rule: 'nobody' };
  assert.equal((await post(page, page, good)).headers.location, page);
  const { text } = await browser.get(page);
  assert.match(text, /Settings &amp; Sons<\/span>/);
  assert.match(text, /<option value="SG" selected>Singapore/);
  assert.match(text, /<option value="Asia\/Singapore" selected>/);
  for (const [wrong, words] of [[{ name: '' }, /Fill this in/], [{ country: 'XX' }, /Choose one of the list/], [{ time_zone: 'Moon' }, /Choose one of the list/],
    [{ language: 'xx' }, /Choose one of the list/], [{ factor_rule: 'friends' }, /Choose one of the list/], [{ factor_days: '91' }, /90/], [{ name: 'x'.repeat(101) }, /at most 100/]]) {
    const answer = await post(page, page, { ...good, ...wrong });
    assert.equal(answer.status, 422, JSON.stringify(wrong));
    assert.match(answer.text, words);
  }
});

test('limits on sending: stricter than the platform, never looser; the API says when it works again', async () => {
  const page = '/settings/limits', to = freshNumber();
  const key = token((await post('/settings/keys/new', '/settings/keys/new', { name: 'Caps', send: '1' })).text);
  const send = (number = to) => call('POST', 'verifications', { key, body: { to: number, channel: 'whatsapp' } });
  assert.match((await browser.get('/settings')).text, /href="\/settings\/limits"/);
  assert.match((await browser.get('/billing/limits')).text, /href="\/settings\/limits"/);
  assert.match((await browser.get(page)).text, /name="recipient" value="" placeholder="5"/);
  for (const wrong of ['6', '0', '-1', '1.5', 'many', '9'.repeat(30), '<b>']) {
    const refused = await post(page, page, { recipient: wrong, recipient_day: '7', task_step: '', person: '31' });
    assert.equal(refused.status, 422, wrong);
    assert.match(refused.text, /from 1 to 5\.[^]*from 1 to 30\./);
    for (const typed of [wrong.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), '7', '31']) assert.ok(refused.text.includes(`value="${typed}"`), typed);
  }
  assert.equal(await sql(`select num_nonnulls(recipient_starts, recipient_day_starts, task_step_starts, person_starts) from organisation where slug = '${slug}'`), '0');
  assert.equal((await post(page, page, { recipient: ' 2 ', recipient_day: '3', task_step: '', person: '' })).headers.location, page);
  assert.match((await browser.get(page)).text, /name="recipient" value="2"[^]*name="recipient_day" value="3"[^]*name="task_step" value="" placeholder="10"/);
  for (let i = 0; i < 2; i++) assert.equal((await send()).status, 201);
  const minutes = assertProblem(await send(), 429, 'too_many_requests');
  assert.ok(minutes.retry_after > 590 && minutes.retry_after <= 600, String(minutes.retry_after));
  assert.equal((await send(freshNumber())).status, 201, 'another recipient');
  await post(page, page, { recipient: '', recipient_day: '2' });
  const refused = await send();
  assert.ok(assertProblem(refused, 429, 'too_many_requests').retry_after > 86000, 'a day');
  assert.equal(refused.headers['retry-after'], String(refused.json.retry_after));
  await cli('organisation', 'set', slug, 'caps=off');
  assert.equal((await send()).status, 201, 'caps=off lifts them');
  assert.match((await browser.get(page)).text, /switched these limits off/);
  await cli('organisation', 'set', slug, 'caps=on');
  assertProblem(await send(), 429, 'too_many_requests');
  await post(page, page, {});
  assert.equal((await send()).status, 201, 'empty: as the platform allows');
  const log = (await browser.get('/settings/audit?group=money')).text;
  assert.match(log, /Changed how many codes may be started/);
  assert.match(log, /<dt>Codes to one recipient in 10 minutes<\/dt><dd><del>none<\/del> → 2</);
  assert.match(log, /<dt>Codes to one recipient in 24 hours<\/dt><dd><del>3<\/del> → 2</);
  assert.equal(await sql('select count(*) from credit_audit()'), '0');
});

test('a key is shown once and may only what it may', async () => {
  const page = '/settings/keys/new';
  assert.match((await post(page, page, { name: 'Nothing' })).text, /Choose what the key may do/);
  assert.equal((await post(page, page, { name: 'Days', read: '1', days: '0' })).status, 422);
  const made = await post(page, page, { name: 'Reader', read: '1', days: '30' });
  assert.equal(made.status, 200);
  assert.equal(made.headers['cache-control'], 'no-store');
  const reader = token(made.text);
  assert.ok(reader);
  assert.ok(!(await browser.get('/settings/keys')).text.includes(reader));
  const sender = token((await post(page, page, { name: 'Sender', send: '1' })).text);
  const body = { to: freshNumber(), channel: 'whatsapp' };
  assert.equal((await call('GET', 'credit', { key: reader })).status, 200);
  assertProblem(await call('POST', 'verifications', { key: reader, body }), 403, 'forbidden');
  assertProblem(await call('GET', 'credit', { key: sender }), 403, 'forbidden');
  assert.equal((await call('POST', 'verifications', { key: sender, body })).status, 201);
  assert.match((await browser.get('/settings/keys')).text, /Read and send|Reader/);
  await sql(`update api_key set expires_at = now() where name = 'Reader' and organisation_id = (select id from organisation where slug = '${slug}')`);
  assertProblem(await call('GET', 'credit', { key: reader }), 401, 'unauthorized');
  assert.match((await browser.get('/settings/keys')).text, /Expired/);
});

test('rotating leaves both keys good for a while; revoking ends one at once', async () => {
  const all = token((await post('/settings/keys/new', '/settings/keys/new', { name: 'Rotated', read: '1', send: '1' })).text);
  const id = await sql(`select id from api_key where name = 'Rotated' and organisation_id = (select id from organisation where slug = '${slug}')`);
  const page = `/settings/keys/${id}`;
  const next = token((await post(page, page, { do: 'rotate', hours: '24' })).text);
  for (const key of [all, next]) assert.equal((await call('GET', 'credit', { key })).status, 200);
  assert.match((await browser.get('/settings/keys')).text, /Being replaced/);
  assert.equal((await post(page, page, { do: 'rotate', hours: '721' })).status, 422);
  assert.equal((await post(page, page, { do: 'revoke' })).headers.location, '/settings/keys');
  assertProblem(await call('GET', 'credit', { key: all }), 401, 'unauthorized');
  assert.equal((await call('GET', 'credit', { key: next })).status, 200);
  const other = new Browser();
  await other.login('admin@other.example');
  assert.equal((await other.get(page)).status, 404);
  assert.equal((await post('/settings/keys', page, { do: 'revoke' }, other)).status, 404);
});

test('keys from before may do everything', async () => {
  assert.equal(await sql("select count(*) from api_key where cardinality(scopes) <> 2 and made_by is null"), '0');
  assert.equal((await call('GET', 'credit', { key: demo.SANDI_API_KEY })).status, 200);
});

test('the audit log tells what was done, by whom and from where, and can be searched', async () => {
  const { text } = await browser.get('/settings/audit');
  assert.match(text, /Made the API key “Reader”/);
  assert.match(text, /Changed the organisation&#39;s settings|Changed the organisation's settings/);
  assert.match(text, /<dt>Name<\/dt><dd><del>Settings<\/del> → Settings &amp; Sons</);
  assert.match(text, /<span class="mono">127\.0\.0\.1<\/span> <span class="sub">console<\/span>/);
  assert.match(text, /<dt>Balance, credits<\/dt><dd><del>0<\/del> → 100</);
  assert.match(text, /<span class="sub">cli<\/span>/);
  assert.match(text, /127\.0\.0\.1/);
  assert.match(text, /Topped up 100 credits, reference first/);
  const money = (await browser.get('/settings/audit?group=money')).text;
  assert.match(money, /Topped up/);
  assert.doesNotMatch(money, /Made the API key/);
  assert.match((await browser.get('/settings/audit?who=cli')).text, /command line/);
  assert.doesNotMatch((await browser.get('/settings/audit?who=cli')).text, /Made the API key/);
  assert.match((await browser.get('/settings/audit?q=rotated')).text, /Made a new API key beside “Rotated”/);
  assert.match((await browser.get('/settings/audit?from=2020-01-01&to=2020-01-02')).text, /No line fits/);
  assert.match((await browser.get('/settings/audit?from=2026-02-31')).text, /does not exist/);
  for (const query of ['who=x', 'group=x', 'before=1.x', 'before=99999999999999999999.x', 'q=%25%27', `q=${'x'.repeat(500)}`]) {
    assert.equal((await browser.get(`/settings/audit?${query}`)).status, 200, query);
  }
  const indonesian = new Browser();
  indonesian.cookies.set('sandi_language', 'id');
  await indonesian.login(admin);
  assert.match((await indonesian.get('/settings/audit')).text, /Membuat kunci API “Reader”/);
  const demoAdmin = new Browser();
  await demoAdmin.login('admin@demo.example');
  assert.doesNotMatch((await demoAdmin.get(`/settings/audit?q=${slug}`)).text, /Settings &amp; Sons/);
});

test('older lines are paged by place, and the file holds them all without formulas', async () => {
  const id = await sql(`select id from organisation where slug = '${slug}'`);
  await sql(`insert into audit_log (organisation_id, actor_kind, action, subject, at) select '${id}', 'program', 'test.page', 'n' || n, '2026-01-01'::timestamptz from generate_series(1, 120) n`);
  const seen = new Set();
  let path = '/settings/audit?q=test.page';
  for (let i = 0; i < 4 && path; i++) {
    const { text } = await browser.get(path);
    for (const [, n] of text.matchAll(/<span class="mono soft">n(\d+)<\/span>/g)) seen.add(n);
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1].replaceAll('&amp;', '&');
  }
  assert.equal(seen.size, 120);
  const file = await browser.get('/settings/audit/export?q=test.page');
  assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(file.text.match(/"test\.page"/g).length, 240, 'its sentence and its action');
  assert.match((await browser.get('/settings/audit/export')).text, /"'=Ada\(1\)"/);
});

test('a file holds every line, however many, and costs no memory for it', async () => {
  const id = await sql(`select id from organisation where slug = '${slug}'`);
  const pid = readFileSync(`${process.env.STATE}/run/console.pid`, 'utf8').trim();
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
  await sql(`insert into audit_log (organisation_id, actor_kind, action, subject, detail) select '${id}', 'program', 'test.many', 'n' || n,
    jsonb_build_object('text', repeat('"x', 500)) from generate_series(1, 12000) n`);
  await browser.get('/settings/audit/export?q=test.page');
  const before = memory();
  const csv = (await browser.get('/settings/audit/export?q=test.many&format=csv')).text;
  assert.equal(new Set(csv.match(/"n\d+"/g)).size, 12000);
  const { text, headers } = await browser.get('/settings/audit/export?q=test.many&format=json');
  assert.ok(memory() - before < 16384, `${memory() - before} KiB more for ${csv.length + text.length} bytes`);
  assert.equal(headers['content-type'], 'application/json');
  assert.match(headers['content-disposition'], /audit\.json/);
  const { data } = JSON.parse(text);
  assert.equal(new Set(data.map((line) => line.id)).size, 12000);
  assert.deepEqual(Object.keys(data[0]), ['id', 'at', 'who', 'kind', 'what', 'action', 'subject', 'detail', 'address', 'program']);
  assert.equal(data[0].detail.text.length, 1000);
  assert.deepEqual(JSON.parse((await browser.get('/settings/audit/export?q=nothing-like-it&format=json')).text), { data: [] });
});

test('staff read the log of the platform and of an organisation; nobody else does', async () => {
  const operator = new Browser();
  const support = new Browser();
  await operator.login('operator@demo.example');
  await support.login('support@demo.example');
  const id = await sql(`select id from organisation where slug = '${slug}'`);
  const own = `/support/organisations/${id}/audit`;
  for (const staff of [operator, support]) {
    const { text, status } = await staff.get('/operator/audit');
    assert.equal(status, 200);
    assert.match(text, /Made the login/);
    assert.doesNotMatch(text, /Settings &amp; Sons/);
    assert.match((await staff.get(`${own}?group=people`)).text, /=Ada\(1\)/);
    assert.match((await staff.get(`${own}?q=settings&group=people`)).text, /Settings &amp; Sons/);
    assert.match((await staff.get(`${own}/export?format=json&group=money`)).text, /credit\.top_up/);
    assert.equal((await staff.get('/support/organisations/0f000000-0000-7000-8000-000000000000/audit')).status, 404);
  }
  for (const path of ['/operator/audit', '/operator/audit/export', own, `${own}/export`]) assert.equal((await browser.get(path)).status, 404, path);
});
