// Tasks: the list and its filters, a new one that is typed badly, many at once, and a file of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { component, publish } from '../lib/flow.mjs';
import { sql } from '../lib/send.mjs';
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

const flow = publish([[component('text', 'order', { title: 'Order number', required: true }), component('phone', 'phone', { title: 'Recipient phone' })], [component('text', 'note')]]);
const tasks = (where) => Number(sql(`select count(*) from task where flow_id = '${flow.id}' and ${where}`));

// A file that is pasted, looked at, and made into tasks.
async function bring(page, lines) {
  await page.goto(`/tasks/import?flow=${flow.id}`);
  await page.getByLabel('Or paste its text').fill(['Order number,Recipient phone,Not before,Until', ...lines].join('\n'));
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.waitForURL(/import\/[0-9a-f]{8}-/);
}

test('a file is mended by what its page says and becomes tasks, on a phone and without scripts', async () => {
  for (const [viewport, script] of [[PHONE, true], [DESK, false]]) {
    const page = await visit({ viewport, script });
    await signIn(page, 'editor');
    await page.goto(`/tasks/import?flow=${flow.id}`);
    if (script) await checkAccess(page, 'import');
    await bring(page, ['A-1,12,,', 'A-2,,2027-01-02 10:00,2027-01-02 09:00']);
    const faults = page.getByRole('region', { name: 'What is wrong, by line' });
    assert.match(await faults.innerText(), /This is not a phone number/);
    assert.match(await faults.innerText(), /The end must be after the start/);
    assert.equal(await page.getByRole('button', { name: /^Import/ }).count(), 0);
    if (script) {
      await checkAccess(page, 'faults');
      await checkWidth(page, 'faults');
    }
    await bring(page, ['A-1,0812 3456 7890,,', 'A-2,,2027-01-02 08:00,2027-01-02 09:00']);
    if (script) await checkAccess(page, 'what would be made');
    await checkWidth(page, 'what would be made');
    await page.getByRole('button', { name: 'Import 2 tasks' }).click();
    await page.getByRole('heading', { name: '2 tasks made' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Show them' }).click();
    assert.match(await page.getByRole('main').innerText(), /2 Jan 2027, 08:00–09:00/);
    await leave(page);
  }
  assert.equal(tasks('true'), 4);
});

test('many tasks are handed out by keyboard, without scripts, and deleted', async () => {
  const page = await visit({ script: false });
  await signIn(page, 'editor');
  await page.goto(`/tasks?flow=${flow.id}`);
  for (const box of await page.getByRole('checkbox', { name: /^Choose A-/ }).all()) {
    await box.focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await page.getByRole('heading', { name: 'Assign 4 tasks' }).waitFor();
  await page.getByRole('button', { name: 'Assign 4 tasks' }).press('Enter');
  assert.match(await page.getByRole('alert').innerText(), /Worker: Choose somebody/);
  await page.getByLabel('Worker').selectOption({ label: 'Demo worker' });
  await page.getByRole('button', { name: 'Assign 4 tasks' }).press('Enter');
  await page.getByText('4 tasks were assigned.').waitFor();
  assert.equal(tasks("status = 'ongoing'"), 4);
  await leave(page);
});

test('one box ticks a page, chips take filters away, a phone shows cards', async () => {
  for (const viewport of [DESK, PHONE]) {
    const page = await visit({ viewport });
    await signIn(page, 'editor');
    await page.goto(`/tasks?flow=${flow.id}&status=ongoing&q=A-1`);
    await checkAccess(page, 'filtered list');
    await checkWidth(page, 'filtered list');
    await page.getByRole('link', { name: /Search: A-1/ }).click();
    await page.waitForURL(`**/tasks?status=ongoing&flow=${flow.id}`);
    await page.getByLabel('All on this page').check();
    assert.equal(await page.getByRole('checkbox', { name: /^Choose A-/, checked: true }).count(), 4);
    await page.getByRole('checkbox', { name: /^Choose A-/ }).first().uncheck();
    assert.equal(await page.getByLabel('All on this page').isChecked(), false);
    await page.locator('#do').selectOption({ label: 'Delete' });
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Delete 3 tasks' }).waitFor();
    await checkAccess(page, 'deleting');
    await checkWidth(page, 'deleting');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.waitForURL('**/tasks?status=ongoing**');
    await leave(page);
  }
  assert.equal(tasks('true'), 4);
});
