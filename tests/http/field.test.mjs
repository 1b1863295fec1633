// The worker's steps over HTTP: every type of answer, good and bad, what rules show, pictures and who may see them.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { answerOf, component, makeTask, multipart, publish } from '../lib/flow.mjs';
import { age } from '../lib/api.mjs';
import { Browser } from '../lib/http.mjs';
import { audit, caps, recipient, sql } from '../lib/send.mjs';

const worker = new Browser(), editor = new Browser(), stranger = new Browser();
before(async () => {
  caps(false);
  await worker.login('worker@demo.example');
  await editor.login('editor@demo.example');
  await stranger.login('admin@other.example');
});
after(() => { caps(true); audit(); });

const path = (task, number = 1) => `/field/tasks/${task}/pages/${number}`;
const token = async () => worker.csrf('/field');
const send = async (task, fields, number = 1) => worker.post(path(task, number), { csrf: await csrf(), ...fields });
let known;
const csrf = async () => (known ??= /name="csrf" value="([0-9a-f]+)"/.exec((await worker.get('/field')).text)?.[1] ?? await token());
const upload = async (task, parts, number = 1) => {
  const { body, headers } = multipart([['csrf', await csrf()], ...parts]);
  return worker.request('POST', path(task, number), { body, headers });
};
const jpeg = (bytes = 2000) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes)]);
const png = () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(500)]);
const plain = (html) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const choice = (id, style, options, more) => component('choice', id, { style, options, ...more });

for (const [type, more, good, stored, bad, words] of [
  ['text', {}, ' two words ', 'two words', 'x'.repeat(501), /At most 500 characters/],
  ['number', { min: 10, max: 20 }, '12,5', '12,5', '21', /At most 20, please/],
  ['number', {}, '-3', '-3', 'three', /type a number/],
  ['phone', {}, '0812 3456 7890', '+6281234567890', '12', /not a phone number/],
  ['email', {}, 'Rina@Example.COM', 'Rina@example.com', 'rina', /not an email address/],
  ['date', {}, '31/12/2026', '2026-12-31', '31/02/2026', /not a date/],
  ['time', {}, '8.30', '08:30', '25:00', /not a time of day/],
  ['address', {}, 'Jl. Satu 1\nJakarta', 'Jl. Satu 1\nJakarta', '\u0001', /cannot be stored/],
  ['coordinate', {}, '-6.200000, 106.816667', '-6.2,106.816667', '91, 0', /not a coordinate/],
]) {
  test(`${type}: “${good}” is stored as “${stored}”, “${bad.slice(0, 12)}” is refused and kept`, async () => {
    const task = makeTask(publish([[], [component(type, 'field', { required: true, ...more })], [component('text', 'last')]]));
    const missing = await send(task, { do: 'next', answer_field: '' });
    assert.equal(missing.status, 422);
    assert.match(missing.text, /Please fill this in/);
    const refused = await send(task, { do: 'next', answer_field: bad });
    assert.equal(refused.status, 422);
    assert.match(refused.text, words);
    if (bad > ' ') assert.ok(refused.text.includes(bad), 'what was typed is still there');
    assert.equal((await send(task, { do: 'next', answer_field: good })).headers.location, path(task, 2));
    assert.equal(answerOf(task, 'field'), stored);
    if (type === 'address') assert.match((await worker.get(path(task))).text, /Jl\. Satu 1\nJakarta<\/textarea>/);
  });
}

test('choices: one, several, and nothing that is not offered', async () => {
  const options = ['Wet', 'Torn', 'Late'];
  const task = makeTask(publish([[], [choice('drop', 'dropdown', options), choice('one', 'buttons', options), choice('boxes', 'checkboxes', options, { min: 2 })], [component('text', 'last')]]));
  const page = (await worker.get(path(task))).text;
  assert.match(page, /<select id="answer_drop"/);
  assert.equal((page.match(/type="radio" name="answer_one"/g) ?? []).length, 3);
  assert.equal((page.match(/type="checkbox" name="answer_boxes"/g) ?? []).length, 3);
  let answer = await send(task, { do: 'next', answer_drop: 'Gone' });
  assert.match(answer.text, /choose from the list/);
  answer = await send(task, { do: 'next', answer_boxes: 'Wet' });
  assert.match(answer.text, /choose at least 2/);
  const body = new URLSearchParams([['csrf', await csrf()], ['do', 'next'], ['answer_drop', 'Late'], ['answer_one', 'Torn'], ['answer_boxes', 'Late'], ['answer_boxes', 'Wet']]).toString();
  answer = await worker.request('POST', path(task), { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  assert.equal(answer.headers.location, path(task, 2));
  assert.equal(answerOf(task, 'boxes'), 'Wet\nLate');
  assert.match((await worker.get(path(task))).text, /value="Late" checked/);
});

test('lists: rows are added, taken away and stored; the office reads a table', async () => {
  const task = makeTask(publish([[], [component('list', 'parts', { columns: ['Part', 'Number'], required: true, max: 3 })]]));
  const rows = (text) => (text.match(/<fieldset class="row"/g) ?? []).length;
  let page = await send(task, { do: 'add:parts', cell_parts_0_0: 'Box', cell_parts_0_1: '2' });
  assert.equal(page.status, 200);
  assert.equal(rows(page.text), 2);
  assert.match(page.text, /value="Box"/);
  page = await send(task, { do: 'add:parts', cell_parts_0_0: 'Box', cell_parts_0_1: '2', cell_parts_1_0: 'Bag', cell_parts_1_1: '' });
  assert.equal(rows(page.text), 3);
  assert.doesNotMatch(page.text, /value="add:parts"/);
  page = await send(task, { do: 'drop:parts:0', cell_parts_0_0: 'Box', cell_parts_0_1: '2', cell_parts_1_0: 'Bag', cell_parts_1_1: '' });
  assert.doesNotMatch(page.text, /value="Box"/);
  page = await send(task, { do: 'next', cell_parts_0_0: ' ', cell_parts_0_1: '' });
  assert.equal(page.status, 422);
  page = await send(task, { do: 'next', cell_parts_0_0: 'Bag', cell_parts_0_1: '', cell_parts_1_0: '', cell_parts_1_1: '' });
  assert.equal(page.status, 303);
  assert.equal(answerOf(task, 'parts'), '[["Bag",""]]');
  assert.match((await editor.get(`/tasks/${task}`)).text, /<th scope="col">Part<\/th>[\s\S]*<td>Bag<\/td>/);
  assert.match((await worker.get(`/field/tasks/${task}`)).text, /<td>Bag<\/td>/);
});

test('a photo is taken, shown to those who may see it, and taken back', async () => {
  const flow = publish([[], [component('photo', 'photo', { required: true, max: 2, min: 2 }), component('text', 'word')]]);
  const task = makeTask(flow);
  assert.match((await worker.get(path(task))).text, /enctype="multipart\/form-data"[\s\S]*type="file"[^>]*capture=/);
  let answer = await upload(task, [['do', 'next'], ['answer_word', 'kept']]);
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Please fill this in/);
  const first = jpeg();
  answer = await upload(task, [['do', 'add:photo'], ['answer_word', 'kept'], { name: 'file_photo', bytes: first }]);
  assert.equal(answer.headers.location, `${path(task)}#field_photo`);
  await upload(task, [['do', 'add:photo'], ['answer_word', 'kept'], { name: 'file_photo', bytes: first }]);
  const id = answerOf(task, 'photo');
  assert.match(id, /^[0-9a-f-]{36}$/, 'the same picture is there once');
  answer = await upload(task, [['do', 'next'], ['answer_word', 'kept']]);
  assert.match(answer.text, /Photos needed: 2 at least/);
  const shown = await worker.get(`/field/tasks/${task}/files/${id}`);
  assert.equal(shown.status, 200);
  assert.equal(shown.headers['content-type'], 'image/jpeg');
  assert.equal(shown.headers['x-content-type-options'], 'nosniff');
  assert.match(String(shown.headers['content-security-policy']), /sandbox/);
  assert.match(shown.headers['content-disposition'], /inline; filename="photo\.jpeg"/);
  assert.equal((await editor.get(`/tasks/${task}/files/${id}`)).status, 200);
  const other = makeTask(flow, {}, 'editor@demo.example');
  assert.equal((await worker.get(`/field/tasks/${other}/files/${id}`)).status, 404);
  assert.equal((await stranger.get(`/tasks/${task}/files/${id}`)).status, 404);
  assert.equal((await new Browser().get(`/field/tasks/${task}/files/${id}`)).status, 303);
  answer = await upload(task, [['do', 'next'], ['answer_word', 'kept'], { name: 'file_photo', bytes: png(), type: 'text/html' }]);
  assert.equal(answer.status, 303, 'its bytes say what it is');
  assert.match((await editor.get(`/tasks/${task}`)).text, new RegExp(`<img src="/tasks/${task}/files/${id}"`));
  assert.equal((await upload(task, [['do', `drop:photo:${id}`]])).headers.location, `/field/tasks/${task}`, 'nothing changes after the end');
  assert.match(answerOf(task, 'photo'), new RegExp(`^${id}\n`));
});

test('a photo is taken back, and another worker’s picture cannot be named', async () => {
  const flow = publish([[], [component('photo', 'photo')]]);
  const [mine, other] = [makeTask(flow), makeTask(flow, {}, 'editor@demo.example')];
  await upload(mine, [['do', 'add:photo'], { name: 'file_photo', bytes: jpeg() }]);
  const id = answerOf(mine, 'photo');
  await upload(mine, [['do', 'add:photo'], ['answer_photo', '0196a1b2-0000-7000-8000-000000000001']]);
  assert.equal(answerOf(mine, 'photo'), id);
  assert.equal((await worker.get(path(other))).status, 404);
  await upload(mine, [['do', `drop:photo:${id}`]]);
  assert.equal(answerOf(mine, 'photo'), '');
  assert.equal(sql(`select count(*) from attachment where id = '${id}'`), '0', 'it is gone');
});

test('whoever may not read recipients sees only tasks of their own here', async () => {
  const flow = otpFlow();
  const to = recipient(), task = makeTask(flow, { phone: to });
  const address = `/field/tasks/${task}`;
  const paths = [address, `${address}/pages/1`, `${address}/otp/otp`];
  const statuses = async (browser) => Promise.all(paths.map(async (one) => (await browser.get(one)).status));
  const maker = (email) => sql(`update task set created_by = (select id from person where email = '${email}') where id = '${task}'`);
  for (const role of ['editor', 'admin', 'owner']) {
    const browser = new Browser();
    await browser.login(`${role}@demo.example`);
    maker('planner@demo.example');
    assert.deepEqual(await statuses(browser), [404, 404, 404], role);
    assert.equal((await browser.post(paths[1], { csrf: await browser.csrf('/field'), do: 'send:otp' })).status, 404, role);
    maker(`${role}@demo.example`);
    assert.deepEqual(await statuses(browser), [303, 200, 200], `${role} who made it`);
  }
  const planner = new Browser();
  await planner.login('planner@demo.example');
  assert.deepEqual(await statuses(planner), [303, 200, 200]);
});

test('what is no photo, too large or far too large is told, and the other answers stay', async () => {
  const task = makeTask(publish([[], [component('photo', 'photo'), component('text', 'word')]]));
  let answer = await upload(task, [['do', 'next'], ['answer_word', 'kept'], { name: 'file_photo', bytes: '<svg onload=alert(1)>', type: 'image/jpeg' }]);
  assert.equal(answer.status, 422);
  assert.match(answer.text, /not a photo/);
  answer = await upload(task, [['do', 'next'], ['answer_word', 'kept'], { name: 'file_photo', bytes: jpeg(3 << 20) }]);
  assert.equal(answer.status, 413);
  assert.match(answer.text, /larger than 2 MB/);
  assert.match(answer.text, /value="kept"/);
  assert.equal(answerOf(task, 'word'), 'kept');
  assert.equal(answerOf(task, 'photo'), '');
  answer = await upload(task, [{ name: 'file_photo', bytes: Buffer.alloc((24 << 20) + 1000, 1) }]);
  assert.equal(answer.status, 413);
  assert.match(plain(answer.text), /That was too much at once/);
});

test('a broken or foreign form of files is 400, 403 or 415, never 5xx', async () => {
  const task = makeTask(publish([[], [component('photo', 'photo')]]));
  const good = multipart([['csrf', await csrf()], { name: 'file_photo', bytes: jpeg() }]);
  const cut = await worker.request('POST', path(task), { body: good.body.subarray(0, good.body.length - 40), headers: good.headers });
  assert.equal(cut.status, 400);
  const unsigned = multipart([['csrf', '00'], { name: 'file_photo', bytes: jpeg() }]);
  assert.equal((await worker.request('POST', path(task), unsigned)).status, 403);
  const bare = await worker.request('POST', path(task), { body: good.body, headers: { 'Content-Type': 'multipart/form-data' } });
  assert.equal(bare.status, 415);
});

test('a signature is a name, a drawing, or both', async () => {
  const task = makeTask(publish([[], [component('signature', 'sign', { required: true })], [component('text', 'last')]]));
  assert.equal((await upload(task, [['do', 'next'], ['answer_sign', ' ']])).status, 422);
  assert.equal((await upload(task, [['do', 'next'], ['answer_sign', '  '], { name: 'file_sign', bytes: png(), type: 'image/png' }])).status, 303);
  const drawn = answerOf(task, 'sign');
  assert.match(drawn, /^[0-9a-f-]{36}$/);
  await upload(task, [['do', 'next'], ['answer_sign', 'Rina']]);
  assert.equal(answerOf(task, 'sign'), `Rina\n${drawn}`);
  await upload(task, [['do', `drop:sign:${drawn}`], ['answer_sign', 'Rina']]);
  assert.equal(answerOf(task, 'sign'), 'Rina');
  assert.match((await editor.get(`/tasks/${task}`)).text, />Rina</);
});

test('rules show, require and fill; hidden required fields never block; empty pages are skipped', async () => {
  const flow = publish([
    [component('number', 'weight')],
    [choice('state', 'buttons', ['Delivered', 'Refused'], { required: true }),
      component('text', 'reason', { required: true, visible: false, rules: [{ do: 'show', field: 'state', test: 'is', value: 'Refused' }] }),
      component('text', 'note', { rules: [{ do: 'fill', field: 'weight', test: 'more', value: '20', fill: 'Heavy' }] })],
    [component('text', 'only', { required: true, visible: false, rules: [{ do: 'show', field: 'state', test: 'is', value: 'Refused' }] })],
    [component('text', 'last', { required: true })],
  ]);
  const task = makeTask(flow, { weight: '25' });
  let page = await worker.get(path(task));
  assert.match(page.text, /Step 1 of 2/);
  assert.match(page.text, /id="field_reason"[^>]* hidden>/);
  assert.match(page.text, /name="answer_note"[^>]*value="Heavy"/);
  const form = { page: 'page1', shown: 'state note', answer_note: 'Heavy' };
  page = await send(task, { ...form, do: 'next', answer_state: 'Refused' });
  assert.equal(page.status, 200, 'what was not seen yet is asked first');
  assert.match(page.text, /a little more to fill in/);
  assert.match(page.text, /Step 1 of 3/);
  assert.doesNotMatch(page.text, /id="field_reason"[^>]* hidden>/);
  page = await send(task, { ...form, shown: 'state reason note', do: 'next', answer_state: 'Refused' });
  assert.equal(page.status, 422);
  page = await send(task, { ...form, shown: 'state reason note', do: 'next', answer_state: 'Refused', answer_reason: 'Not at home' });
  assert.equal(page.headers.location, path(task, 2));
  assert.match((await worker.get(path(task, 2))).text, /id="field_only"/);
  // The worker changes his mind: the reason does not count any more, and nothing asks for the page in between.
  page = await send(task, { ...form, shown: 'state reason note', do: 'next', answer_state: 'Delivered', answer_reason: 'Not at home' });
  assert.equal(page.headers.location, path(task, 2));
  assert.match((await worker.get(path(task, 2))).text, /id="field_last"/);
  const late = await send(task, { page: 'page2', do: 'next', answer_only: 'x' }, 2);
  assert.equal(late.headers.location, `/field/tasks/${task}`, 'a page of the old order stores nothing');
  assert.equal(answerOf(task, 'last'), '');
  page = await send(task, { page: 'page3', do: 'next', answer_last: 'done' }, 2);
  assert.equal(page.headers.location, `/field/tasks/${task}`);
  assert.equal(sql(`select status from task where id = '${task}'`), 'done');
  assert.equal(answerOf(task, 'reason'), '', 'what does not count is not kept');
  assert.equal(answerOf(task, 'note'), 'Heavy', 'what a rule filled in is');
  assert.doesNotMatch((await worker.get(`/field/tasks/${task}`)).text, /The reason/);
});

test('two phones on one task: the last word counts, and nothing is written after the end', async () => {
  const task = makeTask(publish([[], [component('text', 'word', { required: true })]]));
  const second = new Browser();
  await second.login('worker@demo.example');
  const other = { csrf: /name="csrf" value="([0-9a-f]+)"/.exec((await second.get(path(task))).text)[1] };
  await send(task, { do: 'send:none', answer_word: 'first' });
  assert.equal((await second.post(path(task), { ...other, do: 'next', answer_word: 'second' })).status, 303);
  assert.equal(sql(`select status from task where id = '${task}'`), 'done');
  assert.equal((await send(task, { do: 'next', answer_word: 'third' })).headers.location, `/field/tasks/${task}`);
  assert.equal(answerOf(task, 'word'), 'second');
});

const otpFlow = (more) => publish([[component('phone', 'phone', { required: true })],
  [component('otp', 'otp', { required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', ...more })]]);

test('an OTP lives as long as its setting says, and is not sent again more often than it allows', async () => {
  const task = makeTask(otpFlow({ minutes: 9, resends: 0 }), { phone: recipient() });
  assert.equal((await send(task, { do: 'send:otp' })).status, 303);
  const life = sql(`select round(extract(epoch from expires_at - created_at)) from verification where task_id = '${task}'`);
  assert.equal(life, '540');
  const page = (await worker.get(path(task))).text;
  assert.match(page, /cannot be sent again/);
  assert.doesNotMatch(page, /value="again:otp"/);
  await age(sql(`select id from verification where task_id = '${task}'`), 120); // no cooldown in the way
  await send(task, { do: 'again:otp' });
  assert.equal(sql(`select count(*) from message m join verification v on v.id = m.verification_id where v.task_id = '${task}'`), '1');
});

test('a recipient of the office is corrected only where the flow allows it', async () => {
  const [was, now] = [recipient(), recipient()];
  const closed = makeTask(otpFlow({}), { phone: was });
  assert.doesNotMatch((await worker.get(path(closed))).text, /name="to_otp"/);
  await send(closed, { do: 'correct:otp', to_otp: now });
  assert.equal(answerOf(closed, 'phone'), was);
  const task = makeTask(otpFlow({ correctable: true }), { phone: was });
  await send(task, { do: 'send:otp' });
  let answer = await send(task, { do: 'correct:otp', to_otp: '12' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /not a phone number/);
  assert.match(answer.text, /name="to_otp"[^>]*value="12"/);
  answer = await send(task, { do: 'correct:otp', to_otp: now });
  assert.equal(answer.status, 303);
  assert.equal(answerOf(task, 'phone'), now);
  assert.match((await worker.get(path(task))).text, /value="send:otp"/);
  assert.equal(sql(`select count(*) from audit_log where action = 'task.recipient' and subject = '${task}'`), '1');
  await send(task, { do: 'send:otp' });
  assert.equal(sql(`select string_agg(recipient, ',' order by created_at) from verification where task_id = '${task}'`), `${was},${now}`);
});

test('the office fills in the Initial Page by the same fields and rules', async () => {
  const flow = publish([[component('date', 'day', { required: true }), choice('kind', 'checkboxes', ['Food', 'Glass']),
    component('text', 'care', { required: true, visible: false, rules: [{ do: 'show', field: 'kind', test: 'contains', value: 'Glass' }] }),
    component('list', 'items', { columns: ['Item'] }), component('photo', 'photo'), component('note', 'hint', { text: 'Ask for the floor.' })], [component('text', 'last')]]);
  const form = await editor.get(`/tasks/new?flow=${flow.id}`);
  assert.match(form.text, /type="date"[\s\S]*type="checkbox"[\s\S]*Ask for the floor/);
  assert.doesNotMatch(form.text, /type="file"/);
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(form.text)[1];
  const post = (fields) => editor.post('/tasks/new', { csrf, flow: flow.id, do: '', ...fields });
  let answer = await post({ answer_day: '1/2/2026', answer_kind: 'Glass' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /#answer_care/);
  answer = await post({ do: 'add:items', cell_items_0_0: 'Vase' });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /name="cell_items_1_0"/);
  answer = await post({ answer_day: '1/2/2026', answer_kind: 'Food', cell_items_0_0: 'Vase' });
  assert.equal(answer.status, 303);
  const task = answer.headers.location.split('/').pop();
  assert.equal(answerOf(task, 'day'), '2026-02-01');
  assert.equal(answerOf(task, 'items'), '[["Vase"]]');
});

test('more than can be typed is refused, whatever it is sent as; the program lives on', async () => {
  const task = makeTask(publish([[], [component('text', 'field'), component('list', 'parts', { columns: ['Part', 'Number'] }), component('photo', 'pic')], [component('text', 'last')]]));
  const pid = readFileSync(`${process.env.STATE}/run/field.pid`, 'utf8');
  const long = (text, megabytes) => text.repeat(megabytes * 1024 * 1024);
  const form = (body) => worker.request('POST', path(task), { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  assert.equal((await form(`csrf=${await csrf()}&do=next&answer_field=${long('a', 23)}`)).status, 413);
  for (const parts of [
    [['answer_field', long('<', 20)]], [['cell_parts_0_0', long('\u0001', 10)], ['cell_parts_0_1', long('\u0001', 10)]],
    [['answer_field', long('<', 3)], { name: 'file_pic', bytes: jpeg(20_000_000) }],
  ]) assert.equal((await upload(task, [['do', 'next'], ...parts])).status, 413);
  const cells = await upload(task, [['do', 'next'], ['cell_parts_0_0', long('"', 3)], { name: 'file_pic', bytes: jpeg(20_000_000) }]);
  assert.ok([413, 422].includes(cells.status), String(cells.status));
  assert.equal(readFileSync(`${process.env.STATE}/run/field.pid`, 'utf8'), pid);
});
