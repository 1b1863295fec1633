// The delivery log in a browser: found, read and acted on with and without script; accessible and fitting in light and dark, in both languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { age } from '../lib/api.mjs';
import { audit, caps, eventually, message, recipient, sql, start, verification } from '../lib/send.mjs';

const id = {};
before(async () => {
  caps(false);
  id.failed = (await start('+6281200000001', 'whatsapp')).id;
  id.unknown = (await start('+6281200000005', 'whatsapp')).id;
  id.hop = (await start('+6281200000001', 'whatsapp', { fallback: ['sms'] })).id;
  id.mail = (await start(recipient('email'), 'email')).id;
  await message(id.failed, 'failed');
  await message(id.unknown, 'unknown');
  await eventually(() => verification(id.hop), (v) => v.messages[1]?.status === 'delivered');
  await age(id.failed, 31);
});
after(() => {
  caps(true);
  audit();
  return closeBrowser();
});

for (const script of [true, false]) {
  test(`"the code didn't arrive" is answered, and sent by SMS from there, ${script ? 'with' : 'without'} script`, async () => {
    const to = '+6281200000001';
    const { id: mine } = await start(to, 'whatsapp');
    await message(mine, 'failed');
    await age(mine, 31);
    const page = await visit({ script });
    await signIn(page, 'editor');
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('searchbox').fill('0812 0000 0001');
    await page.getByLabel('Status').selectOption({ label: 'Not delivered' });
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/status=undelivered/);
    assert.equal(await page.getByRole('searchbox').inputValue(), '0812 0000 0001');
    await page.locator(`a[href="/deliveries/${mine}"]`).first().click();
    await page.getByText('This number has no WhatsApp.').first().waitFor();
    await page.getByRole('heading', { name: 'What to do next' }).waitFor();
    const button = page.getByRole('button', { name: /^Send by SMS for/ });
    const words = await button.innerText();
    await button.click();
    await page.getByRole('status').getByText('The code goes out again by SMS.').waitFor();
    const cost = sql(`select price / 1000.0 from message where verification_id = '${mine}' and channel = 'sms'`);
    assert.match(words, new RegExp(`for ${Number(cost)} credits?`), 'the price on the button is the price of the message');
    await eventually(() => verification(mine), (v) => v.messages[1]?.status === 'delivered');
    await page.reload();
    await page.getByText('SMS: it was delivered to the phone.').waitFor();
    await leave(page);
  });

  test(`support finds it as well, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, 'support');
    await page.goto(`/support/organisations/${sql("select id from organisation where slug = 'demo'")}`);
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('searchbox').fill('+62 812 0000 0005');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.locator(`a[href$="/${id.unknown}"]`).first().click();
    await page.getByText('the provider did not answer').first().waitFor();
    assert.equal(await page.getByRole('button', { name: /^Send/ }).count(), 0);
    await leave(page);
  });
}

test('a task leads to its code, and the code back to its task', async () => {
  const page = await visit();
  const task = sql(`select t.id from task t join organisation o on o.id = t.organisation_id where o.slug = 'demo' and t.title ~ '^DO-1003' limit 1`);
  sql(`update verification set task_id = '${task}', component_id = 'otp' where id = '${id.failed}'`);
  await signIn(page, 'editor');
  await page.goto(`/tasks/${task}`);
  await page.getByRole('link', { name: 'Did it arrive?' }).click();
  await page.waitForURL(`**/deliveries/${id.failed}`);
  await page.getByRole('link', { name: /^DO-1003/ }).click();
  await page.waitForURL(`**/tasks/${task}`);
  await leave(page);
});

test('an empty log and an empty search say what to do', async () => {
  const page = await visit();
  await signIn(page, 'admin');
  await page.goto('/deliveries?q=%2B62+819+9999+9998');
  await page.getByText('No message fits').waitFor();
  await checkAccess(page, 'nothing found');
  await page.getByRole('link', { name: 'Show all messages' }).click();
  await page.locator('table.deliveries').waitFor();
  await leave(page);
});

test('pages are accessible and fit, in light and dark, English and Indonesian', async () => {
  for (const viewport of [DESK, PHONE]) {
    for (const [dark, language] of [[false, 'en'], [true, 'id']]) {
      const page = await visit({ viewport, dark, language });
      await signIn(page, 'admin', language);
      for (const path of ['/deliveries', '/deliveries?status=undelivered&channel=whatsapp', ...Object.values(id).map((one) => `/deliveries/${one}`)]) {
        await page.goto(path);
        await checkAccess(page, `${path} at ${viewport.width}`);
        await checkWidth(page, `${path} at ${viewport.width}`);
      }
      await leave(page);
    }
  }
});
