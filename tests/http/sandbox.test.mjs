// The stand-ins behave as the providers' pages say; the phones show what they got.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from '../lib/http.mjs';
import { arrivals, eventually, recipient, start } from '../lib/send.mjs';

const graph = '/sandbox/providers/whatsapp/v23.0/4711/messages';
const sendsms = '/sandbox/providers/kannel/cgi-bin/sendsms';

test('the Graph stand-in wants a token and answers errors as Graph does', async () => {
  const post = (headers, body, path = graph) => request('POST', path, { headers: { 'Content-Type': 'application/json', ...headers }, body });
  const missing = await post({}, '{}');
  assert.equal(missing.status, 401);
  assert.equal(JSON.parse(missing.text).error.code, 190);
  assert.equal((await post({ Authorization: 'Bearer wrong' }, '{}')).status, 401);
  assert.equal(JSON.parse((await post({}, '{}', graph.replace('v23.0', 'x'))).text).error.code, 2500);
});

test('the Kannel stand-in wants its password and answers in Kannel\'s words', async () => {
  const answer = await request('GET', `${sendsms}?username=u&password=wrong&to=%2B6281234567890&text=x`);
  assert.equal(answer.status, 403);
  assert.equal(answer.text, 'Authorization failed for sendsms');
});

test('phones are listed, searched and shown one by one', async () => {
  const to = recipient('sms');
  await start(to, 'sms');
  const [arrival] = await eventually(() => arrivals(to), (list) => list.length > 0);
  for (const spelling of [to, to.slice(1), ` ${to.slice(1)}`]) assert.equal((await arrivals(spelling))[0]?.code, arrival.code);
  const list = await request('GET', `/sandbox?q=${to.slice(1)}`);
  assert.equal(list.status, 200);
  assert.ok(list.text.includes(arrival.code));
  assert.match(list.text, /type="search"/);
  const link = new RegExp(`href="(/sandbox/phones/[^"]*${to.slice(1)})"`).exec(list.text)[1];
  const phone = await request('GET', link);
  assert.equal(phone.status, 200);
  assert.ok(phone.text.includes(arrival.code));
  assert.match(phone.text, /<time datetime="[^"]+Z"[^>]*>[^<]* UTC<\/time>/, 'nobody\'s clock');
  assert.match((await request('GET', '/sandbox?q=000000000000')).text, /No phone matches/);
  assert.match((await request('GET', '/sandbox/phones/%2B1')).text, /No message yet/);
  assert.match((await request('GET', '/sandbox?q=%3Cscript%3E')).text, /&lt;script&gt;/);
});

test('a mail that holds no code shows none, whatever numbers stand in it', async () => {
  const receipt = (list) => list.find(({ text }) => /Receipt: TU-\d{4}-/.test(text));
  const list = await eventually(() => arrivals('admin@demo.example'), receipt);
  assert.equal(receipt(list).code, '');
});
