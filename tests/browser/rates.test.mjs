// Rates, limits and rate cards in a browser: found, estimated, limited, brought as a file; accessible in light and dark, on a phone and without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { sql } from '../lib/send.mjs';

const card = `Browser card ${process.pid}`;
const slug = `browser-${process.pid}`;
const email = `${slug}@example.com`;
const button = (page, name) => page.getByRole('button', { name, exact: true });

before(() => {
  sql(`insert into organisation (id, slug, name, country, rate_card_id) select uuid_v7(clock_timestamp()), '${slug}', 'Browser rates', 'ID', id from rate_card where name = 'Demo, 2026-01-01'`);
  sql(`insert into credit (organisation_id) select id from organisation where slug = '${slug}'`);
  sql(`insert into person (id, email, name, password_hash) select uuid_v7(clock_timestamp()), '${email}', 'Rates', password_hash from person where email = 'admin@demo.example'`);
  sql(`insert into member (organisation_id, person_id, role) select o.id, p.id, 'admin' from organisation o, person p where o.slug = '${slug}' and p.email = '${email}'`);
});
after(() => {
  assert.equal(sql('select * from credit_audit()'), '');
  return closeBrowser();
});

for (const script of [true, false]) {
  test(`rates are sorted and estimated, countries refused and a cap set, ${script ? 'with' : 'without'} script`, async () => {
    const page = await visit({ script });
    await signIn(page, email);
    await page.goto('/billing/rates');
    await page.getByRole('columnheader', { name: 'SMS, credits' }).getByRole('link').click();
    await page.waitForURL(/sort=sms/);
    assert.equal(await page.locator('[aria-sort=ascending]').innerText(), 'SMS, credits');
    await page.getByLabel('Number or address').fill('+1 242 359 1234');
    await page.getByLabel('How many').fill('10');
    await button(page, 'Estimate').click();
    await page.getByText('Several countries share +1; this number is of Bahamas').waitFor();
    await page.getByText('In all, credits').waitFor();

    await page.getByRole('link', { name: 'Countries and limits' }).click();
    await page.getByRole('searchbox').fill('bahamas');
    await button(page, 'Search').click();
    await page.getByLabel('Bahamas').check();
    await button(page, 'Refuse ticked').click();
    await page.getByText('1 country was changed').waitFor();
    await page.getByText('Refused', { exact: true }).last().waitFor();
    await page.getByLabel('Bahamas').check();
    await button(page, 'Allow ticked').click();
    await page.getByText('1 country was changed').waitFor();
    await page.getByLabel('Credits a day').fill('100');
    await button(page, 'Save the cap').click();
    await page.getByText('The cap is set').waitFor();
    await page.getByText('Today, charged and on its way').waitFor();
    await page.getByLabel('Credits a day').fill('');
    await button(page, 'Save the cap').click();
    await page.getByText('There is no cap any more').waitFor();
    await leave(page);
  });
}

test('an operator brings a file, looks at it and applies it', async () => {
  const page = await visit();
  await signIn(page, 'operator');
  await page.goto('/operator/rate-cards');
  await page.getByLabel('Name').fill(card);
  await button(page, 'Make the card').click();
  await page.getByText('The card is made').waitFor();
  await page.getByText('Bring a file of rates', { exact: true }).click();
  await page.locator('#file').setInputFiles({ name: 'first.csv', mimeType: 'text/csv', buffer: Buffer.from('channel,country,price\nwhatsapp,ID,5\nsms,ID,50\nsms,KP,refused\n') });
  await button(page, 'Look at it').click();
  await page.getByRole('heading', { name: 'first.csv' }).waitFor();
  await checkAccess(page, 'a file to be looked at');
  await page.getByLabel('Note').fill('The first prices');
  await button(page, 'Apply 3 rates').click();
  await page.getByText('3 rates were written').waitFor();
  await page.getByRole('link', { name: 'Indonesia' }).click();
  await page.getByRole('img', { name: /Steps of the price/ }).waitFor();
  await checkAccess(page, 'the history');
  await leave(page);
});

test('pages are accessible and fit, in light and dark', async () => {
  const id = sql(`select id from rate_card where name = '${card}'`);
  const upload = sql(`select id from rate_upload where rate_card_id = '${id}'`);
  for (const [viewport, dark] of [[DESK, false], [PHONE, true]]) {
    for (const [who, paths] of [[email, ['/billing/rates?q=indo&to=hello', '/billing/limits?q=indo']],
      ['operator', ['/operator/rate-cards', `/operator/rate-cards/${id}`, `/operator/rate-cards/${id}/uploads/${upload}`, `/operator/rate-cards/${id}/countries/ID`]]]) {
      const page = await visit({ viewport, dark });
      await signIn(page, who);
      for (const path of paths) {
        await page.goto(path);
        await checkAccess(page, `${path} at ${viewport.width}`);
        await checkWidth(page, `${path} at ${viewport.width}`);
      }
      await leave(page);
    }
  }
});
