// The HTTP edge: methods, limits, damaged input, headers on every answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, request } from '../lib/http.mjs';

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

test('every answer carries the security headers, errors too', async () => {
  for (const [method, path, options] of [
    ['GET', '/login'], ['GET', '/'], ['GET', '/login/nowhere'], ['PUT', '/login'], ['GET', '/flows'], ['GET', '/support/organisations'],
    ['GET', '/field'], ['POST', '/login', { body: 'a=%ff', headers: form }], ['POST', '/login', { body: '', headers: form }],
  ]) {
    const { headers } = await request(method, path, options);
    const csp = headers['content-security-policy'] ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'",
      "frame-ancestors 'none'", "base-uri 'none'"]) assert.ok(csp.includes(rule), `${method} ${path}: ${rule}`);
    assert.doesNotMatch(csp, /unsafe/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(headers['permissions-policy'], /camera=\(\)/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['x-request-id'], /^[0-9a-f]{32}$/);
  }
});

test('a path that is not there, a method that it does not know', async () => {
  assert.equal((await request('GET', '/login/nowhere')).status, 404);
  const other = await request('DELETE', '/login');
  assert.equal(other.status, 405);
  assert.equal(other.headers.allow, 'GET, HEAD, POST');
  assert.equal((await request('GET', '/logout')).headers.allow, 'POST');
});

test('HEAD is GET without its body', async () => {
  const head = await request('HEAD', '/login');
  assert.equal(head.status, 200);
  assert.equal(head.text, '');
});

test('damaged text is 400, never 5xx', async () => {
  for (const path of ['/login?next=%ff', '/login?next=%zz', '/login?%00=1', '/login/%ff', '/login/%01', '/login?a=%ed%a0%80']) {
    assert.equal((await request('GET', path)).status, 400, path);
  }
  for (const body of ['email=%ff', 'email=%0', 'email=%00', '%=1', 'email=\xff', Array(1100).fill('a=1').join('&')]) {
    const answer = await request('POST', '/login', { body: Buffer.from(body, 'latin1'), headers: form });
    assert.equal(answer.status, 400, body.slice(0, 20));
  }
});

test('a body is a form of bounded size', async () => {
  const big = `email=${'a'.repeat(70000)}`;
  assert.equal((await request('POST', '/login', { body: big, headers: form })).status, 413);
  for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
    const answer = await request('POST', '/login', { body: '{}', headers: { 'Content-Type': type } });
    assert.equal(answer.status, 415, type);
  }
});


test('damaged cookies are no cookies', async () => {
  for (const value of ['%ff', 'A'.repeat(1500), '"', ';;;', '../../etc/passwd']) {
    const browser = new Browser();
    for (const name of ['sandi_session', 'sandi_visitor', 'sandi_flash', 'sandi_language']) browser.cookies.set(name, value);
    assert.equal((await browser.get('/login')).status, 200);
  }
});

test('what is too long to be shown again is refused, not a fault', async () => {
  const editor = new Browser();
  await editor.login('editor@demo.example');
  const csrf = await editor.csrf('/flows/import');
  const json = encodeURIComponent(JSON.stringify({ schema: 1, pages: [{ id: 'initial', title: 'Initial Page', components: [] }] }));
  for (const length of [3, 11]) {
    const body = `csrf=${csrf}&do=import&name=${'<'.repeat(length * 1024 * 1024)}&json=${json}`;
    assert.equal((await editor.request('POST', '/flows/import', { body, headers: form })).status, 413, `${length} MiB`);
  }
});
