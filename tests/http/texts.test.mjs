// Texts of an organisation: who may change them, what is refused and stays typed, and that a change goes out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, demo } from '../lib/http.mjs';
import { arrivals, audit, eventually, message, recipient, sql, start } from '../lib/send.mjs';

const own = "organisation_id = (select id from organisation where slug = 'demo')";
const admin = new Browser();
const editor = new Browser();

const clear = () => sql(`delete from message_text where ${own}`);
const stored = (what) => sql(`select ${what} from message_text where ${own} and channel = 'sms' and locale = 'en'`);

before(async () => {
  clear();
  for (const [browser, who] of [[admin, 'admin'], [editor, 'editor']]) {
    assert.equal((await browser.login(`${who}@demo.example`)).status, 303);
  }
});

after(() => {
  clear();
  audit();
});

const seenOf = (text) => /name="seen" value="(\d+)"/.exec(text)[1];
const plain = (text) => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#123;', '{').replaceAll('&#125;', '}');

async function post(path, form, browser = admin) {
  const page = (await browser.get(path)).text;
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(page)[1];
  return browser.post(path, { csrf, seen: seenOf(page), do: 'save', ...form });
}

async function arrived(to) {
  return (await eventually(() => arrivals(to), (list) => list.length > 0))[0];
}

test('an SMS goes out with the text that was saved, and with the built-in one again after a reset', async () => {
  const saved = await post('/settings/texts/sms/en', { body: '{organisation}:\r\n{code} ({minutes} min)', ending: 'none' });
  assert.equal(saved.status, 303, saved.text);
  assert.equal(saved.headers.location, '/settings/texts');
  let to = recipient('sms');
  await start(to, 'sms', { locale: 'en' });
  let { text, code } = await arrived(to);
  assert.equal(text, `Demo Logistics:\n${code} (5 min)`);
  to = recipient('sms');
  await start(to, 'sms', { locale: 'id' });
  assert.match((await arrived(to)).text, /adalah kode verifikasi Anda/);
  assert.match((await admin.get('/settings/texts')).text, /Your own/);

  assert.equal((await post('/settings/texts/sms/en', { do: 'reset' })).status, 303);
  to = recipient('sms');
  await start(to, 'sms', { locale: 'en' });
  ({ text, code } = await arrived(to));
  assert.equal(text, `${code} is your verification code. It is valid for 5 minutes.`);
  assert.equal(sql(`select string_agg(action, ',' order by at) from (select action, at from audit_log where ${own} and subject = 'sms en' order by at desc limit 2) l`),
    'text.change,text.reset');
});

test('a mail has the text and the subject that were saved', async () => {
  const saved = await post('/settings/texts/email/id', { subject: 'Kode {organisation}', subject_code: '1', body: 'Halo,\r\n\r\nkode Anda: {code}\r\nTerima kasih.' });
  assert.equal(saved.status, 303, saved.text);
  const to = recipient('email');
  const { id } = await start(to, 'email', { locale: 'id' });
  await message(id, 'accepted');
  const { text, code } = await arrived(to);
  assert.equal(text, `Halo,\n\nkode Anda: ${code}\nTerima kasih.`);
});

test('what is refused is said beside the field, stays typed, and nothing is stored', async () => {
  clear();
  const long = `{code}${'x'.repeat(160)}`;
  for (const [body, words] of [
    ['', 'Fill this in.'],
    ['Your code', 'Put {code} where the code belongs.'],
    ['{code} and {code}', '{code} stands in it more than once.'],
    ['{code} for {name} <b>', 'There is no placeholder {name}.'],
    ['{code} {', '{ and } stand only around'],
    ['{code}\u001b[31m', 'Remove the characters that cannot be seen.'],
    ['{code}\u202e', 'Remove the characters that cannot be seen.'],
    [long, 'It would take 2 SMS (170 of 160 characters), but you pay for one message. Shorten it by 10 characters.'],
    [`{code} “${'x'.repeat(60)}`, 'It would take 2 SMS (72 of 70 characters)'],
  ]) {
    const answer = await post('/settings/texts/sms/en', { body, ending: 'none' });
    const text = plain(answer.text);
    assert.equal(answer.status, 422, body);
    assert.ok(text.includes(words), `${body}: ${words}`);
    assert.ok(text.includes(`spellcheck="true" aria-describedby="body-help count body-error" aria-invalid="true">\n${body.replace('<', '&lt;').replace('>', '&gt;')}</textarea>`), body);
  }
  const hash = await post('/settings/texts/sms/en', { body: '{code}', ending: 'app', app_hash: '"short' });
  assert.equal(hash.status, 422);
  assert.match(hash.text, /value="&quot;short"/);
  assert.match(hash.text, /value="app" checked/);
  const subject = await post('/settings/texts/email/en', { subject: '{code} "here"', body: 'Hello {code}', subject_code: '1' });
  assert.equal(subject.status, 422);
  assert.match(plain(subject.text), /Take {code} out/);
  assert.match(subject.text, /value="\{code\} &quot;here&quot;"/);
  assert.match(subject.text, /name="subject_code" value="1" checked/);
  assert.equal(sql(`select count(*) from message_text where ${own}`), '0');
});

test('a preview stores nothing and shows the phone', async () => {
  clear();
  const shown = await post('/settings/texts/sms/id', { do: 'preview', body: 'Kode <i>: {code}', ending: 'none' });
  assert.equal(shown.status, 200);
  assert.match(shown.text, /data-preview>Kode &lt;i&gt;: 482913</);
  assert.match(shown.text, /20 of 160 characters, 140 left/);
  assert.equal(sql(`select count(*) from message_text where ${own}`), '0');
});

test('who was slower is told, and loses nothing', async () => {
  clear();
  const page = (await admin.get('/settings/texts/sms/en')).text;
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(page)[1];
  assert.equal((await post('/settings/texts/sms/en', { body: 'first {code}', ending: 'none' })).status, 303);
  const late = await admin.post('/settings/texts/sms/en', { csrf, seen: seenOf(page), do: 'save', body: 'second {code}', ending: 'none' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody changed this text meanwhile/);
  assert.match(late.text, />\nsecond \{code\}<\/textarea>/);
  assert.equal(stored('body'), 'first {code}');
  const again = await admin.post('/settings/texts/sms/en', { csrf, seen: seenOf(late.text), do: 'save', body: 'second {code}', ending: 'none' });
  assert.equal(again.status, 303);
  assert.equal(stored('body'), 'second {code}');
  const gone = await admin.post('/settings/texts/sms/en', { csrf, seen: seenOf(page), do: 'reset' });
  assert.equal(gone.status, 303);
  assert.equal(stored('body'), 'second {code}');
});

test('editors read, admins write, other organisations see nothing of it', async () => {
  clear();
  assert.equal((await post('/settings/texts/sms/en', { body: 'ours {code}', ending: 'none' })).status, 303);
  const page = await editor.get('/settings/texts/sms/en');
  assert.equal(page.status, 200);
  assert.match(page.text, /Only admins of your organisation change texts/);
  assert.doesNotMatch(page.text, /value="save"/);
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(page.text)[1];
  const written = await editor.post('/settings/texts/sms/en', { csrf, seen: seenOf(page.text), do: 'save', body: 'theirs {code}', ending: 'none' });
  assert.equal(written.status, 403);
  assert.equal((await editor.post('/settings/texts/sms/en', { csrf, seen: seenOf(page.text), do: 'reset' })).status, 403);
  assert.equal(stored('body'), 'ours {code}');
  assert.equal((await admin.post('/settings/texts/sms/en', { do: 'save', body: 'x {code}' })).status, 403, 'no token');

  const other = new Browser();
  assert.equal((await other.login('admin@other.example')).status, 303);
  assert.doesNotMatch((await other.get('/settings/texts/sms/en')).text, /ours/);
  assert.equal((await new Browser().get('/settings/texts')).status, 303);
});

test('texts that do not exist are not found, and odd input is no fault of the machine', async () => {
  for (const path of ['/settings/texts/whatsapp/en', '/settings/texts/sms/de', '/settings/texts/fax/en', '/settings/texts/sms/id-ID', '/settings/texts/sms/EN']) {
    assert.equal((await admin.get(path)).status, 404, path);
  }
  for (const form of [{ body: 'x'.repeat(60000) }, { seen: 'abc', body: '{code}' }, { seen: '-1', body: '{code}' }, { body: '{code}', ending: 'nowhere' },
    { body: '{code}', ending: 'app', app_hash: 'x'.repeat(500) }, { do: 'dance', body: '{code}' }, { body: '{organisation}'.repeat(400) + '{code}' },
    { seen: '9223372036854775807', body: '{code}' }, { do: 'reset', seen: '9223372036854775807' }]) {
    const answer = await post('/settings/texts/sms/id', form);
    assert.ok(answer.status < 500, `${JSON.stringify(form).slice(0, 60)}: ${answer.status}`);
  }
});
