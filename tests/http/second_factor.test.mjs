// The second factor: set up with an app, asked for behind the password, lost and found again; required of admins where their organisation says so.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { before, test } from 'node:test';
import { cli, freshWord, sql } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';

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
  const settings = { name: 'Factor', country: 'ID', time_zone: 'Asia/Jakarta', language: 'en', admin_factor: '1' };
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
  assert.match((await boss.get('/settings/organisation')).text, /name="admin_factor" value="1" checked/);
});
