// The OTP step in a browser: its state comes without a press and leaves alone what is typed, two taps send once, and a second
// phone is enough for the recipient to type the code; with and without script.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { PHONE, checkAccess, checkWidth, closeBrowser, codeTo, leave, messagesTo, signIn, visit } from '../lib/browser.mjs';
import { component, makeTask, publish } from '../lib/flow.mjs';
import { audit, caps, eventually, recipient, sql } from '../lib/send.mjs';

before(() => caps(false));
after(async () => { caps(true); audit(); await closeBrowser(); });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const flow = (more = {}, beside = []) => publish([[component('phone', 'phone', { required: true })],
  [...beside, component('otp', 'otp', { title: 'Proof of delivery', required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', ...more })]]);
const silent = '+6281200000006';

// The worker's page of a task, before or after the code was sent.
async function open({ to = recipient(), more, beside, sent = true, ...as } = {}) {
  const task = makeTask(flow(more, beside), { phone: to });
  const page = await visit({ viewport: PHONE, ...as });
  await signIn(page, 'worker', as.language);
  await page.goto(`/field/tasks/${task}/pages/1`);
  if (sent) {
    await page.locator('button[value="send:otp"]').click();
    await page.locator('#code_otp').waitFor();
  }
  return { page, task, to };
}
const status = (page) => page.locator('[data-part=status]');
const messageOf = (task) => `(select m.id from message m join verification v on v.id = m.verification_id where v.task_id = '${task}' order by m.number desc limit 1)`;
const settled = (task, word = 'accepted') => eventually(() => sql(`select status from message where id = ${messageOf(task)}`), (seen) => seen === word);
// The provider's later word, as its callback would leave it.
const report = (task, word) => sql(`update message set status = '${word}', updated_at = clock_timestamp() where id = ${messageOf(task)}`);

test('where the code is comes by itself; what is typed and where the cursor is stay', async () => {
  const { page, task } = await open({ to: silent });
  await status(page).getByText(/^Sent \d\d:\d\d$/).waitFor();
  await page.locator('#code_otp').pressSequentially('12');
  await settled(task);
  report(task, 'delivered');
  await status(page).getByText(/^Delivered \d\d:\d\d$/).waitFor({ timeout: 20000 });
  assert.equal(await page.locator('#code_otp').inputValue(), '12');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'code_otp');
  assert.equal(await status(page).getAttribute('role'), 'status', 'it is read out politely');
  assert.equal(await page.getByRole('link', { name: 'Check again' }).count(), 0, 'nobody needs to ask');
  await page.keyboard.type('34');
  assert.equal(await page.locator('#code_otp').inputValue(), '1234');
  await leave(page);
});

test('a code that ends while somebody types tells so, and offers a new one', async () => {
  const { page, task } = await open({ to: silent });
  await page.locator('#code_otp').fill('12');
  sql(`update verification set created_at = created_at - interval '6 min', expires_at = expires_at - interval '6 min' where task_id = '${task}'`);
  await status(page).getByText('The last code is no longer valid.').waitFor({ timeout: 20000 });
  assert.equal(await page.locator('#code_otp').inputValue(), '12');
  assert.ok(await button(page, 'Send code').isVisible());
  await checkAccess(page, 'ended while typing');
  await leave(page);
});

test('a step that the office lets pass while its code is typed is over: nothing to type, and on with one big button', async () => {
  const { page, task } = await open({ to: silent });
  await page.locator('#code_otp').fill('12');
  assert.equal(await page.locator('.thumb .button.primary').count(), 0);
  sql(`insert into otp_override (organisation_id, task_id, component_id, person_id, at, reason)
    select organisation_id, id, 'otp', worker_id, clock_timestamp(), 'The guard knows her' from task where id = '${task}'`);
  await status(page).getByText('Approved by the office without a code').waitFor({ timeout: 20000 });
  await page.locator('h1').click(); // out of the field
  await page.locator('#code_otp').waitFor({ state: 'detached' });
  await page.locator('.thumb .button.primary').click();
  await page.getByText('Task finished', { exact: true }).waitFor();
  await leave(page);
});

test('nobody asks while nobody looks, and a failing network is no end', async () => {
  const { page, task } = await open({ to: silent });
  await settled(task);
  let asked = 0;
  await page.route('**/otp/otp', async (route) => {
    asked += 1;
    if (asked === 1) await route.abort();
    else await route.continue();
  });
  await page.waitForResponse((answer) => answer.url().endsWith('/otp/otp'), { timeout: 20000 });
  assert.ok(asked >= 2, 'it asks again after a failure');
  report(task, 'read');
  await status(page).getByText(/^Read by the recipient/).waitFor({ timeout: 20000 });
  await page.context().setOffline(true);
  asked = 0;
  await page.waitForFunction(() => !navigator.onLine);
  await page.waitForTimeout(3000); // longer than the time between two questions: nothing is what is waited for
  assert.equal(asked, 0, 'offline it does not ask');
  await page.context().setOffline(false);
  await eventually(() => asked, (n) => n > 0, 5000);
  await leave(page);
});

test('two taps on Send code are one send, also after going back and reloading', async () => {
  const { page, task, to } = await open({ sent: false });
  await button(page, 'Send code').dblclick({ noWaitAfter: true });
  await page.locator('#code_otp').waitFor();
  await codeTo(to);
  await page.reload();
  await page.locator('#code_otp').waitFor();
  await page.goBack();
  await page.goto(`/field/tasks/${task}/pages/1`);
  assert.equal(await button(page, 'Send code').count(), 0);
  assert.equal((await messagesTo(to)).length, 1);
  assert.equal(sql(`select count(*) from verification where task_id = '${task}'`), '1');
  await leave(page);
});

test('the help says the likely cause and what to do, in order', async () => {
  const { page } = await open({ to: silent, more: { fallback: ['sms'], correctable: true } });
  await status(page).getByText(/^Sent/).waitFor();
  await page.getByText("Code didn't arrive?").click();
  const steps = await page.locator('.lost li').allInnerTexts();
  assert.match(steps[0], /^Wait half a minute/);
  assert.match(steps[1], /^Press Send again, from \d\d:\d\d on/);
  assert.equal(steps[2], 'Send the same code by SMS.');
  assert.match(steps[3], /correct it/);
  assert.match(steps.at(-1), /^Call your office/);
  assert.equal(await button(page, 'Send by SMS').getAttribute('aria-disabled'), 'true', 'held while the seconds run');
  await checkAccess(page, 'help');
  await checkWidth(page, 'help');
  await leave(page);
});

for (const script of [true, false]) {
  test(`the recipient types the code on another phone ${script ? 'and the worker sees it at once' : 'without script'}`, async () => {
    const { page, task, to } = await open({ script, more: { recipient_entry: true }, beside: [component('text', 'note')] });
    const link = await page.locator('.scan .address').innerText();
    const other = await visit({ viewport: PHONE, script, language: 'id' });
    await other.goto(link);
    const look = async (at, what) => {
      if (!script) return;
      await checkAccess(at, what);
      await checkWidth(at, what);
    };
    await look(other, 'the recipient’s page');
    const code = await codeTo(to);
    await other.getByLabel('Kode').fill(code === '111111' ? '222222' : '111111');
    await button(other, 'Konfirmasi').click();
    await other.getByText(/Kode ini salah\. Sisa 4 percobaan/).waitFor();
    await look(other, 'a wrong code');
    if (script) await page.locator('#answer_note').fill('at the gate');
    await other.getByLabel('Kode').fill(code);
    await button(other, 'Konfirmasi').click();
    await other.getByRole('heading', { name: 'Terima kasih, selesai' }).waitFor();
    await look(other, 'done');
    if (!script) await page.getByRole('link', { name: 'Check again' }).click();
    await page.getByText('Verified', { exact: true }).waitFor({ timeout: 20000 });
    if (script) assert.equal(await page.locator('#answer_note').inputValue(), 'at the gate');
    await look(page, 'verified by the recipient');
    assert.equal(await page.locator('#code_otp').count(), 0);
    assert.equal((await other.goto(link)).status(), 404);
    await look(other, 'a link that ended');
    await button(page, 'Finish task').click();
    await page.getByText('Task finished', { exact: true }).waitFor();
    assert.equal(sql(`select entered_by from verification where task_id = '${task}'`), 'recipient');
    await leave(other);
    await leave(page);
  });
}

test('the QR code holds the link, in both languages and lights', async () => {
  const folder = mkdtempSync(`${tmpdir()}/sandi-qr-`);
  try {
    for (const [language, dark] of [['en', false], ['id', true]]) {
      const { page } = await open({ language, dark, more: { recipient_entry: true } });
      const link = await page.locator('.scan .address').innerText();
      await page.locator('.scan svg').screenshot({ path: `${folder}/qr.png` });
      assert.equal(execFileSync('zbarimg', ['--quiet', '--raw', `${folder}/qr.png`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(), link);
      await checkAccess(page, `waiting with a link, ${language}`);
      await checkWidth(page, `waiting with a link, ${language}`);
      await leave(page);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
