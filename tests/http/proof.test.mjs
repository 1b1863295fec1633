// What the office reads of a task: facts of its verification, the proof, flags; and letting a step pass without a code.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { age } from '../lib/api.mjs';
import { component, makeTask, publish } from '../lib/flow.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { arrivals, audit, caps, eventually, recipient, sql } from '../lib/send.mjs';

const worker = new Browser(), admin = new Browser(), planner = new Browser(), editor = new Browser(), stranger = new Browser(), support = new Browser();
const PLANNER = 'planner.of.proofs@demo.example';
before(async () => {
  caps(false);
  sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${PLANNER}', 'Proof planner', password_hash from person where email = 'editor@demo.example' on conflict do nothing`);
  sql(`insert into member (organisation_id, person_id, role) select o.id, p.id, 'planner' from organisation o, person p where o.slug = 'demo' and p.email = '${PLANNER}' on conflict do nothing`);
  await worker.login('worker@demo.example');
  await admin.login('admin@demo.example');
  await planner.login(PLANNER);
  await editor.login('editor@demo.example');
  await stranger.login('admin@other.example');
  await support.login('support@demo.example');
});
after(() => { caps(true); audit(); });

const tokens = new Map();
const csrf = async (browser, path) => {
  if (!tokens.has(browser)) tokens.set(browser, await browser.csrf(path));
  return tokens.get(browser);
};
const plain = (html) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const path = (task) => `/field/tasks/${task}/pages/1`;
const press = async (task, fields) => worker.post(path(task), { csrf: await csrf(worker, '/field'), ...fields });
const send = (task) => press(task, { do: 'send:otp' });
const codeOf = async (to) => (await eventually(() => arrivals(to), (m) => m.length > 0 && m[0].code))[0].code;
const delivered = (task) => eventually(() => sql(`select count(*) from message m join verification v on v.id = m.verification_id where v.task_id = '${task}' and m.delivered_at is not null`), (n) => n > 0);
const statusOf = (task) => sql(`select string_agg(status, ',' order by created_at) from verification where task_id = '${task}'`);

const otpFlow = (more, channel = 'whatsapp') => publish([[component(channel === 'email' ? 'email' : 'phone', 'to', { required: true })],
  [component('otp', 'otp', { required: true, channel, digits: 6, recipient: 'to', ...more }), component('coordinate', 'where'), component('list', 'parts', { columns: ['Part'] })]]);
const makeOtp = (to = recipient(), more = {}, channel = 'whatsapp') => ({ to, task: makeTask(otpFlow(more, channel), { to, where: '-6.2,106.8', parts: '[["Box"]]' }) });
async function verified(to, more, channel) {
  const one = makeOtp(to, more, channel);
  const seen = (await arrivals(one.to)).length;
  await send(one.task);
  const code = (await eventually(() => arrivals(one.to), (m) => m.length > seen && m[0].code))[0].code;
  assert.equal((await press(one.task, { do: 'verify:otp', code_otp: code })).status, 303);
  assert.equal(statusOf(one.task), 'approved');
  return one;
}
const json = async (browser, task) => JSON.parse((await browser.get(`/tasks/${task}/proof.json`)).text);
const override = async (browser, task, fields = {}, step = 'otp') => browser.post(`/tasks/${task}/override/${step}`,
  { csrf: await csrf(browser, '/settings/account'), reason: 'The guard knows her, card checked', password: demo.SANDI_PASSWORD, ...fields });
const overrides = (task) => sql(`select count(*) from otp_override where task_id = '${task}'`);

test('a task and its proof tell what was sent, delivered and verified; nobody but admins reads a price', async () => {
  const { task, to } = await verified();
  await delivered(task);
  assert.equal((await press(task, { do: 'next', answer_where: '-6.2,106.8', cell_parts_0_0: 'Box' })).headers.location, `/field/tasks/${task}`);
  const id = sql(`select id from verification where task_id = '${task}'`);
  for (const [browser, priced] of [[admin, true], [editor, false], [planner, false]]) {
    const page = await browser.get(`/tasks/${task}`);
    const text = plain(page.text);
    assert.match(text, /Verified \d{1,2} \w{3} \d{4}/);
    assert.match(text, /See the verification/);
    assert.match(text, /Recipient \+62\d+\*+\d\d Indonesia/);
    assert.match(text, /Sent by Demo worker/);
    assert.match(text, /Wrong codes 0 of 5/);
    assert.match(text, /WhatsApp .* Delivered|WhatsApp .* Read/);
    assert.match(text, /Finished the task/);
    assert.equal(/Cost, credits/.test(text), priced);
    assert.ok(page.text.includes(`href="/deliveries/${id}"`));
    assert.ok(page.text.includes('href="geo:-6.2,106.8"'));
    const proof = await browser.get(`/tasks/${task}/proof`);
    assert.equal(proof.status, 200);
    assert.match(plain(proof.text), /Demo Logistics Proof of delivery/);
    assert.match(plain(proof.text), new RegExp(`Task no. ${task} Printed \\d.*Time zone Asia/Jakarta`));
    assert.doesNotMatch(proof.text, /not finished|Cost, credits/);
    assert.ok(proof.text.includes(id) && !proof.text.includes(to) && !plain(proof.text).replace(/[ -]/g, '').includes(to));
    const data = await json(browser, task);
    assert.equal(data.verifications[0].charged !== undefined, priced);
    assert.equal(data.verifications[0].verified, true);
    assert.equal(data.verifications[0].codes[0].id, id);
    assert.equal(data.pages[1].answers[0].value, '-6.2,106.8');
    assert.deepEqual(data.pages[1].answers[1].rows, [['Box']]);
    assert.equal(data.status, 'done');
    assert.ok(data.activity.some((line) => line.action === 'task.finish' && line.by === 'Demo worker'));
    assert.ok(!JSON.stringify(data).includes(to), 'recipients are masked');
  }
  assert.match((await json(admin, task)).verifications[0].charged, /^\d+(\.\d+)?$/);
});

test('a task that is not done says so on its proof', async () => {
  const { task } = makeOtp();
  const proof = plain((await planner.get(`/tasks/${task}/proof`)).text);
  assert.match(proof, /This task is not finished/);
  assert.match(proof, /No code was sent for this step/);
  assert.equal((await json(planner, task)).status, 'ongoing');
  assert.doesNotMatch((await planner.get(`/tasks/${task}`)).text, /See the verification/, 'of which there is none');
});

test('who has no business with a task finds neither page, proof nor override', async () => {
  const { task } = makeOtp();
  for (const page of [`/tasks/${task}`, `/tasks/${task}/proof`, `/tasks/${task}/proof.json`, `/tasks/${task}/override/otp`]) {
    assert.equal((await stranger.get(page)).status, 404, page);
    assert.equal((await worker.get(page)).status, 403, page);
    assert.equal((await support.get(page)).status, 403, page);
    assert.equal((await new Browser().get(page)).status, 303, page);
  }
  for (const browser of [editor, planner]) {
    assert.equal((await browser.get(`/tasks/${task}/override/otp`)).status, 403);
    assert.equal((await override(browser, task)).status, 403);
    assert.doesNotMatch((await browser.get(`/tasks/${task}`)).text, /\/override\//);
  }
  assert.equal((await override(stranger, task)).status, 404);
  assert.equal((await override(support, task)).status, 403);
  for (const step of ['none', 'where', 'OTP', '%22']) assert.equal((await admin.get(`/tasks/${task}/override/${step}`)).status, 404, step);
  assert.equal((await admin.get('/tasks/0196a1b2-0000-7000-8000-000000000001/proof')).status, 404);
  assert.equal((await admin.get('/tasks/x/proof.json')).status, 404);
  assert.equal(overrides(task), '0');
});

test('an override asks for a reason and the password, and keeps what was typed', async () => {
  const { task, to } = makeOtp();
  for (const [fields, words] of [
    [{ reason: '' }, /Fill this in/], [{ reason: 'short' }, /at least 10 characters/i], [{ reason: 'x'.repeat(501) }, /At most 500 characters/],
    [{ reason: `Called 0${to.slice(3)} twice` }, /Leave the recipient out/],
    [{ reason: `Called 0${[...to.slice(3)].join('_')} twice` }, /Leave the recipient out/], [{ reason: 'A <b>good</b> reason', password: '' }, /Fill this in/],
    [{ reason: 'A <b>good</b> reason', password: 'wrong' }, /not your password/], [{ reason: 'bad \u0001 bytes here' }, /cannot be seen/],
  ]) {
    const answer = await override(admin, task, fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.match(answer.text, words);
    if (fields.reason.includes('good')) assert.ok(answer.text.includes('A &lt;b&gt;good&lt;/b&gt; reason</textarea>'));
    assert.doesNotMatch(answer.text, /value="wrong"/);
  }
  assert.equal(overrides(task), '0');
});

test('an override cancels the waiting code, lets the worker finish, and is told wherever the task is', async () => {
  const { task, to } = makeOtp();
  await send(task);
  const code = await codeOf(to);
  const opened = (await worker.get(path(task))).text;
  assert.match((await admin.get(`/tasks/${task}/override/otp`)).text, /The code that waits now is canceled/);
  const answer = await override(admin, task);
  assert.equal(answer.headers.location, `/tasks/${task}#step-otp`);
  assert.equal(statusOf(task), 'canceled');
  assert.equal(sql(`select count(*) from verification where task_id = '${task}' and sealed is not null`), '0', 'no live code remains');
  const step = plain((await worker.get(path(task))).text);
  assert.match(step, /Approved by the office without a code/);
  assert.doesNotMatch(step, /Verified|Send code/);
  // A page that was open before changes nothing any more.
  assert.match(opened, /value="verify:otp"/);
  await press(task, { do: 'verify:otp', code_otp: code });
  await press(task, { do: 'send:otp' });
  assert.equal(statusOf(task), 'canceled');
  assert.match((await override(admin, task)).headers.location, new RegExp(`/tasks/${task}#step-otp`));
  assert.match(plain((await admin.get(`/tasks/${task}`)).text), /This step was let pass before/);
  assert.equal(overrides(task), '1');
  assert.equal((await press(task, { do: 'next' })).headers.location, `/field/tasks/${task}`);
  assert.equal(sql(`select status from task where id = '${task}'`), 'done');
  assert.match(plain((await worker.get(`/field/tasks/${task}`)).text), /Approved by the office without a code/);
  for (const page of [`/tasks/${task}`, `/tasks/${task}/proof`]) {
    const text = plain((await planner.get(page)).text);
    assert.match(text, /Approved by the office without a code/);
    assert.match(text, /Let pass by Demo admin .* Reason The guard knows her, card checked/);
    assert.match(text, /An admin let this step pass: no code was verified/);
    assert.doesNotMatch(text, /> ?Verified ?</);
  }
  const data = await json(planner, task);
  assert.equal(data.verifications[0].verified, false);
  assert.equal(data.verifications[0].passed_without_code.reason, 'The guard knows her, card checked');
  assert.ok(data.flags.some((flag) => flag.flag === 'passed_without_code'));
  assert.match(plain((await admin.get('/settings/audit?group=flows')).text), /Let a step of the task “[^”]+” pass without a code/);
});

test('a verified step and a finished task are not let pass', async () => {
  const { task } = await verified();
  assert.equal((await override(admin, task)).headers.location, `/tasks/${task}#step-otp`);
  assert.match(plain((await admin.get(`/tasks/${task}`)).text), /The right code came first/);
  await press(task, { do: 'next' });
  await admin.get(`/tasks/${task}/override/otp`);
  assert.match(plain((await admin.get(`/tasks/${task}`)).text), /This task is finished: nothing of it can be changed/);
  assert.equal(overrides(task), '0');
});

// Holds the organisation's credit row, runs each action until its program waits for that row (as the dispatcher may, too),
// then lets go: they go on in that order.
async function inOrder(...actions) {
  const psql = spawn('psql', ['-XqAt', demo.SANDI_CHECK_DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
  const held = new Promise((resolve) => { psql.stdout.once('data', resolve); });
  psql.stdin.write("set search_path = sandi; begin; select 'held' from credit c join organisation o on o.id = c.organisation_id where o.slug = 'demo' for update of c;\n");
  await held;
  const running = [];
  for (const action of actions) {
    running.push(action());
    await eventually(() => Number(sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename in ('sandi_console', 'sandi_field')")), (n) => n >= running.length, 6000);
  }
  psql.stdin.end('commit;\n');
  return Promise.all(running);
}

test('an override and a right code at the same instant: the first counts, the other does not', async () => {
  for (const first of ['override', 'code', 'override', 'code']) {
    const { task, to } = makeOtp();
    await send(task);
    const code = await codeOf(to);
    await delivered(task);
    const acts = [() => override(admin, task), () => press(task, { do: 'verify:otp', code_otp: code })];
    await inOrder(...(first === 'override' ? acts : acts.reverse()));
    assert.equal(`${statusOf(task)} ${overrides(task)}`, first === 'override' ? 'canceled 1' : 'approved 0', first);
    const text = plain((await planner.get(`/tasks/${task}/proof`)).text);
    assert.equal(/Approved by the office/.test(text), first === 'override');
    assert.equal((await json(planner, task)).verifications[0].verified, first === 'code');
    audit();
  }
});

test('a code that is asked for while a step is let pass is not sent', async () => {
  const { task } = makeOtp();
  await inOrder(() => override(admin, task), () => send(task));
  assert.equal(overrides(task), '1');
  assert.equal(sql(`select count(*) from verification where task_id = '${task}'`), '0');
});

test('flags: a recipient that repeats, the worker\'s own, a corrected one', async () => {
  const to = recipient('email');
  const first = await verified(to, {}, 'email'), second = await verified(to, {}, 'email');
  const flagsOf = async (task) => (await json(planner, task)).flags.map((flag) => `${flag.flag}: ${flag.text}`).join('\n');
  for (const { task } of [first, second]) assert.equal(await flagsOf(task), 'recipient_repeats: The same recipient verified 1 other task within 30 days. This worker ran 1 of them.');
  assert.match(plain((await admin.get(`/tasks/${second.task}`)).text), /Worth a second look .*verified 1 other task/);
  await age(sql(`select id from verification where task_id = '${first.task}'`), 31 * 86400);
  assert.equal(await flagsOf(second.task), '');
  for (const address of ['worker@demo.example', 'Worker+door@demo.example']) {
    const own = await verified(address, {}, 'email');
    assert.match(await flagsOf(own.task), /recipient_is_worker: The code went to the worker's own number or address/, address);
  }
  const { task } = makeOtp(recipient('email'), { correctable: true }, 'email');
  await press(task, { do: 'correct:otp', to_otp: recipient('email') });
  assert.match(await flagsOf(task), /recipient_corrected: The recipient was corrected after the task was made/);
  assert.match(plain((await admin.get(`/tasks/${task}`)).text), /Corrected a recipient of the task/);
});

test('flags: the worker\'s own number, also one that is known only afterwards', async () => {
  const { task, to } = await verified();
  const phoneOf = (number) => sql(`update member set phone = ${number} from person p where p.id = member.person_id and p.email = 'worker@demo.example'`);
  const own = async () => (await json(planner, task)).flags.filter((flag) => flag.flag === 'recipient_is_worker').length;
  try {
    assert.equal(await own(), 0);
    phoneOf(`'${recipient()}'`);
    assert.equal(await own(), 0);
    phoneOf(`'${to}'`);
    assert.equal(await own(), 1);
    assert.match(plain((await planner.get(`/tasks/${task}/proof`)).text), /The code went to the worker(.|&#39;)s own number or address/);
  } finally {
    phoneOf('null');
  }
});

test('a task and its proof tell who typed the right code', async () => {
  const { task } = await verified();
  const waiting = makeOtp();
  await send(waiting.task);
  const told = async (words, label) => {
    for (const page of [`/tasks/${task}`, `/tasks/${task}/proof`]) {
      const text = plain((await planner.get(page)).text);
      if (words) assert.ok(text.includes(`Code typed by ${words} `), page);
      else assert.doesNotMatch(text, /Code typed by/);
    }
    assert.equal((await json(planner, task)).verifications[0].codes[0].entered_by, label);
  };
  await told('The worker', 'worker');
  sql(`update verification set entered_by = 'recipient' where task_id = '${task}'`);
  await told('Somebody on the page behind the link', 'recipient');
  sql(`update verification set entered_by = null where task_id = '${task}'`); // kept before anybody was noted
  await told('', null);
  assert.equal((await json(planner, waiting.task)).verifications[0].codes[0].entered_by, null);
});

test('what was erased stays readable as erased', async () => {
  const { task } = await verified();
  sql(`update verification set recipient = 'erased', prefix = 'erased' where task_id = '${task}'`);
  sql(`update answer set value = 'erased' where task_id = '${task}' and component_id = 'to'`);
  const page = await planner.get(`/tasks/${task}/proof`);
  assert.equal(page.status, 200);
  assert.match(plain(page.text), /Recipient erased/);
  assert.equal((await json(planner, task)).verifications[0].verified, true);
});
