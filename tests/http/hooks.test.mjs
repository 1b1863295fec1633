// Callbacks: who is believed, what is refused, and that repetition and order change nothing.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { sandi } from '../lib/provider.mjs';
import { audit, caps, message, recipient, sql, start, verification } from '../lib/send.mjs';

const path = '/hooks/whatsapp/demo-whatsapp';
before(() => caps(false));
after(() => { caps(true); audit(); });

function post(body, { secret = demo.SANDI_HOOK_SECRET, signature, at = path } = {}) {
  signature ??= `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return request('POST', at, { body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
}

const wrap = (...statuses) => JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', statuses } }] }],
});
const event = (id, status, more = {}) => ({ id, status, timestamp: String(Math.floor(Date.now() / 1000)), ...more });

// A message that the provider took and then says nothing about.
async function silent() {
  const { id } = await start('+6281200000006', 'whatsapp');
  await message(id, 'accepted');
  const [organisation, mid, provider] = sql(`select organisation_id, id, provider_id from message where verification_id = '${id}'`).split('|');
  return { id, reference: `${organisation}.${mid}`, provider };
}
const status = async (id) => (await verification(id)).messages[0].status;

test('the handshake answers the challenge to the right token only', async () => {
  const ask = (query) => request('GET', `${path}?${new URLSearchParams(query)}`);
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': demo.SANDI_HOOK_VERIFY_TOKEN, 'hub.challenge': '1158201444' };
  const answer = await ask(right);
  assert.equal(answer.status, 200);
  assert.equal(answer.text, '1158201444');
  assert.equal((await ask({ ...right, 'hub.verify_token': 'no' })).status, 403);
  assert.equal((await ask({ ...right, 'hub.mode': 'unsubscribe' })).status, 403);
  assert.equal((await ask({})).status, 403);
});

test('a forged callback is refused and changes nothing', async () => {
  const { id, reference, provider } = await silent();
  const body = wrap(event(provider, 'read', { biz_opaque_callback_data: reference }));
  const right = createHmac('sha256', demo.SANDI_HOOK_SECRET).update(body).digest('hex');
  for (const options of [{ secret: 'other' }, { signature: '' }, { signature: 'sha256=' }, { signature: `sha256=${'0'.repeat(64)}` },
    { signature: `sha256=${right.slice(0, 62)}` }, { signature: right }]) {
    assert.equal((await post(body, options)).status, 403);
  }
  assert.equal(await status(id), 'accepted');
});

test('status is the maximum, by reference or by the provider\'s id, in any order and number', async () => {
  const { id, reference, provider } = await silent();
  assert.equal((await post(wrap(event(provider, 'delivered', { biz_opaque_callback_data: reference })))).status, 200);
  assert.equal(await status(id), 'delivered');
  assert.equal((await post(wrap(event(provider, 'sent'), event(provider, 'sent'), event(provider, 'read')))).status, 200);
  assert.equal(await status(id), 'read');
  const late = wrap(event(provider, 'sent'), event(provider, 'delivered'), event(provider, 'failed'), event(provider, 'played'));
  for (let i = 0; i < 3; i++) assert.equal((await post(late)).status, 200);
  assert.equal(await status(id), 'read');
});

test('while the app secret is being changed both are believed, and afterwards one', async () => {
  const { id, provider } = await silent();
  const older = (status) => post(wrap(event(provider, status)), { secret: 'the older secret' });
  const change = async (word, secret) => {
    assert.equal(sandi(['sender', 'set', 'demo-whatsapp', word], secret).code, 0);
    await new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take it up within that
  };
  assert.equal((await older('delivered')).status, 403);
  await change('app_secret_previous=-', 'the older secret');
  assert.equal((await older('delivered')).status, 200);
  assert.equal((await post(wrap(event(provider, 'read')))).status, 200);
  assert.equal(await status(id), 'read');
  await change('app_secret_previous=');
  assert.equal((await older('read')).status, 403);
});

test('what Meta says about the account or a template is taken and moves no message', async () => {
  const changes = [
    { field: 'messages', value: { errors: [{ code: 131042, title: 'Business eligibility payment issue' }] } },
    { field: 'message_template_status_update', value: { event: 'PAUSED', message_template_name: 'sandi_otp', message_template_language: 'en' } },
    { field: 'account_update', value: { event: 'PARTNER_ADDED' } },
  ];
  const before = sql('select count(*) from early_callback');
  assert.equal((await post(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }))).status, 200);
  assert.equal(sql('select count(*) from early_callback'), before);
});

test('failed after accepted is refunded once', async () => {
  const { id, provider } = await silent();
  const body = wrap(event(provider, 'failed', { errors: [{ code: 131026, title: 'Message undeliverable' }] }));
  assert.equal((await post(body)).status, 200);
  assert.equal((await post(body)).status, 200);
  assert.equal(await status(id), 'failed');
  assert.equal(sql(`select string_agg(kind, ',' order by number) from entry where message_id = (select id from message where verification_id = '${id}')`), 'charge,refund');
});

test('a callback whose message nobody knows yet is kept', async () => {
  const unknown = `wamid.early${process.pid}`;
  assert.equal((await post(wrap(event(unknown, 'delivered')))).status, 200);
  assert.equal(sql(`select count(*) from early_callback where provider_id = '${unknown}'`), '1');
  sql(`delete from early_callback where provider_id = '${unknown}'`);
});

test('another organisation\'s message is not reached through a foreign reference', async () => {
  const body = wrap(event('wamid.x', 'read', { biz_opaque_callback_data: '01a205d2-64d9-78a9-974b-6c936aa80831.01a205d2-651d-7319-a784-dadf4bdfd626' }));
  assert.equal((await post(body)).status, 200);
});

test('what cannot be read, is too large or names no sender has its answer', async () => {
  for (const body of ['', '{', '[]', 'null', '"x"', '[['.repeat(20000)]) assert.equal((await post(body)).status, 400, body.slice(0, 9));
  assert.equal((await post('{"entry":7}')).status, 200);
  assert.equal((await post(wrap(...Array.from({ length: 2000 }, (_, i) => event(`wamid.many${i}`, 'played'))))).status, 200);
  assert.equal((await post('x'.repeat(1100000))).status, 413);
  for (const at of ['/hooks/whatsapp/nobody', '/hooks/kannel/demo-whatsapp', '/hooks/smtp/demo-email', '/hooks/nothing/demo-whatsapp']) {
    assert.equal((await post('{}', { at })).status, 404, at);
  }
});

test('delivery reports of Kannel cannot be made up', async () => {
  const { id } = await start(recipient('sms'), 'sms');
  const sent = await message(id, 'delivered');
  const organisation = sql(`select organisation_id from message where id = '${sent.id}'`);
  const query = new URLSearchParams({ ref: `${organisation}.${sent.id}`, key: '1', mac: '0'.repeat(32), type: '2' });
  assert.equal((await request('GET', `/hooks/kannel/demo-sms?${query}`)).status, 403);
  assert.equal((await request('GET', '/hooks/kannel/demo-sms?type=1')).status, 403);
  assert.equal(await status(id), 'delivered');
});
