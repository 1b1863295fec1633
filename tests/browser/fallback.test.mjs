// Fallback: the editor's setting of it, with and without script, and what the worker reads when a hop happens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, codeTo, leave, messagesTo, signIn, visit } from '../lib/browser.mjs';
import { audit, caps, sql } from '../lib/send.mjs';

before(() => caps(false));
after(async () => { caps(true); audit(); await closeBrowser(); });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const shot = async (page, name) => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true });
};

// A flow with a phone field and an OTP, its settings open.
async function builder(page) {
  const name = `Fallback ${process.pid}-${Date.now()}`;
  await page.goto('/flows/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await button(page, 'Create flow').click();
  await page.locator('#new-type').selectOption('phone');
  await button(page, 'Add component').click();
  await page.waitForURL(/\?c=phone/);
  await page.getByRole('link', { name: 'Page 1' }).first().click();
  await page.locator('#new-type').selectOption('otp');
  await button(page, 'Add component').click();
  await page.waitForURL(/\?c=otp/);
  return name;
}

async function save(page) {
  await button(page, 'Save').click();
  await page.waitForURL(/\?c=otp/);
}

async function makeTask(page, flow, to) {
  const id = sql(`select id from flow where name = '${flow}'`);
  await page.goto(`/tasks/new?flow=${id}`);
  await page.getByLabel('Phone', { exact: true }).fill(to);
  await button(page, 'Create task').click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
  return page.url().split('/').pop();
}

for (const script of [true, false]) {
  test(`the OTP's fallback is chosen, kept and published ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, 'editor');
    await builder(page);
    assert.deepEqual(await page.locator('#fallback option').allInnerTexts(), ['Nothing else', 'SMS']);
    assert.equal(await page.getByLabel('Fallback', { exact: true }).inputValue(), '', 'nothing by itself');
    await page.getByLabel('Fallback', { exact: true }).selectOption('SMS');
    await page.getByLabel('Fallback After').selectOption('30 seconds or a failure');
    await save(page);
    assert.equal(await page.getByLabel('Fallback', { exact: true }).inputValue(), 'sms');
    assert.equal(await page.getByLabel('Fallback After').inputValue(), '30');
    await button(page, 'Publish').click();
    assert.match(await page.getByRole('status').first().innerText(), /Version 1 is published/);

    // The other channel's fallback is the other way round; by email there is none.
    const choose = async (channel) => {
      const shown = script ? page.waitForEvent('load') : null;
      await page.getByLabel('Send OTP Via').selectOption(channel);
      if (!script) await button(page, 'Update list').click();
      await shown;
      await page.waitForFunction((value) => document.querySelector('#channel').value === value, channel.toLowerCase());
    };
    await choose('SMS');
    assert.deepEqual(await page.locator('#fallback option').allInnerTexts(), ['Nothing else', 'WhatsApp']);
    assert.equal(await page.getByLabel('Fallback', { exact: true }).inputValue(), '');
    await choose('Email');
    assert.equal(await page.locator('#fallback').count(), 0);
    await leave(page);
  });
}

test('a fallback that cannot be tried is said before publishing', async () => {
  const page = await visit({ script: false });
  await signIn(page, 'editor');
  await builder(page);
  await page.getByLabel('Fallback', { exact: true }).selectOption('SMS');
  await page.getByLabel('Send OTP Via').selectOption('SMS');
  await save(page);
  assert.match(await page.locator('main').innerText(), /goes by SMS already: SMS cannot be tried instead/);
  assert.equal(await page.locator('#fallback option:checked').innerText(), 'SMS (does not fit)');
  await button(page, 'Publish').click();
  assert.match(await page.getByRole('alert').innerText(), /Not published yet/);
  await page.getByLabel('Send OTP Via').selectOption('Email');
  await save(page);
  assert.match(await page.locator('main').innerText(), /cannot go by SMS instead: its recipient has no SMS/);
  await leave(page);
});

test('the builder with a fallback passes axe and fits, on a phone and a desk, in both lights', async () => {
  for (const [viewport, dark] of [[DESK, false], [DESK, true], [PHONE, false]]) {
    const page = await visit({ viewport, dark });
    await signIn(page, 'editor');
    await builder(page);
    await page.getByLabel('Fallback', { exact: true }).selectOption('SMS');
    await page.getByLabel('Fallback After').selectOption('60');
    await save(page);
    await checkAccess(page, 'fallback settings');
    await checkWidth(page, 'fallback settings');
    await shot(page, `builder-${viewport.width}${dark ? '-dark' : ''}`);
    await leave(page);
  }
});

// Reloads until the worker's page says so.
async function reads(page, words) {
  for (let i = 0; i < 80; i++) {
    if (words.test(await page.locator('.otp .banner').innerText())) return;
    await page.waitForTimeout(100);
    await page.reload();
  }
  assert.match(await page.locator('.otp .banner').innerText(), words);
}

async function published(more) {
  const office = await visit({ script: false });
  await signIn(office, 'editor');
  const flow = await builder(office);
  await office.getByLabel('Fallback', { exact: true }).selectOption('SMS');
  await office.getByLabel('Fallback After').selectOption(more);
  await save(office);
  await button(office, 'Publish').click();
  return { office, flow };
}

test('no WhatsApp: the worker reads what happened, and the code of the SMS verifies', async () => {
  const to = '+6281200000001';
  const { office, flow } = await published('0');
  const task = await makeTask(office, flow, to);
  const seen = (await messagesTo(to)).length;
  const page = await visit({ viewport: PHONE });
  await signIn(page, 'worker');
  await page.goto(`/field/tasks/${task}/pages/1`);
  await shot(page, 'field-ready');
  await button(page, 'Send code').click();
  await reads(page, /WhatsApp could not deliver\. Sent by SMS instead\./);
  assert.match(await page.locator('.otp .to').innerText(), /The code goes by SMS to/);
  await checkAccess(page, 'after a hop');
  await checkWidth(page, 'after a hop');
  await shot(page, 'field-failed');
  await page.getByLabel('Code').fill(await codeTo(to, seen));
  await button(page, 'Verify').click();
  await page.getByText('Verified', { exact: true }).waitFor();
  await leave(page);
  await leave(office);
});

test('silence: the worker reads in both languages that the code may come both ways', async () => {
  const to = '+6281200000006';
  const { office, flow } = await published('15');
  const task = await makeTask(office, flow, to);
  const page = await visit({ viewport: PHONE, script: false });
  await signIn(page, 'worker');
  await page.goto(`/field/tasks/${task}/pages/1`);
  await button(page, 'Send code').click();
  await reads(page, /Sent/);
  sql(`update message m set created_at = m.created_at - interval '15 s', launched_at = m.launched_at - interval '15 s' from verification v where v.id = m.verification_id and v.task_id = '${task}';
    update verification set created_at = created_at - interval '15 s', expires_at = expires_at - interval '15 s', fallback_at = fallback_at - interval '15 s' where task_id = '${task}'`);
  await reads(page, /WhatsApp did not deliver in time\. Sent by SMS too\./);
  await shot(page, 'field-late');
  await leave(page);
  const indonesian = await visit({ viewport: PHONE, language: 'id', dark: true });
  await signIn(indonesian, 'worker', 'id');
  await indonesian.goto(`/field/tasks/${task}/pages/1`);
  await reads(indonesian, /WhatsApp belum menyampaikan kode tepat waktu\. Kode juga dikirim lewat SMS\./);
  await shot(indonesian, 'field-late-id');
  await leave(indonesian);
  await leave(office);
});
