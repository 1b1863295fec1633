// Nothing typed in the Flow Builder is lost: reload, a lost session, a link elsewhere, two editors, a server killed in mid-save.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { checkAccess, closeBrowser, env, leave, signIn, visit } from '../lib/browser.mjs';
import { component, makeDraft, stored } from '../lib/flow.mjs';
import { eventually, sql } from '../lib/send.mjs';

after(closeBrowser);

const button = (page, name) => page.getByRole('button', { name, exact: true });
const title = (id, name = 'a') => stored(id).pages.flatMap((page) => page.components).find((one) => one.id === name).title;
const fresh = () => makeDraft([[component('phone', 'phone', { title: 'Phone', required: true })], [component('text', 'a', { title: 'A' }), component('text', 'b', { title: 'B' })]]);

// beforeunload asks only where somebody has touched the page; the answer here is always to go.
async function editor() {
  const page = await visit();
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, 'editor');
  return page;
}

test('what was typed survives a reload, is offered, and is restored or forgotten', async () => {
  const id = fresh();
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  assert.equal(await page.locator('#kept').isVisible(), false);
  await page.locator('#title').fill('Half a sentence');
  assert.equal(await page.locator('[data-state]').innerText(), 'Unsaved changes');
  await page.locator('#title').fill('A');
  assert.equal(await page.locator('[data-state]').innerText(), '', 'compared, not remembered');
  await page.locator('#title').fill('Half a sentence');
  await page.locator('#required').check();
  await page.reload();
  assert.equal(await page.locator('#title').inputValue(), 'A', 'nothing is put in silently');
  assert.ok(await page.locator('#kept').isVisible());
  await checkAccess(page, 'kept');
  await button(page, 'Restore what you typed').click();
  assert.equal(await page.locator('#title').inputValue(), 'Half a sentence');
  assert.ok(await page.locator('#required').isChecked());
  await button(page, 'Save').click();
  await page.waitForURL((url) => url.search === '?c=a');
  await page.getByText('Saved in the draft.').first().waitFor();
  assert.equal(title(id), 'Half a sentence');
  await page.reload();
  assert.equal(await page.locator('#kept').isVisible(), false, 'saved is saved');
  await page.locator('#title').fill('Another thought');
  await page.reload();
  await button(page, 'Forget it').click();
  await page.reload();
  assert.equal(await page.locator('#kept').isVisible(), false);
  await leave(page);
});

test('rules and another type are restored, too', async () => {
  const id = fresh();
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  await Promise.all([page.waitForEvent('load'), page.locator('#type').selectOption('choice')]);
  await page.locator('#options').fill('Yes\nNo');
  await Promise.all([page.waitForEvent('load'), button(page, 'Add rule').click()]);
  await page.locator('#rule_field_1').selectOption('b');
  await page.goto(`/flows/${id}?c=a`);
  assert.equal(await page.locator('#type').inputValue(), 'text');
  await Promise.all([page.waitForEvent('load'), button(page, 'Restore what you typed').click()]);
  assert.equal(await page.locator('#type').inputValue(), 'choice');
  assert.equal((await page.locator('#options').inputValue()).trim(), 'Yes\nNo');
  assert.equal(await page.locator('#rule_field_1').inputValue(), 'b');
  await button(page, 'Save').click();
  await page.getByText('Saved in the draft.').first().waitFor();
  assert.deepEqual(stored(id).pages[1].components[0].options, ['Yes', 'No']);
  await leave(page);
});

test('after a lost session the login leads back, and what was typed is offered', async () => {
  const id = fresh();
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  await page.locator('#title').fill('Typed before the session ended');
  await page.context().clearCookies({ name: /session/ });
  await button(page, 'Save').click();
  await page.waitForURL(/\/login/);
  await page.locator('#email').fill('editor@demo.example');
  await page.locator('#password').fill(env.SANDI_PASSWORD);
  await button(page, 'Sign in').click();
  await page.waitForURL(new RegExp(`/flows/${id}\\?c=a`));
  await button(page, 'Restore what you typed').click();
  assert.equal(await page.locator('#title').inputValue(), 'Typed before the session ended');
  await leave(page);
});

test('a link away from unsaved settings offers to save them', async () => {
  const id = fresh();
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  await page.locator('#title').fill('Saved on the way');
  const link = page.locator('.component[data-id=b] > a');
  await link.click();
  assert.ok(await page.locator('#leave').isVisible());
  await checkAccess(page, 'leaving');
  await button(page, 'Stay').click();
  assert.match(page.url(), /c=a/);
  await link.click();
  await button(page, 'Save and go').click();
  await page.waitForURL(/c=b/);
  assert.equal(title(id), 'Saved on the way');
  await page.locator('#title').fill('Not worth it');
  await page.getByRole('link', { name: 'Tasks' }).click();
  await button(page, 'Go without saving').click();
  await page.waitForURL(/\/tasks/);
  assert.equal(title(id, 'b'), 'B');
  await leave(page);
});

test('two editors: what does not touch is merged, what was typed on an older draft overwrites nothing', async () => {
  const id = fresh();
  const first = await editor();
  const second = await visit();
  second.on('dialog', (dialog) => dialog.accept());
  await signIn(second, 'admin');
  await first.goto(`/flows/${id}?c=a`);
  await second.goto(`/flows/${id}?c=b`);
  await first.locator('#title').fill('Of the first');
  await button(first, 'Save').click();
  await first.getByText('Saved in the draft.').first().waitFor();
  await second.locator('#title').fill('Of the second');
  await button(second, 'Save').click();
  await second.getByRole('status').filter({ hasText: 'Demo editor' }).first().waitFor();
  assert.deepEqual([title(id), title(id, 'b')], ['Of the first', 'Of the second']);
  await second.goto(`/flows/${id}?c=a`);
  await second.locator('#title').fill('Typed on the old one');
  await first.goto(`/flows/${id}?c=a`);
  await first.locator('#title').fill('Newer');
  await button(first, 'Save').click();
  await first.getByText('Saved in the draft.').first().waitFor();
  await second.reload();
  await button(second, 'Restore what you typed').click();
  await Promise.all([second.waitForResponse((answer) => answer.status() === 409), button(second, 'Save').click()]);
  assert.equal(title(id), 'Newer');
  await leave(first);
  await leave(second);
});

test('the console killed in mid-save: the draft is old or new, and what was typed is kept', async () => {
  const id = fresh();
  const pid = () => { try { return Number(readFileSync(`${process.env.STATE ?? '.state'}/run/console.pid`, 'utf8')); } catch { return 0; } };
  const page = await visit();
  page.on('dialog', (dialog) => dialog.accept());
  await signIn(page, 'editor');
  await page.goto(`/flows/${id}?c=a`);
  await page.locator('#title').fill('In flight');
  // Somebody holds the row, so that the save waits in the middle of its transaction.
  const holder = spawn('psql', ['-XqAt', env.SANDI_CHECK_DATABASE_URL], { stdio: ['pipe', 'pipe', 'ignore'] });
  holder.stdin.write(`set search_path = sandi; begin; select base_version from flow where id = '${id}' for update;\n`);
  await new Promise((resolve) => { holder.stdout.once('data', resolve); });
  const old = pid();
  await button(page, 'Save').click({ noWaitAfter: true });
  await eventually(() => Number(sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%flow_save%' and pid <> pg_backend_pid()")), (n) => n > 0);
  process.kill(old, 'SIGKILL');
  holder.stdin.end('rollback;\n');
  await eventually(pid, (now) => now > 0 && now !== old);
  await eventually(async () => (await fetch(`${env.SANDI_URL}/healthz`)).status, (status) => status === 200);
  assert.match(title(id), /^(A|In flight)$/);
  await page.goto(`/flows/${id}?c=a`);
  if (title(id) === 'A') {
    await button(page, 'Restore what you typed').click();
    await button(page, 'Save').click();
    await page.getByText('Saved in the draft.').first().waitFor();
  }
  assert.equal(title(id), 'In flight');
  await page.goto(`/flows/${id}?c=a`);
  assert.equal(await page.locator('#kept').isVisible(), false);
  page.faults = page.faults.filter((fault) => !/^50[23] /.test(fault)); // the answer of the killed one
  await leave(page);
});
