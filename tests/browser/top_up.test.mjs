// Top-ups in a browser: the preview, a request from the admin to its receipt, a reversal, and every page of it accessible and within the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit, cli, freshWord, organisation } from '../lib/api.mjs';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { sql } from '../lib/send.mjs';
import { entryOf, policy, somebody, topUp } from '../lib/support.mjs';

let maker;
before(async () => { maker = await somebody({ staff: 'support' }); });
after(async () => {
  await policy('off', 'off');
  assert.equal(await audit(), '');
  return closeBrowser();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });

test('the balance afterwards is told while the amount is typed', async () => {
  const { id } = await organisation(40);
  const page = await visit();
  await signIn(page, 'support');
  await page.goto(`/support/organisations/${id}`);
  await page.getByLabel('Credits').fill('2500.5');
  await page.locator('.preview').getByText('2,540.5').waitFor();
  await page.getByLabel('Credits').fill('2500.5x');
  await page.locator('.preview').waitFor({ state: 'hidden' });
  await leave(page);
});

for (const script of [true, false]) {
  test(`an admin asks, support fulfils and reverses, ${script ? 'with' : 'without'} script`, async () => {
    const { id, slug } = await organisation(40);
    await cli('organisation', 'set', slug, `name=${slug}`);
    const admin = await somebody({ slug, role: 'admin' });
    const reference = freshWord('PO');
    const asking = await visit({ script });
    await signIn(asking, admin.email);
    await asking.getByRole('link', { name: 'Request a top-up' }).click();
    await asking.getByLabel('Credits').fill('300');
    await asking.getByLabel('Invoice or order').fill(reference);
    await button(asking, 'Send the request').click();
    await asking.getByText('Your request is open').waitFor();

    const page = await visit({ script });
    await signIn(page, 'support');
    await page.getByRole('link', { name: 'Waiting' }).click();
    await page.getByRole('row').filter({ hasText: slug }).getByRole('link', { name: 'Fulfil' }).click();
    assert.equal(await page.getByLabel('Credits').inputValue(), '300');
    assert.equal(await page.getByLabel('Reference').inputValue(), reference);
    if (!script) {
      await button(page, 'Preview').click();
      await page.locator('.preview').getByText('340').waitFor();
    }
    await button(page, 'Top up').click();
    await page.waitForURL('**/receipts/*');
    await page.getByText('+300').waitFor();
    await asking.goto('/billing/top-up');
    await asking.getByText('Fulfilled').waitFor();

    await page.getByLabel('Reason').fill('Paid twice');
    await button(page, 'Correct').click();
    await page.getByText('Taken away').waitFor();
    assert.equal(sql(`select balance from credit where organisation_id = '${id}'`), '40000');
    await page.getByRole('link', { name: 'of entry 2' }).click();
    await page.getByText('+300').waitFor();
    assert.equal(await button(page, 'Correct').count(), 0, 'nothing is left to correct');
    await leave(asking);
    await leave(page);
  });
}

test('every page of it is accessible and fits, in light and dark', async () => {
  const { id, slug } = await organisation(40);
  await cli('organisation', 'set', slug, 'name=Gesellschaft für Nachtlieferungen und Sonderzustellungen');
  const admin = await somebody({ slug, role: 'admin' });
  const csrf = await admin.browser.csrf('/billing/top-up');
  await admin.browser.post('/billing/top-up', { csrf, form: crypto.randomUUID(), credits: '999999999.999', invoice: 'PO'.repeat(40), note: 'ע'.repeat(60) });
  const bought = entryOf(await topUp(maker.browser, id, 20));
  await topUp(maker.browser, id, -5, { kind: 'correction', refers_to: String(bought), reference: '', reason: 'A reason '.repeat(20).trim() });
  await policy('off', 10000);
  await topUp(maker.browser, id, 12345678.901);
  await policy(100, 10000);
  for (const viewport of [DESK, PHONE]) {
    for (const dark of [false, true]) {
      const page = await visit({ viewport, dark });
      const check = async (what) => {
        await checkAccess(page, `${what} at ${viewport.width}`);
        await checkWidth(page, `${what} at ${viewport.width}`);
      };
      await signIn(page, admin.email);
      for (const path of ['/billing/top-up', '/billing/warnings', '/flows']) {
        await page.goto(path);
        await check(path);
      }
      await leave(page);
      const desk = await visit({ viewport, dark });
      await signIn(desk, 'support');
      for (const path of ['/support/organisations?low=1', `/support/organisations/${id}`, `/support/organisations/${id}/receipts/${bought}`, '/support/top-ups']) {
        await desk.goto(path);
        await checkAccess(desk, path);
        await checkWidth(desk, `${path} at ${viewport.width}`);
      }
      // A card clips what is too wide: a button in it could be out of reach though nothing scrolls.
      for (const name of ['Fulfil', 'Decline']) await desk.getByRole('link', { name, exact: true }).first().click({ trial: true });
      await button(desk, 'Approve').first().click({ trial: true });
      await desk.goto(`/support/organisations/${id}`);
      await desk.getByLabel('Credits').fill('101');
      await desk.getByLabel('Reference').fill(freshWord('ref'));
      await button(desk, 'Top up').click();
      await desk.getByLabel('Password').waitFor();
      await checkAccess(desk, 'the password');
      await checkWidth(desk, 'the password');
      await leave(desk);
    }
  }
});
