// Tasks: the list, and a new one that is typed badly.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';

after(closeBrowser);

test('bad answers are refused and everything typed stays', async () => {
  for (const [viewport, script] of [[DESK, true], [PHONE, true], [DESK, false]]) {
    const page = await visit({ viewport, script });
    await signIn(page, 'editor');
    await page.goto('/tasks/new');
    const flow = page.locator('#flow');
    await page.goto(`/tasks/new?flow=${await flow.locator('option', { hasText: 'Delivery with WhatsApp OTP' }).getAttribute('value')}`);
    await page.getByLabel('Order number').fill('DO <b>1</b>');
    await page.getByLabel('Recipient phone').fill('12');
    await page.getByLabel('Recipient e-mail').fill('nobody');
    await page.getByLabel('Worker').selectOption({ label: 'Nobody yet' });
    await page.getByRole('button', { name: 'Create task' }).click();
    const alert = await page.getByRole('alert').innerText();
    assert.match(alert, /Recipient phone: This is not a phone number/);
    assert.match(alert, /Recipient e-mail: This is not an email address/);
    assert.equal(await page.getByLabel('Order number').inputValue(), 'DO <b>1</b>');
    assert.equal(await page.getByLabel('Recipient phone').inputValue(), '12');
    assert.equal(await page.getByLabel('Recipient e-mail').inputValue(), 'nobody');
    assert.equal(await page.getByLabel('Worker').inputValue(), '');
    if (script) {
      await checkAccess(page, 'new task, refused');
      await checkWidth(page, 'new task, refused');
    }
    await leave(page);
  }
});

test('the list is searched and passes axe on a phone and a desk', async () => {
  for (const viewport of [DESK, PHONE]) {
    const page = await visit({ viewport });
    await signIn(page, 'editor');
    await page.goto('/tasks');
    await checkAccess(page, 'task list');
    await checkWidth(page, 'task list');
    await page.getByRole('searchbox').fill('indonesia');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    assert.match(await page.locator('main').innerText(), /Recipient in Indonesia/);
    await page.goto('/tasks?q=nothing-is-called-so');
    await checkAccess(page, 'nothing found');
    await leave(page);
  }
});
