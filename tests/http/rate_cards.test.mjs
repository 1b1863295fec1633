// Rate cards in the operators' pages: who may, a file is looked at before it is applied, what is wrong is told by line, and what is applied counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import { Browser, demo } from '../lib/http.mjs';
import { audit, eventually, sql } from '../lib/send.mjs';

const name = `Card ${process.pid}`;
let operator, support, card, path;

before(async () => {
  [operator, support] = [new Browser(), new Browser()];
  await operator.login('operator@demo.example');
  await support.login('support@demo.example');
});
after(() => audit());

const token = (who = operator) => who.csrf('/operator/rate-cards');
const post = async (where, form, who = operator) => who.post(where, { csrf: await token(who), ...form });
// A form with a file, as a browser sends it.
async function bring(text, more = {}, { who = operator, file = true, csrf } = {}) {
  const boundary = '----sandi';
  const fields = { csrf: csrf ?? await token(who), format: 'own', channel: 'sms', factor: '1', ...(file ? {} : { text }), ...more };
  const body = Buffer.concat([
    ...Object.entries(fields).map(([key, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`)),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file ? '=rates "1".csv'.replaceAll('"', '%22') : ''}"\r\nContent-Type: text/csv\r\n\r\n`),
    Buffer.from(file ? text : ''), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return who.request('POST', `${path}/uploads`, { body, headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } });
}
const counts = (text) => Object.fromEntries([...text.matchAll(/<div><dt>([^<]+)<\/dt><dd>([^<]*)<\/dd><\/div>/g)].map((m) => [m[1], Number(m[2])]));
const CSV = 'channel,country,price\nwhatsapp,ID,5\nwhatsapp,US,2\nsms,ID,56\nsms,KP,refused\nemail,,1\n';

test('customers see none of it, support sees but does not change', async () => {
  const admin = new Browser();
  await admin.login('admin@demo.example');
  for (const page of ['/operator/rate-cards', '/operator/rate-cards/01946f00-0000-7000-8000-000000000001']) {
    assert.equal((await admin.get(page)).status, 404, page);
    assert.equal((await new Browser().get(page)).status, 303, page);
    assert.equal((await support.get(page)).status, 200, page);
  }
  assert.doesNotMatch((await support.get('/operator/rate-cards')).text, /<form class="form/);
  assert.equal((await post('/operator/rate-cards', { name, kind: 'price' }, support)).status, 403);
  assert.equal((await operator.get('/operator/rate-cards/nonsense')).status, 404);
});

test('a card is made once by its name', async () => {
  assert.equal((await post('/operator/rate-cards', { name: '', kind: 'price' })).status, 422);
  const made = await post('/operator/rate-cards', { name, kind: 'price' });
  assert.equal(made.status, 303, made.text);
  path = made.headers.location;
  card = path.split('/').pop();
  const again = await post('/operator/rate-cards', { name, kind: 'price' });
  assert.equal(again.status, 422);
  assert.match(again.text, /There is a card of that name already/);
});

test('a file that is wrong is told by line, and what is not a file by field', async () => {
  for (const [text, more, words] of [['', {}, /Choose a file, or paste its text/], [CSV, { factor: '0' }, /Write a number above 0/], [CSV, { format: 'x' }, /Choose one of the list/],
    [CSV, { channel: 'email' }, /Choose one of the list/]]) {
    const answer = await bring(text, more, { file: text !== '' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, words);
  }
  const bad = await bring('channel,country,price\nfax,ID,1\nsms,ID,<b>\n', {}, { file: false });
  assert.equal(bad.status, 303, bad.text);
  const shown = (await operator.get(bad.headers.location)).text;
  assert.equal(counts(shown).errors, 2);
  assert.match(shown, /<td[^>]*>2<\/td><td[^>]*>“fax” is not a channel/);
  assert.match(shown, /“&lt;b&gt;” is not a price/);
  assert.doesNotMatch(shown, /name="note"/);
  assert.equal((await post(bad.headers.location, { note: 'x' })).status, 422, 'a file with errors is not applied');
  assert.equal((await operator.get(`${path}/uploads/${card}`)).status, 404);
});

test('a file is looked at, applied for a moment to come, and kept', async () => {
  const brought = await bring(CSV);
  assert.equal(brought.status, 303, brought.text);
  const file = brought.headers.location;
  const shown = (await operator.get(file)).text;
  assert.deepEqual(counts(shown), { same: 0, new: 4, down: 0, up: 0, refused: 1, removed: 0, errors: 0 });
  assert.match(shown, new RegExp(createHash('sha256').update(CSV).digest('hex')));
  assert.match(shown, /=rates %22|=rates &quot;|=rates /);
  assert.equal(sql(`select count(*) from rate where rate_card_id = '${card}'`), '0', 'nothing has changed');
  assert.match((await post(file, { note: '' })).text, /Fill this in/);
  assert.match((await post(file, { note: 'first', from: '2020-01-01T00:00' })).text, /The moment must be to come/);
  assert.match((await post(file, { note: 'first', from: '2027-02-31T00:00' })).text, /Write a day and a time/);
  assert.equal((await post(file, { note: 'first' }, support)).status, 403);
  assert.equal((await post(file, { note: 'first' })).status, 303);
  assert.equal(sql(`select count(*), bool_and(effective_from between now() and now() + interval '12 s') from rate where rate_card_id = '${card}'`), '5|t');
  assert.match((await post(file, { note: 'first' })).text, /Applied/);
  assert.equal(sql(`select count(*) from rate where rate_card_id = '${card}'`), '5');
  assert.equal((await operator.get(`${file}/file`)).text, CSV);
});

test('what cuts deep needs its number; what it says is what is written; the way back is the earlier file', async () => {
  const file = (await bring('channel,country,price\nwhatsapp,ID,20\nwhatsapp,GB,3\nsms,ID,56\nsms,KP,refused\n')).headers.location;
  const shown = (await operator.get(file)).text;
  assert.deepEqual(counts(shown), { same: 2, new: 1, down: 0, up: 1, refused: 0, removed: 1, errors: 0 });
  assert.match(shown, /Biggest change of a price: <strong class="figure">300 %/);
  assert.match((await post(file, { note: 'dear' })).text, /Type the number of rates/);
  assert.match((await post(file, { note: 'dear', sharp: '3' })).text, /value="3"/);
  assert.equal((await post(file, { note: 'dear', sharp: '2', from: '2027-06-01T08:00' })).status, 303);
  assert.equal(sql(`select string_agg(country || ':' || coalesce(price::text, 'refused'), ' ' order by country) from rate where rate_card_id = '${card}' and effective_from = '2027-06-01T08:00Z'`),
    'GB:3000 ID:20000 US:refused');
  const history = await operator.get(`${path}/countries/ID`);
  assert.match(history.text, /<path class="whatsapp" d="M\d+ \d+H\d+V\d+H\d+">/);
  assert.match(history.text, /to come/);
  assert.equal((await operator.get(`${path}/countries/email`)).status, 200);
  assert.equal((await operator.get(`${path}/countries/ZZ`)).status, 404);
  const first = sql(`select id from rate_upload where rate_card_id = '${card}' and note = 'first'`);
  const again = await post(`${path}/uploads/${first}/again`, {});
  assert.equal(again.status, 303);
  assert.match((await operator.get(again.headers.location)).text, /an earlier file once more/);
});

test('an organisation is put on a card, and its page shows the new prices', async () => {
  assert.match((await post(`${path}/organisations`, { organisation: 'nobody', reason: 'x' })).text, /no organisation of that short name/);
  const slug = `cards-${process.pid}`;
  sql(`insert into organisation (id, slug, name, country, rate_card_id) select uuid_v7(clock_timestamp()), '${slug}', 'Cards', 'ID', id from rate_card where name = 'Demo, 2026-01-01'`);
  sql(`insert into credit (organisation_id) select id from organisation where slug = '${slug}'`);
  assert.equal((await post(`${path}/organisations`, { organisation: slug, reason: 'contract' })).status, 303);
  assert.match((await operator.get(path)).text, new RegExp(slug));
  assert.equal(sql(`select detail ->> 'reason' from audit_log where action = 'rate_card.assign' and subject = '${slug}'`), 'contract');
});

test('margins are told against a card of costs', async () => {
  const costs = (await post('/operator/rate-cards', { name: `${name} costs`, kind: 'cost' })).headers.location;
  const keep = path;
  path = costs;
  const file = (await bring('Market,Currency,Authentication\nIndonesia,$US,0.015\nNorth America,$US,0.0125\n', { format: 'meta', factor: '200' })).headers.location;
  assert.equal((await post(file, { note: 'Meta' })).status, 303);
  path = keep;
  await eventually(() => operator.get(`${path}?cost=${costs.split('/').pop()}&q=ID`), (answer) => /margin 40 %/.test(answer.text), 20000);
  assert.match((await operator.get(`${path}?cost=${costs.split('/').pop()}&q=US`)).text, /loss margin -25 %|loss margin −25 %/);
  assert.equal((await post(`${costs}/organisations`, { organisation: 'demo', reason: 'x' })).status, 404);
});

test('bodies are bounded and well-formed, and forms without their token are refused', async () => {
  assert.equal((await bring(CSV, {}, { csrf: 'x' })).status, 403);
  assert.equal((await bring('x'.repeat(4300000))).status, 413);
  assert.equal((await bring('x'.repeat(5400000))).status, 413);
  const headers = { 'Content-Type': 'multipart/form-data; boundary=a' };
  for (const body of ['', 'x', '--a\r\n\r\n--a--', '--a\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nx']) {
    assert.ok([400, 403].includes((await operator.request('POST', `${path}/uploads`, { body, headers })).status), body);
  }
  assert.equal((await operator.request('POST', `${path}/organisations`, { body: 'x', headers })).status, 415, 'only where files are taken');
  assert.ok(demo.SANDI_URL);
});
