// Flows as a whole in a browser: two editors at once, with and without scripts, and every page for everybody's eyes.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';

after(closeBrowser);

let made = 0;
const fresh = (what) => `${what} ${process.pid}-${Date.now()}-${++made}`;
const text = (id, title) => ({ id, type: 'text', title, required: false, help: '', default: '' });
const content = (...components) => JSON.stringify({ schema: 1, pages: [
  { id: 'initial', title: 'Initial Page', components: [{ id: 'phone', type: 'phone', title: 'Phone', required: true, help: '', default: '' }] },
  { id: 'page1', title: 'Hand over', components }] });

// Imports a flow by hand and returns its address.
async function flow(page, name, json = content(text('a', 'A'), text('b', 'B'))) {
  await page.goto('/flows/import');
  await page.getByLabel('Or paste it here').fill(json);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Import as a draft' }).click();
  await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function title(page, at, component, value) {
  await page.goto(`${at}?c=${component}`);
  await type(page, value);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForLoadState();
}
const type = (page, value) => page.getByLabel('Title', { exact: true }).fill(value);
const shown = (page) => page.getByLabel('Title', { exact: true }).inputValue();

async function publish(page, at) {
  await page.goto(at);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.locator('[role=status], .banner').filter({ hasText: /is published/ }).first().waitFor();
}

for (const script of [true, false]) {
  test(`two editors at once: what meets is asked about, what does not is put together (${script ? 'with' : 'without'} scripts)`, async () => {
    const one = await visit({ script });
    const two = await visit({ script });
    await signIn(one, 'editor');
    await signIn(two, 'admin');
    const at = await flow(one, fresh('Together'));

    // Different components: no alarm, and both are there.
    await one.goto(`${at}?c=a`);
    await title(two, at, 'b', 'B by two');
    await type(one, 'A by one');
    await one.getByRole('button', { name: 'Save', exact: true }).click();
    await one.getByText('Saved together with changes by Demo admin').waitFor();
    await two.goto(`${at}?c=a`);
    assert.equal(await shown(two), 'A by one');

    // The same setting: side by side, and nothing is overwritten before somebody chose.
    await one.goto(`${at}?c=a`);
    await title(two, at, 'a', 'A by two');
    await type(one, 'A again by one');
    await one.getByRole('button', { name: 'Save', exact: true }).click();
    await one.getByRole('heading', { name: 'Two changes in one place' }).waitFor();
    if (script) for (const [viewport, what] of [[PHONE, 'conflict on a phone'], [DESK, 'conflict']]) {
      await one.setViewportSize(viewport);
      await checkAccess(one, what);
      await checkWidth(one, what);
    }
    const row = one.getByRole('group', { name: /Title/ });
    assert.match(await row.innerText(), /A by one[^]*A again by one[^]*A by two/);
    await row.getByLabel(/Keep mine/).check();
    await one.getByRole('button', { name: 'Save what I chose' }).click();
    await one.getByText('Saved together with changes by Demo admin').waitFor();
    await two.goto(`${at}?c=a`);
    assert.equal(await shown(two), 'A again by one');

    // Undo belongs to the flow: the other editor takes it back, and it outlives a reload.
    await two.getByRole('button', { name: /^Undo/ }).click();
    await two.waitForLoadState();
    await two.goto(`${at}?c=a`);
    assert.equal(await shown(two), 'A by two');
    await one.goto(`${at}?c=a`);
    assert.equal(await shown(one), 'A by two');
    await one.getByRole('button', { name: /^Redo/ }).click();
    await one.waitForLoadState();
    await one.goto(`${at}?c=a`);
    assert.equal(await shown(one), 'A again by one');

    // Discarding shows what is saved.
    await two.goto(`${at}?c=a`);
    await title(one, at, 'a', 'A last');
    await type(two, 'never saved');
    await two.getByRole('button', { name: 'Save', exact: true }).click();
    await two.getByRole('link', { name: 'Discard mine' }).click();
    await two.goto(`${at}?c=a`);
    assert.equal(await shown(two), 'A last');
    await leave(one);
    await leave(two);
  });
}

test('every page passes axe and fits, on a phone and a desk, light and dark', async () => {
  for (const [viewport, dark] of [[DESK, false], [PHONE, true]]) {
    const page = await visit({ viewport, dark });
    await signIn(page, 'admin');
    const check = async (what) => { await checkAccess(page, what); await checkWidth(page, what); };
    const at = await flow(page, fresh('Quite a long name: Straßenbahnhaltestellenschild ‮rtl'));
    await publish(page, at);
    await title(page, at, 'a', 'Another title');
    await publish(page, at);
    await title(page, at, 'b', 'Unveröffentlicht');
    for (const [what, path] of [['list', '/flows'], ['archive list', '/flows?archived=1'], ['nothing found', '/flows?q=nothing-is-called-so'], ['gallery', '/flows/new'],
      ['sample', '/flows/new?sample=inspection'], ['import', '/flows/import'], ['history', `${at}/history`], ['compare', `${at}/compare?from=1&to=draft`],
      ['compare the same', `${at}/compare?from=2&to=2`], ['discard', `${at}/discard`], ['rename', `${at}/rename`], ['archive', `${at}/archive`]]) {
      await page.goto(path);
      await check(what);
    }
    await page.goto('/flows');
    await page.locator('details.menu summary').first().click();
    await check('menu of a flow');
    await page.goto('/flows/import');
    await page.getByLabel('Or paste it here').fill('{"schema": 1, "pages": [{"id": "No Id", "title": 1, "components": [{"type": "robot"}]}]}');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await check('import refused');
    assert.match(await page.getByRole('alert').innerText(), /“robot” is unknown here\. pages\[0\]\.components\[0\]\.type/);
    await page.getByLabel('Or paste it here').fill(content(text('a', 'A')));
    await page.getByRole('button', { name: 'Look at it' }).click();
    await check('import found');
    await leave(page);
  }
});

test('a flow goes out as a file and comes back by it, without scripts', async () => {
  const page = await visit({ script: false });
  await signIn(page, 'editor');
  const name = fresh('File');
  const at = await flow(page, name);
  await page.goto('/flows');
  await page.locator('tr', { hasText: name }).locator('details.menu summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('tr', { hasText: name }).getByRole('link', { name: 'Export' }).click(),
  ]);
  const file = join(mkdtempSync(join(tmpdir(), 'sandi-flow-')), download.suggestedFilename());
  await download.saveAs(file);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(json.name, name);
  json.name = `${name} back`;
  writeFileSync(file, JSON.stringify(json));
  await page.goto('/flows/import');
  await page.getByLabel('File').setInputFiles(file);
  await page.getByRole('button', { name: 'Look at it' }).click();
  assert.match(await page.locator('main').innerText(), /2 pages, 3 components/);
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), `${name} back`);
  await page.getByRole('button', { name: 'Import as a draft' }).click();
  await page.getByText(`“${name} back” is imported as a draft`).waitFor();
  await leave(page);
});

test('a template becomes a flow in the language of its editor', async () => {
  const page = await visit();
  await signIn(page, 'editor');
  const make = async (name, words) => {
    await page.goto('/flows/new');
    await page.locator('.gallery a').first().click();
    assert.equal(await page.locator('#name').inputValue(), name);
    await page.locator('#name').fill(fresh('From a template'));
    await page.locator('main form button.primary').click();
    await page.waitForURL(/\/flows\/[0-9a-f-]{36}/);
    assert.match(await page.locator('main').innerText(), words);
  };
  await make('Delivery with WhatsApp OTP', /Hand over/);
  await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
  try {
    await make('Pengantaran dengan OTP WhatsApp', /Serah terima/);
  } finally {
    await page.getByRole('button', { name: 'English' }).click();
    await page.waitForLoadState();
  }
  await leave(page);
});

test('archive and restore, with a name that was taken meanwhile', async () => {
  const page = await visit();
  await signIn(page, 'admin');
  const name = fresh('Away');
  const at = await flow(page, name);
  await page.goto(`${at}/archive`);
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByText(`“${name}” is archived`).waitFor();
  await flow(page, name);
  await page.goto(`/flows?archived=1&q=${encodeURIComponent(name)}`);
  await page.getByRole('button', { name: `Restore ${name}` }).click();
  assert.match(await page.getByRole('alert').innerText(), /Another flow has this name already/);
  await page.getByLabel('Name', { exact: true }).fill(`${name} 2`);
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText(`“${name} 2” is restored`).waitFor();
  await leave(page);
});
