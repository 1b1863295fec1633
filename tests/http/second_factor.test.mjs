// The second factor: set up with an app, asked for behind the password, lost and found again; required of admins where their organisation says so.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { before, test } from 'node:test';
import { cli, freshWord, sql } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { arrivals, eventually } from '../lib/send.mjs';

const slug = freshWord('factor');
const email = (name) => `${name}-${slug}@test.example`;
const PAGE = '/settings/factor';
const post = async (browser, page, path, form) => browser.post(path, { csrf: await browser.csrf(page), ...form });

function unbase32(text) {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
const step = () => Math.floor(Date.now() / 30000);
function code(secret, at) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const mac = createHmac('sha1', unbase32(secret)).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

async function person(name, role) {
  await sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${email(name)}', '${name}', password_hash from person where email = 'admin@demo.example'`);
  await cli('member', 'set', slug, email(name), `role=${role}`);
  const browser = new Browser();
  assert.equal((await browser.login(email(name))).status, 303);
  return browser;
}

// Sets it up; answers the secret, the step that was used and the recovery codes.
async function setUp(browser) {
  assert.equal((await post(browser, PAGE, PAGE, { do: 'begin', password: demo.SANDI_PASSWORD })).headers.location, PAGE);
  const { text } = await browser.get(PAGE);
  const secret = /id="secret"[^>]* value="([A-Z2-7]{32})"/.exec(text)[1];
  assert.match(text, /<path d="M\d+ \d+h/);
  assert.equal((await post(browser, PAGE, PAGE, { do: 'confirm', code: '000000' })).status, 422);
  const used = step();
  const done = await post(browser, PAGE, PAGE, { do: 'confirm', code: code(secret, used) });
  assert.equal(done.status, 200);
  const codes = [...done.text.matchAll(/<li class="mono">([A-Z0-9-]{19})<\/li>/g)].map(([, text1]) => text1);
  assert.equal(codes.length, 10);
  assert.ok(!(await browser.get(PAGE)).text.includes(secret), 'the secret is not shown again');
  return { secret, used, codes };
}

before(async () => {
  const card = await sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=Factor', '--country=ID', `--rate-card=${card}`);
});

test('behind the password a code is owed; a code is good once, a recovery code too', async () => {
  const browser = await person('ada', 'editor');
  assert.match((await post(browser, PAGE, PAGE, { do: 'begin', password: 'wrong' })).text, /not your password/);
  const { secret, used, codes } = await setUp(browser);
  const guest = new Browser();
  const half = await guest.login(email('ada'), undefined, { next: '/flows/new' });
  assert.equal(half.headers.location, '/login/code?next=%2Fflows%2Fnew');
  assert.ok(!guest.cookies.has('sandi_session'));
  assert.equal((await guest.get('/flows')).headers.location, '/login?next=%2Fflows');
  const enter = (typed, who = guest) => post(who, '/login/code', '/login/code', { code: typed, next: '/flows/new' });
  assert.equal((await enter('')).status, 422);
  assert.match((await enter(code(secret, used))).text, /used already/);
  assert.equal((await enter(code(secret, used + 1))).headers.location, '/flows/new');
  assert.equal((await guest.get('/flows')).status, 200);
  assert.equal((await guest.get('/login/code')).headers.location, '/login', 'half a login is over');
  const again = new Browser();
  await again.login(email('ada'));
  assert.equal((await enter(code(secret, used + 1), again)).status, 422, 'the same step from another browser');
  assert.equal((await enter(codes[0].toLowerCase().replaceAll('-', ' '), again)).headers.location, '/flows/new');
  const third = new Browser();
  await third.login(email('ada'));
  assert.equal((await enter(codes[0], third)).status, 422);
  assert.match((await again.get(PAGE)).text, /<dd>9<\/dd>/);
  for (let i = 0; i < 9; i++) await enter('123456', third);
  assert.equal((await enter(codes[1], third)).status, 429, 'tries are counted');
  await sql("delete from login_try where bucket like 'f:%'");
  const fresh = await post(again, PAGE, PAGE, { do: 'codes', password: demo.SANDI_PASSWORD });
  assert.match(fresh.text, /<li class="mono">/);
  assert.equal((await enter(codes[1], third)).status, 422, 'new ones end the old ones');
  assert.equal((await post(again, PAGE, PAGE, { do: 'end', password: demo.SANDI_PASSWORD })).headers.location, PAGE);
  assert.equal((await new Browser().login(email('ada'))).headers.location, '/flows');
});

test('the secret stands sealed, and only the console has its key', async () => {
  const browser = await person('bob', 'editor');
  const { secret, codes } = await setUp(browser);
  const row = await sql(`select encode(sealed, 'hex') || seal_key from second_factor f join person p on p.id = f.person_id where p.email = '${email('bob')}'`);
  assert.ok(!row.includes(unbase32(secret).toString('hex')));
  assert.ok(!(await sql('select code_hash::text from recovery_code')).includes(codes[0]));
  assert.equal(await cli('person', 'factor', email('bob'), 'off'), '');
  assert.equal((await browser.get('/flows')).status, 303);
  assert.equal((await new Browser().login(email('bob'))).headers.location, '/flows');
});

test('where the organisation requires it, admins set it up before anything else', async () => {
  const boss = await person('boss', 'admin');
  const editor = await person('ed', 'editor');
  const settings = { name: 'Factor', country: 'ID', time_zone: 'Asia/Jakarta', language: 'en', factor_rule: 'admins' };
  await post(boss, '/settings/organisation', '/settings/organisation', settings);
  for (const path of ['/people', '/flows', '/billing/credit', '/settings/audit']) {
    assert.equal((await boss.get(path)).headers.location, PAGE, path);
  }
  assert.equal((await editor.get('/flows')).status, 200);
  assert.match((await boss.get(PAGE)).text, /Your organisation requires it/);
  assert.equal((await boss.get('/settings/account')).status, 200);
  await setUp(boss);
  assert.equal((await boss.get('/people')).status, 200);
  assert.equal((await post(boss, PAGE, PAGE, { do: 'end', password: demo.SANDI_PASSWORD })).status, 422);
  assert.match((await boss.get('/settings/organisation')).text, /<option value="admins" selected>/);
});

test('everybody may be asked for one, with days to set it up', async () => {
  const boss = await person('chief', 'owner');
  const worker = await person('wanda', 'worker');
  const settings = { name: 'Factor', country: 'ID', time_zone: 'Asia/Jakarta', language: 'en', factor_rule: 'everybody', factor_days: '7' };
  await sql(`update organisation set factor_rule = 'nobody', factor_due = null where slug = '${slug}'`);
  assert.equal((await post(boss, '/settings/organisation', '/settings/organisation', settings)).status, 303);
  assert.match((await worker.get('/field')).text, /set up a second factor by/);
  assert.match((await boss.get('/people')).text, /set up a second factor by/);
  await sql(`update organisation set factor_due = now() where slug = '${slug}'`);
  assert.equal((await worker.get('/field')).headers.location, PAGE);
  assert.match((await worker.get(PAGE)).text, /Your organisation requires it/);
  await setUp(worker);
  assert.equal((await worker.get('/field')).status, 200);
  await sql(`update organisation set factor_rule = 'nobody', factor_due = null where slug = '${slug}'`);
});

test('an admin lets somebody in who has lost it, with the own password; the person is told', async () => {
  const boss = await person('carol', 'admin');
  const lost = await person('lost', 'editor');
  await setUp(lost);
  const id = await sql(`select id from person where email = '${email('lost')}'`);
  const page = `/people/${id}`;
  const take = (password) => post(boss, page, `${page}/care`, { do: 'factor', password });
  assert.match((await boss.get(page)).text, /Take the second factor away/);
  assert.match((await take('wrong')).text, /not your password/);
  assert.match((await take('')).text, /not your password/);
  assert.equal((await take(demo.SANDI_PASSWORD)).headers.location, page);
  assert.equal((await lost.get('/flows')).status, 303, 'sessions end');
  assert.equal((await new Browser().login(email('lost'))).headers.location, '/flows');
  assert.doesNotMatch((await boss.get(page)).text, /Take the second factor away/);
  const [mail] = await eventually(() => arrivals(email('lost')), (mails) => mails.length > 0, 15000);
  assert.match(mail.text, /carol took away the second factor/);
  assert.match((await boss.get('/settings/audit?group=people')).text, /Took the second factor of lost away/);
});

test('staff set one up before their pages open, unless the machine says otherwise', async () => {
  const staff = new Browser();
  await staff.login('support@demo.example');
  const ask = (path, required) => spawnSync(`${process.env.BUILD ?? '.build'}/bin/staff.fcgi`, {
    env: {
      GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: 'GET', QUERY_STRING: '', REMOTE_ADDR: '192.0.2.1', PATH_INFO: path, HTTP_COOKIE: `sandi_session=${staff.cookies.get('sandi_session')}`,
      SANDI_DATABASE_URL: demo.SANDI_CHECK_DATABASE_URL, SANDI_TEMPLATES: `${process.env.BUILD ?? '.build'}/templates`, SANDI_TEXTS: `${process.env.BUILD ?? '.build'}/texts`,
      SANDI_PUBLIC_URL: demo.SANDI_URL, ...required,
    },
    timeout: 20000,
  }).stdout.toString();
  assert.match(ask('/support/organisations', { SANDI_STAFF_FACTOR: '0' }), /^Status: 200/);
  for (const required of [{ SANDI_STAFF_FACTOR: '1' }, {}]) {
    const answer = ask('/support/organisations', required);
    assert.match(answer, /^Status: 303/);
    assert.match(answer, /Location: \/settings\/factor/i);
  }
  assert.equal((await staff.get('/support/organisations')).status, 200);
});
