// What staff and admins do to credit over HTTP: once, with a receipt, asked for a password and a second person, told to the admins.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { audit, cli, freshNumber, freshWord, organisation, sql, start } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { eventually } from '../lib/send.mjs';
import { entryOf, mailsTo, policy, somebody, topUp } from '../lib/support.mjs';

let maker, checker;
before(async () => {
  maker = (await somebody({ staff: 'support' })).browser;
  checker = (await somebody({ staff: 'support' })).browser;
});
after(async () => {
  await policy('off', 'off');
  assert.equal(await audit(), '');
});

const balance = (id) => sql(`select balance from credit where organisation_id = '${id}'`).then(Number);
const entries = (id) => sql(`select count(*) from entry where organisation_id = '${id}' and kind <> 'charge' and kind <> 'release'`).then(Number);
const receipt = (browser, id, number) => browser.get(`/support/organisations/${id}/receipts/${number}`);
const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Asia/Jakarta' }).format(new Date());

test('a purchase: a numbered receipt, the same form again is the same receipt, from any browser', async () => {
  const { id } = await organisation(0);
  const form = randomUUID(), reference = freshWord('INV');
  const first = await topUp(maker, id, 2500.5, { form, reference });
  assert.equal(first.status, 303, first.text);
  const shown = await receipt(maker, id, entryOf(first));
  assert.match(shown.text, new RegExp(`TU-${year}-000001`));
  assert.match(shown.text, new RegExp(reference));
  for (const browser of [maker, checker]) assert.equal((await topUp(browser, id, 2500.5, { form, reference })).headers.location, first.headers.location);
  const other = await topUp(maker, id, 2500.5, { reference });
  assert.equal(other.status, 422);
  assert.match(other.text, /belongs to another top-up/);
  assert.equal(await balance(id), 2500500);
  const second = await topUp(maker, id, 1, { kind: 'bonus', reason: 'Thank you' });
  assert.match((await receipt(maker, id, entryOf(second))).text, new RegExp(`TU-${year}-000002`));
});

test('a preview tells the balance afterwards and moves nothing', async () => {
  const { id } = await organisation(100);
  const answer = await topUp(maker, id, 50, { do: 'preview', reason: 'kept' });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /Balance before<\/dt><dd>100<[^]*Balance after<\/dt><dd><strong>150</);
  assert.match(answer.text, /value="kept"/);
  assert.equal(await balance(id), 100000);
});

test('what makes no sense is refused in words, and what was typed stays', async () => {
  const { id } = await organisation(100);
  for (const [credits, more, words] of [[0, {}, /other than 0/], [-5, {}, /Only a correction/], ['1e3', {}, /Write a number/], [5, { reference: '' }, /Fill this in/],
    [5, { kind: 'bonus' }, /Say why/], [5, { kind: 'charge', reason: 'x' }, /cannot be credited/], [5, { kind: 'nonsense', reason: 'x' }, /Choose one/],
    [-100.001, { kind: 'correction', reason: 'x' }, /Only 100 credits are available/], ['9999999999999', {}, /Write a/], [5, { form: 'x' }, /Choose one|Form/]]) {
    const answer = await topUp(maker, id, credits, more);
    assert.equal(answer.status, 422, `${credits} ${JSON.stringify(more)}`);
    assert.match(answer.text, words);
    assert.match(answer.text, new RegExp(`name="credits" value="${credits}"`));
  }
  assert.equal(await entries(id), 1);
});

test('a top-up is corrected in part and reversed, a charge given back once; both point back', async () => {
  const { id, key } = await organisation(100);
  const bought = entryOf(await topUp(maker, id, 1000));
  const part = await topUp(maker, id, -400, { kind: 'correction', refers_to: String(bought), reference: '', reason: 'typed wrongly' });
  assert.equal(part.status, 303, part.text);
  assert.match((await receipt(maker, id, bought)).text, /name="credits" value="-600"/);
  const much = await topUp(maker, id, -601, { kind: 'correction', refers_to: String(bought), reference: '', reason: 'again' });
  assert.equal(much.status, 422);
  assert.match(much.text, /only what is left of it/);
  assert.match(much.text, /value="-601"/);
  assert.equal((await topUp(maker, id, -600, { kind: 'correction', refers_to: String(bought), reference: '', reason: 'all' })).status, 303);
  assert.equal(await balance(id), 100000);

  const to = freshNumber();
  assert.equal((await start({ to }, { key })).status, 201);
  const charge = Number(await eventually(() => sql(`select number from entry where organisation_id = '${id}' and kind = 'charge'`), (n) => n !== ''));
  const page = await receipt(maker, id, charge);
  assert.match(page.text, /Give it back/);
  const amount = /name="credits" value="([\d.]+)"/.exec(page.text)[1];
  const back = { kind: 'refund', refers_to: String(charge), reference: '', reason: 'never arrived' };
  const refunded = await topUp(maker, id, amount, back);
  assert.equal(refunded.status, 303, refunded.text);
  assert.match((await topUp(maker, id, amount, back)).text, /corrected already/);
  assert.equal(await balance(id), 100000);
  assert.equal(await sql(`select refers_to from entry where organisation_id = '${id}' and number = ${entryOf(refunded)}`), String(charge));
  const shown = (await receipt(maker, id, charge)).text;
  assert.doesNotMatch(shown, /Give it back/);
  assert.match(shown, /<time datetime="[^"]+Z"[^>]*>[^<]* UTC<\/time>/, 'staff read UTC, by name');
});

test('above a threshold the password is asked for, and a wrong one moves nothing', async () => {
  const { id } = await organisation(0);
  const { browser } = await somebody({ staff: 'support' });
  await policy(100, 'off');
  const fields = { form: randomUUID(), reference: freshWord('INV') };
  assert.equal((await topUp(browser, id, 100)).status, 303);
  const asked = await topUp(browser, id, 100.001, fields);
  assert.equal(asked.status, 200);
  assert.match(asked.text, /type="password"/);
  for (const [name, value] of Object.entries({ ...fields, credits: '100.001' })) assert.ok(asked.text.includes(`name="${name}" value="${value}"`), name);
  const wrong = await topUp(browser, id, 100.001, { ...fields, password: 'wrong' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /not your password/);
  assert.equal(await balance(id), 100000);
  const done = await topUp(browser, id, 100.001, { ...fields, password: demo.SANDI_PASSWORD });
  assert.equal(done.status, 303, done.text);
  assert.equal((await topUp(browser, id, 200)).status, 303, 'for five minutes it is not asked again');
  assert.equal((await topUp(maker, id, 200)).status, 200, 'but of others it is');
  assert.equal(await balance(id), 400001);
  await policy('off', 'off');
});

test('above another one somebody else approves: once, also when five of staff do at the same time', async () => {
  const { id } = await organisation(0);
  const others = await Promise.all(Array.from({ length: 5 }, () => somebody({ staff: 'support' })));
  await policy('off', 1000);
  const fields = { form: randomUUID(), reference: freshWord('INV') };
  const asked = await topUp(maker, id, 5000, fields);
  assert.equal(asked.headers.location, `/support/organisations/${id}`);
  assert.equal((await topUp(maker, id, 5000, fields)).headers.location, `/support/organisations/${id}`);
  assert.equal(await balance(id), 0);
  const waiting = await checker.get('/support/top-ups');
  assert.ok(waiting.text.includes(fields.reference));
  const decide = async (browser, word, form = fields.form) => browser.post(`/support/organisations/${id}/approvals/${form}`,
    { csrf: await browser.csrf('/support/top-ups'), do: word });
  await decide(maker, 'approve');
  assert.equal(await balance(id), 0, 'not by who asked');
  const answers = await Promise.all(others.map(({ browser }) => decide(browser, 'approve')));
  assert.equal(answers.filter((answer) => entryOf(answer)).length, 1);
  assert.equal(await balance(id), 5000000);
  const shown = await receipt(maker, id, 1);
  assert.match(shown.text, /Approved by/);
  assert.equal((await topUp(maker, id, 5000, fields)).headers.location, `/support/organisations/${id}/receipts/1`);

  const second = { form: randomUUID(), reference: freshWord('INV') };
  await topUp(maker, id, 5000, second);
  await decide(checker, 'refuse', second.form);
  const refused = await topUp(maker, id, 5000, second);
  assert.equal(refused.status, 422);
  assert.match(refused.text, /refused by a second person/);
  assert.equal(await balance(id), 5000000);
  await policy('off', 'off');
});

test('an admin asks, support fulfils; another is declined; a third canceled; the admin is told', async () => {
  const { id, slug } = await organisation(0);
  const { email, browser: admin } = await somebody({ slug, role: 'admin' });
  const { browser: editor } = await somebody({ slug, role: 'editor' });
  assert.equal((await editor.get('/billing/top-up')).status, 403);
  const csrf = await admin.csrf('/billing/top-up');
  const ask = (more = {}) => admin.post('/billing/top-up', { csrf, form: randomUUID(), credits: '300', invoice: 'PO-7', note: 'Before the weekend', ...more });
  const form = randomUUID();
  assert.equal((await ask({ credits: '-3' })).status, 422);
  await Promise.all([ask({ form }), ask({ form }), ask(), ask()]);
  assert.equal(await sql(`select count(*) from top_up_request where organisation_id = '${id}'`), '1', 'one is open at a time');
  const open = await sql(`select id from top_up_request where organisation_id = '${id}'`);
  assert.match((await maker.get(`/support/organisations?low=1&q=${slug}`)).text, /Asks for 300/);
  const page = await maker.get(`/support/organisations/${id}?request=${open}`);
  assert.match(page.text, /name="credits" value="300"/);
  assert.match(page.text, new RegExp(`name="request" value="${open}"`));
  const done = await topUp(maker, id, 300, { request: open });
  assert.equal(done.status, 303, done.text);
  assert.match((await topUp(maker, id, 300, { request: open })).text, /not open any more/);
  const name = await sql(`select name from receipt where organisation_id = '${id}' and entry = ${entryOf(done)}`);
  const list = await admin.get('/billing/top-up');
  assert.match(list.text, new RegExp(`Fulfilled[^]*${name}`));
  const mails = await eventually(() => mailsTo(email), (found) => found.length > 0);
  assert.match(mails[0].subject, new RegExp(name));
  assert.match(mails[0].text, /Credits: 300/);

  await ask({ form: randomUUID() });
  const second = await sql(`select id from top_up_request where organisation_id = '${id}' and state = 'open'`);
  const decline = async (reason) => maker.post(`/support/organisations/${id}/requests/${second}/decline`, { csrf: await maker.csrf('/support/organisations'), do: 'decline', reason });
  await decline('');
  assert.equal(await sql(`select state from top_up_request where organisation_id = '${id}' and id = '${second}'`), 'open', 'not without a reason');
  await decline('The invoice is unpaid');
  assert.match((await admin.get('/billing/top-up')).text, /Declined[^]*The invoice is unpaid/);
  await eventually(() => mailsTo(email), (found) => found.some((mail) => /The invoice is unpaid/.test(mail.text)));

  await ask({ form: randomUUID() });
  const third = await sql(`select id from top_up_request where organisation_id = '${id}' and state = 'open'`);
  await admin.post(`/billing/top-up/${third}/cancel`, { csrf });
  assert.equal(await sql(`select state from top_up_request where organisation_id = '${id}' and id = '${third}'`), 'canceled');
});

test('credit that runs low is told once by e-mail, and by a banner that can be hidden until nothing is left', async () => {
  const { id, slug } = await organisation(0);
  const { email, browser: admin } = await somebody({ slug, role: 'admin' });
  const { browser: editor } = await somebody({ slug, role: 'editor' });
  const csrf = await admin.csrf('/billing/warnings');
  assert.equal((await admin.post('/billing/warnings', { csrf, first: '50', second: '60', days: '' })).status, 422);
  assert.equal((await admin.post('/billing/warnings', { csrf, first: '60', second: '10', days: '' })).status, 303);
  await topUp(maker, id, 59);
  const told = (what) => mailsTo(email).filter((mail) => what.test(mail.subject));
  await eventually(() => told(/credit is low/), (found) => found.length === 1);
  assert.match(told(/credit is low/)[0].text, /59 credits are available: less than 60/);
  assert.match((await editor.get('/flows')).text, /Credit is low\./);
  assert.doesNotMatch((await editor.get('/flows')).text, /href="\/billing\/top-up"/, 'only admins can ask');
  assert.match((await admin.get('/billing/credit')).text, /href="\/billing\/top-up"/);
  await editor.post('/billing/hush', { csrf: await editor.csrf('/flows'), from: '/flows' });
  assert.doesNotMatch((await editor.get('/flows')).text, /Credit is low\./, 'hidden for a day');
  await topUp(maker, id, -59, { kind: 'correction', reason: 'test' });
  await eventually(() => told(/no credit is left/), (found) => found.length === 1);
  assert.match((await editor.get('/flows')).text, /No credit is left\./, 'that nothing is left is not hidden');
  assert.equal(told(/credit is low/).length, 1);
});

test('the list: searched, ordered, paged, only those that are low', async () => {
  const word = freshWord('list').slice(0, 12);
  const made = [];
  for (const credits of [500, 20, 3000]) {
    const { id, slug } = await organisation(credits);
    await cli('organisation', 'set', slug, `name=${word} ${credits}`);
    made.push(id);
  }
  const names = async (query) => [...(await maker.get(`/support/organisations?q=${word}${query}`)).text.matchAll(new RegExp(`>${word} (\\d+)<`, 'g'))].map((found) => found[1]);
  assert.deepEqual(await names(''), ['20', '3000', '500']);
  assert.deepEqual(await names('&sort=available'), ['20', '500', '3000']);
  assert.deepEqual(await names('&sort=top_up'), ['3000', '20', '500']);
  await eventually(() => names('&low=1'), (found) => found.join() === '20');
  assert.deepEqual(await names('&page=2'), []);
  for (const query of ["'", '&sort=x&page=-1&low=2', `&page=${'9'.repeat(30)}`]) assert.equal((await maker.get(`/support/organisations?q=${query}`)).status, 200, query);
});

test('nobody but staff moves credit, and no form without its token', async () => {
  const { id, slug } = await organisation(10);
  const { browser: admin } = await somebody({ slug, role: 'owner' });
  const posted = await admin.post(`/support/organisations/${id}/top-up`, { csrf: await admin.csrf('/billing/top-up'), form: randomUUID(), credits: '5', reference: 'x' });
  assert.ok([403, 404].includes(posted.status));
  const nobody = await new Browser().post(`/support/organisations/${id}/top-up`, { credits: '5', reference: 'x' });
  assert.ok([303, 403].includes(nobody.status));
  assert.equal((await maker.post(`/support/organisations/${id}/top-up`, { form: randomUUID(), credits: '5', reference: 'x' })).status, 403);
  assert.equal(await balance(id), 10000);
});
