// SMS gateways that are only rows of settings, and Twilio: from the API to the provider that the test plays, and back.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { sandi, sender, standIn } from '../lib/provider.mjs';
import { audit, eventually, recipient, sql } from '../lib/send.mjs';

const name = 'other-gateway';
let server;
let answer;

before(async () => {
  server = await standIn((asked) => answer(asked));
  sql("update organisation set caps = false where slug = 'other'");
});
afterEach(audit);
after(() => {
  for (const driver of ['http', 'twilio']) sandi(['sender', 'set', `${name}-${driver}`, 'active=false']);
  server.close();
  sql("update organisation set caps = true where slug = 'other'");
});

// The organisation's own sender, with these settings and none of another gateway's.
async function gateway(driver, values, secrets) {
  for (const other of ['http', 'twilio']) sandi(['sender', 'set', `${name}-${other}`, 'active=false']);
  sandi(['sender', 'create', `${name}-${driver}`, '--channel=sms', `--driver=${driver}`, '--organisation=other']);
  sql(`update sender set settings = '{}', version = version + 1 where name = '${name}-${driver}'`);
  await sender(`${name}-${driver}`, ['--channel=sms', `--driver=${driver}`, '--organisation=other'],
    { ...values, allow_private: 'true', active: 'true' }, secrets);
}

async function call(method, path, body) {
  const headers = { Authorization: `Bearer ${demo.SANDI_OTHER_API_KEY}`, ...(body ? { 'Content-Type': 'application/json' } : {}) };
  const answered = await request(method, `/api/v1${path}`, { headers, body: body && JSON.stringify(body) });
  return JSON.parse(answered.text);
}

async function send(more = {}) {
  const started = await call('POST', '/verifications', { to: recipient('sms'), channel: 'sms', ...more });
  assert.ok(started.id, JSON.stringify(started));
  return started;
}

async function ended(id, status, milliseconds = 12000) {
  const seen = await eventually(() => call('GET', `/verifications/${id}`), (v) => v.messages[0].status === status, milliseconds);
  return { ...seen.messages[0], held: seen.price };
}

const kinds = (id) => sql(`select string_agg(kind, ',' order by number) from entry where message_id = '${id}'`);
const visit = (url, more = {}) => request(more.method ?? 'GET', new URL(url).pathname + new URL(url).search, more);

const vonage = {
  number_format: 'digits', username: 'key', from: 'Sandi', least_seconds: '20',
  body: 'api_key={username}&api_secret={password}&from={from}&to={to}&text={text}&type={encoding}&ttl={milliseconds}&callback={callback}'
    + '&client-ref={message}',
  answer_path: 'messages.0.status', answer_values: '0=accepted,1=busy,4=sender_unauthorized,7=recipient_denied,9=provider_credit,*=request_refused',
  id_path: 'messages.0.message-id', detail_path: 'messages.0.error-text',
  callback_id: 'messageId', callback_status: 'status', callback_detail: 'err-code',
  callback_values: 'delivered=delivered,accepted=sent,expired=failed,failed=failed,rejected=operator_refused,buffered=ignored,unknown=ignored',
};

test('a gateway like Vonage: throttled, taken, reported; refused by a word in a good answer', async () => {
  await gateway('http', { ...vonage, base_url: `${server.url}/sms/json` }, { password: 's&cret' });
  const from = server.requests.length;
  const statuses = ['1', '0'];
  answer = () => ({ body: { 'message-count': '1', messages: [{ status: statuses.shift() ?? '9', 'message-id': '0A01', 'error-text': 'words' }] } });
  const { id, to, price } = await send();
  const taken = await ended(id, 'accepted');
  const asked = server.requests.slice(from);
  assert.equal(asked.length, 2);
  const form = new URLSearchParams(asked[1].body);
  assert.equal(asked[1].method, 'POST');
  assert.equal(form.get('api_secret'), 's&cret');
  assert.equal(form.get('to'), to.slice(1));
  assert.equal(form.get('client-ref'), taken.id);
  assert.equal(form.get('type'), 'text');
  assert.match(form.get('text'), /\b\d{6}\b/);
  assert.ok(Number(form.get('ttl')) > 20000 && Number(form.get('ttl')) <= 300000);
  const report = form.get('callback');
  assert.equal((await visit(`${report.replace(/mac=./, 'mac=g')}&status=delivered`)).status, 403);
  assert.equal((await visit(`${demo.SANDI_URL}/hooks/http/${name}-http?messageId=0A01&status=delivered`)).status, 403);
  assert.equal((await visit(`${report}&messageId=0A01&status=buffered`)).status, 200);
  assert.equal((await ended(id, 'accepted')).status, 'accepted');
  assert.equal((await visit(report, { method: 'POST', body: 'messageId=0A01&status=delivered' })).status, 200);
  assert.equal((await ended(id, 'delivered')).held, price);
  assert.equal(kinds(taken.id), 'charge');
  const refused = await ended((await send()).id, 'rejected');
  assert.equal(refused.reason, 'provider_credit');
  assert.equal(refused.held, '0');
});

test('a gateway like Zenziva: national numbers, the status as text', async () => {
  await gateway('http', { base_url: `${server.url}/api/sendsms/`, number_format: 'national', country_code: '62', username: 'user',
    body: 'userkey={username}&passkey={password}&nohp={to}&pesan={text}', answer_path: 'status', answer_values: '1=accepted,*=request_refused',
    id_path: 'messageId', detail_path: 'text' }, { password: 'pass' });
  answer = ({ body }) => ({ body: { messageId: 17, to: new URLSearchParams(body).get('nohp'), status: '1', text: 'Success' } });
  const { id, to, price } = await send();
  assert.equal((await ended(id, 'accepted')).held, price);
  assert.equal(new URLSearchParams(server.requests.at(-1).body).get('nohp'), `0${to.slice(3)}`);
  answer = () => ({ body: { status: '0', text: 'Wrong userkey' } });
  const refused = await ended((await send()).id, 'rejected');
  assert.equal(refused.reason, 'request_refused');
  assert.equal(refused.held, '0');
});

test('a gateway like Verihubs: JSON, keys in headers, reports by GET', async () => {
  await gateway('http', { base_url: `${server.url}/v2/otp/send`, format: 'json', headers: 'App-ID: {username}|API-Key: {password}', number_format: 'digits',
    username: 'app', code_word: '$OTP', statuses: '201=accepted,400=request_refused,401=sender_unauthorized,403=sender_unpaid,409=recipient_denied,429=busy',
    body: '{"msisdn":"{to}","template":"{text}","otp":"{code}","time_limit":"{#seconds}","callback_url":"{callback}"}', id_path: 'session_id',
    detail_path: 'message', callback_format: 'query', callback_id: 'session_id', callback_status: 'status',
    callback_values: '0=ignored,1=delivered,2=delivered,3=ignored,4=failed,6=rejected,7=not_deliverable,8=ignored,9=recipient_denied' },
  { password: 'key-1' });
  answer = () => ({ status: 201, body: { message: 'OTP is sent', session_id: 's-1' } });
  const { id } = await send();
  const taken = await ended(id, 'accepted');
  const asked = server.requests.at(-1);
  const body = JSON.parse(asked.body);
  assert.equal(asked.headers['app-id'], 'app');
  assert.equal(asked.headers['api-key'], 'key-1');
  assert.equal(asked.headers['content-type'], 'application/json');
  assert.match(body.otp, /^\d{6}$/);
  assert.ok(body.template.includes('$OTP') && !body.template.includes(body.otp));
  assert.ok(body.time_limit > 280 && body.time_limit <= 300);
  for (let i = 0; i < 3; i++) assert.equal((await visit(`${body.callback_url}?session_id=s-1&status=7`)).status, 200);
  assert.equal((await ended(id, 'failed')).reason, 'not_deliverable');
  assert.equal(kinds(taken.id), 'charge'); // the organisation's own provider cannot give its credit back
  for (const [status, reason] of [[409, 'recipient_denied'], [403, 'sender_unpaid'], [400, 'request_refused']]) {
    answer = () => ({ status, body: { message: 'words' } });
    assert.equal((await ended((await send()).id, 'rejected')).reason, reason);
  }
  answer = () => undefined; // taken or not: nobody knows
  assert.equal((await ended((await send()).id, 'unknown')).reason, 'no_answer');
});

const signature = (url, form, token = 'auth-1') => createHmac('sha1', token)
  .update(url + Object.keys(form).sort().map((key) => key + form[key]).join('')).digest('base64');

test('Twilio: validity, signed reports of every status, and none that is forged', async () => {
  await gateway('twilio', { base_url: server.url, account_sid: 'AC1', from: '+15005550006' }, { auth_token: 'auth-1' });
  answer = () => ({ status: 201, body: { sid: 'SM1', status: 'queued', error_code: null } });
  const { id, to, price } = await send();
  const taken = await ended(id, 'accepted');
  const asked = server.requests.at(-1);
  const form = new URLSearchParams(asked.body);
  assert.equal(asked.path, '/2010-04-01/Accounts/AC1/Messages.json');
  assert.equal(asked.headers.authorization, `Basic ${Buffer.from('AC1:auth-1').toString('base64')}`);
  assert.equal(form.get('To'), to);
  assert.ok(Number(form.get('ValidityPeriod')) > 280 && Number(form.get('ValidityPeriod')) <= 300);
  const url = form.get('StatusCallback');
  const report = (status, { more = {}, sign = signature, at = url } = {}) => {
    const values = { MessageSid: 'SM1', MessageStatus: status, To: to, AccountSid: 'AC1', ...more };
    return visit(at, { method: 'POST', body: new URLSearchParams(values).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': sign(at, values) } });
  };
  assert.equal((await report('delivered', { sign: () => '' })).status, 403);
  assert.equal((await report('delivered', { sign: (at, values) => signature(at, values, 'other') })).status, 403);
  assert.equal((await report('delivered', { at: url.replace(/mac=./, 'mac=g') })).status, 403);
  for (const status of ['queued', 'sending', 'accepted']) assert.equal((await report(status)).status, 200);
  assert.equal((await ended(id, 'accepted')).status, 'accepted');
  for (const status of ['delivered', 'sent']) assert.equal((await report(status, { more: { Invented: 'a b+c' } })).status, 200);
  assert.equal((await ended(id, 'delivered')).held, price);
  assert.equal(kinds(taken.id), 'charge');
});

test('Twilio: what it refuses, and what is unknown because nothing came back', async () => {
  for (const [status, code, reason] of [[400, 21211, 'invalid_recipient'], [401, 20003, 'sender_unauthorized'], [400, 21610, 'recipient_opted_out']]) {
    answer = () => ({ status, body: { code, message: 'words', status } });
    const refused = await ended((await send()).id, 'rejected');
    assert.equal(refused.reason, reason);
    assert.equal(refused.held, '0');
  }
  let times = 0;
  answer = () => { times++; return undefined; };
  assert.equal((await ended((await send()).id, 'unknown')).reason, 'no_answer');
  assert.equal(times, 1);
  const answers = [{ status: 429, body: { code: 20429, status: 429 } }, { status: 201, body: { sid: 'SM2' } }];
  answer = () => answers.shift();
  await ended((await send()).id, 'accepted');
});
