// Billing and support in a browser: rates are found, the statement adds up, a top-up credits once and is seen by the admin.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { sql } from '../lib/send.mjs';

after(() => {
  assert.equal(sql('select * from credit_audit()'), '');
  return closeBrowser();
});

const button = (page, name) => page.getByRole('button', { name, exact: true });
const word = () => `INV-${process.pid}-${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
const organisationId = () => sql("select id from organisation where slug = 'other'");
const entries = (reference) => Number(sql(`select count(*) from entry where reference = '${reference}'`));

async function openOther(page) {
  await signIn(page, 'support');
  assert.equal(new URL(page.url()).pathname, '/support/organisations');
  await page.getByRole('searchbox').fill('OTHER');
  await button(page, 'Search').click();
  await page.getByRole('row').filter({ hasText: 'other' }).getByRole('link').click();
  await page.waitForURL(`**/support/organisations/${organisationId()}`);
}

for (const script of [true, false]) {
  test(`rates: the home country first, found as people search, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, 'admin');
    await page.getByRole('link', { name: 'Billing' }).click();
    const names = page.locator('tbody th .with-icon');
    assert.equal(await names.first().innerText(), 'Indonesia');
    await page.waitForLoadState(); // a long page: its first rows show before the last have come
    assert.equal(await names.count(), Number(sql("select count(*) from country")));
    for (const [typed, first] of [['indo', 'Indonesia'], ['ID', 'Indonesia'], ['+62', 'Indonesia'], ['0812', 'Indonesia'],
      ['+62 812 3456 7890', 'Indonesia'], ['+44', 'United Kingdom']]) {
      await page.getByRole('searchbox').fill(typed);
      await button(page, 'Search').click();
      await page.waitForURL(/[?]q=/);
      assert.ok((await names.allInnerTexts()).includes(first), `${typed} finds ${first}`);
    }
    await page.getByRole('searchbox').fill('no such country');
    await button(page, 'Search').click();
    await page.getByText('No country matches').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'no such country');
    await leave(page);
  });

  test(`a top-up credits once and has a receipt, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    const reference = word();
    await openOther(page);
    const before = Number(sql(`select balance from credit where organisation_id = '${organisationId()}'`));
    const form = await page.locator('input[name=form]').inputValue();
    await page.getByLabel('Credits').fill('12.5');
    await page.getByLabel('Reference').fill(reference);
    await button(page, 'Top up').click();
    await page.waitForURL('**/receipts/*');
    await page.getByText('+12.5').waitFor();
    await page.getByText(reference).waitFor();
    assert.equal(Number(sql(`select balance from credit where organisation_id = '${organisationId()}'`)) - before, 12500);

    // The same form once more, as a second browser would send it: the same receipt.
    const receipt = page.url();
    await page.goBack();
    await page.locator('input[name=form]').evaluate((input, value) => { input.value = value; }, form).catch(() => {});
    await page.getByLabel('Credits').fill('12.5');
    await page.getByLabel('Reference').fill(reference);
    await button(page, 'Top up').click();
    await page.waitForLoadState();
    if (page.url() !== receipt) await page.getByText('Nothing was credited').first().waitFor();
    assert.equal(entries(reference), 1);
    await leave(page);
  });
}

test('a wrong top-up keeps what was typed and says what to do', async () => {
  const page = await visit();
  await openOther(page);
  await page.getByLabel('Credits').fill('12,5x');
  await page.getByLabel('Reason').fill('Kept as typed');
  await button(page, 'Top up').click();
  await page.locator('.summary').waitFor();
  assert.equal(await page.getByLabel('Credits').inputValue(), '12,5x');
  assert.equal(await page.getByLabel('Reason').inputValue(), 'Kept as typed');
  assert.equal(await page.locator('[aria-invalid=true]').count(), 2);
  await checkAccess(page, 'the refused top-up');
  await leave(page);
});

test('one form posted by eight browsers at once credits once', async () => {
  const page = await visit();
  await openOther(page);
  const reference = word();
  const statuses = await page.evaluate(async (ref) => {
    const form = document.querySelector('form[action$="/top-up"]');
    form.credits.value = '7';
    form.reference.value = ref;
    const body = new URLSearchParams(new FormData(form));
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(form.action, { method: 'POST', body })));
    return answers.map((answer) => [answer.status, new URL(answer.url).pathname]);
  }, reference);
  assert.equal(new Set(statuses.map(String)).size, 1, String(statuses));
  assert.match(statuses[0][1], /receipts\/\d+$/);
  assert.equal(entries(reference), 1);
  await leave(page);
});

test('the admin sees the entries; opening and amounts make the closing balance', async () => {
  const page = await visit();
  await signIn(page, 'admin@other.example');
  await page.goto('/billing/credit');
  const figure = (text) => Math.round(Number(text.replace(/[^\d.−-]/g, '').replace('−', '-')) * 1000);
  const cells = async (selector) => (await page.locator(selector).allInnerTexts()).map(figure);
  const amounts = await cells('.statement tbody tr:not(.edge) td:nth-child(6)');
  const edges = await cells('.statement tr.edge td:last-child');
  assert.ok(amounts.length > 0);
  assert.equal(edges[1] + amounts.reduce((a, b) => a + b, 0), edges[0]);
  await leave(page);
});

test('pages are accessible and fit, in light and dark', async () => {
  for (const viewport of [DESK, PHONE]) {
    for (const dark of [false, true]) {
      for (const [who, paths] of [['admin', ['/billing/rates?q=indo', '/billing/credit']],
        ['support', ['/support/organisations', `/support/organisations/${organisationId()}`]], [null, ['/login', '/sandbox']]]) {
        const page = await visit({ viewport, dark });
        if (who) await signIn(page, who);
        for (const path of paths) {
          await page.goto(path);
          await checkAccess(page, `${path} at ${viewport.width}`);
          await checkWidth(page, `${path} at ${viewport.width}`);
        }
        await leave(page);
      }
    }
  }
});

test('who may not, does not: workers see no billing, members no support', async () => {
  for (const [who, path, status] of [['worker', '/billing/rates', 403], ['editor', '/billing/credit', 403],
    ['admin', '/support/organisations', 404], ['support', '/billing/credit', 403]]) {
    const page = await visit();
    await signIn(page, who);
    const answer = await page.goto(path);
    assert.ok([status, 403, 404].includes(answer.status()), `${who} gets ${answer.status()} at ${path}`);
    assert.equal(await page.locator('table').count(), 0);
    await leave(page);
  }
});
