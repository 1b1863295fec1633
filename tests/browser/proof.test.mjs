// The page of a task, its proof on paper, and letting a step pass: with and without scripts, on a desk and on a phone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, codeTo, env, leave, signIn, visit } from '../lib/browser.mjs';
import { component, makeTask, publish } from '../lib/flow.mjs';
import { recipient } from '../lib/send.mjs';

after(closeBrowser);

const makeOtp = () => {
  const to = recipient();
  const flow = publish([[component('phone', 'to', { title: 'Recipient phone', required: true }), component('text', 'long', { title: 'A title that is as long as titles may well be in Germany' })],
    [component('otp', 'otp', { title: 'Code of the recipient', required: true, channel: 'whatsapp', digits: 6, recipient: 'to' })]]);
  return { to, task: makeTask(flow, { to, long: 'Donaudampfschifffahrtsgesellschaft'.repeat(4) }) };
};

test('a delivery is verified at the door; the office reads it, and paper shows no chrome', async () => {
  const { to, task } = makeOtp();
  const door = await visit({ viewport: PHONE });
  await signIn(door, 'worker');
  await door.goto(`/field/tasks/${task}`);
  await door.getByRole('button', { name: 'Send code' }).click();
  await door.getByLabel('Code', { exact: true }).fill(await codeTo(to));
  await door.getByRole('button', { name: 'Verify' }).click();
  await door.getByText('Verified').waitFor();
  await door.getByRole('button', { name: 'Finish task' }).click();
  await door.getByText('Task finished').waitFor();
  await leave(door);
  for (const [viewport, dark, language] of [[DESK, false, 'en'], [DESK, true, 'id'], [PHONE, false, 'id'], [PHONE, true, 'en']]) {
    const page = await visit({ viewport, dark, language });
    await signIn(page, 'editor', language);
    await page.goto(`/tasks/${task}`);
    await checkAccess(page, 'task');
    await checkWidth(page, 'task');
    await page.getByRole('link', { name: /^(Bukti penyerahan|Proof of delivery)$/ }).click();
    await page.waitForURL(/\/proof$/);
    await checkAccess(page, 'proof');
    await checkWidth(page, 'proof');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['body > header', '.proof-bar', 'a[href="/tasks"]']) assert.equal(await page.locator(gone).filter({ visible: true }).count(), 0, gone);
    assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
    assert.ok(await page.getByText(task).first().isVisible());
    await leave(page);
  }
});

test('the proof has a button to print where there are scripts, and says how without', async () => {
  const { task } = makeOtp();
  for (const script of [true, false]) {
    const page = await visit({ script });
    await signIn(page, 'editor');
    await page.goto(`/tasks/${task}/proof`);
    assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), script);
    assert.ok(await page.getByText('Print it with your browser').isVisible());
    assert.match(await page.locator('main').innerText(), /This task is not finished/);
    await leave(page);
  }
});

test('an admin lets a step pass by keyboard, without scripts, and the worker goes on', async () => {
  for (const [viewport, script] of [[DESK, true], [PHONE, false]]) {
    const { task } = makeOtp();
    const page = await visit({ viewport, script });
    await signIn(page, 'admin');
    await page.goto(`/tasks/${task}`);
    await page.getByRole('link', { name: 'Let pass without a code' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/override\/otp$/);
    await page.getByLabel('Reason').fill('no');
    await page.getByLabel('Current password').fill(env.SANDI_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('Reason').inputValue(), 'no');
    assert.equal(await page.getByLabel('Current password').inputValue(), '');
    if (script) await checkAccess(page, 'override, refused');
    await checkWidth(page, 'override, refused').catch((error) => { if (script) throw error; });
    await page.getByLabel('Reason').fill('The guard knows her, card checked');
    await page.getByLabel('Current password').fill(env.SANDI_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/tasks/${task}([?#]|$)`));
    assert.match(await page.locator('main').innerText(), /The step was let pass[\s\S]*Worth a second look[\s\S]*Approved by the office without a code/);
    if (script) await checkAccess(page, 'task with an override');
    await leave(page);
    const door = await visit({ viewport: PHONE, script });
    await signIn(door, 'worker');
    await door.goto(`/field/tasks/${task}`);
    assert.match(await door.locator('main').innerText(), /Approved by the office without a code/);
    if (script) await checkAccess(door, 'step that was let pass');
    await door.getByRole('button', { name: 'Finish task' }).click();
    await door.getByText('Task finished').waitFor();
    assert.doesNotMatch(await door.locator('main').innerText(), /Verified/);
    await leave(door);
  }
});
