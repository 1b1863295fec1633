// Senders in the operators' pages: who may, what is never shown, what is refused, and that a branded one takes over.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, demo } from '../lib/http.mjs';
import { sandi } from '../lib/provider.mjs';
import { audit, caps, eventually, recipient, sql, start } from '../lib/send.mjs';

const name = `own-${process.pid}`;
const path = `/operator/senders/${name}`;
let operator, support;

before(async () => {
  caps(false);
  [operator, support] = [new Browser(), new Browser()];
  await operator.login('operator@demo.example');
  await support.login('support@demo.example');
});
after(() => {
  sql(`update sender set active = false, version = version + 1 where name like 'own-%'`);
  caps(true);
  audit();
});

const post = async (who, where, form) => who.post(where, { csrf: await who.csrf('/operator/alerts') ?? await who.csrf('/operator/senders'), ...form });
const settings = (more = {}) => ({ version: sql(`select version from sender where name = '${name}'`), base_url: 'https://sms.example.com/send', username: 'u', from: 'ACME', ...more });
const shown = async (who = operator) => (await who.get(path)).text;

test('customers see none of it, support sees but does not change', async () => {
  const editor = new Browser();
  await editor.login('editor@demo.example');
  for (const page of ['/operator/senders', '/operator/senders/demo-sms', '/operator/alerts', '/operator/senders/new']) {
    assert.notEqual((await editor.get(page)).status, 200, page);
    assert.equal((await new Browser().get(page)).status, 303, page);
  }
  assert.equal((await support.get('/operator/senders')).status, 200);
  assert.equal((await support.get('/operator/senders/demo-sms')).status, 200);
  assert.equal((await support.get('/operator/senders/new')).status, 403);
  for (const [where, form] of [['/operator/senders', { name, kind: 'sms/kannel' }], ['/operator/senders/demo-sms/settings', { version: '1', from: 'EVIL' }],
    ['/operator/senders/demo-sms/switch', { active: 'false', reason: 'x' }]]) {
    assert.equal((await post(support, where, form)).status, 403, where);
  }
  assert.doesNotMatch((await support.get('/operator/senders/demo-sms')).text, /<form class="form|hooks\/kannel/);
  assert.match((await support.get('/operator/senders/demo-whatsapp')).text, new RegExp(`${demo.SANDI_URL}/hooks/whatsapp/demo-whatsapp`));
  assert.equal(sql("select settings ->> 'from', active from sender where name = 'demo-sms'"), 'SANDI|t');
});

test('a sender is made switched off, and what is wrong comes back with what was typed', async () => {
  for (const [form, words] of [[{ name: 'Bad Name', kind: 'sms/kannel' }, /Small letters, digits and dashes/], [{ name: 'new', kind: 'sms/kannel' }, /There is a sender of that name already/],
    [{ name, kind: 'sms/whatsapp' }, /Choose one of the list/], [{ name, kind: 'sms/kannel', organisation: 'nobody' }, /no organisation of that short name/], [{ name: '', kind: 'sms/kannel' }, /Fill this in/]]) {
    const answer = await post(operator, '/operator/senders', form);
    assert.equal(answer.status, 422, JSON.stringify(form));
    assert.match(answer.text, words);
    if (form.name) assert.ok(answer.text.includes(`value="${form.name}"`));
  }
  const made = await post(operator, '/operator/senders', { name, kind: 'sms/kannel', organisation: 'demo' });
  assert.equal(made.status, 303, made.text);
  assert.equal(made.headers.location, path);
  assert.equal(sql(`select active, o.slug from sender s join organisation o on o.id = s.organisation_id where s.name = '${name}'`), 'f|demo');
});

test('a search that is too long ends with a whole character', async () => {
  for (const where of ['/operator/senders', '/support/organisations']) {
    for (const field of ['q', 'after']) {
      for (const n of [79, 199]) assert.equal((await support.get(`${where}?${field}=${'a'.repeat(n)}%C3%A9`)).status, 200, `${where} ${field} ${n}`);
    }
  }
});

test('settings are kept, secrets are sealed and never shown', async () => {
  assert.match(await shown(), /not set/);
  const saved = await post(operator, `${path}/settings`, settings({ password: 'hunter2-typed-here' }));
  assert.equal(saved.status, 303, saved.text);
  const text = await shown();
  assert.doesNotMatch(text, /hunter2/);
  assert.match(text, /set on/);
  assert.doesNotMatch(sql(`select secrets::text || settings::text from sender where name = '${name}'`), /hunter2/);
  assert.equal(sql(`select actor_kind, detail #>> '{secrets,0}' from audit_log where subject = '${name}' and action = 'sender.set' order by at desc limit 1`), 'staff|password');
  assert.doesNotMatch(sql(`select coalesce(string_agg(detail::text, ''), '') from audit_log where subject = '${name}'`), /hunter2/);
  const before = sql(`select secrets::text from sender where name = '${name}'`);
  assert.equal((await post(operator, `${path}/settings`, settings({ from: 'ACME2' }))).status, 303);
  assert.equal(sql(`select secrets::text from sender where name = '${name}'`), before, 'an empty secret stays as it is');
  assert.equal(sql(`select settings ->> 'from' from sender where name = '${name}'`), 'ACME2');
});

test('what leads into the machine or goes in clear text is refused', async () => {
  for (const [value, words] of [['http://sms.example.com/send', /begins with https/], ['https://u:p@sms.example.com/', /names no user/], ['ftp://sms.example.com/', /begins with http/],
    ['HTTP://sms.example.com/', /begins with http/]]) {
    const answer = await post(operator, `${path}/settings`, settings({ base_url: value, password: 'typed-and-refused' }));
    assert.equal(answer.status, 422, value);
    assert.match(answer.text, words);
    assert.doesNotMatch(answer.text, /typed-and-refused/);
    assert.match(sql(`select settings ->> 'base_url' from sender where name = '${name}'`), /^https/);
  }
  assert.equal((await post(operator, `${path}/settings`, settings({ base_url: 'http://127.0.0.1:9/', allow_private: '1', password: 'typed-anew' }))).status, 303);
  assert.equal((await post(operator, `${path}/settings`, settings({ base_url: 'http://127.0.0.1:9/' }))).status, 422, 'the flag cannot be taken from under it');
});

test('an address that leads elsewhere takes no secret along, unless it is typed anew', async () => {
  const back = await post(operator, `${path}/settings`, settings({ password: 'for-this-server-only' }));
  assert.equal(back.status, 303, back.text);
  for (const base_url of ['https://evil.example.com/send', 'https://sms.example.com:8443/send', 'https://sms.example.com.evil.example/send', 'smtp://sms.example.com/send', '']) {
    const answer = await post(operator, `${path}/settings`, settings({ base_url, from: 'MOVED' }));
    assert.equal(answer.status, 422, base_url);
    if (base_url.startsWith('https')) assert.match(answer.text, /id="password-error">.*The address leads elsewhere: type this secret anew/);
    if (base_url) assert.ok(answer.text.includes(`value="${base_url}"`), 'what was typed is kept');
  }
  assert.equal(sql(`select settings ->> 'base_url', settings ->> 'from' from sender where name = '${name}'`), 'https://sms.example.com/send|ACME');
  const sealed = sql(`select secrets::text from sender where name = '${name}'`);
  assert.equal((await post(operator, `${path}/settings`, settings({ base_url: 'https://sms.example.com/other/path' }))).status, 303, 'the same server, another path');
  assert.equal(sql(`select secrets::text from sender where name = '${name}'`), sealed);
  assert.equal((await post(operator, `${path}/settings`, settings({ base_url: 'https://new.example.com/send', password: 'for-the-new-one' }))).status, 303);
  assert.equal((await post(operator, `${path}/settings`, settings({ password: 'and-back' }))).status, 303);
  const line = sandi(['sender', 'set', name, 'base_url=https://cli.example.com/']);
  assert.deepEqual([line.code, line.out], [0, ''], 'the command line may');
  assert.match(line.error, /password, which was set for the old address, is sent to the new one/);
  assert.equal(sandi(['sender', 'set', name, 'base_url=https://sms.example.com/send']).code, 0);
});

test('who looked at an older version is told, and nothing is lost', async () => {
  const old = settings({ from: 'MINE', base_url: 'https://sms.example.com/mine' });
  assert.equal((await post(operator, `${path}/settings`, settings({ from: 'THEIRS' }))).status, 303);
  const answer = await post(operator, `${path}/settings`, old);
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Somebody changed this sender meanwhile/);
  assert.match(answer.text, /value="MINE"/);
  assert.equal(sql(`select settings ->> 'from' from sender where name = '${name}'`), 'THEIRS');
});

test('a branded sender takes over when it is switched on, and the editor sees it', async () => {
  assert.equal((await post(operator, `${path}/switch`, { active: 'true', reason: ' ' })).status, 422);
  assert.equal((await post(operator, `${path}/switch`, { active: 'true', reason: 'approved by the operator' })).status, 303);
  const { id } = await start(recipient('sms'), 'sms');
  assert.equal(sql(`select s.name from message m join sender s on s.id = m.sender_id where m.verification_id = '${id}'`), name);
  assert.equal(sql("select active from sender where name = 'demo-sms'"), 't', 'the official one stays');
  assert.equal((await post(operator, `${path}/switch`, { active: 'false', reason: 'test over' })).status, 303);
  const other = await start(recipient('sms'), 'sms');
  assert.equal(sql(`select s.name from message m join sender s on s.id = m.sender_id where m.verification_id = '${other.id}'`), 'demo-sms');
  await eventually(() => sql(`select status from message where verification_id = '${other.id}'`), (status) => status === 'delivered');
});
