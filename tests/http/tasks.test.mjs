// Planners' tasks: filters, many at once, files in and out. Each test makes a flow of its own in the demo organisation.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { answerOf, component, makeTask, multipart, publish } from '../lib/flow.mjs';
import { Browser } from '../lib/http.mjs';
import { sql } from '../lib/send.mjs';

const editor = new Browser();
const admin = new Browser();
let csrf;
before(async () => {
  await editor.login('editor@demo.example');
  await admin.login('admin@demo.example');
  csrf = await editor.csrf('/tasks/new');
});

const person = (email) => sql(`select id from person where email = '${email}'`);
const office = (more = []) => publish([[
  component('text', 'order', { title: 'Order', required: true }), component('phone', 'phone', { title: 'Phone' }),
  component('choice', 'size', { title: 'Size', options: ['Small', 'Large'], style: 'dropdown', default: 'Small' }), ...more,
], [component('text', 'note', { title: 'Note' })]]);
const titles = (text) => [...text.matchAll(/<a href="\/tasks\/[0-9a-f-]{36}">([^<]*)<\/a>/g)].map((m) => m[1]);
const list = async (query) => titles((await editor.get(`/tasks?${new URLSearchParams(query)}`)).text);
const create = (flow, form) => editor.post('/tasks/new', { csrf, flow: flow.id, answer_order: form.title, answer_size: 'Large', ...form });
const idOf = (answer) => /\/tasks\/([0-9a-f-]{36})/.exec(answer.headers.location)[1];
const audited = (task, action) => Number(sql(`select count(*) from audit_log where action = '${action}' and subject = '${task}'`));

async function send(flow, content, more = {}) {
  const { body, headers } = multipart([['csrf', csrf], ['flow', flow.id],
    { name: 'file', filename: more.name ?? 'tasks.csv', type: 'text/csv', bytes: content }]);
  return (more.as ?? editor).request('POST', '/tasks/import', { body, headers });
}
async function look(flow, content, more) {
  const answer = await send(flow, content, more);
  assert.equal(answer.status, 303, answer.text);
  const path = answer.headers.location;
  return { path, id: path.split('/').pop(), page: await editor.get(path) };
}
const apply = (path, version = 1) => editor.post(path, { csrf, version });
const words = (text) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const count = (flow) => Number(sql(`select count(*) from task where flow_id = '${flow.id}'`));

test('a task has a window of the organisation\'s clocks, and may have no worker', async () => {
  const flow = office();
  const made = await create(flow, { title: 'Windowed', starts: '2027-03-01T08:00', ends: '2027-03-01T10:00' });
  assert.equal(made.status, 303, made.text);
  const id = idOf(made);
  assert.equal(sql(`select status || ' ' || (starts_at at time zone 'UTC') || ' ' || (ends_at at time zone 'UTC') from task where id = '${id}'`),
    'unassigned 2027-03-01 01:00:00 2027-03-01 03:00:00');
  assert.match((await editor.get('/tasks?q=Windowed')).text, /1 Mar 2027, 08:00–10:00/);
  const wrong = await create(flow, { title: 'W', starts: '2027-02-30T08:00', ends: 'tomorrow' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="2027-02-30T08:00"/);
  assert.match(wrong.text, /This is not a day and a time/);
  const reversed = await create(flow, { title: 'W', starts: '2027-03-01T08:00', ends: '2027-03-01T08:00' });
  assert.equal(reversed.status, 422);
  assert.match(reversed.text, /The end must be after the start/);
});

test('a time that the clocks skip is refused in words', async () => {
  sql("update organisation set time_zone = 'Europe/Berlin' where slug = 'demo'");
  try {
    const refused = await create(office(), { title: 'Skipped', starts: '2027-03-28T02:30' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /clocks are put forward over this time/);
  } finally {
    sql("update organisation set time_zone = 'Asia/Jakarta' where slug = 'demo'");
  }
});

test('a task is edited until it is done', async () => {
  const flow = office();
  const id = idOf(await create(flow, { title: 'Before', answer_phone: '+62 812 3456 7890' }));
  const worker = person('worker@demo.example');
  assert.match((await editor.get(`/tasks/${id}/edit`)).text, /value="Before"/);
  const empty = await editor.post(`/tasks/${id}/edit`, { csrf, title: ' ', worker, starts: '', ends: '' });
  assert.equal(empty.status, 422);
  const saved = await editor.post(`/tasks/${id}/edit`, { csrf, title: 'After 0812-3456-7890', worker, starts: '2027-01-01T09:00', ends: '' });
  assert.equal(saved.status, 303, saved.text);
  assert.equal(sql(`select title || ' ' || status || ' ' || (starts_at at time zone 'Asia/Jakarta') from task where id = '${id}'`), 'After 0812-3456-7890 ongoing 2027-01-01 09:00:00');
  for (const action of ['task.rename', 'task.assign', 'task.move']) assert.equal(audited(id, action), 1, action);
  assert.equal(sql(`select detail from audit_log where action = 'task.rename' and subject = '${id}'`), '{"to": "After erased", "from": "Before"}', 'the log is told no recipient');
  await editor.post(`/tasks/${id}/edit`, { csrf, title: 'After 0812-3456-7890', worker, starts: '2027-01-01T09:00', ends: '' });
  for (const action of ['task.rename', 'task.assign', 'task.move']) assert.equal(audited(id, action), 1, `${action}, nothing changed`);
  assert.equal((await editor.post(`/tasks/${id}/edit`, { csrf, title: 'After 0812-3456-7890', worker: person('admin@other.example') })).status, 422);
  sql(`update task set status = 'done', finished_at = now() where id = '${id}'`);
  const done = await editor.post(`/tasks/${id}/edit`, { csrf, title: 'Too late', worker: '' });
  assert.equal(done.status, 409);
  assert.equal(sql(`select title from task where id = '${id}'`), 'After 0812-3456-7890');
  assert.equal((await editor.get(`/tasks/${randomUUID()}/edit`)).status, 404);
});

test('the filters of the address find what they say', async () => {
  const flow = office();
  const zone = "at time zone 'Asia/Jakarta'";
  const ids = [];
  for (const [title, starts, ends] of [
    ['Early', "date_trunc('day', now() @) + interval '6 h'", "date_trunc('day', now() @) + interval '1 day - 1 s'"], ['Morrow', "date_trunc('day', now() @) + interval '30 h'", 'null'],
    ['Late', 'null', "(now() - interval '3 days') @"], ['Free', 'null', 'null'], ['Spring', "timestamp '2028-03-05 10:00'", "timestamp '2028-03-07 10:00'"]]) {
    const id = makeTask(flow);
    ids.push(id);
    sql(`update task set title = '${title}', starts_at = (${starts.replaceAll('@', zone)})::timestamp ${zone}, ends_at = (${ends.replaceAll('@', zone)})::timestamp ${zone} where id = '${id}'`);
  }
  sql(`update task set status = 'unassigned', worker_id = null where id = '${ids[3]}'`);
  const found = async (query) => (await list({ flow: flow.id, ...query })).sort();
  assert.deepEqual(await found({}), ['Early', 'Free', 'Late', 'Morrow', 'Spring']);
  assert.deepEqual(await found({ when: 'today' }), ['Early']);
  assert.deepEqual(await found({ when: 'tomorrow' }), ['Morrow']);
  assert.deepEqual(await found({ when: 'overdue' }), ['Late']);
  assert.ok((await found({ when: 'week' })).includes('Early'));
  assert.deepEqual(await found({ from: '2028-03-06', to: '2028-03-06' }), ['Spring'], 'in the middle of it');
  assert.deepEqual(await found({ from: '2028-03-08', to: '2028-03-07' }), ['Spring'], 'the other way round');
  assert.deepEqual(await found({ from: '2028-03-08' }), []);
  assert.deepEqual(await found({ worker: 'none' }), ['Free']);
  assert.equal((await found({ worker: person('worker@demo.example') })).length, 4);
  assert.deepEqual(await found({ status: 'unassigned' }), ['Free']);
  assert.deepEqual(await list({ flow: flow.id, sort: 'title' }), ['Early', 'Free', 'Late', 'Morrow', 'Spring']);
  assert.deepEqual(await list({ flow: flow.id, sort: 'starts' }), ['Late', 'Early', 'Morrow', 'Spring', 'Free']);
  const { text } = await editor.get(`/tasks?flow=${flow.id}&status=unassigned&q=Free`);
  assert.match(text, new RegExp(`class="chip" href="/tasks\\?q=Free&amp;flow=${flow.id}"`), 'each chip takes its own filter away');
  for (const odd of ['when=never&sort=x&from=2027-02-31&to=x&worker=1&flow=2&page=-1&status=x&q=%e2%80%8b', `q=${'x'.repeat(5000)}`, 'page=99999']) {
    assert.equal((await editor.get(`/tasks?${odd}`)).status, 200, odd);
  }
});

test('many at once: looked at, confirmed, done in one transaction and told', async () => {
  const flow = office();
  const made = [];
  for (const title of ['One', 'Two', 'Three']) made.push(idOf(await create(flow, { title })));
  const done = makeTask(flow);
  sql(`update task set status = 'done', finished_at = now(), title = 'Finished' where id = '${done}'`);
  const begun = makeTask(flow, { note: 'here' });
  const worker = person('worker@demo.example');
  const ask = (action, tasks, more = {}) => editor.request('POST', '/tasks/bulk', {
    body: new URLSearchParams([['csrf', csrf], ['do', action], ['filters', `flow=${flow.id}`], ...tasks.map((id) => ['task', id]), ...Object.entries(more)]).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const question = await ask('assign', [...made, done]);
  assert.equal(question.status, 200);
  assert.match(question.text, /Assign 3 tasks/);
  assert.match(words(question.text), /1 task cannot be changed so and stays as it is\. Finished : It is done\./);
  assert.equal((await ask('assign', made, { sure: 1, worker: '' })).status, 422);
  assert.equal((await ask('assign', made, { sure: 1, worker: person('admin@other.example') })).status, 422, 'nobody of another organisation');
  const assigned = await ask('assign', [...made, done], { sure: 1, worker });
  assert.equal(assigned.headers.location, `/tasks?flow=${flow.id}`);
  assert.match((await editor.get(assigned.headers.location)).text, /3 tasks were assigned\. 1 was left as it was\./);
  assert.equal(sql(`select count(*) from task where flow_id = '${flow.id}' and worker_id = '${worker}' and status = 'ongoing' and id <> '${begun}'`), '3');
  for (const id of made) assert.equal(audited(id, 'task.assign'), 1);
  await ask('move', made, { sure: 1, starts: '2027-05-01T08:00', ends: '2027-05-01T12:00' });
  assert.equal((await ask('move', made, { sure: 1, starts: '2027-05-02T08:00', ends: '2027-05-01T12:00' })).status, 422);
  assert.equal(sql(`select count(*) from task where flow_id = '${flow.id}' and starts_at = '2027-05-01 01:00Z'`), '3');
  await ask('unassign', made.slice(0, 1), { sure: 1 });
  assert.equal(sql(`select status || coalesce(worker_id::text, '') from task where id = '${made[0]}'`), 'unassigned');
  const deleting = await ask('delete', [...made, begun, done]);
  assert.match(words(deleting.text), /Somebody has begun it\./);
  await ask('delete', [...made, begun, done], { sure: 1 });
  assert.equal(sql(`select count(*) from task where flow_id = '${flow.id}'`), '2', 'what was begun is kept');
  assert.equal(sql(`select detail ->> 'title' from audit_log where action = 'task.delete' and subject = '${made[1]}'`), 'Two');
  // Not of this organisation, nothing chosen, an unknown action.
  const foreign = sql("select t.id from task t join organisation o on o.id = t.organisation_id where o.slug = 'other' limit 1") || randomUUID();
  await ask('delete', [foreign], { sure: 1 });
  assert.match((await ask('delete', [])).headers.location, /^\/tasks/);
  assert.equal((await ask('burn', made)).status, 400);
  assert.equal((await editor.post('/tasks/bulk', { do: 'delete' })).status, 403, 'no token');
});

test('all that fit are changed, up to 500', async () => {
  const flow = office();
  const csv = `Order\n${Array.from({ length: 510 }, (_, i) => `ZQ${i}`).join('\n')}\n`;
  await apply((await look(flow, csv)).path);
  const ask = (form) => editor.post('/tasks/bulk', { csrf, do: 'move', filters: `flow=${flow.id}`, all: '1', ...form });
  const refused = await ask({});
  assert.equal(refused.status, 303);
  assert.match((await editor.get(refused.headers.location)).text, /At most 500 tasks are changed at once/);
  const question = await ask({ filters: `flow=${flow.id}&q=ZQ4` });
  assert.match(question.text, /Move the time of 111 tasks/);
});

test('a template, a file, a look at it, and all its tasks at once', async () => {
  const flow = office();
  const template = await editor.get(`/tasks/import/template?flow=${flow.id}`);
  assert.equal(template.text, '\ufeff"Order","Phone","Size","Name of the task","Worker (email)","Not before","Until"\r\n');
  const csv = '\ufeffOrder;Phone;Size;Worker (email);Not before;Until\r\nDO-1;0812 3456 7890;Large;WORKER@demo.example;2027-01-02 08:00;2027-01-02 9:30:00\r\n"DO;2 ""x""";;;;;\r\n';
  const { path, page, id } = await look(flow, csv);
  assert.equal(page.status, 200);
  assert.match(words(page.text), /Lines 2 Right 2 Errors 0/);
  assert.match(words(page.text), /Phone: \+62 812-3456-7890/);
  assert.match(page.text, /Import 2 tasks/);
  assert.equal(count(flow), 0, 'nothing was made yet');
  const applied = await apply(path);
  assert.equal(applied.headers.location, path);
  assert.match((await editor.get(path)).text, /2 tasks made/);
  assert.equal(sql(`select string_agg(title || '|' || status || '|' || coalesce((starts_at at time zone 'UTC')::text, '') , ',' order by created_at desc) from task where import_id = '${id}'`),
    'DO-1|ongoing|2027-01-02 01:00:00,DO;2 "x"|unassigned|');
  const task = sql(`select id from task where import_id = '${id}' and title = 'DO-1'`);
  assert.equal(answerOf(task, 'phone'), '+6281234567890');
  assert.equal(answerOf(sql(`select id from task where import_id = '${id}' and title <> 'DO-1'`), 'size'), 'Small', 'the default');
  assert.deepEqual(await list({ import: id }), ['DO-1', 'DO;2 &quot;x&quot;']);
  assert.equal(audited(id, 'task.import'), 1);
  // Again, and twice at once: nothing more.
  await Promise.all([apply(path), apply(path), apply(path)]);
  assert.equal(count(flow), 2);
  assert.equal(sql(`select coalesce(content::text, 'none') from task_import where id = '${id}'`), 'none', 'the file is not kept');
});

test('a file that comes a second time says so, until the tasks of the first are gone', async () => {
  const flow = office(), again = /This file was imported before\. 2 tasks made/;
  const first = await look(flow, 'Order\nA\nB\n');
  assert.doesNotMatch(words((await look(flow, 'Order\nA\nB\n')).page.text), again, 'looked at is not imported');
  await apply(first.path);
  const { page, path } = await look(flow, 'Order\nA\nB\n', { name: 'copy.csv' });
  assert.match(words(page.text).replace(/ +([,.])/g, '$1'), again);
  assert.ok(page.text.includes(`/tasks?import=${first.id}`));
  assert.doesNotMatch(words((await look(flow, 'Order\nA\nC\n')).page.text), again, 'another file');
  assert.doesNotMatch(words((await look(office(), 'Order\nA\nB\n')).page.text), again, 'another flow');
  sql(`delete from answer a using task t where t.id = a.task_id and t.import_id = '${first.id}'; delete from task where import_id = '${first.id}'`);
  assert.doesNotMatch(words((await editor.get(path)).text), again);
  assert.equal((await apply(path)).status, 303, 'it may be meant');
  assert.equal(count(flow), 2);
});

test('twice at the same time makes them once', async () => {
  const flow = office();
  const { path } = await look(flow, 'Order\nA\nB\n');
  const answers = await Promise.all(Array.from({ length: 6 }, () => apply(path)));
  for (const answer of answers) assert.equal(answer.status, 303);
  assert.equal(count(flow), 2);
});

test('bad lines are told by line, column and value, and nothing is made', async () => {
  const flow = office([component('number', 'pieces', { title: 'Pieces', min: 1, max: 9 })]);
  const csv = `order\tPhone\tPieces\tworker\tstarts\tends\n\t12\t10\tnobody@demo.example\t31.12.2026\t\nGood\t\t\t\t2027-01-02 10:00\t2027-01-02 09:00\n"two\nlines"\t\tx\tadmin@other.example\n`;
  const { path, page } = await look(flow, csv);
  const text = words(page.text);
  assert.match(text, /Lines 3 Right 0 Errors 8/);
  for (const expected of [/2 Order Please fill this in\./, /2 Phone 12 This is not a phone number/, /2 Pieces 10 At most 9, please/,
    /2 Worker \(email\) nobody@demo\.example Nobody of your organisation/, /2 Not before 31\.12\.2026 This is not a day and a time/,
    /3 Until 2027-01-02 09:00 The end must be after the start/, /4 Pieces x Please type a number/, /4 Worker \(email\) admin@other\.example Nobody of your organisation/]) assert.match(text, expected);
  assert.doesNotMatch(page.text, /Import \d/);
  assert.equal((await apply(path)).status, 409, 'pressed all the same');
  assert.equal(count(flow), 0);
});

test('files that cannot be read are refused in words', async () => {
  const flow = office();
  for (const [content, expected] of [
    [Buffer.from('Order\nCaf\xe9\n', 'latin1'), /not in UTF-8/], [Buffer.from('\ufeffOrder\nA\n', 'utf16le'), /not in UTF-8/],
    ['Order\n', /Below its first line the file is empty/], ['Phone\n0812\n', /Order This column is missing/], ['Order,Colour\nA,red\n', /Colour The flow has no such column/],
    ['Order,order\nA,B\n', /This column stands here twice/], ['Order\n"A\n', /quotation mark is not closed/], ['Order\nA,B\n', /more cells than the first one/],
    [`Order\n${'A\n'.repeat(5001)}`, /At most 5,000 tasks/]]) {
    const { page } = await look(flow, content);
    assert.equal(page.status, 200);
    assert.match(words(page.text), expected);
    assert.doesNotMatch(page.text, /Import \d/);
  }
  assert.equal((await send(flow, '')).status, 422);
  assert.match((await send(flow, Buffer.alloc(2200000, 'A'))).text, /larger than 2 MB/);
});

test('a flow or file of another organisation is not found, and workers come to none of it', async () => {
  const other = new Browser();
  await other.login('admin@other.example');
  const flow = office();
  const { path } = await look(flow, 'Order\nA\n');
  const token = await other.csrf('/tasks/new') ?? await other.csrf('/settings/account');
  assert.equal((await other.get(path)).status, 404);
  assert.equal((await other.post(path, { csrf: token, version: 1 })).status, 404);
  const { body, headers } = multipart([['csrf', token], ['flow', flow.id], { name: 'file', filename: 'x.csv', bytes: 'Order\nA\n' }]);
  assert.ok([200, 404].includes((await other.request('POST', '/tasks/import', { body, headers })).status));
  assert.doesNotMatch((await other.get(`/tasks/export?flow=${flow.id}&format=json`)).text, /"id"/);
  const worker = new Browser();
  await worker.login('worker@demo.example');
  for (const page of ['/tasks', '/tasks/import', '/tasks/export', path]) assert.notEqual((await worker.get(page)).status, 200, page);
  assert.equal(count(flow), 0);
});

test('a flow that is published anew between the look and the press is looked at again', async () => {
  const flow = office();
  const { path } = await look(flow, 'Order\nA\n');
  sql(`insert into flow_version (organisation_id, flow_id, version, definition) select organisation_id, flow_id, 2, definition from flow_version where flow_id = '${flow.id}'`);
  sql(`update flow set published_version = 2 where id = '${flow.id}'`);
  const stale = await apply(path, 1);
  assert.equal(stale.status, 409);
  assert.match(stale.text, /published anew/);
  assert.equal(count(flow), 0);
  assert.equal((await apply(path, 2)).status, 303);
  assert.equal(count(flow), 1);
  const archived = await look(flow, 'Order\nB\n');
  sql(`update flow set archived_at = now() where id = '${flow.id}'`);
  assert.match((await apply(archived.path, 2)).text, /The flow is archived/);
  assert.equal(count(flow), 1);
});

const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${readFileSync(`${process.env.STATE ?? '.state'}/run/console.pid`, 'utf8').trim()}/status`, 'utf8'))[1]);

test('5,000 lines are looked at, made and exported within bounds', async (t) => {
  const flow = office();
  const csv = `Order,Phone,Size,Worker (email),Not before\n${Array.from({ length: 5000 }, (_, i) => `DO-${i},0812${String(30000000 + i)},Large,worker@demo.example,2027-01-02 08:00`).join('\n')}\n`;
  let began = Date.now();
  const { path } = await look(flow, csv);
  const looked = Date.now() - began;
  began = Date.now();
  assert.equal((await apply(path)).status, 303);
  const made = Date.now() - began;
  assert.equal(count(flow), 5000);
  const rest = rss();
  began = Date.now();
  const file = await editor.get(`/tasks/export?flow=${flow.id}`);
  t.diagnostic(`looked at in ${looked} ms, made in ${made} ms, exported in ${Date.now() - began} ms; ${rest} kB before and ${rss()} kB after the export`);
  assert.equal(file.text.trim().split('\r\n').length, 5001);
  assert.ok(rss() - rest < 20000, 'the export is streamed');
});

test('exports hold the answers of one flow, masked, guarded, and cost only for who sees bills', async () => {
  const flow = office([component('text', 'formula', { title: '=Head' })]);
  const id = idOf(await admin.post('/tasks/new', { csrf: await admin.csrf('/tasks/new'), flow: flow.id, answer_order: 'E-1', answer_size: 'Large', answer_phone: '+6281234567890', answer_formula: '=1+1' }));
  const csv = (await editor.get(`/tasks/export?flow=${flow.id}`)).text;
  assert.ok(csv.startsWith('\ufeff"Id","Task","Flow","Version","Worker","Status"'));
  assert.match(csv, /"Country","Order","Phone","Size","'=Head","Note"\r\n/, 'no cost for an editor');
  assert.match(csv, /"'=1\+1"/);
  assert.doesNotMatch(csv, /81234567890/, 'an editor who did not make it reads no number');
  const semicolons = (await admin.get(`/tasks/export?flow=${flow.id}&separator=semicolon`)).text;
  assert.match(semicolons, /"Country";"Cost, credits";"Order"/);
  assert.match(semicolons, /81234567890/, 'who made it does');
  const json = JSON.parse((await admin.get(`/tasks/export?flow=${flow.id}&format=json`)).text);
  assert.deepEqual(json.data.map((row) => [row.id, row.status, row.version, row.answers.formula, row.answers.size, row.cost]), [[id, 'unassigned', 1, '=1+1', 'Large', null]]);
  const all = JSON.parse((await editor.get('/tasks/export?format=json')).text);
  assert.ok(all.data.length > 1 && all.data.every((row) => !('answers' in row) && !('cost' in row)));
});

test('the widest flow, of twenty versions that ask for other things, is exported in both formats', async () => {
  const id = randomUUID();
  const wide = (version) => JSON.stringify({ schema: 1, pages: [{ id: 'initial', title: 'Initial Page',
    components: Array.from({ length: 200 }, (_, i) => component('text', `v${version}_${i}_`.padEnd(40, 'x'))) }] });
  const of = (query) => sql(query.replaceAll('$org', "(select id from organisation where slug = 'demo')"));
  of(`insert into flow (organisation_id, id, name, draft, published_version) values ($org, '${id}', 'Wide ${id}', '${wide(20)}', 20)`);
  for (let version = 1; version <= 20; version++)
    of(`insert into flow_version (organisation_id, flow_id, version, definition) values ($org, '${id}', ${version}, '${wide(version)}')`);
  of(`insert into task (organisation_id, id, flow_id, flow_version, title, status)
    select $org, gen_random_uuid(), '${id}', 1 + i % 20, 'W ' || i, 'unassigned' from generate_series(1, 200) i`);
  of(`insert into answer (organisation_id, task_id, component_id, value)
    select $org, id, '${'v20_7_'.padEnd(40, 'x')}', 'here' from task where flow_id = '${id}' and flow_version = 20`);
  const rows = (await editor.get(`/tasks/export?flow=${id}`)).text.trim().split('\r\n');
  assert.deepEqual([rows.length, rows[0].split(',').length, rows.filter((row) => row.includes('"here"')).length], [201, 4013, 10]);
  const { data } = JSON.parse((await editor.get(`/tasks/export?flow=${id}&format=json`)).text);
  assert.deepEqual([data.length, Object.keys(data[0].answers).length], [200, 4000]);
});
