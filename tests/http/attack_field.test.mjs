// Two hands at one task in the same moment: a deletion, an end, an override or a guess beside a code. Nothing is sent for
// a task that is gone, no step is let pass twice, no guess is free, and the books are right.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { age } from '../lib/api.mjs';
import { component, makeTask, publish } from '../lib/flow.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { arrivals, audit, caps, eventually, recipient, sql } from '../lib/send.mjs';

const worker = new Browser(), second = new Browser(), admin = new Browser();
let office, csrf;
before(async () => {
  caps(false);
  await worker.login('worker@demo.example');
  await second.login('worker@demo.example');
  await admin.login('admin@demo.example');
  office = await admin.csrf('/tasks/new');
  csrf = new Map([[worker, await worker.csrf('/field')], [second, await second.csrf('/field')]]);
});
after(() => {
  caps(true);
  audit();
});

const flowOf = (more = {}) => publish([[component('phone', 'phone', { required: true })],
  [component('otp', 'otp', { required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', ...more })]]);
// As the office made it: nobody has worked on it.
const freshTask = (flow) => {
  const task = makeTask(flow, { phone: recipient() });
  sql(`update answer a set at = t.created_at from task t where t.id = a.task_id and t.id = '${task}'`);
  return task;
};
const press = (browser, task, fields) => browser.post(`/field/tasks/${task}/pages/1`, { csrf: csrf.get(browser), ...fields });
const remove = (...tasks) => admin.request('POST', '/tasks/bulk', {
  body: new URLSearchParams([['csrf', office], ['do', 'delete'], ['sure', '1'], ...tasks.map((task) => ['task', task])]).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
const letPass = (task) => admin.post(`/tasks/${task}/override/otp`, { csrf: office, reason: 'Seen in person, card checked', password: demo.SANDI_PASSWORD });
const one = (statement) => Number(sql(statement));
const answered = (answers) => answers.forEach((answer) => assert.ok(answer.status < 500, `${answer.status}`));
const codeTo = async (to) => (await eventually(() => arrivals(to), (all) => all[0]?.code))[0].code;
const wrongCode = (code) => String((Number(code) + 1) % 1e6).padStart(6, '0');
const linkOf = async (task) => new URL(/<p class="address">([^<]+)<\/p>/.exec((await worker.get(`/field/tasks/${task}/pages/1`)).text)[1]).pathname;

// What waits for the organisation's credit while `meanwhile` runs.
async function held(waiting, meanwhile) {
  const psql = spawn('psql', ['-XqAt', demo.SANDI_CHECK_DATABASE_URL]);
  const left = new Promise((done) => { psql.on('exit', done); });
  const locked = new Promise((done) => { psql.stdout.once('data', done); });
  psql.stdin.write("begin; select 1 from sandi.credit c join sandi.organisation o on o.id = c.organisation_id where o.slug = 'demo' for update of c;\n");
  await locked;
  const answer = waiting();
  await eventually(() => one("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = 'sandi_field'"), (n) => n > 0);
  await meanwhile();
  psql.stdin.end('commit;\n');
  await left;
  return answer;
}

for (const [what, meanwhile] of [['deleted', remove], ['finished', (task) => sql(`update task set status = 'done', finished_at = now() where id = '${task}'`)]]) {
  test(`no code goes out for a task that is ${what} while it is asked for`, async () => {
    const task = freshTask(flowOf());
    const answer = await held(() => press(worker, task, { do: 'send:otp' }), () => meanwhile(task));
    assert.ok(answer.status < 500, answer.text);
    assert.equal(one(`select count(*) from verification where task_id = '${task}'`), 0);
  });
}

test('tasks that are deleted while their codes are asked for: none leaves a code behind', async () => {
  const flow = flowOf(), tasks = Array.from({ length: 8 }, () => freshTask(flow));
  for (const task of tasks) {
    answered(await Promise.all([press(worker, task, { do: 'send:otp' }), remove(task), press(second, task, { do: 'send:otp' })]));
  }
  assert.equal(one(`select count(*) from verification v where v.task_id in ('${tasks.join("','")}') and not exists (select from task t where t.id = v.task_id)`), 0);
});

test('a task with a step that was let pass stays when many are deleted', async () => {
  const flow = flowOf(), [passed, free] = [makeTask(flow), makeTask(flow)];
  assert.equal((await letPass(passed)).status, 303);
  const answer = await remove(passed, free);
  assert.ok(answer.status < 400, answer.text);
  assert.equal(sql(`select string_agg(id::text, ',') from task where flow_id = '${flow.id}'`), passed);
});

test('the end of a task, twice at once, is one end', async () => {
  const flow = publish([[], [component('text', 'word')]]);
  for (let i = 0; i < 6; i += 1) {
    const task = makeTask(flow);
    answered(await Promise.all([worker, second, worker, second].map((browser, k) => press(browser, task, { do: 'next', answer_word: `w${k}` }))));
    assert.equal(one(`select count(*) from audit_log where action = 'task.finish' and subject = '${task}'`), 1);
  }
});

test('a right code and an override in one moment: one of them counts', async () => {
  const flow = flowOf();
  for (let i = 0; i < 8; i += 1) {
    const to = recipient(), task = makeTask(flow, { phone: to });
    await press(worker, task, { do: 'send:otp' });
    const code = await codeTo(to);
    const pass = letPass(task); // its password takes a while
    await new Promise((done) => { setTimeout(done, 10 * i); });
    answered(await Promise.all([pass, press(worker, task, { do: 'verify:otp', code_otp: code })]));
    assert.equal(one(`select (select count(*) from verification where task_id = '${task}' and status = 'approved') + (select count(*) from otp_override where task_id = '${task}')`), 1);
  }
});

test('the recipient\'s page and the worker\'s share one budget of guesses, also at once and over a resend', async () => {
  const flow = flowOf({ recipient_entry: true }), to = recipient(), task = makeTask(flow, { phone: to });
  await press(worker, task, { do: 'send:otp' });
  const code = wrongCode(await codeTo(to)), link = await linkOf(task), phones = [new Browser(), new Browser()];
  for (const phone of phones) phone.form = await phone.csrf(link);
  age(sql(`select id from verification where task_id = '${task}'`), 31);
  answered(await Promise.all([
    press(second, task, { do: 'again:otp' }),
    ...Array.from({ length: 6 }, (_, i) => phones[i % 2].post(link, { csrf: phones[i % 2].form, code })),
    ...Array.from({ length: 4 }, () => press(worker, task, { do: 'verify:otp', code_otp: code })),
  ]));
  assert.equal(sql(`select status || ' ' || attempts_used || ' ' || cardinality(wrong_at) from verification where task_id = '${task}'`), 'locked 5 5');
  assert.equal((await phones[0].get(link)).status, 404, 'the link opens nothing any more');
});
