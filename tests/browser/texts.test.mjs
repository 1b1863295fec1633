// The texts' pages: reached from the menu, previewed with and without script, counted alike by script and server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, messagesTo, signIn, visit } from '../lib/browser.mjs';
import { eventually, recipient, sql, start } from '../lib/send.mjs';

const clear = () => sql("delete from message_text where organisation_id = (select id from organisation where slug = 'demo')");

before(clear);
after(() => {
  clear();
  assert.equal(sql('select * from credit_audit()'), '');
  return closeBrowser();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
const body = (page) => page.getByLabel('Text', { exact: true });

async function open(page, who = 'admin') {
  await signIn(page, who);
  if ((page.viewportSize()).width < 900) await page.getByRole('link', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.locator('main').getByRole('link', { name: 'Texts' }).click();
  await page.getByRole('heading', { name: 'Texts' }).waitFor();
}

for (const script of [true, false]) {
  test(`an admin changes the SMS, sees it on a phone, and takes it back, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await open(page);
    await page.getByRole('link', { name: 'Edit SMS, English' }).click();
    await body(page).fill('Your {organisation} code: {code}\nThanks!');
    await page.getByRole('radio', { name: /^None/ }).check();
    if (!script) await button(page, 'Preview').click();
    const shown = page.locator('[data-preview]');
    await page.getByText('Your Demo Logistics code: 482913').waitFor();
    assert.equal(await shown.innerText(), 'Your Demo Logistics code: 482913\nThanks!');
    await page.getByText('of 160 characters').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Messages carry this text from now on.').waitFor();
    await page.locator('.badge', { hasText: 'Your own' }).waitFor();

    const to = recipient('sms');
    await start(to, 'sms', { locale: 'en' });
    const [{ text, code }] = await eventually(() => messagesTo(to), (list) => list.length > 0);
    assert.equal(text, `Your Demo Logistics code: ${code}\nThanks!`);

    await page.getByRole('link', { name: 'Edit SMS, English' }).click();
    await button(page, 'Use the built-in text').click();
    await page.getByText('The built-in text goes out again.').waitFor();
    assert.equal(await page.locator('.badge', { hasText: 'Your own' }).count(), 0);
    await leave(page);
  });
}

test('the script counts as the server does', async () => {
  const page = await visit();
  await signIn(page, 'admin');
  await page.goto('/settings/texts/sms/en');
  const line = page.locator('#count');
  for (const [typed, ending] of [['{code}', 'none'], ['{code} [€] ^', 'none'], ['{code} “quoted”', 'none'], ['{code} 😀', 'none'],
    [`{organisation} {code} {minutes} ${'é'.repeat(100)}`, 'none'], [`${'ж'.repeat(60)}{code}`, 'none'], ['  {code}\n\nline  ', 'none'],
    ['{code} à Θ ~ \\', 'site'], ['{code}', 'app']]) {
    await body(page).fill(typed);
    await page.locator(`[name=ending][value=${ending}]`).check();
    if (ending === 'app') await page.getByLabel(/^The app's hash/).fill('FA+9qCX9VSu');
    const counted = (await line.innerText()).trim();
    await button(page, 'Preview').click();
    await page.waitForLoadState();
    assert.equal((await line.innerText()).trim(), counted, typed);
    assert.equal(await body(page).inputValue(), typed);
  }
  await body(page).fill(`{code}${'x'.repeat(151)}`);
  await page.locator('[name=ending][value=none]').check();
  assert.match(await line.innerText(), /161 of 160 characters, 1 too many\. It would take 2 SMS/);
  await button(page, 'Save').click();
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /It would take 2 SMS \(161 of 160 characters\)/);
  assert.equal(await body(page).getAttribute('aria-invalid'), 'true');
  await leave(page);
});

test('a mail is previewed with its subject; the code is in it only when that is chosen', async () => {
  const page = await visit();
  await signIn(page, 'admin');
  await page.goto('/settings/texts/email/en');
  const subject = page.locator('[data-preview-subject]');
  assert.equal(await subject.innerText(), 'Your verification code');
  await page.getByLabel('Code in the subject').check();
  assert.equal(await subject.innerText(), 'Your verification code: 482913');
  await page.getByLabel('Subject', { exact: true }).fill('From {organisation}');
  assert.equal(await subject.innerText(), 'From Demo Logistics: 482913');
  await button(page, 'Preview').click();
  await page.waitForLoadState();
  assert.equal(await subject.innerText(), 'From Demo Logistics: 482913');
  await leave(page);
});

test('every state passes axe and fits, on a phone and a desk', async () => {
  for (const [viewport, dark] of [[DESK, false], [PHONE, true]]) {
    const page = await visit({ viewport, dark });
    const check = async (what) => { await checkAccess(page, what); await checkWidth(page, what); };
    await open(page);
    await check('all texts');
    assert.match(await page.locator('main').innerText(), /Template sandi_otp, language id/);
    await page.goto('/settings/texts/sms/id');
    await check('an SMS');
    await body(page).fill('W'.repeat(300));
    await page.getByRole('radio', { name: /Android/ }).check();
    await button(page, 'Save').click();
    await page.getByRole('alert').waitFor();
    await check('an SMS refused');
    await page.goto('/settings/texts/email/id');
    await body(page).fill('{code}\n\nhttps://example.com/' + 'a'.repeat(200));
    await button(page, 'Save').click();
    await page.goto('/settings/texts/email/id');
    await check('a mail of one\'s own');
    await page.goto('/settings/texts');
    await check('all texts, one of one\'s own');
    clear();
    await leave(page);
  }
  const page = await visit({ viewport: PHONE });
  await open(page, 'editor');
  await page.getByRole('link', { name: 'Show Email, English' }).click();
  await checkAccess(page, 'an editor reads');
  await checkWidth(page, 'an editor reads');
  assert.equal(await button(page, 'Save').count(), 0);
  await leave(page);
});
