// Sending through the API of the running copy and looking at what came of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { demo, request } from './http.mjs';

const authorization = { Authorization: `Bearer ${demo.SANDI_API_KEY}` };
let counter = Math.floor(Math.random() * 90000);

export async function api(method, path, body) {
  const headers = { ...authorization, ...(body ? { 'Content-Type': 'application/json' } : {}) };
  const answer = await request(method, `/api/v1${path}`, { headers, body: body && JSON.stringify(body) });
  return { ...answer, json: answer.text ? JSON.parse(answer.text) : null };
}

// A recipient that no other test uses.
export function recipient(channel) {
  counter = (counter + 7919) % 1000000;
  const six = String(counter).padStart(6, '0');
  return channel === 'email' ? `anybody${six}.${process.pid}@example.com` : `+62813${six}${10 + (process.pid % 90)}`;
}

export async function start(to, channel, more = {}) {
  const answer = await api('POST', '/verifications', { to, channel, ...more });
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
}

export const verification = async (id) => (await api('GET', `/verifications/${id}`)).json;
export const credit = async () => (await api('GET', '/credit')).json;

export async function eventually(look, done, milliseconds = 8000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    assert.ok(Date.now() < end, `still ${JSON.stringify(seen)} after ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

// The first message of a verification, once it is in that status.
export async function message(id, status, milliseconds) {
  const seen = await eventually(() => verification(id), (v) => v.messages[0].status === status, milliseconds);
  return seen.messages[0];
}

export async function arrivals(to) {
  return JSON.parse((await request('GET', `/sandbox/messages.json?to=${encodeURIComponent(to)}`)).text);
}

// One value or row of the database, as text: for checks that no interface offers.
export function sql(statement) {
  return execFileSync('psql', ['-XqAt', '-F', '|', '-v', 'ON_ERROR_STOP=1', '-c', `set search_path = sandi; ${statement}`,
    demo.SANDI_CHECK_DATABASE_URL], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

// The numbers that force an outcome are few: repeated runs would meet the caps.
export const caps = (value) => sql(`update organisation set caps = ${value} where slug = 'demo'`);

export function audit() {
  assert.equal(sql('select * from credit_audit()'), '');
}
