import { visit, signIn, PHONE, closeBrowser } from '../lib/browser.mjs';
import { component, makeTask, publish } from '../lib/flow.mjs';
const choice = (id, style, options, more) => component('choice', id, { style, options, ...more });
const task = makeTask(publish([
  [component('text', 'order', { title: 'Order' }), component('list', 'items', { title: 'Items', columns: ['Item', 'Pieces'] })],
  [component('note', 'hint', { title: 'Before you ring', text: 'The bell is broken.\nKnock twice.' }),
    component('text', 'who', { title: 'Received by', required: true, help: 'As on the identity card' }),
    component('date', 'day', { title: 'Day' }),
    component('coordinate', 'place', { title: 'Place' }),
    choice('floor', 'dropdown', ['Ground', 'First'], { title: 'Floor' }),
    choice('state', 'buttons', ['Good', 'Damaged'], { title: 'State', required: true }),
    choice('marks', 'checkboxes', ['Wet', 'Torn', 'Open'], { title: 'Marks' }),
    component('photo', 'photo', { title: 'Photo', max: 3 , help: 'The whole parcel'}),
    component('list', 'parts', { title: 'Parts', columns: ['Part', 'Number'] }),
    component('signature', 'sign', { title: 'Signature', required: true })],
]), { order: 'DO-7', items: '[["Vase","2"],["Bowl","12"]]' });
const page = await visit({ viewport: PHONE });
page.setDefaultTimeout(60000);
await signIn(page, 'worker');
await page.goto(`/field/tasks/${task}/pages/1`);
await page.screenshot({ path: '/tmp/m/step.png', fullPage: true });
await page.emulateMedia({ colorScheme: 'dark' });
await page.getByLabel('Damaged').check();
await page.getByRole('button', { name: 'Finish task' }).click();
await page.screenshot({ path: '/tmp/m/step-dark.png', fullPage: true });
await page.context().close();
const desk = await visit({});
desk.setDefaultTimeout(60000);
await signIn(desk, 'editor');
await desk.goto(`/tasks/${task}`);
await desk.screenshot({ path: '/tmp/m/show.png', fullPage: true });
const flow = publish([[component('text', 'order', { title: 'Order', required: true }), component('date', 'day', { title: 'Day' }), choice('kind', 'checkboxes', ['Food', 'Glass'], { title: 'Kind' }), component('list', 'items', { title: 'Items', columns: ['Item', 'Pieces'] }), component('note', 'n', { title: 'Remember', text: 'Ask for the floor.' }), component('coordinate', 'p', { title: 'Place' })], [component('text', 'last')]]);
await desk.goto(`/tasks/new?flow=${flow.id}`);
await desk.screenshot({ path: '/tmp/m/new.png', fullPage: true });
await closeBrowser();
