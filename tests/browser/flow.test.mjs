// Flows: making one, what the builder refuses, and two editors at once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';

after(closeBrowser);

let made = 0;
const fresh = (what) => `${what} ${process.pid}-${Date.now()}-${++made}`;

async function newFlow(page, name) {
  await page.goto('/flows');
  await page.getByRole('link', { name: 'New flow' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create flow' }).click();
  await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function add(page, type) {
  await page.locator('#new-type').selectOption({ label: type });
  await page.getByRole('button', { name: 'Add component' }).click();
  await page.waitForURL(/\?c=/);
}

test('a new flow says what it needs, and pages pass axe on a phone and a desk', async () => {
  for (const viewport of [DESK, PHONE]) {
    const page = await visit({ viewport });
    await signIn(page, 'editor');
    const check = async (what) => { await checkAccess(page, what); await checkWidth(page, what); };
    await check('flow list');
    await page.goto('/flows/new');
    await page.getByRole('button', { name: 'Create flow' }).click();
    await check('new flow, refused');
    assert.equal(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid'), 'true');
    await newFlow(page, fresh('Axe'));
    await check('empty builder');
    assert.match(await page.locator('main').innerText(), /thing to mend before this can be published/);
    await add(page, 'OTP');
    await check('OTP settings');
    await page.getByRole('button', { name: 'Publish' }).click();
    await check('publishing refused');
    assert.match(await page.getByRole('alert').innerText(), /“Code” on “Initial Page” has no Recipient Field/);
    await page.getByRole('link', { name: 'Delete', exact: true }).click();
    await check('delete');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.goto('/flows?q=nothing-is-called-so');
    await check('nothing found');
    await leave(page);
  }
});

test('a name that is taken stays in the form', async () => {
  const page = await visit({ script: false });
  const name = fresh('Taken');
  await signIn(page, 'editor');
  await newFlow(page, name);
  await page.goto('/flows/new');
  await page.getByLabel('Name', { exact: true }).fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Create flow' }).click();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), name.toUpperCase());
  assert.match(await page.getByRole('alert').innerText(), /Another flow has this name/);
  await leave(page);
});

test('bad settings are refused one by one and everything typed stays', async () => {
  const page = await visit({ script: false });
  await signIn(page, 'editor');
  await newFlow(page, fresh('Typed'));
  await add(page, 'Phone');
  await page.getByRole('link', { name: 'Page 1' }).first().click();
  await add(page, 'OTP');
  await page.getByLabel('Digits').fill('99');
  await page.getByLabel('Title', { exact: true }).fill('Kode <b>"x"</b> & ‮rtl');
  await page.getByLabel('Id', { exact: true }).fill('Not An Id');
  await page.getByLabel(/^Help/).fill('read it out');
  await page.getByLabel('Send OTP Via').selectOption('Email');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.equal(await page.getByRole('alert').getByRole('listitem').count(), 2);
  assert.equal(await page.getByLabel('Digits').inputValue(), '99');
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Kode <b>"x"</b> & ‮rtl');
  assert.equal(await page.getByLabel('Id', { exact: true }).inputValue(), 'Not An Id');
  assert.equal(await page.getByLabel(/^Help/).inputValue(), 'read it out');
  assert.equal(await page.getByLabel('Send OTP Via').inputValue(), 'email');
  await page.getByLabel('Digits').fill('8');
  await page.getByLabel('Id', { exact: true }).fill('status');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.match(await page.getByRole('alert').first().innerText(), /Sandi uses this word itself/);
  await page.getByLabel('Id', { exact: true }).fill('door_code');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.match(page.url(), /\?c=door_code$/);
  assert.match(await page.locator('main').innerText(), /sends by email, but “Phone” is not an Email field/);
  await leave(page);
});

test('without script "Update list" shows the settings of another type', async () => {
  const page = await visit({ script: false });
  await signIn(page, 'editor');
  await newFlow(page, fresh('Lists'));
  await add(page, 'Phone');
  await page.getByRole('link', { name: 'Page 1' }).first().click();
  await add(page, 'Text');
  await page.getByLabel('Component Type').selectOption('OTP');
  await page.getByRole('button', { name: 'Update list' }).click();
  assert.equal(await page.getByLabel('Send OTP Via').inputValue(), 'whatsapp');
  assert.equal(await page.getByLabel('Recipient Field').inputValue(), 'phone');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  assert.match(await page.getByRole('status').first().innerText(), /Version 1 is published/);
  await leave(page);
});

test('of two editors the second is told, keeps what he typed, and may still save it', async () => {
  const first = await visit();
  const second = await visit();
  await signIn(first, 'editor');
  await signIn(second, 'admin');
  const path = await newFlow(first, fresh('Two'));
  await add(first, 'Phone');
  await second.goto(`${path}?c=phone`);
  await first.getByLabel('Title', { exact: true }).fill('Of the first');
  await first.getByRole('button', { name: 'Save' }).click();
  await second.getByLabel('Title', { exact: true }).fill('Of the second');
  await Promise.all([
    second.waitForResponse((answer) => answer.status() === 409),
    second.getByRole('button', { name: 'Save' }).click(),
  ]);
  await second.waitForLoadState();
  assert.match(await second.locator('main').innerText(), /Demo editor saved[\s\S]*Of the first[\s\S]*/);
  assert.match(await second.locator('main').innerText(), /Of the second/);
  await checkAccess(second, 'conflict');
  await second.getByLabel('Keep mine').check();
  await second.getByRole('button', { name: 'Save what I chose' }).click();
  await second.waitForURL(/\/flows\/[0-9a-f-]{36}(\?|$)/);
  await first.goto(`${path}?c=phone`);
  assert.equal(await first.getByLabel('Title', { exact: true }).inputValue(), 'Of the second');
  await leave(first);
  await leave(second);
});

test('a foreign flow, a wrong id and a worker get their own pages', async () => {
  const page = await visit();
  await signIn(page, 'editor');
  const path = await newFlow(page, fresh('Foreign'));
  assert.equal((await page.goto('/flows/not-an-id')).status(), 404);
  const other = await visit();
  await signIn(other, 'admin@other.example');
  assert.equal((await other.goto(path)).status(), 404);
  const worker = await visit();
  await signIn(worker, 'worker');
  assert.equal((await worker.goto('/flows')).status(), 403);
  for (const one of [page, other, worker]) await leave(one);
});
