// The statement over HTTP: its pages, its files and the database tell the same lines, whatever is asked for; and nothing typed into the address breaks it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cli } from '../lib/api.mjs';
import { history } from '../lib/history.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { audit, sql } from '../lib/send.mjs';

const N = 2600; // more than a file's pieces and a page
let org, admin;

before(async () => {
  org = await history(N);
  admin = new Browser();
  await admin.login(org.email);
});
after(audit);

const q = (statement) => sql(statement.replaceAll('$o', `organisation_id = '${org.id}'`));
const plain = (html) => html.replace(/<svg.*?<\/svg>/gs, '').replace(/<(script|style|select).*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ');
const thousandths = (text) => Math.round(Number(text.replaceAll(',', '').replace('+', '')) * 1000);
const page = async (path, status = 200, who = admin) => {
  const answer = await who.get(path);
  assert.equal(answer.status, status, path);
  return answer.text;
};
const cell = (row, label) => plain(new RegExp(`data-label="${label}"[^>]*>(.*?)</td>`, 's').exec(row)?.[1] ?? '').trim();
const lines = (html) => [...html.matchAll(/<tr>\s*<td data-label="No\.">.*?<\/tr>/gs)].map(([row]) => ({
  number: Number(cell(row, 'No\\.').replaceAll(',', '')), amount: thousandths(cell(row, 'Amount, credits')), balance: thousandths(cell(row, 'Balance, credits')), row,
}));
const next = (html) => /rel="next" href="([^"]+)"/.exec(html)?.[1].replaceAll('&amp;', '&');
const figure = (html, label, part = html) => thousandths(new RegExp(`<dt>${label}</dt><dd>([-\\d.,]+)`).exec(part)?.[1] ?? 'none');

async function everyLine(path) {
  const all = [];
  for (let at = path; at;) {
    const html = await page(at);
    all.push(...lines(html));
    at = next(html) ?? /class="button primary" href="([^"]+)"/.exec(html)?.[1].replaceAll('&amp;', '&');
  }
  return all;
}
const file = async (query) => {
  const answer = await admin.get(`/billing/credit/export?${query}`);
  assert.equal(answer.status, 200);
  return answer.text;
};
// RFC 4180, as strict as a reader may be.
function csv(text) {
  assert.ok(text.startsWith('\ufeff'));
  return text.slice(1).trimEnd().split('\r\n').map((row) => {
    assert.match(row, /^"([^"]|"")*"(,"([^"]|"")*")*$/);
    return row.slice(1, -1).split('","').map((value) => value.replaceAll('""', '"'));
  });
}

const day = (back) => sql(`select (now() at time zone 'Asia/Jakarta')::date - ${back}`);
const FILTERS = () => [
  ['', 'true'],
  ['kind=refund', "kind = 'refund'"], ['kind=top_up', "kind = 'top_up'"], ['kind=release&channel=sms', "kind = 'release' and channel = 'sms'"],
  ['channel=email', "channel = 'email'"], ['country=ID&channel=sms', "country = 'ID' and channel = 'sms'"], ['country=singa', "country = 'SG'"], ['country=%2B65', "country = 'SG'"],
  ['country=nowhere', 'false'], [`flow=${org.flow}`, "number % 2000 < 200 and kind in ('charge', 'release', 'refund') and not (kind = 'refund' and (number - 1) % 2000 >= 200)"],
  [`person=${org.person}`, 'number % 5000 = 3'],
  [`from=${day(100)}&to=${day(40)}`, `(at at time zone 'Asia/Jakarta')::date between '${day(100)}' and '${day(40)}'`],
  [`from=${day(40)}&to=${day(100)}&kind=charge`, `kind = 'charge' and (at at time zone 'Asia/Jakarta')::date between '${day(100)}' and '${day(40)}'`],
  [`from=${day(0)}`, `(at at time zone 'Asia/Jakarta')::date >= '${day(0)}'`], [`to=${day(360)}`, `(at at time zone 'Asia/Jakarta')::date <= '${day(360)}'`],
];

test('pages, CSV and JSON tell the lines of the ledger, for every filter', async () => {
  for (const [query, where] of FILTERS()) {
    const rows = q(`select number || ' ' || amount || ' ' || balance from entry where $o and ${where} order by number desc`).split('\n').filter(Boolean);
    const texts = (list) => list.map((line) => `${line.number} ${line.amount} ${line.balance}`);
    if (rows.length < 1000) assert.deepEqual(texts(await everyLine(`/billing/credit?${query}`)), rows, `pages of ${query}`);
    const table = csv(await file(`format=csv&${query}`));
    assert.equal(new Set(table.map((row) => row.length)).size, 1);
    const [n, amount, balance] = ['No.', 'Amount, credits', 'Balance, credits'].map((name) => table[0].indexOf(name));
    assert.deepEqual(texts(table.slice(1).map((row) => ({ number: row[n], amount: thousandths(row[amount]), balance: thousandths(row[balance]) }))), rows, `CSV of ${query}`);
    const json = JSON.parse(await file(`format=json&${query}`));
    assert.deepEqual(texts(json.data.map((line) => ({ number: line.number, amount: thousandths(line.amount), balance: thousandths(line.balance) }))), rows, `JSON of ${query}`);
  }
});

test('each page opens and closes; pages follow one another', async () => {
  let at = '/billing/credit';
  let above;
  for (let i = 0; i < 3; i++) {
    const html = await page(at);
    const shown = lines(html);
    const [closing, opening] = [...html.matchAll(/<tr class="edge">.*?class="n"[^>]*>([^<]+)</gs)].map((match) => thousandths(match[1]));
    assert.equal(shown.length, 50);
    assert.equal(opening + shown.reduce((sum, line) => sum + line.amount, 0), closing);
    if (above !== undefined) assert.equal(closing, above);
    above = opening;
    at = next(html);
  }
  assert.equal(figure(await page('/billing/credit'), 'Balance'), Number(q('select balance from credit where $o')));
});

test('the head says what is left, in one moment', async () => {
  const html = await page('/billing/credit');
  const [balance, reserved] = q('select balance, reserved from credit where $o').split('|').map(Number);
  const spent = q(`select -sum(amount) from entry where $o and kind in ('charge', 'refund') and date_trunc('month', at at time zone 'Asia/Jakarta') = date_trunc('month', now() at time zone 'Asia/Jakarta')`);
  assert.equal(figure(html, 'Available'), balance - reserved);
  assert.equal(figure(html, 'Reserved'), reserved);
  assert.equal(figure(html, 'Spent this month'), Number(spent || 0));
  const price = sql(`select price from rate where rate_card_id = (select rate_card_id from organisation where id = '${org.id}') and channel = 'whatsapp' and country = 'ID'
    and effective_from <= now() order by effective_from desc limit 1`);
  assert.equal(figure(html, 'Sends left'), Math.floor(balance / Number(price)) * 1000);
  assert.ok(figure(html, 'Days left') > 0);
  assert.match(plain(html), /Sends left [\d,]+ by WhatsApp in Indonesia/);
});

test('under filters the days and what fits are told apart, and both add up', async () => {
  const html = await page(`/billing/credit?channel=sms&from=${day(90)}&to=${day(30)}`);
  const [all, fits] = html.split('Of these, the lines that fit your search');
  const inDays = `$o and (at at time zone 'Asia/Jakarta')::date between '${day(90)}' and '${day(30)}'`;
  assert.equal(figure(all, 'Opening balance') + figure(all, 'Topped up') - figure(all, 'Spent'), figure(all, 'Closing balance'));
  assert.equal(figure(all, 'Closing balance') - figure(all, 'Opening balance'), Number(q(`select sum(amount) from entry where ${inDays}`)));
  const sum = Number(q(`select sum(amount) from entry where ${inDays} and channel = 'sms'`));
  assert.equal(figure(fits, 'Together'), sum);
  assert.equal(figure(fits, 'Credited') + figure(fits, 'Charged'), sum);
  assert.equal(figure(fits, 'All other lines'), figure(all, 'Closing balance') - figure(all, 'Opening balance') - sum);
  assert.equal((html.match(/class="edge"/g) ?? []).length, 0, 'lines with gaps between them open and close nothing');
});

test('a line leads to its delivery and to its rate, and hides the recipient', async () => {
  const [line] = lines(await page('/billing/credit?kind=charge&country=ID'));
  const href = /href="(\/deliveries\/[^"]+)"/.exec(line.row)[1];
  assert.match(plain(await page(href)), /Delivered/);
  assert.match(line.row, /href="\/billing\/rates\?q=ID">Rate [\d.]+<\/a>/);
  assert.match(plain(line.row), /since \d+ \w+ \d{4}/);
  assert.match(plain(line.row), /\+62812\*{5}\d\d/);
  assert.ok(!(await file('format=csv&kind=charge')).match(/\+62812\d{8}/));
});

test('what others wrote is no formula in the file, and no markup on the page', async () => {
  await cli('credit', 'top-up', org.slug, '1', '--reference==HYPERLINK("http://x")', '--reason=<b>bold</b>');
  const [head, row] = csv(await file('format=csv&kind=top_up'));
  assert.equal(row[head.indexOf('Reference')], '\'=HYPERLINK("http://x")');
  assert.equal(row[head.indexOf('Amount, credits')], '1');
  assert.equal(csv(await file('format=csv&kind=charge'))[1][head.indexOf('Amount, credits')][0], '-', 'amounts stay numbers');
  assert.ok(!(await page('/billing/credit?kind=top_up')).includes('<b>bold</b>'));
  assert.equal(JSON.parse(await file('format=json&kind=top_up')).data[0].reference, '=HYPERLINK("http://x")');
});

test('nothing in the address breaks it', async () => {
  const values = ['x', '0', '-1', '999999999999999999999', '%00', '%FF', '%27%20or%201%3D1', '2026-02-30', '9999-12-31', '2999-12-31', '2000-01-01', '%3Cb%3E', '%F0%9F%98%80', 'a'.repeat(3000), ''];
  for (const name of ['from', 'to', 'kind', 'channel', 'country', 'flow', 'person', 'before', 'days', 'format', 'nothing'])
    for (const value of values)
      for (const path of ['/billing/credit', '/billing/credit/export', '/billing/usage']) {
        const { status } = await admin.get(`${path}?${name}=${value}`);
        assert.ok([200, 400].includes(status), `${status} for ${path}?${name}=${value.slice(0, 40)}`);
      }
  for (const month of ['2026-13', '2026-00', 'x', '0000-01', '2026-1', '2026-011', '%00', '2026-11-01', '../x'])
    assert.ok([400, 404].includes((await admin.get(`/billing/statements/${month}`)).status), month);
  for (const month of ['2000-02', '2999-12']) assert.match(await page(`/billing/statements/${month}`), /Nothing moved in this month/);
  assert.match(await page('/billing/credit?from=2026-02-30'), /A day that does not exist was left out/);
});

test('months follow one another and each adds up, by kind and by day', async () => {
  const html = await page('/billing/statements');
  const rows = [...html.matchAll(/<a href="\/billing\/statements\/(\d{4}-\d\d)">.*?<\/tr>/gs)].map(([row, month]) => ({ month,
    ...Object.fromEntries(['Opening balance', 'Topped up', 'Spent', 'Closing balance', 'Lines'].map((name) => [name, thousandths(/[-\d.,]+/.exec(cell(row, name))[0])])) }));
  assert.ok(rows.length >= 12);
  rows.forEach((row, i) => {
    assert.equal(row['Opening balance'] + row['Topped up'] - row.Spent, row['Closing balance']);
    assert.equal(row['Opening balance'], rows[i + 1]?.['Closing balance'] ?? 0);
  });
  assert.equal(rows[0]['Closing balance'], Number(q('select balance from credit where $o')));
  assert.equal(rows.reduce((sum, row) => sum + row.Lines, 0) / 1000, Number(q('select last_number from credit where $o')));
  const one = await page(`/billing/statements/${rows[3].month}`);
  const kinds = /id="kinds".*?<\/table>/s.exec(one)[0];
  const amounts = [...kinds.matchAll(/data-label="Amount, credits">([^<]+)</g)].map((match) => thousandths(match[1]));
  assert.equal(amounts.pop(), amounts.reduce((a, b) => a + b, 0));
  const days = /id="days".*?<\/table>/s.exec(one)[0];
  const column = (name) => [...days.matchAll(new RegExp(`data-label="${name}">([^<]+)<`, 'g'))].map((match) => thousandths(match[1]));
  assert.equal(column('Spent').reduce((a, b) => a + b, 0), rows[3].Spent);
  assert.equal(column('Closing balance').at(-1), rows[3]['Closing balance']);
});

test('usage counts what the ledger has', async () => {
  const html = await page(`/billing/usage?from=${day(60)}&to=${day(30)}`);
  const where = `$o and (at at time zone 'Asia/Jakarta')::date between '${day(60)}' and '${day(30)}'`;
  assert.equal(figure(html, 'Spent, credits'), Number(q(`select -sum(amount) from entry where ${where} and kind in ('charge', 'refund')`)));
  assert.equal(figure(html, 'Messages charged') / 1000, Number(q(`select count(*) from entry where ${where} and kind = 'charge'`)));
  assert.equal(figure(html, 'Verified') / 1000, Number(q(`select count(*) from verification where $o and status = 'approved'
    and (created_at at time zone 'Asia/Jakarta')::date between '${day(60)}' and '${day(30)}'`)));
  const table = /Show as a table.*?<\/table>/s.exec(html)[0];
  const together = [...table.matchAll(/data-label="Together">([^<]+)</g)].map((match) => thousandths(match[1]));
  assert.equal(together.length, 31);
  assert.equal(together.reduce((a, b) => a + b, 0), figure(html, 'Spent, credits'));
  assert.match(await page('/billing/usage?from=2020-01-01'), /Charts show 92 days at most/);
  assert.match(await page('/billing/usage?from=2020-01-01&to=2020-01-03'), /No code was asked for on these days/);
  for (const days of [7, 30, 90]) assert.equal((await page(`/billing/usage?days=${days}`)).match(/<g><title>/g).length, days);
});

test('who may not, does not', async () => {
  for (const who of ['editor', 'worker', 'support']) {
    const browser = new Browser();
    await browser.login(`${who}@demo.example`);
    for (const path of ['/billing/credit', '/billing/credit/export', '/billing/usage', '/billing/statements', '/billing/statements/2026-11'])
      assert.ok([403, 404].includes((await browser.get(path)).status), `${who} ${path}`);
  }
  const other = new Browser();
  await other.login('admin@other.example');
  assert.ok(!(await page(`/billing/credit?flow=${org.flow}&person=${org.person}`, 200, other)).includes('Parcel 17'));
});

test('credits are shown with their worth once an operator set a price', async () => {
  const path = `/operator/organisations/${org.id}/price`;
  assert.doesNotMatch(await page('/billing/credit'), /≈/);
  const [operator, support] = [new Browser(), new Browser()];
  await operator.login('operator@demo.example');
  await support.login('support@demo.example');
  const post = async (who, form) => who.post(path, { csrf: await who.csrf(path), ...form });
  assert.match(plain(await page(path, 200, support)), /Operators set it/);
  assert.equal((await post(support, { currency: 'IDR', unit_price: '1' })).status, 403);
  for (const [form, words] of [[{ currency: 'XQZ', unit_price: '1' }, /Write the three capital letters/], [{ currency: 'idr', unit_price: '1' }, /Write the three capital letters/], [{ currency: 'IDR', unit_price: '1.0000001' }, /at most six decimals/],
    [{ currency: 'IDR', unit_price: '-1' }, /at most six decimals/], [{ currency: '', unit_price: '' }, /Please check this/], [{ currency: 'idr', unit_price: '1e3' }, /Write the three capital letters/]]) {
    const answer = await post(operator, form);
    assert.equal(answer.status, 422);
    assert.match(plain(answer.text), words);
    assert.ok(!form.unit_price || answer.text.includes(`value="${form.unit_price}"`));
  }
  assert.equal((await post(operator, { currency: 'IDR', unit_price: '1000.5' })).status, 303);
  assert.equal(sql(`select currency, unit_price from organisation where id = '${org.id}'`), 'IDR|1000.500000');
  assert.equal(sql(`select detail->'before'->>'unit_price' from audit_log where organisation_id = '${org.id}' and action = 'organisation.price'`), '0.000000');
  assert.match(await page(path, 200, operator), /value="1000\.5"/);
  const balance = Number(q('select balance from credit where $o'));
  const worth = new Intl.NumberFormat('en', { style: 'currency', currency: 'IDR', minimumFractionDigits: Number.isInteger(balance * 1.0005) ? 0 : 2 }).format(balance * 1.0005);
  assert.ok(plain(await page('/billing/credit')).includes(`≈ ${worth.replace(/\s/g, ' ')}`), worth);
  assert.match(await page(`/billing/statements/${sql(`select to_char(now() at time zone 'Asia/Jakarta', 'YYYY-MM')`)}`), /≈ IDR/);
  await cli('organisation', 'set', org.slug, 'currency=USD', 'unit-price=0.0125');
  assert.match(await page('/billing/usage'), /≈ \$[\d,.]+/);
  assert.match(await page('/billing/rates?to=0812+3456+7890&by=whatsapp&count=100'), /In all, credits<\/dt><dd>[\d,.]+ <span class="help">≈ \$[\d,.]+/);
  for (const bad of ['currency=ABC', 'currency=usd', 'unit-price=1.0000001', 'unit-price=x'])
    await assert.rejects(cli('organisation', 'set', org.slug, bad), bad);
  for (const id of ['x', '0b000000-0000-7000-8000-00000000000f']) await page(`/operator/organisations/${id}/price`, 404, operator);
});
