// Who may open what: every route of every program, asked by every role and by nobody. The routes are read from the programs' tables, what is expected
// stands here, so that a new route fails until somebody says who it is for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { call, cli, freshWord, sql } from '../lib/api.mjs';
import { Browser, demo, request } from '../lib/http.mjs';

// The least role that may; "public": anybody, "signed": whoever is signed in, "member": in an organisation, "read" and "send": what an API key needs, "peer": providers.
const EXPECTED = `
  public    GET /  GET /login  POST /login  GET /login/code  POST /login/code  POST /language  GET /forgot  POST /forgot  GET /reset/{token}  POST /reset/{token}
            GET /invite/{token}  POST /invite/{token}  GET /preview/{token}  POST /preview/{token}  GET /api/v1/openapi.json
            GET /sandbox  GET /sandbox/phones/{to}  GET /sandbox/messages.json  GET /field/code/done  GET /field/code/{token}  POST /field/code/{token}
  member    POST /organisations
  signed    POST /logout  GET /organisations  GET /settings/account  POST /settings/account/password  POST /settings/account/sessions
            GET /settings/factor  POST /settings/factor
  worker    GET /field  GET /field/offline  GET /field/tasks/{id}  GET /field/tasks/{id}/otp/{component}  GET /field/tasks/{id}/pages/{n}  POST /field/tasks/{id}/pages/{n}  GET /field/tasks/{task}/files/{id}
  planner   GET /flows  GET /flows/{id}  GET /flows/{id}/export  GET /flows/{id}/history  GET /flows/{id}/compare
            GET /tasks  GET /tasks/new  POST /tasks/new  GET /tasks/{id}  GET /tasks/{task}/files/{id}
            GET /tasks/import  POST /tasks/import  GET /tasks/import/template  GET /tasks/import/{id}  POST /tasks/import/{id}  POST /tasks/bulk  GET /tasks/export
            GET /tasks/{id}/proof  GET /tasks/{id}/proof.json  GET /tasks/{id}/edit  POST /tasks/{id}/edit
            GET /deliveries  GET /deliveries/export  GET /deliveries/{id}  POST /deliveries/{id}
            GET /settings  GET /settings/texts  GET /settings/texts/{channel}/{language}
  editor    POST /flows  GET /flows/new  GET /flows/import  POST /flows/import  POST /flows/{id}  GET /flows/{id}/delete  POST /flows/{id}/conflict
            POST /flows/{id}/history  GET /flows/{id}/discard  POST /flows/{id}/duplicate  GET /flows/{id}/rename  POST /flows/{id}/rename  GET /flows/{id}/preview
            POST /billing/hush
  admin     GET /tasks/{id}/override/{component}  POST /tasks/{id}/override/{component}
            GET /flows/{id}/archive  POST /flows/{id}/archive  GET /flows/{id}/restore  POST /flows/{id}/restore
            GET /billing/rates  GET /billing/rates.csv  GET /billing/credit  GET /billing/credit/export  GET /billing/usage  GET /billing/statements
            GET /billing/statements/{month}  GET /billing/top-up  POST /billing/top-up  POST /billing/top-up/{id}/cancel  GET /billing/warnings  POST /billing/warnings
            GET /billing/limits  POST /billing/limits/cap  POST /billing/limits/countries  POST /billing/limits/alerts
            GET /people  GET /people/invite  POST /people/invite  GET /people/invites/{id}  POST /people/invites/{id}  GET /people/{id}  POST /people/{id}  POST /people/{id}/care
            GET /settings/organisation  POST /settings/organisation  GET /settings/limits  POST /settings/limits  GET /settings/keys  GET /settings/keys/new  POST /settings/keys/new  GET /settings/keys/{id}
            POST /settings/keys/{id}  GET /settings/audit  GET /settings/audit/export  POST /settings/texts/{channel}/{language}
  support   GET /support/organisations  GET /support/organisations/{id}  POST /support/organisations/{id}/top-up  GET /support/organisations/{id}/receipts/{number}
            GET /support/organisations/{id}/entries  POST /support/organisations/{id}/approvals/{form}  POST /support/organisations/{id}/requests/{id}/decline
            GET /support/top-ups  GET /support/organisations/{id}/deliveries  GET /support/organisations/{id}/deliveries/{id}
            GET /support/organisations/{id}/audit  GET /support/organisations/{id}/audit/export  GET /operator/audit  GET /operator/audit/export
            GET /operator/organisations/{id}/price  GET /operator/senders  GET /operator/senders/{name}  GET /operator/rate-cards  GET /operator/rate-cards/{id}
            GET /operator/rate-cards/{id}/countries/{country}  GET /operator/rate-cards/{id}/uploads/{upload}  GET /operator/rate-cards/{id}/uploads/{upload}/file
            GET /operator/alerts
  operator  POST /operator/organisations/{id}/price  POST /operator/senders  GET /operator/senders/new  POST /operator/senders/{name}/settings
            POST /operator/senders/{name}/switch  POST /operator/rate-cards  POST /operator/rate-cards/{id}/organisations  POST /operator/rate-cards/{id}/uploads
            POST /operator/rate-cards/{id}/uploads/{upload}  POST /operator/rate-cards/{id}/uploads/{upload}/again  POST /operator/alerts/{id}/close
  read      GET /api/v1/verifications/{id}  GET /api/v1/rates  GET /api/v1/credit  GET /api/v1/credit/entries
  send      POST /api/v1/verifications  POST /api/v1/verifications/{id}/check  POST /api/v1/verifications/{id}/resend  POST /api/v1/verifications/{id}/cancel
  peer      GET /hooks/{driver}/{sender}  POST /hooks/{driver}/{sender}  POST /sandbox/providers/whatsapp/{version}/{number}/messages
            GET /sandbox/providers/kannel/cgi-bin/sendsms`;

const MEMBERS = ['worker', 'planner', 'editor', 'admin', 'owner'];
const STAFF = ['support', 'operator'];
const PLACES = { n: '1', token: 'A'.repeat(43), month: '2026-01', channel: 'sms', language: 'en', name: 'nobody', country: 'ID', number: '999999', driver: 'twilio', sender: 'nobody' };
const slug = freshWord('roles');
const browsers = new Map();
const wanted = new Map();

function routes() {
  const found = [];
  for (const program of ['console', 'field', 'staff', 'api', 'hooks', 'sandbox']) {
    const source = readFileSync(new URL(`../../cgi-bin/${program}/main.c`, import.meta.url), 'utf8').replaceAll('RATE_CARD_BASE', '"/operator/rate-cards"').replace(/"\s+"/g, '');
    for (const [, method, path] of source.matchAll(/(?:\{METHOD_|^    )(GET|POST)(?:, |\()"([^"]+)"/gm)) found.push(`${method} ${path}`);
  }
  return found;
}

before(async () => {
  let role = null;
  for (const word of EXPECTED.split(/\s{2,}|\n/).filter(Boolean)) {
    const [method, path] = word.trim().split(' ');
    if (path) wanted.set(`${method} ${path}`, role);
    else role = method;
  }
  const card = await sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=Roles', '--country=ID', `--rate-card=${card}`);
  for (const member of MEMBERS) {
    const email = `${member}-${slug}@test.example`;
    await sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${email}', '${member}', password_hash from person where email = 'admin@demo.example'`);
    await cli('member', 'set', slug, email, `role=${member}`);
    browsers.set(member, new Browser());
    assert.equal((await browsers.get(member).login(email)).status, 303);
  }
  for (const staff of STAFF) {
    browsers.set(staff, new Browser());
    assert.equal((await browsers.get(staff).login(`${staff}@demo.example`)).status, 303);
  }
  browsers.set('nobody', new Browser());
});

const pathOf = (route) => route.split(' ')[1].replace(/\{(\w+)\}/g, (_, name) => PLACES[name] ?? '0f000000-0000-7000-8000-00000000000f');

// What this role gets: "in", or the status that keeps it out.
function verdict(role, least) {
  const member = MEMBERS.indexOf(role);
  const staff = STAFF.indexOf(role);
  if (least === 'public') return 'in';
  if (role === 'nobody') return 303;
  if (least === 'signed') return 'in';
  if (least === 'member') return member >= 0 ? 'in' : 403;
  if (STAFF.includes(least)) return member >= 0 ? 404 : staff >= STAFF.indexOf(least) ? 'in' : 403;
  return member >= MEMBERS.indexOf(least) ? 'in' : 403;
}

test('somebody has said of every route who it is for', () => {
  assert.deepEqual([...routes()].sort(), [...wanted.keys()].sort());
  assert.ok(wanted.size > 100);
});

test('every role gets into what is its own, and nowhere else', async () => {
  const wrong = [];
  for (const [role, browser] of browsers) {
    const csrf = await browser.csrf(role === 'nobody' ? '/login' : '/settings/account');
    const asked = [...wanted].filter(([, least]) => !['read', 'send', 'peer'].includes(least)).sort(([a], [b]) => (a === 'POST /logout') - (b === 'POST /logout'));
    for (const [route, least] of asked) {
      const path = pathOf(route);
      const answer = route.startsWith('GET') ? await browser.get(path) : await browser.post(path, { csrf });
      const expected = verdict(role, least);
      const login = answer.status === 303 && answer.headers.location.startsWith('/login');
      const good = expected === 'in' ? answer.status < 500 && answer.status !== 403 && (!login || ['POST /logout', 'GET /', 'GET /login/code'].includes(route))
        : expected === 303 ? login : answer.status === expected;
      if (!good) wrong.push(`${role}: ${route} is ${answer.status} ${answer.headers.location ?? ''}, not ${expected}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('a form without its token changes nothing, whoever sends it', async () => {
  const owner = new Browser();
  await owner.login(`owner-${slug}@test.example`);
  for (const [route, least] of wanted) {
    if (!route.startsWith('POST') || !MEMBERS.concat('signed', 'member').includes(least)) continue;
    assert.equal((await owner.post(pathOf(route), { csrf: 'no' })).status, 403, route);
  }
});

test('an API key does what its scopes say, and no key nothing', async () => {
  const owner = new Browser();
  await owner.login(`owner-${slug}@test.example`);
  const make = async (scope) => /value="(sandi_[\w-]{43})"/.exec((await owner.post('/settings/keys/new', { csrf: await owner.csrf('/settings/keys/new'), name: scope, [scope]: '1' })).text)[1];
  const keys = { read: await make('read'), send: await make('send') };
  for (const [route, least] of wanted) {
    if (!['read', 'send'].includes(least)) continue;
    const [method] = route.split(' ');
    const path = pathOf(route).replace('/api/v1/', '');
    for (const scope of ['read', 'send']) {
      const { status } = await call(method, path, { key: keys[scope], body: method === 'POST' ? {} : undefined });
      assert.equal(status === 403, scope !== least, `${scope}: ${route} is ${status}`);
      assert.ok(status < 500 && status !== 401, `${scope}: ${route} is ${status}`);
    }
    assert.equal((await request(method, pathOf(route), { headers: { 'Content-Type': 'application/json' }, body: method === 'POST' ? '{}' : undefined })).status, 401, route);
  }
  for (const scope of ['read', 'send']) assert.equal((await request('GET', '/people', { headers: { Authorization: `Bearer ${keys[scope]}` } })).status, 303);
});

test('who has no proof of being a provider is told nothing', async () => {
  for (const path of ['/hooks/twilio/nobody', '/hooks/twilio/demo-sms', '/hooks/whatsapp/demo-whatsapp']) {
    const { status, text } = await request('POST', path, { body: 'MessageSid=x', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.ok([400, 401, 403, 404].includes(status), `${path}: ${status}`);
    assert.ok(!text.includes(demo.SANDI_PASSWORD));
  }
});
