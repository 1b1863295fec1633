// The Flow Builder: settings of every type, rules, arranging, undo, problems, keyboard, dragging, the phone, who may only look.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { component, makeDraft, stored } from '../lib/flow.mjs';
import { sql } from '../lib/send.mjs';

const plannerMail = `looks-${process.pid}-${Date.now()}@demo.example`;
before(() => sql(`with p as (insert into person (id, email, name, password_hash)
    select gen_random_uuid(), '${plannerMail}', 'Demo planner', password_hash from person where email = 'editor@demo.example' returning id)
  insert into member (organisation_id, person_id, role) select (select id from organisation where slug = 'demo'), id, 'planner' from p`));
after(async () => {
  sql(`delete from member where person_id = (select id from person where email = '${plannerMail}')`);
  await closeBrowser();
});

const phone = component('phone', 'phone', { title: 'Phone', required: true });
const otp = component('otp', 'otp', { title: 'Code', required: true, channel: 'whatsapp', digits: 6, recipient: 'phone' });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const flash = (page) => page.getByRole('status').first().innerText();
const of = (id, name) => stored(id).pages.flatMap((page) => page.components).find((one) => one.id === name);

async function editor(options) {
  const page = await visit(options);
  await signIn(page, 'editor');
  return page;
}
const save = async (page) => {
  await button(page, 'Save').click();
  await page.waitForLoadState();
};

test('the settings of every type are kept, without script', async () => {
  const types = ['text', 'number', 'phone', 'email', 'date', 'time', 'choice', 'address', 'coordinate', 'photo', 'signature', 'note', 'list', 'otp'];
  const id = makeDraft([[phone], types.map((type) => component(type, `x_${type}`, type === 'otp' ? { channel: 'whatsapp', digits: 6, recipient: 'phone' } : {}))]);
  const page = await editor({ script: false });
  const fill = {
    x_number: { '#default': '12' },
    x_date: { '#default': '2026-11-27' },
    x_time: { '#default': '09:30' },
    x_choice: { '#options': 'Yes\n\n No \nMaybe', '#style': 'checkboxes' },
    x_address: { '#default': 'Jl. Merdeka 12\nBandung' },
    x_photo: { '#min': '1', '#max': '3' },
    x_note: { '#text': 'Ring twice.\nThen wait.' },
    x_list: { '#options': 'What\nHow many', '#max': '10' },
    x_otp: { '#channel': 'whatsapp', '#digits': '8', '#minutes': '10', '#resends': '2', '#fallback': 'sms', '#correctable': true, '#recipient_entry': true },
  };
  for (const type of types) {
    const name = `x_${type}`;
    await page.goto(`/flows/${id}?c=${name}`);
    await page.locator('#title').fill(`Title of ${type}`);
    await page.locator('#help').fill('Help <b>&</b> "more"');
    await page.locator('#hidden').check();
    for (const [selector, value] of Object.entries(fill[name] ?? {})) {
      const control = page.locator(selector);
      if (value === true) await control.check();
      else if (await control.evaluate((element) => element.localName === 'select')) await control.selectOption(value);
      else await control.fill(value);
    }
    await save(page);
    assert.match(await flash(page), /Saved in the draft/, name);
    const kept = of(id, name);
    assert.equal(kept.title, `Title of ${type}`);
    assert.equal(kept.help, 'Help <b>&</b> "more"');
    assert.equal(kept.visible, false);
    for (const [selector, value] of Object.entries(fill[name] ?? {})) {
      const shown = value === true ? null : (await page.locator(selector).inputValue()).trim();
      if (shown !== null) assert.equal(shown, value.replace(/\n\n No /, '\nNo'), `${name} ${selector}`);
    }
  }
  assert.deepEqual(of(id, 'x_choice').options, ['Yes', 'No', 'Maybe']);
  assert.equal(of(id, 'x_choice').style, 'checkboxes');
  assert.deepEqual(of(id, 'x_list').columns, ['What', 'How many']);
  assert.equal(of(id, 'x_note').text.replace(/\r/g, ''), 'Ring twice.\nThen wait.');
  const { channel, digits, minutes, resends, fallback, correctable, recipient_entry: entry } = of(id, 'x_otp');
  assert.deepEqual([channel, digits, minutes, resends, fallback, correctable, entry], ['whatsapp', 8, 10, 2, ['sms'], true, true]);
  await page.goto(`/flows/${id}?c=x_photo`);
  await page.locator('#min').fill('4');
  await page.locator('#max').fill('2');
  await save(page);
  assert.equal(await page.locator('#max').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#min').inputValue(), '4', 'what was typed stays');
  await page.goto(`/flows/${id}?c=x_choice`);
  await page.locator('#options').fill('A\tB');
  await save(page);
  assert.match(await page.getByRole('alert').innerText(), /Remove the characters that cannot be seen/);
  await page.goto(`/flows/${id}?c=x_list`);
  await page.locator('#options').fill('a\nb\nc\nd\ne');
  await save(page);
  assert.match(await page.getByRole('alert').innerText(), /At most 4 lines/);
  await leave(page);
});

test('rules are rows that come and go, kept as they stand, without script', async () => {
  const id = makeDraft([[phone, component('choice', 'who', { title: 'Who', options: ['Office', 'Guard'], style: 'dropdown' })], [component('text', 'guard', { title: 'Guard' })]]);
  const page = await editor({ script: false });
  await page.goto(`/flows/${id}?c=guard`);
  await page.locator('#title').fill('Name of the guard');
  for (let i = 1; i <= 8; i++) await button(page, 'Add rule').click();
  assert.equal(await page.locator('[data-rule]').count(), 8);
  assert.equal(await button(page, 'Add rule').count(), 0, 'eight are enough');
  assert.equal(await page.locator('#title').inputValue(), 'Name of the guard', 'what was typed stays');
  await page.locator('#rule_field_1').selectOption('who');
  await page.locator('#rule_test_1').selectOption('is');
  await page.locator('#rule_value_1').fill('Guard');
  await page.locator('#rule_do_2').selectOption('fill');
  await page.locator('#rule_fill_2').fill('nobody');
  await save(page);
  assert.match(await page.getByRole('alert').innerText(), /Rule 2 is not complete/);
  await page.locator('#rule_field_2').selectOption('phone');
  await button(page, 'Remove rule 3').click();
  assert.equal(await page.locator('[data-rule]').count(), 7);
  await save(page);
  assert.deepEqual(of(id, 'guard').rules, [
    { do: 'show', field: 'who', test: 'is', value: 'Guard' }, { do: 'fill', field: 'phone', test: 'filled', fill: 'nobody' }]);
  assert.equal(await page.locator('[data-rule]').count(), 2, 'empty rows are none');
  await leave(page);
});

test('an OTP finds its recipient, says what a guess and a send are worth', async () => {
  const id = makeDraft([[], [component('otp', 'otp', { title: 'Code', required: true, channel: 'whatsapp', digits: 6, recipient: '' })]]);
  const page = await editor();
  await page.goto(`/flows/${id}?c=otp`);
  assert.match(await page.locator('#recipient-help').innerText(), /There is no Phone field/);
  await button(page, 'Create one on the Initial Page').click();
  await page.waitForURL(/f=recipient/);
  assert.equal(await page.locator('#recipient').inputValue(), 'phone');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'recipient');
  assert.match(await page.locator('#digits-help').innerText(), /1 in 200,000 with 5 attempts/);
  await page.locator('#digits').fill('4');
  assert.match(await page.locator('#digits-help').innerText(), /1 in 3,333 with 3 attempts/);
  assert.match(await page.locator('#cost').innerText(), /credits a send[\s\S]*Your credit is good for [\d,]+ sends?/);
  await page.locator('#digits').fill('6');
  await page.getByRole('link', { name: 'Go to “Phone”' }).click();
  await page.waitForURL(/c=phone/);
  await leave(page);
});

test('arranging says where things are now, keeps the focus, and is undone and done again, without script', async () => {
  const id = makeDraft([[phone], [component('text', 'a', { title: 'A' }), component('text', 'b', { title: 'B' }), otp], [component('text', 'c', { title: 'C' })]]);
  const order = () => stored(id).pages.map((page) => page.components.map((one) => one.id).join(' ')).join(' | ');
  const page = await editor({ script: false });
  await page.goto(`/flows/${id}?c=otp`);
  await button(page, 'Move up').click();
  assert.match(await flash(page), /“Code” moved to position 2 of 3 on “Page 1”/);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Move up/);
  assert.equal(order(), 'phone | a otp b | c');
  await page.getByLabel('Move to page…').selectOption({ label: 'Page 2' });
  await page.locator('#title').fill('The code');
  await button(page, 'Move').click();
  assert.match(await flash(page), /“The code” moved to position 2 of 2 on “Page 2”/);
  assert.equal(order(), 'phone | a b | c otp');
  await button(page, 'Duplicate').click();
  assert.match(await flash(page), /is copied/);
  assert.equal(order(), 'phone | a b | c otp otp2');
  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  await button(page, 'Delete').click();
  assert.equal(order(), 'phone | a b | c otp');
  await page.getByRole('button', { name: /^Undo: Delete “The code \(copy\)”/ }).click();
  assert.match(await flash(page), /Undone: Delete “The code \(copy\)”/);
  assert.equal(order(), 'phone | a b | c otp otp2');
  await page.getByRole('button', { name: /^Redo: Delete “The code \(copy\)”/ }).click();
  assert.equal(order(), 'phone | a b | c otp');
  await page.goto(`/flows/${id}?p=page2`);
  await button(page, 'Page up').click();
  assert.match(await flash(page), /“Page 2” is page 2 of 3 now/);
  assert.equal(order(), 'phone | c otp | a b');
  await leave(page);
});

test('problems lead to the very setting, are mended by one press, and warnings want a tick', async () => {
  const id = makeDraft([[phone], [component('otp', 'otp', { title: 'Code', required: true, channel: 'whatsapp', digits: 4, recipient: '' })]]);
  const page = await editor();
  await page.goto(`/flows/${id}`);
  const panel = page.locator('#problems');
  assert.match(await panel.innerText(), /1 thing to mend/);
  await panel.getByRole('link', { name: /^Show .*no Recipient Field/ }).click();
  await page.waitForURL(/c=otp&f=recipient/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'recipient');
  await panel.getByRole('button', { name: /^Choose the only field that fits/ }).click();
  await page.waitForURL(/f=problems/);
  assert.match(await flash(page), /[Mm]ended/);
  assert.equal(of(id, 'otp').recipient, 'phone');
  await button(page, 'Publish').click();
  await page.waitForLoadState();
  assert.match(await page.getByRole('alert').innerText(), /Not published yet: 1 thing is worth a look/);
  await checkAccess(page, 'publishing asks');
  await page.getByLabel('Publish anyway').check();
  await button(page, 'Publish').click();
  await page.waitForLoadState();
  assert.match(await flash(page), /Version 1 is published/);
  await leave(page);
});

test('by keyboard alone: select, move, undo, save, and the list of keys', async () => {
  const id = makeDraft([[phone], [component('text', 'a', { title: 'A' }), component('text', 'b', { title: 'B' })]]);
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  const press = async (key, url) => { await Promise.all([page.waitForURL(url), page.keyboard.press(key)]); await page.waitForLoadState(); };
  await press('j', /c=b/);
  await page.waitForFunction(() => document.activeElement.textContent.startsWith('B'));
  await press('Alt+ArrowUp', /c=b&f=up/);
  assert.match(await flash(page), /“B” moved to position 1 of 2/);
  await press('Control+z', /f=undo/);
  assert.equal(stored(id).pages[1].components[0].id, 'a');
  await press('Control+Shift+Z', /f=redo/);
  assert.equal(stored(id).pages[1].components[0].id, 'b');
  await page.keyboard.press('s');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'type');
  await page.keyboard.press('Tab');
  await page.keyboard.type('!');
  await Promise.all([page.waitForURL((url) => !url.search.includes('f=')), page.keyboard.press('Control+s')]);
  assert.match(of(id, 'b').title, /!/);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  assert.ok(await page.locator('#keys').isVisible());
  await checkAccess(page, 'keys');
  await page.getByLabel('Letters are shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  assert.equal(await page.locator('#keys').isVisible(), false, 'letters can be switched off');
  await leave(page);
});

test('a component is dragged to another page', async () => {
  const id = makeDraft([[phone], [component('text', 'a', { title: 'A' }), component('text', 'b', { title: 'B' })], [component('text', 'c', { title: 'C' })]]);
  const page = await editor();
  await page.goto(`/flows/${id}?c=a`);
  await page.waitForSelector('.with-drag');
  const middle = async (name) => {
    const { x, y, width, height } = await page.locator(`.component[data-id=${name}]`).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  await page.mouse.move(...await middle('b'));
  await page.mouse.down();
  await page.mouse.move(...await middle('c'), { steps: 12 });
  await page.mouse.up();
  await page.waitForURL(/c=b$/);
  assert.match(await flash(page), /“B” moved to position [12] of 2 on “Page 2”/);
  assert.deepEqual(stored(id).pages[1].components.map((one) => one.id), ['a']);
  await leave(page);
});

test("the phone is the worker's own page, shows what is typed, and marks what is selected", async () => {
  const many = Array.from({ length: 12 }, (_, i) => component('text', `t${i}`, { title: `Text ${i}` }));
  const id = makeDraft([[phone], [...many, otp]]);
  const page = await editor();
  await page.goto(`/flows/${id}?c=otp`);
  const screen = page.frameLocator('[data-phone] iframe');
  await screen.locator('[data-selected] >> text=Send code').waitFor();
  assert.equal(await screen.locator('[data-selected]').getAttribute('data-component'), 'otp');
  await page.waitForFunction(() => {
    const { contentDocument: inside } = document.querySelector('[data-phone] iframe');
    const { top, bottom } = inside.querySelector('[data-selected]').getBoundingClientRect();
    return top >= 0 && bottom <= inside.documentElement.clientHeight;
  });
  await page.locator('#title').fill('Typed just now');
  await screen.locator('[data-selected] >> text=Typed just now').waitFor();
  assert.equal(of(id, 'otp').title, 'Code', 'nothing is saved by it');
  await page.locator('[name=screen_language]').selectOption('id');
  await screen.locator('text=Kirim kode').waitFor();
  await page.locator('[name=screen_width]').selectOption('412');
  assert.equal(await page.locator('[data-phone] iframe').evaluate((frame) => frame.clientWidth), 412);
  await page.locator('[name=screen_theme]').selectOption('dark');
  await page.waitForFunction(() => document.querySelector('[data-phone] iframe').contentDocument.documentElement.dataset.theme === 'dark');
  const look = () => page.locator('[data-phone] iframe').evaluate((frame) => {
    const { color, backgroundColor } = frame.contentWindow.getComputedStyle(frame.contentDocument.body);
    return [color, backgroundColor];
  });
  const dark = await look();
  await button(page, 'Save').click();
  await page.waitForLoadState();
  assert.deepEqual(await look(), dark, 'the choice is kept');
  await screen.locator('[data-component=t11]').waitFor();
  const at = await page.locator('[data-phone] iframe').evaluate((frame) => {
    const part = frame.contentDocument.querySelector('[data-component=t11]');
    part.scrollIntoView({ block: 'center' });
    const { top, height, left } = part.getBoundingClientRect(), outer = frame.getBoundingClientRect();
    return [outer.left + left + 20, outer.top + top + height / 2];
  });
  await page.mouse.click(...at);
  await page.waitForURL(/c=t11/);
  const worker = await visit({ dark: true });
  await signIn(worker, 'worker');
  assert.deepEqual(await worker.evaluate(() => { const { color, backgroundColor } = getComputedStyle(document.body); return [color, backgroundColor]; }), dark,
    'dark is what a worker sees in the dark');
  await leave(worker);
  await leave(page);
});

test('without script the look of the phone is chosen by a button, and typing stays', async () => {
  const id = makeDraft([[phone], [otp]]);
  const page = await editor({ script: false });
  await page.goto(`/flows/${id}?c=otp`);
  await page.locator('#title').fill('Not saved yet');
  await page.locator('[name=screen_theme]').selectOption('dark');
  await button(page, 'Show').click();
  assert.equal(await page.locator('#title').inputValue(), 'Not saved yet');
  const document = await page.locator('[data-phone] iframe').getAttribute('srcdoc');
  assert.match(document, /data-theme="dark"/);
  assert.match(document, /Not saved yet/);
  await leave(page);
});

test('who may not edit looks: every setting is shown, nothing can be pressed', async () => {
  const id = makeDraft([[phone], [otp]]);
  const page = await visit();
  await signIn(page, plannerMail);
  await page.goto(`/flows/${id}?c=otp`);
  assert.match(await page.locator('main').innerText(), /You can look at this flow/);
  assert.ok(await page.locator('#digits').isDisabled());
  for (const name of ['Save', 'Publish', 'Add component', 'Add page', 'Move up', 'Add rule']) assert.equal(await button(page, name).count(), 0, name);
  await page.locator('[name=screen_language]').selectOption('id');
  await button(page, 'Show').click();
  assert.match(await page.locator('[data-phone] iframe').getAttribute('srcdoc'), /Kirim kode/);
  await checkAccess(page, 'read only');
  await leave(page);
});

test('every pane passes axe and fits, in both lights, on a desk and a phone', async () => {
  const id = makeDraft([[phone], [component('choice', 'who', { title: 'Who', options: ['A', 'B'], style: 'checkboxes', rules: [{ do: 'show', field: 'phone', test: 'filled' }] }), otp,
    component('list', 'rows', { title: 'Rows', columns: [] })]]);
  for (const [viewport, dark] of [[DESK, false], [DESK, true], [PHONE, false], [PHONE, true]]) {
    const page = await editor({ viewport, dark });
    for (const where of ['', '?c=who', '?c=otp', '?c=rows', '?p=page1', '/preview']) {
      await page.goto(`/flows/${id}${where}`);
      await checkAccess(page, `${where} ${viewport.width} ${dark}`);
      await checkWidth(page, `${where} ${viewport.width} ${dark}`);
    }
    if (viewport === PHONE) {
      await page.goto(`/flows/${id}?c=otp`);
      await page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name: 'Preview' }).click();
      assert.ok(await page.locator('#preview').evaluate((pane) => pane.getBoundingClientRect().top < innerHeight / 2));
      await page.locator('#preview').getByRole('link', { name: 'Pages' }).click();
      assert.ok(await page.locator('#pages').evaluate((pane) => pane.getBoundingClientRect().top >= 0));
    }
    await leave(page);
  }
});

test('a flow of 200 components weighs at most 60 KB', async () => {
  const id = makeDraft([[phone], ...Array.from({ length: 4 }, (_, i) => Array.from({ length: i === 3 ? 49 : 50 }, (__, j) =>
    component('text', `p${i}_${j}`, { title: `Question ${j} of page ${i}`, help: 'As it stands on the paper.' })))]);
  const page = await editor({ script: false });
  const answer = await page.goto(`/flows/${id}?c=p1_20`);
  const bytes = gzipSync(await answer.body()).length;
  assert.ok(bytes <= 60 * 1024, `${bytes} bytes`);
  assert.match(await page.locator('#pages').innerText(), /200 components/);
  await leave(page);
});
