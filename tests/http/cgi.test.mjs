// Each web program, started as a plain CGI program, answers one request and ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { demo } from '../lib/http.mjs';

const build = process.env.BUILD ?? '.build';
const programs = readdirSync(`${build}/bin`).filter((name) => name.endsWith('.fcgi'));

function cgi(program, environment, input = '') {
  const run = spawnSync(`${build}/bin/${program}`, {
    input,
    env: {
      GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: 'GET', QUERY_STRING: '', REMOTE_ADDR: '192.0.2.1',
      SANDI_DATABASE_URL: demo.SANDI_CHECK_DATABASE_URL, SANDI_TEMPLATES: `${build}/templates`,
      SANDI_TEXTS: `${build}/texts`, SANDI_PUBLIC_URL: demo.SANDI_URL, SANDI_DEMO: '1',
      SANDI_STATE_SANDBOX: process.env.TMPDIR ?? '/tmp', ...environment,
    },
    timeout: 20000,
  });
  assert.equal(run.status, 0, run.stderr.toString());
  const [head, ...rest] = run.stdout.toString().split('\r\n\r\n');
  return { status: Number(/^Status: (\d+)/.exec(head)[1]), head, body: rest.join('\r\n\r\n') };
}

for (const program of programs) {
  const name = program.replace('.fcgi', '');
  test(`${name} answers one request as CGI`, () => {
    const { status, body } = cgi(program, { PATH_INFO: `/healthz/${name}` });
    assert.equal(status, 200);
    assert.equal(body, 'ready\n');
    assert.notEqual(cgi(program, { PATH_INFO: '/nowhere-at-all' }).status, 200);
  });
}

test('a body comes through', () => {
  const page = cgi('console.fcgi', { PATH_INFO: '/login' });
  assert.equal(page.status, 200);
  const cookie = /Set-Cookie: (sandi_visitor=[^;]+)/.exec(page.head)[1];
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(page.body)[1];
  const input = new URLSearchParams({ csrf, email: `${'long'.repeat(15000)}@demo.example` }).toString();
  const answer = cgi('console.fcgi', {
    PATH_INFO: '/login', REQUEST_METHOD: 'POST', HTTP_COOKIE: cookie, CONTENT_LENGTH: String(Buffer.byteLength(input)),
    CONTENT_TYPE: 'application/x-www-form-urlencoded',
  }, input);
  assert.equal(answer.status, 422);
  assert.ok(answer.body.includes('longlong@demo.example'));
});
