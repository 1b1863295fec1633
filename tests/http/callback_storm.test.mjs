// Each driver's callbacks shuffled, repeated and forged by the thousand: the same evidence comes to the same status and the same credit, and what is forged
// to nothing at all. tests/sql/callback.sql does the same to the rules alone.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { sandi, sender, standIn } from '../lib/provider.mjs';
import { audit, eventually, recipient, sql } from '../lib/send.mjs';

const MESSAGES = 15, AGAIN = 4, FORGED = 25, AT_ONCE = 12;
const RANK = ['accepted', 'sent', 'failed', 'delivered'];
const hmac = (kind, secret, text, form) => createHmac(kind, secret).update(text).digest(form);
const visit = (url, more = {}) => request(more.method ?? 'GET', new URL(url).pathname + new URL(url).search, more);
const forgedUrl = (url) => url.replace(/mac=(.)/, (all, first) => `mac=${first === '0' ? '1' : '0'}`);

// How each driver's provider answers, what it was asked for (to, and where to report), and how it reports a status; forged: by somebody without the secret.
const DRIVERS = {
  whatsapp: {
    channel: 'whatsapp', secrets: { token: 't', app_secret: 'storm', verify_token: 'v' }, settings: (url) => ({ base_url: url, graph_version: 'v21.0', phone_number_id: '77' }),
    answer: (id) => ({ body: { messages: [{ id: `wamid.${id}` }] } }),
    asked: ({ body }) => ({ to: `+${JSON.parse(body).to}`, reference: JSON.parse(body).biz_opaque_callback_data }),
    report({ reference, id }, status, forged, way) {
      const told = { id: `wamid.${id}`, status, timestamp: '1764200000', ...(way % 2 ? { biz_opaque_callback_data: reference } : {}), ...(status === 'failed' ? { errors: [{ code: 131026 }] } : {}) };
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { statuses: [told] } }] }] });
      return visit(`${demo.SANDI_URL}/hooks/whatsapp/storm-whatsapp`, { method: 'POST', body, headers: { 'X-Hub-Signature-256': `sha256=${hmac('sha256', forged ? 'guess' : 'storm', body, 'hex')}` } });
    },
  },
  kannel: {
    channel: 'sms', secrets: { password: 'p' }, settings: (url) => ({ base_url: `${url}/cgi-bin/sendsms`, username: 'u', from: 'STORM' }),
    answer: () => ({ status: 202, body: '0: Accepted for delivery' }),
    asked: ({ path }) => { const query = new URL(path, demo.SANDI_URL).searchParams; return { to: query.get('to'), url: query.get('dlr-url') }; },
    report: ({ url }, status, forged) => visit((forged ? forgedUrl(url) : url).replace('%d', { sent: 8, delivered: 1, failed: 2 }[status]).replace('%T', '1764200000').replace('%A', 'x')),
  },
  twilio: {
    channel: 'sms', secrets: { auth_token: 'storm' }, settings: (url) => ({ base_url: url, account_sid: 'AC1', from: '+15005550006' }),
    answer: (id) => ({ status: 201, body: { sid: `SM${id}`, status: 'queued' } }),
    asked: ({ body }) => ({ to: new URLSearchParams(body).get('To'), url: new URLSearchParams(body).get('StatusCallback') }),
    report({ url, id, to }, status, forged, way) {
      const form = { MessageSid: `SM${id}`, MessageStatus: status === 'failed' ? 'undelivered' : status, To: to, ...(way % 2 ? { Later: 'a b' } : {}) };
      const at = forged && way % 2 ? forgedUrl(url) : url;
      const text = at + Object.keys(form).sort().map((key) => key + form[key]).join('');
      return visit(at, { method: 'POST', body: new URLSearchParams(form).toString(), headers: { 'X-Twilio-Signature': hmac('sha1', forged && !(way % 2) ? 'guess' : 'storm', text, 'base64') } });
    },
  },
  http: {
    channel: 'sms', secrets: { password: 'p' },
    settings: (url) => ({ base_url: `${url}/send`, body: 'to={to}&text={text}&report={callback}', answer_path: 'ok', answer_values: '1=accepted', id_path: 'id',
      callback_id: 'id', callback_status: 'status', callback_values: 'sent=sent,delivered=delivered,failed=failed' }),
    answer: (id) => ({ body: { ok: '1', id: `h${id}` } }),
    asked: ({ body }) => ({ to: new URLSearchParams(body).get('to'), url: new URLSearchParams(body).get('report') }),
    report: ({ url, id }, status, forged, way) => (way % 2 ? visit(`${forged ? forgedUrl(url) : url}&id=h${id}&status=${status}`)
      : visit(forged ? forgedUrl(url) : url, { method: 'POST', body: `id=h${id}&status=${status}` })),
  },
};

let server, driver, number = 0;
const asked = new Map();

before(async () => {
  server = await standIn((incoming) => {
    const one = { ...driver.asked(incoming), id: `${process.pid}x${++number}` };
    asked.set(one.to, one);
    return driver.answer(one.id);
  });
  sql("update organisation set caps = false where slug = 'other'");
});
after(() => {
  for (const name of Object.keys(DRIVERS)) sandi(['sender', 'set', `storm-${name}`, 'active=false']);
  server.close();
  sql("update organisation set caps = true where slug = 'other'");
  audit();
});

function shuffle(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

// Runs all of them, some at a time; resolves to how often each status was answered.
async function storm(calls) {
  const seen = {}, left = shuffle(calls);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one; (one = left.pop());) {
      const { status } = await one();
      seen[status] = (seen[status] ?? 0) + 1;
    }
  }));
  return seen;
}

async function api(method, path, body) {
  const headers = { Authorization: `Bearer ${demo.SANDI_OTHER_API_KEY}`, 'Content-Type': 'application/json' };
  const answer = await request(method, `/api/v1/verifications${path}`, { headers, body: body && JSON.stringify(body) });
  assert.ok(answer.status < 300, answer.text);
  return JSON.parse(answer.text);
}
// Not by psql, which would hold up the provider that this process plays.
const accepted = (id) => eventually(() => api('GET', `/${id}`), (seen) => seen.messages[0].status === 'accepted', 15000);

// Of each message its status and its entries, as "delivered charge", in the messages' order.
const ends = (messages) => sql(`select m.status || ' ' || coalesce((select string_agg(e.kind, ',' order by e.number) from entry e where e.message_id = m.id), 'open')
  from unnest('{${messages.map(({ id }) => id).join()}}'::uuid[]) with ordinality v(id, ord) join message m on m.verification_id = v.id order by v.ord`).split('\n');

for (const [name, one] of Object.entries(DRIVERS)) {
  test(`${name}: callbacks in any order, any number and by anybody`, async () => {
    driver = one;
    // Its callback secret is the platform's alone, so that failures give credit back.
    await sender(`storm-${name}`, [`--channel=${one.channel}`, `--driver=${name}`, '--organisation=other'],
      { ...one.settings(server.url), allow_private: 'true', platform_secret: 'true', active: 'true' }, one.secrets);
    const messages = [];
    for (let i = 0; i < MESSAGES; i++) messages.push(await api('POST', '', { to: recipient(one.channel), channel: one.channel }));
    for (const { id } of messages) await accepted(id);
    const genuine = [], forged = [];
    messages.forEach((message, i) => {
      const at = asked.get(message.to);
      message.told = ['sent', 'failed', 'delivered'].filter((_, bit) => ((i + 1) >> bit) & 1); // each set of them at least once
      for (const status of message.told) for (let way = 0; way < AGAIN; way++) genuine.push(() => one.report(at, status, false, way));
      for (let way = 0; way < FORGED; way++) forged.push(() => one.report(at, ['sent', 'failed', 'delivered'][way % 3], true, way));
    });
    assert.deepEqual(await storm([...forged]), { 403: forged.length }, 'forgeries alone are refused');
    assert.deepEqual(ends(messages), messages.map(() => 'accepted charge'));
    assert.deepEqual(await storm([...genuine, ...forged]), { 200: genuine.length, 403: forged.length });
    const first = ends(messages);
    messages.forEach((message, i) => {
      const status = RANK[Math.max(0, ...message.told.map((word) => RANK.indexOf(word)))];
      const [seen, money] = first[i].split(' ');
      assert.equal(seen, status, `after ${message.told}`);
      // Of failed and delivered the first is final; a failure alone gives back, and nothing else does.
      if (!message.told.includes('failed')) assert.equal(money, 'charge');
      else if (message.told.includes('delivered')) assert.match(money, /^charge(,refund)?$/);
      else assert.equal(money, 'charge,refund');
    });
    assert.deepEqual(await storm([...genuine, ...forged]), { 200: genuine.length, 403: forged.length });
    assert.deepEqual(ends(messages), first, 'all of it once more moves nothing');
    console.log(`${name} | ${2 * genuine.length} genuine callbacks, ${3 * forged.length} forged | ${MESSAGES} messages, each as its evidence says`);
    audit();
  });
}
