// Only files below /static/ are given away, whatever the address is spelt like.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from '../lib/http.mjs';

test('no address reaches a file outside /static/', async () => {
  for (const path of ['/nginx.conf', '/nginx.pid', '/programs.conf', '/deploy/nginx/http.conf', '/body', '/body/', '/extra/', '/static',
    '/static/../nginx.conf', '/static/..%2fnginx.conf', '/static/%2e%2e/nginx.conf', '/static/../../demo.env', '/static/../../keys/seal',
    '/static//../nginx.conf', '/static/./../nginx.conf', '/error/404.html', '/deploy/nginx/error/404.html']) {
    const answer = await request('GET', path);
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /fastcgi|listen|worker_processes/, path);
  }
});
