// The statement, its months and the charts in a browser: found by filters that stay in the address, read by everybody, printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { history } from '../lib/history.mjs';
import { audit, sql } from '../lib/send.mjs';

let org;
before(async () => {
  org = await history(400);
  sql(`update organisation set currency = 'IDR', unit_price = 1000 where id = '${org.id}'`);
});
after(() => {
  audit();
  return closeBrowser();
});

for (const script of [true, false]) {
  test(`lines are found by filters, paged, and lead to their delivery, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, org.email);
    await page.goto('/billing/credit');
    await page.getByLabel('Channel').selectOption('SMS');
    await page.getByLabel('Country').fill('indo');
    await page.getByLabel('What', { exact: true }).selectOption('Charge');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/channel=sms/);
    await page.getByText('Of these, the lines that fit your search').waitFor();
    assert.equal(await page.getByLabel('Country').inputValue(), 'indo');
    const rows = page.locator('.statement tbody tr');
    assert.deepEqual([...new Set(await rows.locator('td:nth-child(3) .sub').allInnerTexts())], ['SMS Indonesia']);
    await page.getByRole('link', { name: 'Clear' }).click();
    await page.waitForURL((url) => url.search === '');
    await page.getByRole('link', { name: 'Older entries' }).click();
    await page.waitForURL(/before=350/);
    assert.match(await rows.nth(1).innerText(), /^350\b/);
    await rows.getByRole('link', { name: 'Charge', exact: true }).first().click();
    await page.waitForURL('**/deliveries/*');
    await page.getByText('Charged').first().waitFor();
    await leave(page);
  });

  test(`a month is found and printed, usage is chosen by days, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, org.email);
    await page.goto('/billing/credit');
    await page.getByRole('link', { name: 'Months' }).click();
    await page.getByRole('row').nth(2).getByRole('link').click();
    await page.waitForURL(/statements\/\d{4}-\d\d$/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: 'Main menu' }).isVisible(), false);
    assert.equal(await page.getByRole('heading', { name: 'Day by day' }).isVisible(), true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'All lines' }).click();
    await page.waitForURL(/from=\d{4}-\d\d-01&to=/);
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('link', { name: '90 days' }).click();
    await page.waitForURL(/days=90/);
    assert.equal(await page.locator('.bars g').count(), 90);
    assert.ok(await page.locator('.bars rect').count() > 80);
    await page.getByText('Show as a table').click();
    await page.getByRole('columnheader', { name: 'Together' }).waitFor();
    const drawing = page.getByRole('img', { name: 'Spent by day, credits' });
    assert.match(await drawing.locator('desc').textContent(), /credits in all; most of them on/);
    await leave(page);
  });
}

test('both languages write numbers and money their way', async () => {
  const page = await visit({ language: 'id' });
  await signIn(page, org.email, 'id');
  await page.goto('/billing/credit');
  const balance = Number(sql(`select balance from credit where organisation_id = '${org.id}'`));
  assert.match(await page.locator('.money-head .balance').innerText(), new RegExp(`≈ Rp\\s${new Intl.NumberFormat('id').format(balance).replaceAll('.', '\\.')}`));
  await page.goto('/billing/usage');
  await page.getByRole('heading', { name: 'Pemakaian', exact: true }).waitFor();
  await leave(page);
});

test('all of it is accessible and fits, in light and dark', async () => {
  const month = sql("select to_char(now() at time zone 'Asia/Jakarta' - interval '1 month', 'YYYY-MM')");
  for (const viewport of [DESK, PHONE])
    for (const dark of [false, true]) {
      const page = await visit({ viewport, dark });
      await signIn(page, org.email);
      for (const path of ['/billing/credit', '/billing/credit?channel=sms&kind=charge', '/billing/credit?country=nowhere', '/billing/usage', '/billing/statements', `/billing/statements/${month}`]) {
        await page.goto(path);
        await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
        await checkAccess(page, `${path} at ${viewport.width}`);
        await checkWidth(page, `${path} at ${viewport.width}`);
      }
      await leave(page);
    }
});

test('the price of a credit is set with the form as people use it', async () => {
  const page = await visit();
  await signIn(page, 'operator');
  await page.goto(`/support/organisations/${org.id}`);
  await page.getByRole('link', { name: 'Price of a credit' }).click();
  await page.getByLabel('Currency').fill('idr');
  await page.getByRole('button', { name: 'Set the price' }).click();
  await page.locator('.summary').waitFor();
  assert.equal(await page.getByLabel('Currency').inputValue(), 'idr');
  await checkAccess(page, 'the refused price');
  await page.getByLabel('Currency').fill('IDR');
  await page.getByLabel('Price of one credit').fill('950.5');
  await page.getByRole('button', { name: 'Set the price' }).click();
  await page.getByText('The price of a credit is set.').waitFor();
  assert.equal(await page.getByLabel('Price of one credit').inputValue(), '950.5');
  await checkAccess(page, 'the price');
  await leave(page);
});
