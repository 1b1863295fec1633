// All kinds of answers on a phone, with and without script: rules followed live, photos made small, signatures drawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PHONE, checkAccess, checkWidth, closeBrowser, leave, signIn, visit } from '../lib/browser.mjs';
import { answerOf, component, makeTask, publish } from '../lib/flow.mjs';
import { audit, caps, sql } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); return closeBrowser(); });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const choice = (id, style, options, more) => component('choice', id, { style, options, ...more });
const stepOf = (task, number = 1) => `/field/tasks/${task}/pages/${number}`;

// Every kind on one page; what depends on others stands at its end.
const everything = () => publish([
  [component('text', 'order', { title: 'Order' }), component('list', 'items', { title: 'Items', columns: ['Item', 'Pieces'] })],
  [component('note', 'hint', { title: 'Before you ring', text: 'The bell is broken.\nKnock twice.' }),
    component('text', 'who', { title: 'Received by', required: true, help: 'As on the identity card' }),
    component('number', 'boxes', { title: 'Boxes', min: 1, max: 9 }),
    component('date', 'day', { title: 'Day' }), component('time', 'hour', { title: 'Hour' }),
    component('address', 'where', { title: 'Where it stands' }), component('coordinate', 'place', { title: 'Place' }),
    choice('floor', 'dropdown', ['Ground', 'First'], { title: 'Floor' }),
    choice('state', 'buttons', ['Good', 'Damaged'], { title: 'State', required: true }),
    choice('marks', 'checkboxes', ['Wet', 'Torn', 'Open'], { title: 'Marks', visible: false, required: true, rules: [{ do: 'show', field: 'state', test: 'is', value: 'Damaged' }] }),
    component('photo', 'photo', { title: 'Photo', max: 3, rules: [{ do: 'require', field: 'state', test: 'is', value: 'Damaged' }] }),
    component('list', 'parts', { title: 'Parts', columns: ['Part', 'Number'] }),
    component('text', 'remark', { title: 'Remark', rules: [{ do: 'fill', field: 'marks', test: 'contains', value: 'Wet', fill: 'Dry it first' }] }),
    component('signature', 'sign', { title: 'Signature', required: true })],
]);

// A picture that a browser can read, larger than what may be sent.
const bigPhoto = (page) => page.evaluate(async () => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 1700, height: 500 });
  const paint = canvas.getContext('2d');
  const noise = paint.createImageData(1700, 500);
  for (let i = 0; i < noise.data.length; i += 4) {
    for (let k = 0; k < 3; k += 1) noise.data[i + k] = Math.random() * 256;
    noise.data[i + 3] = 255;
  }
  paint.putImageData(noise, 0, 0);
  const blob = await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}).then((text) => Buffer.from(text, 'base64'));

const SMALL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

for (const script of [true, false]) {
  test(`every kind of answer on a phone, ${script ? 'with' : 'without'} script`, async () => {
    const task = makeTask(everything(), { order: 'DO-7', items: '[["Vase","2"]]' });
    const page = await visit({ script, viewport: PHONE });
    await signIn(page, 'worker');
    await page.goto(stepOf(task));
    assert.match(await page.locator('.note').innerText(), /broken\.\nKnock/);
    assert.ok(gzipSync(await page.content()).length < 8000, 'with styles, scripts and type below 45 KB');
    await page.getByRole('cell', { name: 'Vase' }).waitFor();
    if (script) await checkAccess(page, 'step');
    if (script) await checkWidth(page, 'step');
    await page.getByLabel('Received by').fill('Rina');
    await page.getByLabel('Boxes').fill('3');
    await page.getByLabel('Day').fill('2026-12-31');
    await page.getByLabel('Hour').fill('08:30');
    await page.getByLabel('Where it stands').fill('Behind the door\nleft');
    await page.getByLabel('Place').fill('-6.2, 106.8');
    await page.getByLabel('Floor').selectOption('First');
    assert.equal(await page.getByRole('group', { name: 'Marks' }).isVisible(), false);
    await page.getByLabel('Damaged').check();
    await page.getByLabel('Name of who signs').fill('Rina');
    await page.getByLabel('Part', { exact: true }).fill('Box');
    if (!script) {
      await button(page, 'Finish task').click();
      await page.getByRole('link', { name: /^Photo:/ }).waitFor(); // required by a rule now, and more is shown
    }
    await page.getByLabel('Wet').check();
    if (script) assert.equal(await page.getByLabel('Remark').inputValue(), 'Dry it first');
    await page.getByLabel('Torn').check();
    await button(page, 'Add row').click();
    await page.getByLabel('Part', { exact: true }).nth(1).waitFor();
    assert.equal(await page.getByLabel('Part', { exact: true }).first().inputValue(), 'Box');
    await button(page, 'Finish task').click();
    await page.getByRole('link', { name: /^Photo:/ }).waitFor();
    if (script) await checkAccess(page, 'refused step');
    await page.locator('input[name=file_photo]').setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: script ? await bigPhoto(page) : SMALL });
    if (script) await page.locator('canvas.preview').waitFor();
    await button(page, 'Add this photo').click();
    await page.getByRole('img', { name: 'Photo, picture 1' }).waitFor();
    await button(page, 'Finish task').click();
    await page.getByText('Task finished').waitFor();
    if (script) await checkAccess(page, 'summary');
    if (script) await checkWidth(page, 'summary');
    assert.match(await page.locator('main').innerText(), /31 Dec 2026[\s\S]*Wet, Torn[\s\S]*Box[\s\S]*Dry it first[\s\S]*Rina/);
    assert.equal(answerOf(task, 'marks'), 'Wet\nTorn');
    assert.equal(answerOf(task, 'remark'), 'Dry it first');
    const [type, size] = sql(`select type, length(bytes) from attachment where task_id = '${task}'`).split('|');
    assert.equal(type, script ? 'image/jpeg' : 'image/png');
    assert.ok(Number(size) <= 2 * 1024 * 1024);
    await leave(page);
  });
}

test('a signature is drawn with a finger, cleared, and drawn again', async () => {
  const task = makeTask(publish([[], [component('signature', 'sign', { title: 'Signature', required: true })]]));
  const page = await visit({ viewport: PHONE });
  await signIn(page, 'worker');
  await page.goto(stepOf(task));
  const pad = page.locator('canvas');
  const draw = async () => {
    const box = await pad.boundingBox();
    await page.mouse.move(box.x + 30, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 150, box.y + 70, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('[name=file_sign]').files.length === 1);
  };
  await draw();
  await button(page, 'Clear the drawing').click();
  assert.equal(await page.evaluate(() => document.querySelector('[name=file_sign]').files.length), 0);
  await draw();
  await button(page, 'Finish task').click();
  await page.getByText('Task finished').waitFor();
  await page.getByRole('img', { name: 'Signature, picture 1' }).waitFor();
  assert.equal(sql(`select kind || ' ' || type from attachment where task_id = '${task}'`), 'signature image/png');
  await leave(page);
});

test('the place is taken from the phone', async () => {
  const task = makeTask(publish([[], [component('coordinate', 'place', { title: 'Place', required: true })]]));
  const page = await visit({ viewport: PHONE });
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: -6.2, longitude: 106.816667 });
  await signIn(page, 'worker');
  await page.goto(stepOf(task));
  await button(page, 'Use this place').click();
  await page.waitForFunction(() => document.getElementById('answer_place').value !== '');
  assert.equal(await page.getByLabel('Place').inputValue(), '-6.200000, 106.816667');
  await button(page, 'Finish task').click();
  await page.getByText('Task finished').waitFor();
  assert.equal(answerOf(task, 'place'), '-6.2,106.816667');
  await leave(page);
});

// Fields of every type that rules compare, and for each test of each of them a text that it shows, requires or fills.
function ruledFlow() {
  const fields = [component('text', 't'), component('number', 'n'), component('date', 'd'), component('time', 'h'),
    choice('one', 'buttons', ['Wet', 'Torn', 'Late']), choice('many', 'checkboxes', ['Wet', 'Torn', 'Late']), component('list', 'l', { columns: ['Part'] })];
  const values = { t: ['wet', '10'], n: ['10', '-1,5'], d: ['2026-06-15'], h: ['12:00'], one: ['torn'], many: ['Torn', '1'], l: ['1'] };
  const ruled = fields.flatMap(({ id }) => ['filled', 'empty', 'is', 'is_not', 'contains', 'less', 'more'].flatMap((test, i) => values[id].map((value, j) =>
    component('text', `r_${id}_${i}_${j}`, { visible: i % 2 !== 0, rules: [{ do: i % 2 ? 'hide' : 'show', field: id, test, value }] }))));
  const chained = ruled.slice(0, 20).map(({ id }, i) => component('text', `c_${i}`, {
    rules: [{ do: 'fill', field: id, test: 'empty', fill: 'filled' }, { do: i % 2 ? 'hide' : 'require', field: 'n', test: 'more', value: '5' }],
  }));
  return publish([[], [...fields, ...ruled, ...chained]]);
}

test('the phone and the server agree on every rule', async () => {
  const task = makeTask(ruledFlow());
  const page = await visit({ viewport: PHONE });
  await signIn(page, 'worker');
  const any = (list) => list[Math.floor(Math.random() * list.length)];
  for (let round = 0; round < 12; round += 1) {
    await page.goto(stepOf(task));
    const typed = {
      t: any(['', 'Wet', 'very WET', '9', '10.5']), n: any(['', '10', '10,0', '9.99', '-2', '300']), d: any(['', '2026-06-14', '2026-06-15', '2027-01-01']),
      h: any(['', '11:59', '12:00', '23:00']), one: any(['', 'Torn', 'Late']), many: any([[], ['Torn'], ['Wet', 'Torn']]), l: any(['', 'Box']), r_t_0_0: any(['', 'x']),
    };
    const [here, there] = await page.evaluate(async (typed) => {
      const form = document.querySelector('form.step');
      for (const id of ['t', 'n', 'd', 'h', 'r_t_0_0']) document.getElementById(`answer_${id}`).value = typed[id];
      form.querySelector('[name=cell_l_0_0]').value = typed.l;
      for (const input of form.querySelectorAll('[name=answer_one]')) input.checked = input.value === typed.one;
      for (const input of form.querySelectorAll('[name=answer_many]')) input.checked = typed.many.includes(input.value);
      form.dispatchEvent(new Event('input', { bubbles: true }));
      const read = (root) => [root.querySelector('[name=shown]').value,
        ...[...root.querySelectorAll('.field:not([hidden]) > input[id^=answer_c_]')].map((input) => `${input.id}=${input.value}${input.required ? '!' : ''}`)];
      const seen = read(document);
      const sent = new FormData(form);
      sent.append('do', 'add:nothing');
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(sent) });
      return [seen, read(new DOMParser().parseFromString(await answer.text(), 'text/html'))];
    }, typed);
    assert.deepEqual(here, there, JSON.stringify(typed));
  }
  await leave(page);
});

test('the office’s form follows the rules, too', async () => {
  const flow = publish([[choice('kind', 'buttons', ['Food', 'Glass'], { title: 'Kind' }),
    component('text', 'care', { title: 'Care', visible: false, required: true, rules: [{ do: 'show', field: 'kind', test: 'is', value: 'Glass' }] })], [component('text', 'last')]]);
  const page = await visit();
  await signIn(page, 'editor');
  await page.goto(`/tasks/new?flow=${flow.id}`);
  assert.equal(await page.getByLabel('Care').isVisible(), false);
  await page.getByLabel('Glass').check();
  await page.getByLabel('Care').fill('This side up');
  await page.getByLabel('Food').check();
  assert.equal(await page.getByLabel('Care').isVisible(), false);
  await checkAccess(page, 'new task');
  await button(page, 'Create task').click();
  await page.getByText('The task is made.').waitFor();
  assert.equal(answerOf(page.url().split('/').pop(), 'care'), '');
  await leave(page);
});
