// People of an organisation: invited by mail, given roles, deactivated; one person in several organisations.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { cli, freshWord, sql } from '../lib/api.mjs';
import { Browser, demo, request } from '../lib/http.mjs';
import { arrivals, eventually } from '../lib/send.mjs';

const PASSWORD = 'correct horse battery';
const slug = freshWord('people');
const owner = `owner-${slug}@test.example`;
const admin = `admin-${slug}@test.example`;

// The newest link of that kind in the mails to an address, once there are `count` of them.
async function link(to, kind, count = 1) {
  const find = async () => (await arrivals(to)).map((mail) => new RegExp(`/${kind}/([\\w-]{43})`).exec(mail.text)?.[0]).filter(Boolean);
  return (await eventually(find, (links) => links.length >= count, 15000))[0];
}

async function person(email, role, name = 'Somebody') {
  await sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${email}', '${name}', password_hash from person where email = 'admin@demo.example'`);
  await cli('member', 'set', slug, email, `role=${role}`);
}

async function enter(email, password = demo.SANDI_PASSWORD) {
  const browser = new Browser();
  const answer = await browser.login(email, password);
  assert.equal(answer.status, 303, answer.text);
  browser.home = answer.headers.location;
  return browser;
}

const post = async (browser, page, path, form) => browser.post(path, { csrf: await browser.csrf(page), ...form });
const idOf = (email) => sql(`select id from person where email = '${email}'`);
const invite = (browser, email, role) => post(browser, '/people/invite', '/people/invite', { email, role });

before(async () => {
  const card = await sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=People <&> Co', '--country=ID', `--rate-card=${card}`);
  await person(owner, 'owner', 'The Owner');
  await person(admin, 'admin', 'The Admin');
});

test('only admins see people, and the menu says so', async () => {
  for (const who of ['editor', 'worker']) {
    const browser = await enter(`${who}@demo.example`);
    for (const path of ['/people', '/people/invite', `/people/${await idOf('admin@demo.example')}`]) {
      assert.equal((await browser.get(path)).status, 403, path);
    }
    assert.doesNotMatch((await browser.get(browser.home)).text, /href="\/people"/);
  }
  const browser = await enter(admin);
  const { text, status } = await browser.get('/people');
  assert.equal(status, 200);
  assert.match(text, /The Owner/);
  assert.match(text, /<a href="\/people" aria-current="page">/);
  assert.doesNotMatch(text, /admin@demo\.example/);
  assert.equal((await browser.get(`/people/${await idOf('admin@demo.example')}`)).status, 404);
  assert.match((await browser.get('/people?q=OWNER-')).text, /1 person/);
  assert.match((await browser.get('/people?q=%25')).text, /Nobody matches/);
  assert.equal((await browser.get('/people/not-an-id')).status, 404);
});

test('a new person is invited by mail, joins by the link, and the link is good once', async () => {
  const browser = await enter(admin);
  const email = `new-${slug}@test.example`;
  assert.equal((await invite(browser, email, 'planner')).headers.location, '/people');
  assert.match((await browser.get('/people')).text, new RegExp(`${email}</a>`));
  const path = await link(email, 'invite');
  const stranger = new Browser();
  for (let i = 0; i < 2; i++) assert.match((await stranger.get(path)).text, /People &lt;&amp;&gt; Co/);
  assert.equal((await post(stranger, path, path, { name: '', password: 'short' })).status, 422);
  for (const password of ['password123', email, 'ninechars']) {
    const answer = await post(stranger, path, path, { name: 'New One', password });
    assert.equal(answer.status, 422, password);
    assert.ok(password === email || !answer.text.includes(`value="${password}"`));
  }
  const joined = await post(stranger, path, path, { name: 'New One', password: PASSWORD });
  assert.equal(joined.headers.location, '/tasks');
  assert.match((await stranger.get('/tasks')).text, /Welcome to People &lt;&amp;&gt; Co\./);
  assert.equal((await new Browser().get(path)).status, 410);
  assert.equal((await enter(email, PASSWORD)).home, '/tasks');
  assert.equal((await new Browser().get(`/invite/${'A'.repeat(43)}`)).status, 404);
  assert.equal(await sql(`select count(*) from letter where sealed is not null and email = '${email}'`), '0');
});

test('sending again ends the first link; taking back ends it for good', async () => {
  const browser = await enter(admin);
  const email = `again-${slug}@test.example`;
  await invite(browser, email, 'worker');
  const first = await link(email, 'invite');
  const page = `/people/invites/${await sql(`select id from invite where email = '${email}'`)}`;
  assert.match((await browser.get(page)).text, /has not joined yet/);
  assert.equal((await post(browser, page, page, { do: 'resend' })).headers.location, '/people');
  const second = await link(email, 'invite', 2);
  assert.notEqual(first, second);
  assert.equal((await new Browser().get(first)).status, 404);
  assert.equal((await new Browser().get(second)).status, 200);
  assert.equal((await post(browser, page, page, { do: 'revoke' })).headers.location, '/people');
  assert.equal((await new Browser().get(second)).status, 410);
  assert.equal((await browser.get(page)).status, 404);
});

test('what is wrong with an invitation is said, and the values stay', async () => {
  const browser = await enter(admin);
  for (const [email, role, words] of [['nonsense', 'worker', /such as ani@example\.com/], [owner, 'worker', /in your organisation already/],
    [`x-${slug}@test.example`, 'owner', /Only an owner/], [`x-${slug}@test.example`, 'king', /Choose one of the list/]]) {
    const answer = await invite(browser, email, role);
    assert.equal(answer.status, 422);
    assert.match(answer.text, words);
    assert.ok(answer.text.includes(`value="${email}"`));
  }
});

test('somebody with a login accepts signed in, chooses between organisations, and goes back and forth', async () => {
  const browser = await enter(owner);
  const email = `both-${slug}@test.example`;
  await person(email, 'none');
  await cli('member', 'set', 'demo', email, 'role=editor');
  await invite(browser, email, 'admin');
  const path = await link(email, 'invite');
  const stranger = await new Browser().get(path);
  assert.match(stranger.text, new RegExp(`/login\\?next=%2Finvite%2F`));
  const other = await enter(admin);
  assert.match((await other.get(path)).text, /Sign out, then open the link again/);
  assert.equal((await post(other, path, path, {})).status, 403);
  const guest = await enter(email);
  assert.equal(guest.home, '/flows');
  assert.doesNotMatch((await guest.get('/flows')).text, /href="\/organisations"/);
  assert.equal((await post(guest, path, path, {})).headers.location, '/flows');
  assert.match((await guest.get('/flows')).text, /People &lt;&amp;&gt; Co/);
  assert.equal((await guest.get('/people')).status, 200);
  assert.match((await guest.get('/flows')).text, /href="\/organisations"/);
  const old = guest.cookies.get('sandi_session');
  const to = await sql("select id from organisation where slug = 'demo'");
  assert.equal((await post(guest, '/organisations', '/organisations', { organisation: to })).headers.location, '/flows');
  assert.equal((await guest.get('/people')).status, 403);
  const copy = new Browser();
  copy.cookies.set('sandi_session', old);
  assert.equal((await copy.get('/flows')).status, 303, 'the session moved, it was not copied');
  const foreign = await sql("select id from organisation where slug = 'other'");
  assert.equal((await post(guest, '/organisations', '/organisations', { organisation: foreign })).status, 403);
  assert.equal((await enter(email)).home, '/organisations');
});

test('roles: what an admin may not, what the last owner may not, what counts at once', async () => {
  const browser = await enter(admin);
  const boss = await enter(owner);
  const page = `/people/${await idOf(owner)}`;
  assert.match((await browser.get(page)).text, /Only an owner/);
  assert.equal((await post(browser, '/people/invite', page, { do: 'role', role: 'worker' })).status, 422);
  assert.match((await post(boss, page, page, { do: 'role', role: 'admin' })).text, /keeps at least one owner/);
  assert.match((await post(boss, page, page, { do: 'deactivate' })).text, /cannot deactivate yourself/);
  const member = `role-${slug}@test.example`;
  await person(member, 'editor', 'Role Changer');
  const own = await enter(member);
  const memberPage = `/people/${await idOf(member)}`;
  assert.equal((await post(browser, memberPage, memberPage, { do: 'role', role: 'admin' })).headers.location, memberPage);
  assert.equal((await own.get('/people')).status, 200);
  assert.equal((await post(browser, memberPage, memberPage, { do: 'role', role: 'king' })).status, 422);
  assert.equal((await post(browser, memberPage, memberPage, { do: 'deactivate' })).headers.location, memberPage);
  assert.equal((await own.get('/people')).status, 303);
  assert.equal((await new Browser().login(member)).status, 422);
  assert.match((await browser.get('/people?q=Role')).text, /Deactivated/);
  await post(browser, memberPage, memberPage, { do: 'reactivate' });
  assert.equal((await enter(member)).home, '/flows');
});

test('a member is signed out by an admin, and whoever is deactivated leaves no task behind', async () => {
  const boss = await enter(admin);
  const email = `left-${slug}@test.example`;
  const next = `next-${slug}@test.example`;
  await person(email, 'worker', 'Left <Behind>');
  await person(next, 'worker', 'Next One');
  const own = await enter(email);
  const id = await idOf(email);
  const page = `/people/${id}`;
  const care = (form) => post(boss, page, `${page}/care`, form);
  assert.match((await boss.get(page)).text, /Signed in<\/h2>/);
  assert.equal((await care({ do: 'sessions' })).headers.location, page);
  assert.equal((await own.get('/field')).status, 303);
  assert.doesNotMatch((await boss.get(page)).text, /Signed in<\/h2>/);
  await sql(`insert into flow (organisation_id, id, name, draft) select id, gen_random_uuid(), 'Visit', '{}' from organisation where slug = '${slug}';
    insert into flow_version (organisation_id, flow_id, version, definition) select f.organisation_id, f.id, 1, '{}' from flow f join organisation o on o.id = f.organisation_id and o.slug = '${slug}';
    insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id) select f.organisation_id, gen_random_uuid(), f.id, 1, 'Parcel ' || n, 'ongoing', '${id}'
      from flow f join organisation o on o.id = f.organisation_id and o.slug = '${slug}', generate_series(1, 12) n`);
  await post(boss, page, page, { do: 'deactivate' });
  const { text } = await boss.get(page);
  assert.match(text, /12 open tasks/);
  assert.equal(text.match(/<a href="\/tasks\/[0-9a-f-]{36}">Parcel/g).length, 10);
  assert.equal((await care({ do: 'tasks', worker: await idOf('worker@demo.example') })).status, 422, 'nobody of another organisation');
  assert.equal((await care({ do: 'tasks', worker: 'everybody' })).status, 422);
  assert.equal((await care({ do: 'tasks', worker: await idOf(next) })).headers.location, page);
  assert.equal(await sql(`select count(*) from task where worker_id = '${await idOf(next)}' and status = 'ongoing'`), '12');
  assert.doesNotMatch((await boss.get(page)).text, /12 open tasks/);
  assert.match((await boss.get('/settings/audit?group=flows')).text, /Gave the task “Parcel 12” to Next One/);
  const other = await enter('admin@other.example');
  assert.equal((await post(other, '/people', `${page}/care`, { do: 'tasks', worker: '' })).status, 404);
  assert.equal((await post(boss, '/people', `/people/${await idOf(admin)}/care`, { do: 'sessions' })).status, 422, 'the own ones stand in the own account');
});

test('a password is set by a mailed link; nobody learns whose address is known', async () => {
  const email = `forgot-${slug}@test.example`;
  await person(email, 'editor');
  const signed = await enter(email);
  const answers = [];
  for (const to of [email, `nobody-${slug}@test.example`]) {
    const browser = new Browser();
    const answer = await post(browser, '/forgot', '/forgot', { email: to });
    assert.equal(answer.status, 200);
    answers.push(answer.text.replaceAll(to, '').replace(/name="csrf" value="[0-9a-f]+"/g, ''));
  }
  assert.equal(answers[0], answers[1]);
  const path = await link(email, 'reset');
  assert.deepEqual(await arrivals(`nobody-${slug}@test.example`), []);
  const browser = new Browser();
  for (let i = 0; i < 2; i++) assert.equal((await browser.get(path)).status, 200);
  assert.equal((await post(browser, path, path, { password: 'password123' })).status, 422);
  assert.equal((await post(browser, path, path, { password: PASSWORD })).headers.location, '/login');
  assert.match((await browser.get('/login')).text, /Your password is set/);
  assert.equal((await signed.get('/flows')).status, 303);
  assert.equal((await new Browser().get(path)).status, 410);
  assert.equal((await new Browser().login(email)).status, 422);
  assert.equal((await enter(email, PASSWORD)).home, '/flows');
  assert.match((await eventually(() => arrivals(email), (mails) => mails.length >= 2, 15000))[0].text, /was changed/);
  for (let i = 0; i < 4; i++) answers.push((await post(browser, '/forgot', '/forgot', { email: `many-${slug}@test.example` })).status);
  assert.deepEqual(answers.slice(2), [200, 200, 200, 429]);
});

test('the own password is changed with the old one; sessions are listed and ended', async () => {
  const email = `own-${slug}@test.example`;
  await person(email, 'worker', 'Own Er');
  const browser = await enter(email);
  const page = '/settings/account';
  browser.agent = 'x';
  const phone = new Browser();
  const headers = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36' };
  await phone.post('/login', { csrf: await phone.csrf('/login'), email, password: demo.SANDI_PASSWORD }, { headers });
  const third = await enter(email);
  const { text } = await browser.get(page);
  assert.match(text, /Chrome, Android/);
  assert.equal(text.match(/name="session" value="[0-9a-f-]{36}"/g).length, 2);
  const id = await sql(`select s.id from session s join person p on p.id = s.person_id where p.email = '${email}' and s.device = 'Chrome, Android'`);
  assert.equal((await post(third, page, '/settings/account/sessions', { session: id })).status, 303);
  assert.equal((await phone.get('/field')).status, 303);
  assert.equal((await post(third, page, '/settings/account/sessions', { session: 'everything' })).status, 400);
  const wrong = await post(browser, page, '/settings/account/password', { current: 'not the one', password: PASSWORD });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /not your password/);
  assert.match((await post(browser, page, '/settings/account/password', { current: demo.SANDI_PASSWORD, password: 'Own Er' })).text, /at least 10/);
  const done = await post(browser, page, '/settings/account/password', { current: demo.SANDI_PASSWORD, password: PASSWORD });
  assert.equal(done.headers.location, page);
  assert.equal((await browser.get(page)).status, 200);
  assert.equal((await third.get(page)).status, 303);
  assert.equal((await enter(email, PASSWORD)).home, '/field');
  const staff = await enter('support@demo.example');
  assert.equal((await staff.get(page)).status, 200);
});

test('a link stands in no log', async () => {
  const read = () => readFileSync(`${process.env.STATE}/log/nginx/current`, 'utf8');
  const log = await eventually(read, (text) => text.includes('path="/invite/…"'), 15000);
  assert.doesNotMatch(log, /path="\/(invite|reset)\/[\w-]{43}/);
  assert.equal((await request('GET', '/people')).status, 303);
});
