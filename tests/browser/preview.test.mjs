// A draft on a real phone: the link, its end, and what it does not give.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { component, makeDraft } from '../lib/flow.mjs';
import { sql } from '../lib/send.mjs';

after(closeBrowser);

const button = (page, name) => page.getByRole('button', { name, exact: true });
const draft = () => makeDraft([[component('phone', 'phone', { title: 'Phone', required: true })],
  [component('otp', 'otp', { title: 'Recipient code', required: true, channel: 'whatsapp', digits: 6, recipient: 'phone' })],
  [component('text', 'by', { title: 'Received by' })]]);

async function linkOf(id) {
  const page = await visit();
  await signIn(page, 'editor');
  await page.goto(`/flows/${id}?c=otp`);
  await page.getByRole('link', { name: 'On a real phone' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  assert.match(await page.locator('svg.qr path').getAttribute('d'), /^M4 4h7v1h-7z/, "a finder stands in the code's corner");
  const href = await page.locator('a.mono').getAttribute('href');
  await leave(page);
  return href;
}

test('the link needs no login, walks the draft in either language, sends nothing and stores nothing', async () => {
  const id = draft();
  const href = await linkOf(id);
  const sent = () => sql("select count(*) from verification where organisation_id = (select id from organisation where slug = 'demo')");
  const before = sent();
  for (const script of [true, false]) {
    const page = await visit({ viewport: PHONE, script });
    await page.goto(href);
    assert.match(await page.locator('main').innerText(), /Step 1 of 2[\s\S]*Recipient code/);
    if (script) await checkAccess(page, 'preview');
    await checkWidth(page, 'preview');
    await button(page, 'Send code').click();
    await page.getByText('This is a preview: nothing was sent.').waitFor();
    await page.getByLabel('Code', { exact: true }).fill('123456');
    await button(page, 'Verify').click();
    await page.getByText('Verified').waitFor();
    await page.getByRole('link', { name: 'Bahasa Indonesia' }).click();
    await page.getByText('Terverifikasi').waitFor();
    await page.getByRole('link', { name: 'Gelap' }).click();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    if (script) await checkAccess(page, 'preview, dark');
    await page.locator('button[value=next]').click();
    await page.getByText('Received by').waitFor();
    await page.locator('button[value=next]').click();
    await page.getByText('Itu langkah terakhir').waitFor();
    await leave(page);
  }
  assert.equal(sent(), before);
  assert.equal(sql(`select count(*) from task where flow_id = '${id}'`), '0');
});

test('a forged, a damaged and an old link, and one to an archived flow, open nothing', async () => {
  const id = draft();
  const href = await linkOf(id);
  const page = await visit();
  const status = async (address) => (await page.goto(address)).status();
  assert.equal(await status(href), 200);
  const token = href.split('/').pop();
  const flip = (at) => href.slice(0, href.length - token.length) + token.slice(0, at) + (token[at] === '0' ? '1' : '0') + token.slice(at + 1);
  // The key's number, the organisation, the flow, the end, the signature.
  for (const at of [1, 5, 40, 70, 100]) assert.equal(await status(flip(at)), 404, `digit ${at}`);
  assert.equal(await status('/preview/abc'), 404);
  assert.match(await page.locator('main').innerText(), /This preview is over/);
  await checkAccess(page, 'preview over');
  sql(`update flow set archived_at = clock_timestamp() where id = '${id}'`);
  assert.equal(await status(href), 404);
  await leave(page);
});
