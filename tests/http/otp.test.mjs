// The OTP step at the door: what it says while it waits, every refusal with a way on, codes as people paste them, the worker's
// own number, and the page where the recipient types the code. Every recipient is new, the caps are on where they are tested.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerOf, component, makeTask, publish } from '../lib/flow.mjs';
import { age } from '../lib/api.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { arrivals, audit, caps, eventually, recipient, sql } from '../lib/send.mjs';

const worker = new Browser(), second = new Browser(), admin = new Browser(), editor = new Browser(), stranger = new Browser();
before(async () => {
  caps(false);
  await worker.login('worker@demo.example');
  await second.login('worker@demo.example');
  await admin.login('admin@demo.example');
  await editor.login('editor@demo.example');
  await stranger.login('admin@other.example');
});
after(() => {
  caps(true);
  sql(`update member set phone = null`);
  audit();
});

const path = (task, number = 1) => `/field/tasks/${task}/pages/${number}`;
const live = (task) => `/field/tasks/${task}/otp/otp`;
const plain = (html) => html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ').replaceAll('&#39;', '’').replace(/\s+/g, ' ');
const page = async (task, browser = worker, number = 1) => (await browser.get(path(task, number))).text;
const hidden = (text, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];
const send = async (task, fields, browser = worker, number = 1) => browser.post(path(task, number), { csrf: hidden((await browser.get('/field')).text, 'csrf'), ...fields });
const verification = (task, what) => sql(`select ${what} from verification where task_id = '${task}' order by created_at desc limit 1`);
const codeTo = async (to, seen = 0) => (await eventually(() => arrivals(to), (all) => all.length > seen && all[0].code))[0].code;
const wrong = (code) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

const otpFlow = (more = {}) => publish([[component('phone', 'phone', { required: true })],
  [component('otp', 'otp', { required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', ...more })]]);
const typedFlow = (more = {}) => publish([[], [component('phone', 'phone', { required: true }), component('email', 'mail')],
  [component('otp', 'otp', { required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', ...more })]]);

// --- live ------------------------------------------------------------------------------------------------

test('the OTP alone says where the message is, with a tag that costs nothing while nothing changes', async () => {
  const to = recipient(), task = makeTask(otpFlow(), { phone: to });
  await send(task, { do: 'send:otp' });
  assert.match(await page(task), new RegExp(`data-live="${live(task)}"`));
  const delivered = await eventually(() => worker.get(live(task)), (answer) => /(Delivered|Read by the recipient) \d\d:\d\d/.test(plain(answer.text)));
  assert.match(delivered.text, /<div class="otp" id="otp-otp"[^>]* data-state="waiting"/);
  assert.doesNotMatch(delivered.text, /<html|credit|price/i, 'a fragment, without prices');
  const settled = await eventually(async () => {
    const { etag } = (await worker.get(live(task))).headers;
    return worker.get(live(task), { headers: { 'If-None-Match': etag } });
  }, (answer) => answer.status === 304);
  assert.equal(settled.text, '');
  const tag = (await worker.get(live(task))).headers.etag;
  await send(task, { do: 'verify:otp', code_otp: await codeTo(to) });
  const after = await worker.get(live(task), { headers: { 'If-None-Match': tag } });
  assert.equal(after.status, 200);
  assert.match(after.text, /data-state="verified"/);
  assert.doesNotMatch(after.text, /data-live/, 'nobody asks any more');
});

test('the time is that of the organisation', async () => {
  const to = recipient(), task = makeTask(otpFlow(), { phone: to });
  await send(task, { do: 'send:otp' });
  await codeTo(to);
  const words = plain((await eventually(() => worker.get(live(task)), (answer) => /(Sent|Delivered|Read by the recipient) \d/.test(plain(answer.text)))).text);
  const [, hour] = /(?:Sent|Delivered|Read by the recipient) (\d\d):\d\d/.exec(words);
  const zone = sql("select time_zone from organisation where slug = 'demo'");
  const now = new Date();
  const near = [0, 60000].map((ms) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hour12: false }).format(now - ms));
  assert.ok(near.includes(hour), `${hour} in ${zone}`);
});

test('only who may see the task is told, and only of a code that the task has', async () => {
  const task = makeTask(otpFlow(), { phone: recipient() });
  assert.equal((await worker.get(live(task))).status, 200);
  assert.equal((await stranger.get(live(task))).status, 404);
  assert.equal((await new Browser().get(live(task))).status, 303);
  for (const id of ['phone', 'nothing', '../x', '%00', 'x'.repeat(300)]) {
    const { status } = await worker.get(`/field/tasks/${task}/otp/${id}`);
    assert.ok([400, 404].includes(status), `${id}: ${status}`);
  }
  const other = makeTask(otpFlow(), { phone: recipient() }, 'editor@demo.example');
  assert.equal((await worker.get(live(other))).status, 404);
  sql(`update task set status = 'done', finished_at = now() where id = '${task}'`);
  assert.equal((await worker.get(live(task))).status, 409);
});

// --- words -----------------------------------------------------------------------------------------------

test('no WhatsApp: it says so, that nothing was charged, and offers the other way that the editor allowed', async () => {
  const to = '+6281200000001', flow = otpFlow({ fallback: ['sms'] });
  const task = makeTask(flow, { phone: to });
  await send(task, { do: 'send:otp' });
  // The hop follows by itself; here its credit was gone, as the message remembers.
  await eventually(() => sql(`select count(*) from message m join verification v on v.id = m.verification_id where v.task_id = '${task}'`), (n) => n === '2');
  await eventually(() => page(task), (text) => /Sent by SMS instead/.test(text));
  const alone = makeTask(otpFlow(), { phone: to });
  await send(alone, { do: 'send:otp' });
  const text = await eventually(() => page(alone), (html) => /has no WhatsApp/.test(html));
  assert.match(plain(text), /This number has no WhatsApp\. Nothing was charged\. Check the number/);
  assert.doesNotMatch(text, /value="other:otp"/, 'no other way was allowed');
  assert.match(plain(text), /Code didn(’|')t arrive\? This number has no WhatsApp\. Compare the last digits .* Call your office/);
});

test('another channel is one press, once the cooldown is over, and counts as sending again', async () => {
  const to = recipient(), task = makeTask(otpFlow({ fallback: ['sms'], resends: 1 }), { phone: to });
  await send(task, { do: 'send:otp' });
  const code = await codeTo(to);
  assert.match(await page(task), /value="other:otp" data-held[^>]*>Send by SMS/);
  const early = await send(task, { do: 'other:otp' });
  assert.equal(early.status, 422);
  assert.match(plain(early.text), /sent a moment ago\. Try again in \d+ seconds/);
  await age(verification(task, 'id'), 40);
  assert.equal((await send(task, { do: 'other:otp' })).status, 303);
  assert.equal(await codeTo(to, 1), code, 'the same code');
  assert.equal((await arrivals(to))[0].channel, 'sms');
  assert.doesNotMatch(await page(task), /value="(other|again):otp"/, 'the flow allows one resend');
  assert.equal(sql(`select string_agg(coalesce(m.cause, 'first'), ',' order by m.number) from message m join verification v on v.id = m.verification_id where v.task_id = '${task}'`), 'first,chosen');
});

test('out of credit: the office is named, the balance is not, and an admin may approve', async () => {
  const task = makeTask(otpFlow(), { phone: recipient() });
  sql(`update organisation set day_cap = 0 where slug = 'demo'`);
  const capped = await send(task, { do: 'send:otp' });
  sql(`update organisation set day_cap = null where slug = 'demo'`);
  assert.equal(capped.status, 422);
  assert.match(plain(capped.text), /cannot be sent now\. Ask your office: its spending cap .* approve the step without a code/);
  assert.doesNotMatch(plain(capped.text), /\d+(\.\d+)? credits/);
});

test('each cap says what there was too much of, and when it works again', async () => {
  caps(true);
  try {
    // Somebody who has not sent much yet.
    const to = recipient(), flow = otpFlow(), mine = (phone) => makeTask(flow, { phone }, 'editor@demo.example');
    for (let i = 0; i < 5; i++) assert.equal((await send(mine(to), { do: 'send:otp' }, editor)).status, 303);
    const refused = await send(mine(to), { do: 'send:otp' }, editor);
    assert.equal(refused.status, 422);
    assert.match(plain(refused.text), /Too many codes went to this recipient\. Try again in \d+ minutes/);
    const task = mine(recipient());
    sql(`insert into verification (organisation_id, id, created_at, expires_at, closed_at, price, digits, attempts_max, hash_key, recipient, recipient_kind, prefix, channel, locale, status, code_hash, task_id, component_id)
      select id, gen_random_uuid(), now() - interval '2 days', now() - interval '2 days', now(), 0, 6, 5, 1, '+620', 'phone', '+62', 'sms', 'en', 'expired', sha256('x'), '${task}', 'otp'
      from organisation, generate_series(1, 10) where slug = 'demo'`);
    const used = await send(task, { do: 'send:otp' }, editor);
    sql(`delete from verification where task_id = '${task}'`);
    assert.match(plain(used.text), /used up its codes\. Call your office: an admin can approve the step without a code/);
  } finally {
    caps(false);
  }
});

test('caps that the organisation made stricter say the same', async () => {
  const flow = otpFlow(), mine = (phone = recipient()) => makeTask(flow, { phone }, 'editor@demo.example');
  const stricter = (set) => sql(`update organisation set ${set} where slug = 'demo'`);
  caps(true);
  try {
    const to = recipient();
    stricter('recipient_starts = 1, recipient_day_starts = 2');
    assert.equal((await send(mine(to), { do: 'send:otp' }, editor)).status, 303);
    assert.match(plain((await send(mine(to), { do: 'send:otp' }, editor)).text), /Too many codes went to this recipient\. Try again in \d+ minutes/);
    stricter('recipient_starts = null, recipient_day_starts = 1');
    assert.match(plain((await send(mine(to), { do: 'send:otp' }, editor)).text), /Too many codes went to this recipient today\. Try again in 24 hours/);
    stricter('recipient_day_starts = null, person_starts = 1');
    assert.match(plain((await send(mine(), { do: 'send:otp' }, editor)).text), /You asked for many codes in a short time\. Try again in \d+ minutes/);
    stricter('person_starts = null, task_step_starts = 1');
    const task = mine();
    assert.equal((await send(task, { do: 'send:otp' }, editor)).status, 303);
    await age(verification(task, 'id'), 400);
    assert.match(plain((await send(task, { do: 'send:otp' }, editor)).text), /used up its codes\. Call your office: an admin can approve the step without a code/);
  } finally {
    stricter('recipient_starts = null, recipient_day_starts = null, task_step_starts = null, person_starts = null');
    caps(false);
  }
});

test('a locked code says that a new one or an admin helps; an expired one that a new one does', async () => {
  const to = recipient(), task = makeTask(otpFlow({ digits: 5 }), { phone: to });
  await send(task, { do: 'send:otp' });
  const bad = wrong(await codeTo(to));
  for (let i = 0; i < 3; i++) await send(task, { do: 'verify:otp', code_otp: bad });
  assert.match(plain(await page(task)), /Too many wrong codes\. Press Send code: the recipient gets a new one\. An admin can also approve/);
  const slow = makeTask(otpFlow(), { phone: recipient() });
  await send(slow, { do: 'send:otp' });
  await age(verification(slow, 'id'), 400);
  const fragment = await worker.get(live(slow));
  assert.match(fragment.text, /data-state="ready"/);
  assert.match(plain(fragment.text), /no longer valid\. Press Send code/);
});

// --- codes -----------------------------------------------------------------------------------------------

test('a code is taken as people type and paste it', async () => {
  const zeros = { Devanagari: 0x966, Arabic: 0x660, Persian: 0x6f0, wide: 0xff10 };
  const ways = [
    (code) => ` ${code.slice(0, 3)} ${code.slice(3)} `, (code) => `${code.slice(0, 3)}-${code.slice(3)}`,
    (code) => `${code} is your code for Demo. It ends in 5 minutes. Do not share it.`,
    (code) => `<#> Kode Anda: ${code.slice(0, 3)} ${code.slice(3)}. \n@demo.example #${code}`,
    ...Object.values(zeros).map((zero) => (code) => [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')),
  ];
  for (const way of ways) {
    const to = recipient(), task = makeTask(otpFlow(), { phone: to });
    await send(task, { do: 'send:otp' });
    const typed = way(await codeTo(to));
    assert.equal((await send(task, { do: 'verify:otp', code_otp: typed })).status, 303, typed);
    assert.equal(verification(task, "status || ' ' || attempts_used || ' ' || entered_by"), 'approved 1 worker', typed);
  }
});

test('a text with two codes, or none, costs no attempt and is not echoed', async () => {
  const to = recipient(), task = makeTask(otpFlow(), { phone: to });
  await send(task, { do: 'send:otp' });
  const code = await codeTo(to);
  for (const typed of [`${code} or ${wrong(code)}`, 'no code at all', '12', `${code}1`, 'x'.repeat(3000)]) {
    const answer = await send(task, { do: 'verify:otp', code_otp: typed });
    assert.equal(answer.status, 422, typed);
    assert.match(answer.text, /Type the digits of the code, nothing else/);
    assert.ok(!answer.text.includes(code));
  }
  assert.equal(verification(task, 'attempts_used'), '0');
});

// --- two phones, two taps -----------------------------------------------------------------------------------

test('two phones on one task: one send, and a code that was superseded costs no attempt of the newer one', async () => {
  const to = recipient(), task = makeTask(otpFlow(), { phone: to });
  assert.equal((await send(task, { do: 'send:otp' })).status, 303);
  const old = await codeTo(to);
  const first = await page(task);
  assert.equal((await send(task, { do: 'send:otp' }, second)).status, 303, 'a stale page sends nothing and shows the field');
  assert.equal(sql(`select count(*) from verification where task_id = '${task}'`), '1');
  await age(verification(task, 'id'), 400);
  await send(task, { do: 'send:otp' }, second);
  await codeTo(to, 1);
  const late = await send(task, { do: 'verify:otp', code_otp: old, for_otp: hidden(first, 'for_otp') });
  assert.equal(late.status, 422);
  assert.match(plain(late.text), /A newer code was sent meanwhile/);
  assert.equal(verification(task, 'attempts_used'), '0');
});

// --- the own number ----------------------------------------------------------------------------------------

const person = (email) => sql(`select id from person where email = '${email}'`);
const setPhone = async (phone, browser = admin, who = 'worker@demo.example') => {
  const at = `/people/${person(who)}`;
  return browser.post(at, { csrf: hidden((await browser.get(at)).text, 'csrf') ?? '', do: 'phone', phone });
};

test('an admin notes a person’s own number; what is none is kept and explained', async () => {
  const bad = await setPhone('12');
  assert.equal(bad.status, 422);
  assert.match(bad.text, /id="phone"[^>]*value="12"[^>]*aria-invalid="true"/);
  assert.match(bad.text, /not a phone number/);
  assert.equal((await setPhone('0812 3400 0001')).status, 303);
  assert.equal(sql(`select phone from member where person_id = '${person('worker@demo.example')}'`), '+6281234000001');
  assert.match((await admin.get(`/people/${person('worker@demo.example')}`)).text, /id="phone"[^>]*value="\+62 812-3400-0001"/);
  assert.equal((await setPhone('+6281234000002', worker)).status, 403);
  assert.equal((await setPhone('')).status, 303);
  assert.equal(sql(`select phone is null from member where person_id = '${person('worker@demo.example')}'`), 't');
  for (const odd of ['\u0000', '<b>', 'x'.repeat(5000), '+62\u202e812']) assert.ok([400, 422].includes((await setPhone(odd)).status));
});

test('a code does not go to the worker’s own number or address, typed or corrected; the office’s is not refused', async () => {
  const own = recipient();
  await setPhone(own);
  const task = makeTask(typedFlow());
  assert.equal((await send(task, { do: 'next', answer_phone: own, answer_mail: '' })).status, 303);
  const refused = await send(task, { do: 'send:otp' }, worker, 2);
  assert.equal(refused.status, 422);
  assert.match(plain(refused.text), /This is your own number or address\. Nothing was sent/);
  assert.equal(sql(`select count(*) from verification where task_id = '${task}'`), '0');
  assert.equal(answerOf(task, 'phone'), own, 'what was typed is kept');
  assert.match(refused.text, new RegExp(`href="${path(task, 1)}#answer_phone"`));

  const mail = makeTask(publish([[], [component('email', 'mail')], [component('otp', 'otp', { channel: 'email', digits: 6, recipient: 'mail' })]]));
  await send(mail, { do: 'next', answer_mail: 'Worker+door@Demo.example' });
  assert.equal((await send(mail, { do: 'send:otp' }, worker, 2)).status, 422);
  await send(mail, { do: 'next', answer_mail: recipient('email') });
  assert.equal((await send(mail, { do: 'send:otp' }, worker, 2)).status, 303);

  const office = recipient(), fixed = makeTask(otpFlow({ correctable: true }), { phone: office });
  const corrected = await send(fixed, { do: 'correct:otp', to_otp: own });
  assert.equal(corrected.status, 422);
  assert.match(corrected.text, new RegExp(`name="to_otp"[^>]*value="${own.replace('+', '\\+')}"`));
  assert.match(plain(corrected.text), /your own number or address/);
  assert.equal(answerOf(fixed, 'phone'), office);
  assert.equal((await send(makeTask(otpFlow(), { phone: own }), { do: 'send:otp' })).status, 303, 'a number of the office is its own business');
  await setPhone('');
});

// --- the recipient's page ------------------------------------------------------------------------------------

const anybody = () => new Browser();
const linkOf = (html) => new URL(/<p class="address">([^<]+)<\/p>/.exec(html)[1]);
// nginx lets some through at once and five a second after that.
const patient = async (look) => eventually(look, (answer) => answer.status !== 429, 20000);
async function linked(more = {}) {
  const to = recipient(), task = makeTask(otpFlow({ recipient_entry: true, ...more }), { phone: to });
  assert.equal((await send(task, { do: 'send:otp' })).status, 303);
  const html = await page(task);
  return { to, task, html, link: linkOf(html), code: await codeTo(to) };
}
const enter = async (browser, link, code) => {
  browser.form = hidden((await patient(() => browser.get(link.pathname))).text, 'csrf') ?? browser.form;
  return patient(() => browser.post(link.pathname, { csrf: browser.form, code }));
};

test('the recipient types the code on a page that says nothing, and the worker’s step is verified', async () => {
  const { to, task, link, code } = await linked();
  assert.equal(link.origin, new URL(demo.SANDI_URL).origin);
  assert.match(link.pathname, /^\/field\/code\/[\w-]{43}$/);
  const phone = anybody();
  const shown = await phone.get(link.pathname);
  assert.equal(shown.status, 200);
  assert.equal([shown.headers['referrer-policy']].flat().join().split(/, ?/).pop(), 'no-referrer');
  assert.match(shown.headers['cache-control'], /no-store/);
  assert.match(shown.text, /name="code"[^>]*inputmode="numeric" autocomplete="one-time-code"/);
  const words = plain(shown.text);
  for (const secret of [to, to.slice(-4), 'demo', 'Demo', 'worker', task, 'WhatsApp', code]) assert.ok(!words.includes(secret), secret);
  const bad = await enter(phone, link, wrong(code));
  assert.equal(bad.status, 422);
  assert.match(plain(bad.text), /This code is not right\. 4 attempts left/);
  assert.match(await page(task), /4 attempts left/, 'one budget');
  // Browsers hide the origin of a form whose page sends no referrer.
  const form = hidden((await patient(() => phone.get(link.pathname))).text, 'csrf');
  const from = (origin, site) => patient(() => phone.post(link.pathname, { csrf: form, code: 'x' }, { headers: { Origin: origin, 'Sec-Fetch-Site': site } }));
  assert.equal((await from('null', 'same-origin')).status, 422);
  assert.equal((await from('null', 'cross-site')).status, 403);
  assert.equal((await from('https://evil.example', 'same-origin')).status, 403);
  const good = await enter(phone, link, ` ${code.slice(0, 3)} ${code.slice(3)}`);
  assert.equal(good.headers.location, '/field/code/done');
  assert.match((await phone.get('/field/code/done')).text, /Thank you, done/);
  assert.equal(verification(task, "status || ' ' || entered_by"), 'approved recipient');
  assert.match((await worker.get(live(task))).text, /data-state="verified"/);
  assert.equal((await phone.get(link.pathname)).status, 404);
});

test('who is signed in for the organisation is no recipient, on the page behind the link either', async () => {
  for (const [browser, who] of [[worker, 'worker'], [stranger, 'recipient']]) {
    const { task, link, code } = await linked();
    assert.equal((await enter(browser, link, code)).status, 303);
    assert.equal(verification(task, "status || ' ' || entered_by"), `approved ${who}`);
  }
});

test('every link that opens nothing gets the same answer', async () => {
  const ended = await linked();
  await age(verification(ended.task, 'id'), 400);
  const replaced = await linked();
  await age(verification(replaced.task, 'id'), 400);
  await send(replaced.task, { do: 'send:otp' });
  const locked = await linked({ digits: 4 });
  for (let i = 0; i < 3; i++) await send(locked.task, { do: 'verify:otp', code_otp: wrong(locked.code) });
  const live = await linked();
  const changed = (at) => live.link.pathname.slice(0, at) + (live.link.pathname[at] === 'A' ? 'B' : 'A') + live.link.pathname.slice(at + 1);
  const paths = [ended.link.pathname, replaced.link.pathname, locked.link.pathname, changed(13), changed(50), `${live.link.pathname}A`, '/field/code/x', '/field/code/%00', `/field/code/${'A'.repeat(43)}`];
  const answers = [];
  const phone = anybody();
  for (const one of paths) answers.push(await patient(() => phone.get(one)));
  const bodies = new Set(answers.slice(0, 7).map((answer) => answer.text));
  assert.deepEqual(answers.map((answer) => answer.status).slice(0, 7), Array(7).fill(404));
  assert.equal(bodies.size, 1, 'none tells why');
  assert.ok([400, 404].includes(answers[7].status));
  assert.equal(answers[8].status, 404);
  assert.match(plain(answers[0].text), /This link does not work/);
  const csrf = hidden((await patient(() => phone.get(live.link.pathname))).text, 'csrf');
  assert.equal((await patient(() => phone.post(ended.link.pathname, { csrf, code: ended.code }))).status, 404);
  assert.equal((await patient(() => phone.post(live.link.pathname, { code: live.code }))).status, 403, 'a form of ours only');
});

test('the link lasts over a resend of the same code, and not over a new one', async () => {
  const { task, link, to, code } = await linked();
  await age(verification(task, 'id'), 40);
  await send(task, { do: 'again:otp' });
  await codeTo(to, 1);
  assert.equal(linkOf(await page(task)).href, link.href, 'the page shows the same link');
  const phone = anybody();
  assert.equal((await enter(phone, link, code)).status, 303);
  assert.equal((await enter(phone, link, code)).status, 404, 'once');
});

test('two submits at once approve once; guesses by the page and by the worker share the attempts', async () => {
  const { task, link, code } = await linked();
  const phones = [anybody(), anybody()];
  const forms = [];
  for (const phone of phones) forms.push(hidden((await patient(() => phone.get(link.pathname))).text, 'csrf'));
  const answers = await Promise.all(phones.map((phone, i) => patient(() => phone.post(link.pathname, { csrf: forms[i], code }))));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 404]);
  assert.equal(verification(task, 'attempts_used'), '1');

  const other = await linked();
  const guess = wrong(other.code);
  const guesser = anybody();
  for (let i = 0; i < 2; i++) await send(other.task, { do: 'verify:otp', code_otp: guess });
  for (let i = 0; i < 2; i++) assert.equal((await enter(guesser, other.link, guess)).status, 422);
  assert.equal((await enter(guesser, other.link, guess)).status, 404, 'the fifth wrong code ends it');
  assert.equal(verification(other.task, 'status'), 'locked');
  assert.equal((await enter(guesser, other.link, other.code)).status, 404);
});

test('guesses over many links are slowed down, and what is odd is no fault', async () => {
  const { link } = await linked();
  const phone = anybody();
  const csrf = hidden((await patient(() => phone.get(link.pathname))).text, 'csrf');
  for (const code of ['', ' ', '\u0000', '<script>', 'x'.repeat(3000), '１２']) {
    const { status } = await patient(() => phone.post(link.pathname, { csrf, code }));
    assert.ok([400, 422].includes(status), `${JSON.stringify(code).slice(0, 20)}: ${status}`);
  }
  assert.equal((await patient(() => phone.post(link.pathname, { csrf, code: 'x'.repeat(9000) }))).status, 413);
  const many = await Promise.all([...Array(60)].map(() => anybody().get(`/field/code/${'B'.repeat(43)}`)));
  assert.ok(many.some((answer) => answer.status === 429), 'too many at once');
  assert.ok(many.every((answer) => [404, 429].includes(answer.status)));
});

test('without the setting there is no link, and no token stands in the log', async () => {
  const to = recipient(), task = makeTask(otpFlow(), { phone: to });
  await send(task, { do: 'send:otp' });
  assert.doesNotMatch(await page(task), /field\/code\//);
  assert.equal(verification(task, 'link_hash is null'), 't');
  const { link } = await linked();
  const stored = sql(`select encode(link_hash, 'hex') from verification where link_hash is not null order by created_at desc limit 1`);
  assert.ok(!link.pathname.includes(stored.slice(0, 20)));
});
