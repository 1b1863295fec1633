// The SMS driver against the real gateway: a code goes out, its delivery report comes back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { demo } from '../lib/http.mjs';
import { kannel } from '../lib/kannel.mjs';
import { audit, caps, credit, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const user = { username: 'sandi-test', password: 'p@ss&word=1' };
let gateway;

function set(values, secret) {
  execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-sms "$@"`, 'sh', ...Object.entries(values).map(([k, v]) => `${k}=${v}`), 'password=-'],
    { input: secret });
  return new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take it up within that
}

before(async () => {
  caps(false);
  gateway = await kannel(user);
  await set({ base_url: gateway.url, username: user.username }, user.password);
});

after(async () => {
  await set({ base_url: `${demo.SANDI_URL}/sandbox/providers/kannel/cgi-bin/sendsms`, username: 'sandi' }, demo.SANDI_HOOK_SECRET);
  await gateway?.close();
  caps(true);
  audit();
});

const heard = (to) => eventually(() => gateway.printed(), (text) => text.includes(to.slice(1)), 5000);

test('an SMS goes through Kannel and its delivery report makes it delivered', async () => {
  const to = recipient('sms');
  const { id } = await start(to, 'sms');
  await heard(to);
  const sent = await message(id, 'delivered', 5000);
  assert.equal(sent.reason, null);
  assert.equal(sql(`select string_agg(kind, ',') from entry where message_id = '${sent.id}'`), 'charge');
});

test('its text arrives whole, in both languages', async () => {
  for (const [locale, words] of [['en', /verification code/], ['id', /kode verifikasi/]]) {
    const to = recipient('sms');
    await start(to, 'sms', { locale });
    const line = decodeURIComponent((await heard(to)).split('\n').find((l) => l.includes(to.slice(1))).replaceAll('+', ' '));
    assert.match(line, /\b\d{6}\b/);
    assert.match(line, words);
  }
});

test('a wrong password is the operator\'s fault: refused, nothing charged', async () => {
  await set({ username: user.username }, 'not it');
  const before = await credit();
  const { id } = await start(recipient('sms'), 'sms');
  const refused = await message(id, 'rejected', 5000);
  assert.equal(refused.reason, 'sender_unauthorized');
  assert.equal((await verification(id)).price, '0');
  assert.equal((await credit()).balance, before.balance);
});
