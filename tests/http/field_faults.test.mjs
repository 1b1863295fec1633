// What goes wrong at a door: two phones on one task, presses twice, the office in between, pictures taken back.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { answerOf, component, makeTask, multipart, publish } from '../lib/flow.mjs';
import { Browser } from '../lib/http.mjs';
import { audit, sql } from '../lib/send.mjs';

const phones = [new Browser(), new Browser()];
before(() => Promise.all(phones.map((phone) => phone.login('worker@demo.example'))));
after(audit);

const path = (task, number = 1) => `/field/tasks/${task}/pages/${number}`;
const jpeg = (bytes = 2000) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes)]);
// A page as a phone has it: its hidden fields.
async function open(phone, task, number = 1) {
  const { text } = await phone.get(path(task, number));
  return Object.fromEntries([...text.matchAll(/<input type="hidden" name="(csrf|page|shown|marks)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
}
const hiddenOf = ({ text }) => Object.fromEntries([...text.matchAll(/<input type="hidden" name="(csrf|page|shown|marks)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const upload = async (phone, task, hidden, parts) => phone.request('POST', path(task), multipart([...Object.entries(hidden), ...parts]));
const status = (task) => sql(`select status from task where id = '${task}'`);

test('a second phone neither empties nor overwrites what the first has stored meanwhile', async () => {
  const task = makeTask(publish([[], [component('text', 'who', { required: true }), component('text', 'floor'), component('text', 'note')], [component('text', 'last')]]));
  const [a, b] = await Promise.all(phones.map((phone) => open(phone, task)));
  assert.equal((await phones[0].post(path(task), { ...a, do: 'next', answer_who: 'Rina', answer_floor: '2', answer_note: '' })).status, 303);
  let answer = await phones[1].post(path(task), { ...b, do: 'next', answer_who: '', answer_floor: '3', answer_note: 'dog' });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /“2” was answered on another phone meanwhile/);
  assert.match(answer.text, /name="answer_who"[^>]*value="Rina"/, 'what was not touched follows');
  assert.match(answer.text, /name="answer_floor"[^>]*value="3"/, 'what was typed stays');
  assert.deepEqual(['who', 'floor', 'note'].map((id) => answerOf(task, id)), ['Rina', '2', 'dog']);
  answer = await phones[1].post(path(task), { ...hiddenOf(answer), do: 'next', answer_who: 'Rina', answer_floor: '3', answer_note: 'dog' });
  assert.equal(answer.status, 303, 'a second press decides');
  assert.equal(answerOf(task, 'floor'), '3');
});

test('the phone’s own later words are no conflict: pages again, refused pages, the back button', async () => {
  const task = makeTask(publish([[], [component('text', 'who'), component('number', 'boxes'), component('text', 'fill', { default: 'usual' })], [component('text', 'last')]]));
  let page = await open(phones[0], task);
  let answer = await phones[0].post(path(task), { ...page, do: 'next', answer_who: 'Rina', answer_boxes: 'many', answer_fill: 'usual' });
  assert.equal(answer.status, 422);
  assert.equal(answerOf(task, 'who'), 'Rina');
  answer = await phones[0].post(path(task), { ...hiddenOf(answer), do: 'next', answer_who: 'Rina B', answer_boxes: '3', answer_fill: 'usual' });
  assert.equal(answer.status, 303);
  page = await open(phones[0], task);
  const again = { ...page, do: 'next', answer_who: 'Rina C', answer_boxes: '', answer_fill: 'other' };
  assert.deepEqual((await Promise.all([1, 2, 3].map(() => phones[0].post(path(task), again)))).map(({ status: s }) => s), [303, 303, 303], 'three presses are one');
  assert.deepEqual(['who', 'boxes', 'fill'].map((id) => answerOf(task, id)), ['Rina C', '', 'other']);
});

test('answers and the end are one: of many phones that finish at once, one does, and no answer comes after', async () => {
  for (let round = 0; round < 5; round += 1) {
    const task = makeTask(publish([[], [component('text', 'word', { required: true })]]));
    const pages = await Promise.all(phones.map((phone) => open(phone, task)));
    const answers = await Promise.all(pages.flatMap((page, i) => [0, 1].map((k) => phones[i].post(path(task), { ...page, do: 'next', answer_word: `phone ${i} ${k}` }))));
    const stored = answerOf(task, 'word');
    assert.equal(status(task), 'done');
    assert.equal(sql(`select count(*) from audit_log where action = 'task.finish' and subject = '${task}'`), '1');
    for (const answer of answers) assert.ok([303, 409].includes(answer.status), String(answer.status));
    assert.equal(sql(`select revision from task where id = '${task}'`), '1', 'one phone stored something');
    assert.match(stored, /^phone [01] [01]$/);
  }
});

test('finished meanwhile: a repeated press says nothing, other words are told lost', async () => {
  const task = makeTask(publish([[], [component('text', 'word', { required: true })]]));
  const [a, b] = await Promise.all(phones.map((phone) => open(phone, task)));
  for (let i = 0; i < 2; i += 1) assert.equal((await phones[0].post(path(task), { ...a, do: 'next', answer_word: 'first' })).headers.location, `/field/tasks/${task}`);
  assert.doesNotMatch((await phones[0].get(`/field/tasks/${task}`)).text, /finished before/);
  assert.equal((await phones[1].post(path(task), { ...b, do: 'next', answer_word: 'second' })).headers.location, `/field/tasks/${task}`);
  assert.match((await phones[1].get(`/field/tasks/${task}`)).text, /finished before. What you typed last was not stored/);
  assert.equal(answerOf(task, 'word'), 'first');
});

test('given to somebody else, deleted or never there: 404 in words; an archived flow goes on', async () => {
  const flow = publish([[], [component('text', 'word', { required: true })]]);
  const task = makeTask(flow);
  const page = await open(phones[0], task);
  sql(`update task set worker_id = (select id from person where email = 'editor@demo.example') where id = '${task}'`);
  let answer = await phones[0].post(path(task), { ...page, do: 'next', answer_word: 'lost' });
  assert.equal(answer.status, 404);
  assert.match(answer.text, /not on your list[\s\S]*What you typed last was not stored/);
  sql(`delete from task where id = '${task}'`);
  answer = await phones[0].get(path(task));
  assert.equal(answer.status, 404);
  assert.match(answer.text, /not on your list/);
  const other = makeTask(flow);
  const form = await open(phones[0], other);
  sql(`update flow set archived_at = now() where id = '${flow.id}'`);
  assert.equal((await phones[0].post(path(other), { ...form, do: 'next', answer_word: 'kept' })).status, 303);
  assert.equal(status(other), 'done');
});

test('pictures: taken back they go, unnamed ones go at the end, and no two phones pass the bound', async () => {
  const flow = publish([[], [component('photo', 'photo', { max: 4 }), component('text', 'word', { required: true })]]);
  const task = makeTask(flow);
  const count = () => Number(sql(`select count(*) from attachment where task_id = '${task}'`));
  const page = await open(phones[0], task);
  for (let i = 0; i < 2; i += 1) await upload(phones[0], task, page, [['do', 'add:photo'], ['answer_word', ''], { name: 'file_photo', bytes: jpeg() }]);
  const [one, two] = answerOf(task, 'photo').split('\n');
  await upload(phones[1], task, await open(phones[1], task), [['do', `drop:photo:${one}`], ['answer_word', '']]);
  assert.equal(answerOf(task, 'photo'), two);
  assert.equal(count(), 1);
  sql(`insert into attachment (organisation_id, id, task_id, component_id, kind, type, bytes, sha256, created_by)
    select organisation_id, gen_random_uuid(), task_id, component_id, kind, type, bytes || convert_to(i::text, 'UTF8'), sha256(bytes || convert_to(i::text, 'UTF8')), created_by
    from attachment, generate_series(1, 198) i where task_id = '${task}'`);
  const answers = await Promise.all([0, 1, 0, 1].map(async (i) => upload(phones[i], task, await open(phones[i], task), [['do', 'add:photo'], ['answer_word', ''], { name: 'file_photo', bytes: jpeg() }])));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 422, 422, 422]);
  assert.equal(count(), 200, 'counted under a lock');
  assert.equal((await upload(phones[0], task, await open(phones[0], task), [['do', 'next'], ['answer_word', 'done']])).headers.location, `/field/tasks/${task}`);
  assert.equal(status(task), 'done');
  assert.equal(count(), 2, 'what no answer names went with the end');
});

// A session that sat idle for too long, as the database sees it.
const idle = (email) => sql(`update session set seen_at = now() - interval '13 hours' where person_id = (select id from person where email = '${email}')`);

test('a field as large as a form may be, and bytes that JSON spells out, are refused without an end to the program', async () => {
  const list = (id) => component('list', id, { columns: ['A', 'B', 'C', 'D'] });
  const boxes = Array.from({ length: 20 }, (_, i) => component('choice', `b${i}`, { options: ['Yes', 'No'], style: 'checkboxes' }));
  let task = makeTask(publish([[], [...boxes, component('text', 'word')], [component('text', 'last')]]));
  let page = await open(phones[0], task);
  const large = await phones[0].post(path(task), { ...page, do: 'next', marks: 'x'.repeat(2e6), answer_word: 'w'.repeat(2e6) });
  assert.equal(large.status, 422, large.text.slice(0, 300));
  task = makeTask(publish([[], Array.from({ length: 5 }, (_, i) => list(`l${i}`)), [component('text', 'last')]]));
  page = await open(phones[0], task);
  const cells = Array.from({ length: 1000 }, (_, i) => [`cell_l${Math.floor(i / 200)}_${Math.floor((i % 200) / 4)}_${i % 4}`, '\x01'.repeat(4096)]);
  const answer = await upload(phones[0], task, { ...page, do: 'next' }, [...cells, { name: 'file_none', bytes: Buffer.alloc(19e6) }]);
  assert.equal(answer.status, 422, answer.text.slice(0, 300));
  assert.match(answer.text, /characters that cannot be stored/);
});

test('a step sent after the session ended comes back to the same person, and to nobody else', async () => {
  const task = makeTask(publish([[], [component('text', 'who', { required: true }), component('number', 'boxes'), component('list', 'parts', { columns: ['Part'] }), component('photo', 'photo')], [component('text', 'last')]]));
  const phone = new Browser(), planner = new Browser();
  await phone.login('worker@demo.example');
  await planner.login('editor@demo.example');
  const page = await open(phone, task);
  idle('worker@demo.example');
  let answer = await upload(phone, task, page, [['do', 'next'], ['answer_who', 'Rina & "Co" <b>'], ['answer_boxes', 'three'], ['cell_parts_0_0', 'Box'], ['code_otp', '123456'], { name: 'file_photo', bytes: jpeg() }]);
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, `/login?next=${encodeURIComponent(path(task))}`);
  assert.match((await phone.get(answer.headers.location)).text, /What you typed is kept: sign in/);
  assert.equal(answerOf(task, 'who'), '', 'nothing is stored without a login');
  assert.doesNotMatch(sql(`select fields from kept_form where task_id = '${task}'`), /123456|csrf/);
  assert.doesNotMatch((await planner.get(path(task))).text, /Rina/, 'others do not see it');
  answer = await phone.login('worker@demo.example', undefined, { next: path(task) });
  assert.equal(answer.headers.location, path(task), 'back to the same place');
  answer = await phone.get(path(task));
  assert.match(answer.text, /You were signed out: this is not sent yet[\s\S]*Photos and drawings have to be made once more/);
  assert.match(answer.text, /name="answer_who"[^>]*value="Rina &amp; &quot;Co&quot; &lt;b&gt;"/);
  assert.match(answer.text, /name="answer_boxes"[^>]*value="three"/);
  assert.match(answer.text, /value="Box"/);
  assert.equal(answerOf(task, 'who'), '', 'nor by looking at it');
  answer = await upload(phone, task, { ...hiddenOf(answer), kept: '1' }, [['do', 'next'], ['answer_who', 'Rina'], ['answer_boxes', '3'], ['cell_parts_0_0', 'Box']]);
  assert.equal(answer.headers.location, path(task, 2));
  assert.equal(sql(`select count(*) from kept_form where task_id = '${task}'`), '0');
  assert.doesNotMatch((await phone.get(path(task))).text, /You were signed out/);
});

test('nothing is kept of a foreign site, of a session that was ended, of a foreign task, of a page that is not there, or of too much', async () => {
  const flow = publish([[], [component('text', 'who')], [component('text', 'last')]]);
  const task = makeTask(flow), foreign = makeTask(flow, {}, 'editor@demo.example');
  const kept = () => sql('select count(*) from kept_form');
  const phone = new Browser();
  await phone.login('worker@demo.example');
  const page = await open(phone, task);
  const before = kept();
  idle('worker@demo.example');
  const form = { ...page, do: 'next', answer_who: 'Rina' };
  for (const answer of [
    await phone.post(path(task), { ...form, csrf: '00' }),
    await phone.post(path(task), form, { headers: { Origin: 'https://elsewhere.example' } }),
    await phone.post(path(task), form, { headers: { 'Sec-Fetch-Site': 'cross-site' } }),
    await phone.post(path(foreign), form),
    await phone.post(path(task), { ...form, answer_who: 'x'.repeat(70000) }),
    await phone.post(path(task), { ...form, page: "x'); drop" }),
    await phone.post(path(task), { ...form, page: 'elsewhere' }),
    await phone.request('POST', path(task), { body: 'a=%zz', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  ]) {
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location, /^\/login/);
    assert.equal(kept(), before);
  }
  sql(`delete from session where person_id = (select id from person where email = 'worker@demo.example')`);
  assert.equal((await phone.post(path(task), form)).status, 303);
  assert.equal(kept(), before);
  const answer = await phone.login('worker@demo.example', undefined, { next: '//elsewhere.example/field' });
  assert.equal(answer.headers.location, '/field');
});

test('the list: late first, then today, later, without time, done lately; progress; search when there are many', async () => {
  const flow = publish([[], [component('text', 'a')], [component('text', 'b')], [component('text', 'c')]], `List ${randomBytes(4).toString('hex')}`);
  const make = (title, set) => { const id = makeTask(flow); sql(`update task set title = '${title}'${set ? `, ${set}` : ''} where id = '${id}'`); return id; };
  const late = make('Late one', "starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'");
  make('Tomorrow one', "starts_at = now() + interval '26 hours', ends_at = now() + interval '27 hours'");
  make('Now one', "starts_at = now() - interval '1 minute', ends_at = now() + interval '1 minute'");
  make('Any one');
  make('Done one', "status = 'done', finished_at = now() - interval '1 day'");
  make('Old one', "status = 'done', finished_at = now() - interval '9 days'");
  for (let i = 0; i < 5; i += 1) make(`More ${i}`);
  const phone = new Browser();
  await phone.login('worker@demo.example');
  await phone.post(path(late), { ...await open(phone, late), do: 'next', answer_a: 'x' });
  const { text } = await phone.get(`/field?q=${encodeURIComponent(flow.name)}`);
  const order = ['Overdue', 'Late one', 'Step 2 of 3', 'Today', 'Now one', 'Later', 'Tomorrow one', 'Without time', 'Any one', 'Done lately', 'Done one'].map((word) => text.indexOf(word));
  assert.ok(order.every((at, i) => at > (order[i - 1] ?? 0)), String(order));
  assert.doesNotMatch(text, /Old one/);
  assert.match((await phone.get('/field')).text, /type="search"/);
  assert.match((await phone.get('/field?q=%3Cnone%3E')).text, /No task found[\s\S]*“&lt;none&gt;”/);
});
