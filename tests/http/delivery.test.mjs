// The delivery log over HTTP: what it finds, what it tells of every forced outcome, who may see it, and sending again from there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, demo } from '../lib/http.mjs';
import { age } from '../lib/api.mjs';
import { audit, caps, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const as = {};
before(async () => {
  caps(false);
  for (const who of ['admin', 'editor', 'worker', 'support']) {
    as[who] = new Browser();
    await as[who].login(`${who}@demo.example`);
  }
});
after(() => { caps(true); audit(); });

const plain = (html) => html.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]+>/g, ' ').replace(/&#39;/g, "'").replace(/\s+/g, ' ');
const page = async (path, who = 'admin', status = 200) => {
  const answer = await as[who].get(path);
  assert.equal(answer.status, status, `${who} at ${path}`);
  return answer.text;
};
const rows = (html) => [...html.matchAll(/<th scope="row"><a href="[^"]*\/deliveries\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
const list = async (query, who) => rows(await page(`/deliveries?${new URLSearchParams(query)}`, who));
const organisation = (slug) => sql(`select id from organisation where slug = '${slug}'`);
const national = (to) => to.replace('+62', '0');

for (const [number, channel, status, words] of [
  ['01', 'whatsapp', 'failed', [/WhatsApp: it was not delivered\. This number has no WhatsApp\./, /refunded/, /Try another way/]],
  ['02', 'whatsapp', 'rejected', [/the provider refused the message/, /nothing was charged; the reservation of/, /Nothing was charged\./]],
  ['04', 'whatsapp', 'delivered', [/handed to the provider, at try \d/, /WhatsApp: charged/, /it was delivered to the phone/, /look once more/]],
  ['05', 'whatsapp', 'unknown', [/the provider did not answer/, /We do not know whether the message went\. Nothing is charged unless it turns out that it arrived\./, /Wait half a minute/]],
  ['06', 'whatsapp', 'accepted', [/the provider accepted the message/, /Check the phone, then try another way/]],
  ['02', 'sms', 'rejected', [/SMS: the provider refused the message/, /Nothing was charged\./]],
]) {
  test(`the story of 00${number} by ${channel} says ${status} and what it cost`, async () => {
    const to = `+62812000000${number}`;
    const { id } = await start(to, channel);
    await message(id, status);
    const html = await page(`/deliveries/${id}`);
    const text = plain(html);
    for (const word of [/The API key “demo” asked for a code to \+62812\*{5}\d\d/, /that much was reserved/, ...words]) assert.match(text, word);
    assert.ok(!html.includes(to) && !html.includes('812-0000'), 'the number is masked');
    assert.ok(!/data-once/.test(html) && /can be sent again from/.test(text), 'not again within the cooldown');
  });
}

test('03: no answer is told as such, and where the money stands', async () => {
  const { id } = await start('+6281200000003', 'whatsapp');
  assert.match(plain(await page(`/deliveries/${id}`)), /Wait a moment/);
  await message(id, 'unknown', 20000);
  assert.match(plain(await page(`/deliveries/${id}`)), /the provider did not answer\. We do not know/);
});

test('a fallback is told as one story, each hop with its cost', async () => {
  const { id } = await start('+6281200000001', 'whatsapp', { fallback: ['sms'] });
  await eventually(() => verification(id), (v) => v.messages.length === 2 && v.messages[1].status === 'delivered');
  const text = plain(await page(`/deliveries/${id}`));
  const order = [/asked for a code/, /WhatsApp: the message costs/, /WhatsApp: it was not delivered/, /SMS was tried instead/, /SMS: it was delivered to the phone/].map((word) => text.search(word));
  assert.ok(order.every((at, i) => at > 0 && (i === 0 || at > order[i - 1])), String(order));
});

test('wrong guesses are counted, never shown; the right code ends the story', async () => {
  const to = recipient('sms');
  const { id } = await start(to, 'sms');
  await message(id, 'delivered');
  const [arrival] = JSON.parse((await as.admin.get(`/sandbox/messages.json?to=${encodeURIComponent(to)}`)).text);
  const guess = arrival.code.slice(0, -1) + ((Number(arrival.code.at(-1)) + 1) % 10);
  for (const code of [guess, guess, arrival.code]) {
    await fetch(`${demo.SANDI_URL}/api/v1/verifications/${id}/check`, { method: 'POST', body: JSON.stringify({ code }),
      headers: { Authorization: `Bearer ${demo.SANDI_API_KEY}`, 'Content-Type': 'application/json' } });
  }
  const html = await page(`/deliveries/${id}`);
  assert.match(plain(html), /2 wrong codes were typed/);
  assert.match(plain(html), /The right code was typed: verified\./);
  assert.match(plain(html), /Nothing to do/);
  assert.ok(!html.includes(guess) && !html.includes(arrival.code));
});

test('a message is found as people write its recipient', async () => {
  const to = recipient('whatsapp'), mail = recipient('email');
  const { id } = await start(to, 'whatsapp');
  const { id: mailed } = await start(mail, 'email');
  for (const q of [to, national(to), `${to.slice(0, 3)} ${to.slice(3, 6)} ${to.slice(6)}`, to.slice(-6), `*****${to.slice(-6)}`]) {
    assert.ok((await list({ q })).includes(id), q);
  }
  for (const q of [mail, mail.toUpperCase(), mail.split('@')[0]]) assert.ok((await list({ q })).includes(mailed), q);
  assert.ok(!(await list({ q: mail })).includes(id));
  assert.deepEqual(await list({ q: '+62 819 9999 9998' }), []);
});

test('filters: channel, status, days, task and flow stand in the address', async () => {
  const to = recipient('sms');
  const { id } = await start(to, 'sms');
  await message(id, 'delivered');
  assert.ok((await list({ q: to, channel: 'sms', status: 'arrived' })).includes(id));
  assert.ok((await list({ q: to, status: 'delivered' })).includes(id));
  assert.deepEqual(await list({ q: to, channel: 'whatsapp' }), []);
  assert.deepEqual(await list({ q: to, status: 'undelivered' }), []);
  const today = sql("select (now() at time zone time_zone)::date from organisation where slug = 'demo'");
  assert.ok((await list({ q: to, from: today, to: today })).includes(id));
  assert.deepEqual(await list({ q: to, from: '2020-01-01', to: '2020-12-31' }), []);
  const task = sql(`select t.id || '|' || t.flow_id from task t join organisation o on o.id = t.organisation_id where o.slug = 'demo' and t.title ~ '^DO-1002' limit 1`);
  const [taskId, flow] = task.split('|');
  sql(`update verification set task_id = '${taskId}', component_id = 'otp' where id = '${id}'`);
  for (const filter of [{ task: taskId }, { task: 'do-1002' }, { flow }]) assert.ok((await list({ q: to, ...filter })).includes(id), JSON.stringify(filter));
  assert.deepEqual(await list({ q: to, task: 'DO-1003' }), []);
  assert.match(plain(await page(`/deliveries?q=${encodeURIComponent(to)}&task=DO-1003`)), /No message fits/);
  assert.match(await page(`/deliveries/${id}`), new RegExp(`href="/tasks/${taskId}"`));
});

test('nonsense in the address is no fault', async () => {
  for (const query of ['from=2026-02-30', 'from=x&to=y', 'before=1.2.3', 'before=99999999999999999999.x', 'status=nothing', 'channel=pigeon', 'flow=1', 'task=%00', 'q=%ff', 'q=%2B%2B',
    'q=' + '9'.repeat(300), 'q=%25_%27', 'from=2026-03-02&to=2026-03-01', 'page=-1', 'q=+-.()']) {
    const { status } = await as.admin.get(`/deliveries?${query}`);
    assert.ok([200, 400].includes(status), `${status} for ${query}`);
  }
  for (const id of ['x', '00000000-0000-0000-0000-000000000000', '%00']) assert.ok([400, 404].includes((await as.admin.get(`/deliveries/${id}`)).status), id);
});

test('pages continue where the last one ended: every message once, newest first', async () => {
  const started = [];
  for (let i = 0; i < 55; i++) started.push((await start(recipient('whatsapp'), 'whatsapp')).id);
  const seen = [];
  let path = '/deliveries?channel=whatsapp';
  for (let i = 0; i < 20 && path && !started.every((id) => seen.includes(id)); i++) {
    const html = await page(path);
    assert.ok(rows(html).length <= 50);
    seen.push(...rows(html));
    path = /rel="next" href="([^"]+)"/.exec(html)?.[1].replaceAll('&amp;', '&');
  }
  const mine = seen.filter((id) => started.includes(id));
  assert.deepEqual(mine, [...started].reverse());
});

test('another organisation, and who may not, see nothing', async () => {
  const foreign = await fetch(`${demo.SANDI_URL}/api/v1/verifications`, { method: 'POST', body: JSON.stringify({ to: recipient('whatsapp'), channel: 'whatsapp' }),
    headers: { Authorization: `Bearer ${demo.SANDI_OTHER_API_KEY}`, 'Content-Type': 'application/json' } });
  const { id } = await foreign.json();
  const messageId = sql(`select id from message where verification_id = '${id}'`);
  for (const one of [id, messageId]) await page(`/deliveries/${one}`, 'admin', 404);
  assert.equal((await as.admin.post(`/deliveries/${id}`, { csrf: await as.admin.csrf('/deliveries'), channel: 'sms', price: '1', form: id })).status, 404);
  assert.ok(!(await list({})).includes(id));
  await page(`/support/organisations/${organisation('demo')}/deliveries/${id}`, 'support', 404);
  await page('/deliveries', 'worker', 403);
  await page('/deliveries/export', 'worker', 403);
  await page('/deliveries', 'support', 403);
  for (const who of ['admin', 'editor']) await page(`/support/organisations/${organisation('other')}/deliveries`, who, 404);
  await page('/deliveries', 'editor');
});

test('a message\'s id leads to its verification, the statement to the message and back', async () => {
  const { id } = await start(recipient('whatsapp'), 'whatsapp');
  await message(id, 'delivered');
  const messageId = sql(`select id from message where verification_id = '${id}'`);
  const answer = await as.admin.get(`/deliveries/${messageId}`);
  assert.equal(answer.status, 303);
  assert.equal(new URL(answer.headers.location, demo.SANDI_URL).pathname, `/deliveries/${id}`);
  const number = sql(`select number from entry where message_id = '${messageId}'`);
  assert.ok((await page(`/deliveries/${id}`)).includes(`/billing/credit?before=${Number(number) + 1}`));
  assert.ok((await page(`/billing/credit?before=${Number(number) + 1}`)).includes(`/deliveries/${messageId}`));
  assert.ok(!(await page(`/deliveries/${id}`, 'editor')).includes('/billing/credit?before='), 'an editor has no statement');
});

// --- sending again ---

async function waiting(channel = 'whatsapp', to = recipient(channel)) {
  const { id } = await start(to, channel);
  await eventually(() => verification(id), (v) => !['queued', 'launched'].includes(v.messages[0].status));
  await age(id, 31);
  return id;
}
function forms(html) {
  return [...html.matchAll(/<form method="post" action="\/deliveries\/[^"]+">([\s\S]*?)<\/form>/g)].map(([, body]) => ({
    words: plain(body).trim(),
    fields: Object.fromEntries([...body.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  }));
}
const count = (id) => Number(sql(`select count(*) from message where verification_id = '${id}'`));

test('a code is sent again by another channel at the price the button names, once', async () => {
  const id = await waiting('whatsapp', '+6281200000001');
  const [best, other] = forms(await page(`/deliveries/${id}`, 'editor'));
  assert.match(best.words, /^Send by SMS for [\d.]+ credits?$/);
  assert.match(other.words, /^Send again by WhatsApp for/);
  assert.equal((await as.editor.post(`/deliveries/${id}`, { ...best.fields, csrf: 'x' })).status, 403, 'without the token');
  assert.equal((await as.worker.post(`/deliveries/${id}`, best.fields)).status, 403, 'a worker');
  assert.equal(count(id), 1);
  const answers = await Promise.all(Array.from({ length: 4 }, () => as.editor.post(`/deliveries/${id}`, best.fields)));
  assert.deepEqual(answers.map((answer) => answer.status), [303, 303, 303, 303]);
  assert.equal(count(id), 2);
  assert.match(plain(await page(`/deliveries/${id}`, 'editor')), /The code goes out again by SMS\./);
  await eventually(() => verification(id), (v) => v.messages[1].status === 'delivered');
  const text = plain(await page(`/deliveries/${id}`));
  assert.match(text, /Asked for again, by SMS|SMS was tried instead/);
  assert.match(text, /SMS: it was delivered to the phone/);
});

test('what cannot be sent is refused in plain words, and nothing moves', async () => {
  const refused = async (id, fields, status, words) => {
    const before = count(id);
    const answer = await as.admin.post(`/deliveries/${id}`, fields);
    assert.equal(answer.status, status, plain(answer.text));
    assert.match(plain(answer.text), words);
    assert.equal(count(id), before);
  };
  const id = await waiting();
  const [{ fields }] = forms(await page(`/deliveries/${id}`));
  await refused(id, { ...fields, price: '1' }, 409, /Nothing was sent\. The price has changed: the message now costs [\d.]+ credits?\. Press again if you agree\./);
  await refused(id, { ...fields, channel: 'email' }, 422, /Nothing was sent\. This channel does not fit the recipient\. Choose one of the ways below\./);
  await refused(id, { ...fields, channel: 'pigeon' }, 422, /Nothing was sent\./);
  await refused(id, { csrf: fields.csrf }, 422, /Nothing was sent\./);
  sql(`insert into country_rule (organisation_id, country, rule) values ('${organisation('demo')}', 'ID', 'refuse')`);
  try {
    assert.match(plain(await page(`/deliveries/${id}`)), /Not by WhatsApp: Your organisation does not allow codes to this country\./);
    await refused(id, fields, 403, /An admin of your organisation decides about countries\./);
  } finally {
    sql(`delete from country_rule where organisation_id = '${organisation('demo')}' and country = 'ID'`);
  }
  assert.equal((await as.admin.post(`/deliveries/${id}`, fields)).status, 303);
  await refused(id, { ...fields, form: '01a219d8-b206-73de-b3b7-ad7f89b45f6f' }, 429, /The code was sent a moment ago\. Wait as long as it says below/);
  await age(id, 300);
  await eventually(() => verification(id), (v) => v.status === 'expired');
  await refused(id, { ...fields, form: '01a219d8-b206-73de-b3b7-ad7f89b45f70' }, 409, /This verification has ended/);
  const text = plain(await page(`/deliveries/${id}`));
  assert.match(text, /Start a new code/);
  assert.match(text, /The program that asked for this code must ask for a new one\./);
});

// --- support, and the file ---

test('support reads the same of any organisation, masked, and it is written down', async () => {
  const to = recipient('whatsapp');
  const { id } = await start(to, 'whatsapp');
  await message(id, 'delivered');
  const base = `/support/organisations/${organisation('demo')}/deliveries`;
  const log = (action) => Number(sql(`select count(*) from audit_log where organisation_id = '${organisation('demo')}' and action = '${action}' and actor_kind = 'staff'`));
  const before = [log('delivery.list'), log('delivery.read')];
  for (const q of [to, national(to), to.slice(-6)]) assert.ok(rows(await page(`${base}?${new URLSearchParams({ q })}`, 'support')).includes(id), q);
  const html = await page(`${base}/${id}`, 'support');
  assert.match(plain(html), /it was delivered to the phone/);
  assert.match(plain(html), /Times of Asia\/Jakarta/);
  assert.ok(!html.includes(to) && !html.includes('data-once'), 'masked, and nothing to press');
  assert.deepEqual([log('delivery.list') - before[0], log('delivery.read') - before[1]], [3, 1]);
  assert.equal(sql(`select count(*) from audit_log where action = 'delivery.read' and subject = '${id}' and address is null`), '0', 'with where it was read');
  assert.equal(sql(`select count(*) from audit_log where detail::text || coalesce(subject, '') like '%${to.slice(1)}%'`), '0', 'never a whole number');
  assert.match(await page(`/support/organisations/${organisation('demo')}`, 'support'), new RegExp(`href="${base}"`));
});

test('support cannot ask for what is masked digit by digit', async () => {
  const to = recipient('whatsapp'), mail = recipient('email'), base = `/support/organisations/${organisation('demo')}/deliveries`;
  const { id } = await start(to, 'whatsapp'), { id: mailed } = await start(mail, 'email');
  const look = (q, status) => page(`${base}?${new URLSearchParams({ q })}`, 'support', status);
  const wrong = `${to.at(-5) === '1' ? '2' : '1'}${to.slice(-4)}`;
  assert.ok(rows(await look(wrong)).includes(id), 'a fifth digit changes nothing');
  const name = await look(mail.split('@')[0]);
  assert.match(plain(name), /A number is found whole or by its last four digits/);
  assert.ok(rows(await look(mail)).includes(mailed));
  const spent = () => sql(`select count(*) >= 30 from audit_log where organisation_id = '${organisation('demo')}' and action = 'delivery.list' and detail ? 'match' and at > now() - interval '10 min'`) === 't';
  while (!spent()) await look('0000');
  try {
    assert.match(plain(await look(to, 429)), /Too many searches for recipients/);
    assert.ok(rows(await page(base, 'support')).includes(id), 'the list itself stays');
  } finally {
    sql(`alter table audit_log disable trigger all; delete from audit_log where action = 'delivery.list' and organisation_id = '${organisation('demo')}'; alter table audit_log enable trigger all`);
  }
});

test('the file holds what is shown, and no cell is a formula', async () => {
  const to = recipient('sms');
  const { id } = await start(to, 'sms');
  await message(id, 'delivered');
  const task = sql(`select t.id from task t join organisation o on o.id = t.organisation_id where o.slug = 'demo' limit 1`);
  const title = sql(`select title from task where id = '${task}'`);
  sql(`update verification set task_id = '${task}' where id = '${id}'; update task set title = '=HYPERLINK("x"),1' where id = '${task}'`);
  try {
    const answer = await as.admin.get(`/deliveries/export?${new URLSearchParams({ q: to })}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    assert.match(answer.headers['content-disposition'], /attachment/);
    const lines = answer.text.trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1], /^"2\d{3}-[^"]+Z","'\+62813\*{5}\d\d","Indonesia","SMS","Delivered","","'=HYPERLINK\(""x""\),1",/);
    assert.ok(!answer.text.includes(to));
  } finally {
    sql(`update task set title = $$${title}$$ where id = '${task}'`);
  }
});

// Five thousand of the longest titles are more than a program holds of one answer.
test('a file leaves nothing out, however many rows and however long the words in it', async () => {
  const { id } = await start(recipient('sms'), 'sms');
  await message(id, 'delivered');
  const task = sql(`select t.id from task t join organisation o on o.id = t.organisation_id where o.slug = 'demo' limit 1`);
  const title = sql(`select title from task where id = '${task}'`);
  const copies = (table, key, more) => `insert into ${table} select c.* from ${table} x, generate_series(1, 5000) g,
    jsonb_populate_record(x, jsonb_build_object('id', md5('${table}' || g)::uuid, '${key}', md5('verification' || g)::uuid, 'created_at', x.created_at - interval '1000 days'${more})) c where x.${key} = '${id}'`;
  try {
    sql(`update task set title = repeat('😀', 200) where id = '${task}';
      ${copies('verification', 'id', `, 'task_id', '${task}', 'reference', 'many'`)}; ${copies('message', 'verification_id', `, 'provider_id', null`)}`);
    const day = sql(`select (created_at - interval '999 days')::date from verification where id = '${id}'`);
    const answer = await as.admin.get(`/deliveries/export?${new URLSearchParams({ to: day })}`);
    assert.equal(answer.status, 200);
    const lines = answer.text.trim().split('\r\n');
    assert.equal(lines.length, 5001);
    assert.equal(lines.at(-1).split('","').length, 11);
    assert.equal(answer.headers['content-length'], undefined, 'nobody counted it beforehand');
  } finally {
    sql(`update task set title = $$${title}$$ where id = '${task}';
      delete from message m using verification v where v.reference = 'many' and m.organisation_id = v.organisation_id and m.verification_id = v.id; delete from verification where reference = 'many'`);
  }
});
