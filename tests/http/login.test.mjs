// The door: who gets in and where to, what is refused and how, and that no form works from elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, request } from '../lib/http.mjs';

const homes = {
  'admin@demo.example': '/flows',
  'editor@demo.example': '/flows',
  'worker@demo.example': '/field',
  'support@demo.example': '/support/organisations',
  'operator@demo.example': '/support/organisations',
};

for (const [email, home] of Object.entries(homes)) {
  test(`${email} starts at ${home}`, async () => {
    const browser = new Browser();
    const answer = await browser.login(email);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, home);
    const session = answer.cookies.find((line) => line.startsWith('sandi_session='));
    assert.match(session, /; HttpOnly; SameSite=Lax/);
    assert.equal((await browser.get(home)).status, 200);
    assert.equal((await browser.get('/login')).headers.location, home);
    assert.equal((await browser.get('/')).headers.location, home);
  });
}

test('labels are exactly Email, Password and Sign in', async () => {
  const { text } = await request('GET', '/login');
  assert.match(text, /<label for="email">Email<\/label>/);
  assert.match(text, /<label for="password">Password<\/label>/);
  assert.match(text, /<button class="button primary">Sign in<\/button>/);
});

test('a wrong password and an unknown address look the same; the address stays, the password does not', async () => {
  const answers = [];
  for (const email of ['editor@demo.example', 'nobody-here@demo.example']) {
    const answer = await new Browser().login(email, 'not-the-password');
    assert.equal(answer.status, 422);
    assert.ok(answer.text.includes(`value="${email}"`));
    assert.ok(!answer.text.includes('not-the-password'));
    answers.push(answer.text.replaceAll(email, '').replace(/name="csrf" value="[0-9a-f]+"/g, ''));
  }
  assert.equal(answers[0], answers[1]);
});

test('empty fields are named, with links to them', async () => {
  const answer = await new Browser().login('', '');
  assert.equal(answer.status, 422);
  assert.match(answer.text, /<a href="#email">Email: /);
  assert.match(answer.text, /<a href="#password">Password: /);
});

test('after eleven wrong tries for one address it says to wait', async () => {
  const email = `guess-${Date.now()}@demo.example`;
  let last;
  for (let i = 0; i < 12; i++) last = await new Browser().login(email, 'guess');
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers['retry-after']) > 0);
  assert.ok(last.text.includes(email));
});

test('next leads on, but never off the site', async () => {
  const pages = await request('GET', '/billing/rates?q=indo%20nesia');
  assert.equal(pages.status, 303);
  assert.equal(pages.headers.location, '/login?next=%2Fbilling%2Frates%3Fq%3Dindo%2520nesia');
  const browser = new Browser();
  assert.match((await browser.get(pages.headers.location)).text, /name="next" value="\/billing\/rates\?q=indo%20nesia"/);
  const next = '/billing/rates?q=indo%20nesia';
  assert.equal((await new Browser().login('admin@demo.example', undefined, { next })).headers.location, next);
  for (const evil of ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', '/login']) {
    const answer = await new Browser().login('admin@demo.example', undefined, { next: evil });
    assert.equal(answer.headers.location, '/flows', evil);
  }
});

test('a login form without its token, or with that of another visitor, is refused', async () => {
  const browser = new Browser();
  const foreign = await new Browser().csrf('/login');
  const own = await browser.csrf('/login');
  const fields = { email: 'admin@demo.example', password: 'x' };
  for (const csrf of [undefined, '', foreign, own.slice(2), '0'.repeat(128)]) {
    const answer = await browser.post('/login', csrf === undefined ? fields : { csrf, ...fields });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Nothing was changed/);
  }
});

test('a form of a session needs the token of that session and this site', async () => {
  const browser = new Browser();
  await browser.login('admin@demo.example');
  const csrf = await browser.csrf('/flows');
  const other = new Browser();
  await other.login('editor@demo.example');
  const foreign = await other.csrf('/flows');
  assert.notEqual(csrf, await browser.csrf('/flows'), 'the token is masked anew for each page');
  const language = { language: 'en', from: '/flows' };
  for (const token of ['', foreign]) {
    assert.equal((await browser.post('/language', { csrf: token, ...language })).status, 403);
  }
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' }]) {
    assert.equal((await browser.post('/language', { csrf, ...language }, { headers })).status, 403);
  }
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  assert.equal((await browser.post('/language', { csrf, ...language }, { headers })).status, 303);
});

test('signing out ends the session for every copy of the cookie', async () => {
  const browser = new Browser();
  await browser.login('admin@demo.example');
  const copy = new Browser();
  copy.cookies = new Map(browser.cookies);
  assert.equal((await browser.post('/logout', {})).status, 403);
  const answer = await browser.post('/logout', { csrf: await browser.csrf('/flows') });
  assert.equal(answer.headers.location, '/login');
  assert.match((await browser.get('/login')).text, /You are signed out\./);
  assert.doesNotMatch((await browser.get('/login')).text, /You are signed out\./);
  assert.equal((await copy.get('/flows')).headers.location, '/login?next=%2Fflows');
});

test('a session cookie from before the login is not kept', async () => {
  const browser = new Browser();
  browser.cookies.set('sandi_session', 'A'.repeat(43));
  const answer = await browser.login('admin@demo.example');
  assert.equal(answer.status, 303);
  assert.notEqual(browser.cookies.get('sandi_session'), 'A'.repeat(43));
});

test('roles: pages above one are refused with a way on, staff pages do not exist for members', async () => {
  const worker = new Browser();
  await worker.login('worker@demo.example');
  for (const path of ['/flows', '/tasks', '/billing/rates', '/billing/credit']) {
    const answer = await worker.get(path);
    assert.equal(answer.status, 403, path);
    assert.match(answer.text, /href="\/field"/);
  }
  assert.equal((await worker.get('/support/organisations')).status, 404);
  assert.doesNotMatch((await worker.get('/field')).text, /Available credit/);
  const support = new Browser();
  await support.login('support@demo.example');
  assert.equal((await support.get('/flows')).status, 403);
});

test('language: Accept-Language for strangers, the choice for those who chose', async () => {
  const browser = new Browser();
  const indonesian = { headers: { 'Accept-Language': 'id-ID,id;q=0.9,en;q=0.8' } };
  assert.match((await browser.get('/login', indonesian)).text, /<html lang="id">/);
  const csrf = await browser.csrf('/login');
  const answer = await browser.post('/language', { csrf, language: 'en', from: '/login?next=%2Fflows' });
  assert.equal(answer.headers.location, '/login?next=%2Fflows');
  assert.match((await browser.get('/login', indonesian)).text, /<html lang="en">/);
  assert.equal((await browser.post('/language', { csrf, language: 'tlh', from: '/login' })).status, 400);
});

test('language: the choice of a person is there in the next browser, also for staff', async () => {
  for (const [who, path] of [['support@demo.example', '/support/organisations'], ['other', '/flows']]) {
    const email = who === 'other' ? 'admin@other.example' : who;
    for (const language of ['id', 'en']) {
      const browser = new Browser();
      await browser.login(email);
      const csrf = await browser.csrf(path);
      const headers = { 'Sec-Fetch-Site': 'same-origin' };
      assert.equal((await browser.post('/language', { csrf, language, from: path }, { headers })).status, 303);
      const next = new Browser();
      await next.login(email);
      assert.match((await next.get(path)).text, new RegExp(`<html lang="${language}">`), email);
    }
  }
});
