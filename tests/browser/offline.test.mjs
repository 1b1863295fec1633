// A phone at a door with a weak signal: what is typed stays, what is pressed is sent later, in order, and once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { PHONE, checkAccess, checkWidth, closeBrowser, env, leave, signIn, visit } from '../lib/browser.mjs';
import { answerOf, component, makeTask, publish } from '../lib/flow.mjs';
import { audit, caps, eventually, recipient, sql } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); return closeBrowser(); });

const stepOf = (task, number = 1) => `/field/tasks/${task}/pages/${number}`;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const signal = (page) => page.locator('#signal');
const status = (task) => sql(`select status from task where id = '${task}'`);
const said = (page, words) => page.waitForFunction(([source]) => new RegExp(source).test(document.getElementById('signal').textContent), [words.source]);
const twoPages = (more = []) => publish([[], [component('text', 'who', { title: 'Received by', required: true }), ...more], [component('text', 'note', { title: 'Note' })]]);

async function phone(who = 'worker', options = {}) {
  const page = await visit({ viewport: PHONE, ...options });
  await signIn(page, who);
  return page;
}
// A task of the flow on somebody's phone, at its first step.
async function atStep(flow = twoPages(), who = 'worker', options = {}) {
  const task = makeTask(flow);
  const page = await phone(who, options);
  await page.goto(stepOf(task));
  return { task, page };
}
// Until the phone has copies of these pages.
const hasPages = (page, paths) => eventually(() => page.evaluate(async (wanted) => {
  for (const path of wanted) if (!await caches.match(path)) return false;
  return true;
}, paths), Boolean);
const keptKeys = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sandi:field:')));
// The sizes of the photos on the phone.
const keptPhotos = (page) => page.evaluate(() => new Promise((done) => {
  const opened = indexedDB.open('sandi-field', 1);
  opened.onsuccess = () => {
    const found = opened.result.transaction('files').objectStore('files').getAll();
    found.onsuccess = () => { opened.result.close(); done(found.result.map(({ size }) => size)); };
  };
}));
// A square of noise as a PNG, for a file field.
const picture = async (page, side) => ({
  name: 'x.png', mimeType: 'image/png',
  buffer: Buffer.from(await page.evaluate((n) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: n, height: n });
    const data = new ImageData(n, n);
    for (let i = 0; i < data.data.length; i += 1) data.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
    canvas.getContext('2d').putImageData(data, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  }, side), 'base64'),
});
const nothingKept = async (page) => {
  const left = () => page.evaluate(async () => [...Object.keys(localStorage).filter((key) => key.startsWith('sandi:field')), ...await caches.keys(), ...await navigator.serviceWorker.getRegistrations()].map(String));
  assert.deepEqual([...await left(), ...await keptPhotos(page)], []);
};
const copyOf = (page, path) => page.evaluate(async (url) => (await caches.match(url))?.text(), path);
const cut = (page, on) => page.context().setOffline(on);

test('the worker’s page comes with at most 45 KB, nothing cached', async () => {
  const task = makeTask(twoPages([component('photo', 'photo', { title: 'Photo' }), component('signature', 'sign', { title: 'Signature' })]));
  const page = await visit({ viewport: PHONE });
  const login = await (await page.request.get('/login')).text(); // no page before this one
  const form = { csrf: /name="csrf" value="([0-9a-f]+)"/.exec(login)[1], email: 'worker@demo.example', password: env.SANDI_PASSWORD };
  await page.request.post('/login', { form });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const sizes = new Map();
  const urls = new Map();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await page.goto(stepOf(task));
  await page.waitForLoadState('load');
  const total = [...sizes.values()].reduce((sum, n) => sum + n, 0);
  const list = [...sizes].map(([id, n]) => `${n} ${urls.get(id)}`).join('\n');
  assert.ok([...urls.values()].some((url) => /woff2/.test(url)) && [...urls.values()].some((url) => /field\..*js$/.test(url)), list);
  assert.ok(total <= 45 * 1024, `${total} bytes\n${list}`);
  console.error(`# the worker's page: ${total} bytes`);
  await leave(page);
});

test('what is typed survives a reload and a crash, is said, and goes once the server has it', async () => {
  const { task, page } = await atStep(twoPages([component('choice', 'state', { title: 'State', style: 'buttons', options: ['Good', 'Damaged'] }), component('list', 'parts', { title: 'Parts', columns: ['Part'] }), component('photo', 'photo', { title: 'Photo' })]));
  assert.equal(await signal(page).innerText(), '');
  await page.getByLabel('Received by').fill('Rina');
  await page.getByLabel('Damaged').check();
  await page.getByLabel('Part', { exact: true }).fill('Box');
  await page.locator('[name=file_photo]').setInputFiles(await picture(page, 1));
  await said(page, /Kept on this phone, not sent yet/);
  await eventually(() => keptPhotos(page), (sizes) => sizes.length === 1);
  const again = await page.context().newPage(); // as after a crash: the first page never said goodbye
  again.faults = [];
  await page.close({ runBeforeUnload: false });
  await again.goto(stepOf(task));
  assert.equal(await again.getByLabel('Received by').inputValue(), 'Rina');
  assert.ok(await again.getByLabel('Damaged').isChecked());
  assert.equal(await again.getByLabel('Part', { exact: true }).inputValue(), 'Box');
  await again.waitForFunction(() => document.querySelector('[name=file_photo]').files.length === 1);
  await said(again, /Kept on this phone, not sent yet/);
  await checkAccess(again, 'kept answers');
  await checkWidth(again, 'kept answers');
  assert.equal(answerOf(task, 'who'), '');
  await button(again, 'Next').click();
  await again.waitForURL(/pages\/2/);
  assert.equal(answerOf(task, 'who'), 'Rina');
  assert.match(answerOf(task, 'photo'), /^[0-9a-f-]{36}$/);
  assert.deepEqual(await keptKeys(again), []);
  await leave(again);
});

test('without signal: on to the next page, finish, reload; sent in order when it is back', async () => {
  const { task, page } = await atStep();
  await hasPages(page, [stepOf(task, 2), '/field', '/field/offline']);
  await cut(page, true);
  await said(page, /No signal/);
  await button(page, 'Next').click(); // required and empty: told here already
  await page.waitForFunction(() => !document.querySelector('form.step').dataset.sending && document.activeElement.id === 'answer_who');
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await page.waitForURL(/pages\/2/);
  await page.getByLabel('Note').fill('dog');
  await page.reload();
  assert.equal(await page.getByLabel('Note').inputValue(), 'dog');
  await button(page, 'Finish task').click();
  await said(page, /The task is finished as soon as there is a signal/);
  await checkAccess(page, 'without signal');
  await page.goto('/field');
  await page.getByRole('heading', { name: 'Your tasks' }).waitFor();
  await page.goto(stepOf(task));
  assert.equal(await page.getByLabel('Received by').inputValue(), 'Rina', 'what waits is shown');
  await page.goto('/field/tasks/0196a1b2-0000-7000-8000-000000000001');
  await page.getByRole('heading', { name: 'No signal' }).waitFor();
  await page.goto(stepOf(task, 2));
  assert.equal(answerOf(task, 'who'), '');
  await cut(page, false);
  await page.getByText('Task finished', { exact: true }).waitFor();
  await said(page, /^Sent \d\d[:.]\d\d$/);
  assert.equal(status(task), 'done');
  assert.deepEqual(['who', 'note'].map((id) => answerOf(task, id)), ['Rina', 'dog']);
  assert.ok(sql(`select (select at from answer where task_id = '${task}' and component_id = 'who') < (select at from answer where task_id = '${task}' and component_id = 'note')`) === 't', 'in order');
  assert.deepEqual(await keptKeys(page), []);
  await leave(page);
});

test('an answer that got through but was not heard of is sent again and changes nothing', async () => {
  const { task, page } = await atStep();
  await page.getByLabel('Received by').fill('Rina');
  await page.route('**/pages/1', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch({ maxRedirects: 0 });
    return route.abort('connectionfailed');
  });
  await button(page, 'Next').click();
  await said(page, /Kept on this phone, not sent yet/);
  assert.equal(answerOf(task, 'who'), 'Rina', 'the server has it');
  await page.unroute('**/pages/1');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await eventually(() => keptKeys(page), (keys) => keys.length === 0);
  assert.equal(sql(`select revision from task where id = '${task}'`), '1');
  await leave(page);
});

test('another phone was faster: what was kept is not lost, and asked about', async () => {
  const { task, page } = await atStep();
  await cut(page, true);
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await said(page, /Kept/);
  sql(`insert into answer (organisation_id, task_id, component_id, value) select organisation_id, id, 'who', 'Budi' from task where id = '${task}'; update task set revision = revision + 1 where id = '${task}'`);
  await cut(page, false);
  await eventually(() => page.evaluate(() => JSON.stringify(Object.entries(localStorage))), (text) => text.includes('\\"look\\":true'));
  assert.equal(answerOf(task, 'who'), 'Budi');
  await page.goto('/field');
  await said(page, /look at this once more: Page 1/);
  await signal(page).getByRole('link').click();
  assert.equal(await page.getByLabel('Received by').inputValue(), 'Rina');
  await button(page, 'Next').click();
  await page.getByText(/“Budi” was answered on another phone/).first().waitFor();
  await checkAccess(page, 'answered elsewhere');
  await button(page, 'Next').click();
  await page.waitForURL(/pages\/2/);
  assert.equal(answerOf(task, 'who'), 'Rina');
  await leave(page);
});

for (const [who, what, meanwhile] of [['worker', 'finished', "update task set status = 'done', finished_at = now()"],
  ['worker', 'given to another', "update task set worker_id = (select id from person where email = 'editor@demo.example')"],
  ['planner', 'deleted', 'delete from task']]) {
  test(`a step of a task that was ${what} meanwhile is dropped, and what waits behind it is sent (${who})`, async () => {
    const page = await phone(who);
    const tasks = [makeTask(twoPages()), makeTask(twoPages())];
    for (const task of tasks) {
      await page.goto(stepOf(task));
      await cut(page, true);
      await page.getByLabel('Received by').fill('Rina');
      await button(page, 'Next').click();
      await said(page, /Kept/);
      if (task === tasks[0]) {
        await page.route('**/pages/*', (route) => (route.request().resourceType() === 'fetch' ? route.abort() : route.continue())); // nothing is sent yet
        await cut(page, false);
      }
    }
    sql(`${meanwhile} where id = '${tasks[0]}'`);
    await page.unroute('**/pages/*');
    await cut(page, false);
    await page.waitForURL(/pages\/2/);
    assert.equal(answerOf(tasks[1], 'who'), 'Rina');
    assert.deepEqual(await keptKeys(page), []);
    await leave(page);
  });
}

test('what is changed while the queue is sending stays on the phone, and on the screen', async () => {
  const { task, page } = await atStep(twoPages([component('photo', 'photo', { title: 'Photo' })]));
  await cut(page, true);
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await said(page, /Kept/);
  let held;
  await page.route('**/pages/1', (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    held = route;
  });
  await cut(page, false);
  await eventually(() => Boolean(held), Boolean);
  await page.locator('[name=file_photo]').setInputFiles(await picture(page, 8));
  await eventually(() => keptPhotos(page), (sizes) => sizes.length === 1);
  await held.continue();
  await eventually(() => page.evaluate(() => JSON.stringify(Object.entries(localStorage))), (text) => text.includes('\\"look\\":true'));
  assert.equal(answerOf(task, 'who'), 'Rina');
  assert.equal((await keptPhotos(page)).length, 1);
  assert.match(page.url(), /pages\/1$/);
  await leave(page);
});

test('the phone keeps the photo as it is sent: small; nothing is sent before it is', async () => {
  const { task, page } = await atStep(twoPages([component('photo', 'photo', { title: 'Photo' })]));
  const large = await picture(page, 1700);
  await page.getByLabel('Received by').fill('Rina');
  await page.evaluate(() => {
    const real = createImageBitmap;
    globalThis.createImageBitmap = async (file) => { await new Promise((done) => { globalThis.goOn = done; }); return real(file); };
  });
  await page.locator('[name=file_photo]').setInputFiles(large);
  await eventually(() => keptPhotos(page), ([size]) => size === large.buffer.length);
  await button(page, 'Next').click();
  assert.ok(!await page.locator('form.step[data-sending]').count(), 'waits');
  await page.evaluate(() => globalThis.goOn());
  await eventually(() => keptPhotos(page), ([size]) => size < large.buffer.length / 2);
  assert.equal(answerOf(task, 'who'), '');
  await leave(page);
});

test('a code is not sent without signal, and is never kept', async () => {
  const task = makeTask(publish([[component('phone', 'phone', { required: true })],
    [component('text', 'who', { title: 'Received by' }), component('otp', 'otp', { required: true, channel: 'whatsapp', digits: 6, recipient: 'phone', recipient_entry: true })]]), { phone: recipient() });
  const page = await phone();
  await page.goto(stepOf(task));
  await page.getByLabel('Received by').fill('Rina');
  await cut(page, true);
  await button(page, 'Send code').click();
  await said(page, /A code can’t be sent without signal: your other answers are kept/);
  await cut(page, false);
  await button(page, 'Send code').click();
  const code = page.getByLabel('Code', { exact: true });
  await code.waitFor();
  assert.equal(answerOf(task, 'who'), 'Rina');
  await code.fill('123456');
  await page.getByLabel('Received by').fill('Rina B');
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.match(kept, /Rina B/);
  assert.doesNotMatch(kept, /123456|code_|csrf|token_/);
  assert.match(await page.locator('.scan .address').innerText(), /\/field\/code\//);
  const copy = await eventually(() => copyOf(page, stepOf(task)), (text) => /name="code_otp"/.test(text));
  assert.doesNotMatch(copy, /name="(csrf|token_otp)" value="[^"]|\/field\/code\/|class="qr"/);
  await leave(page);
});

test('the copy of the list is of the whole list; a copy that is too old is fetched anew', async () => {
  const { task, page } = await atStep();
  await hasPages(page, ['/field', stepOf(task, 2)]);
  await page.evaluate(async (path) => (await caches.open('sandi-field')).put(path, new Response('old', { headers: { 'Sandi-Kept': '1' } })), stepOf(task, 2));
  await page.goto('/field?q=nothing+is+called+so');
  await page.goto(stepOf(task));
  assert.ok((await copyOf(page, '/field')).includes(task));
  await eventually(() => copyOf(page, stepOf(task, 2)), (text) => text !== 'old');
  await leave(page);
});

test('who keeps the copies is not ended before a copy is kept', async () => {
  const on = {};
  const kept = [];
  const cache = { match: async () => undefined, put: async (path) => kept.push(path) };
  runInNewContext(readFileSync('static/worker.js', 'utf8'), {
    self: { addEventListener: (name, use) => { on[name] = use; } }, caches: { open: async () => cache }, fetch: async () => new Response('page'), URL, Headers, Response,
  });
  let [answer, end] = [];
  on.fetch({ request: { method: 'GET', mode: 'navigate', url: `${env.SANDI_URL}/field` }, respondWith: (value) => { answer = value; }, waitUntil: (value) => { end = value; } });
  assert.equal(await (await answer).text(), 'page');
  assert.ok(end, 'waited for');
  await end;
  assert.deepEqual(kept, ['/field']);
});

test('another person on the phone sees nothing; signing out erases what is kept, after a warning', async () => {
  const { task, page } = await atStep();
  await hasPages(page, ['/field']);
  await page.getByLabel('Received by').fill('Rina');
  await page.context().clearCookies();
  await signIn(page, 'planner');
  await page.goto('/field');
  assert.equal(await signal(page).innerText(), '');
  assert.equal((await page.goto(stepOf(task))).status(), 200, 'planners may see every task');
  assert.equal(await page.getByLabel('Received by').inputValue(), '');
  await page.context().clearCookies();
  await signIn(page, 'worker');
  await page.goto(stepOf(task));
  assert.equal(await page.getByLabel('Received by').inputValue(), 'Rina');
  await page.goto('/field');
  await button(page, 'Sign out').click();
  await said(page, /Not everything is sent yet/);
  await button(page, 'Sign out').click();
  await page.waitForURL(/login/);
  await nothingKept(page);
  await leave(page);
});

test('signing out of the console erases what the worker’s pages kept, after a warning; not what another kept', async () => {
  const task = makeTask(twoPages([component('photo', 'photo', { title: 'Photo' })]));
  const page = await phone('planner');
  const signOut = async () => {
    await page.goto('/settings/account');
    await page.locator('a[href="#menu"]').click();
    await button(page, 'Sign out').click();
  };
  await page.goto(stepOf(task));
  await hasPages(page, ['/field', stepOf(task, 2)]);
  await page.getByLabel('Received by').fill('Rina');
  await page.locator('[name=file_photo]').setInputFiles(await picture(page, 8));
  await eventually(() => keptPhotos(page), (sizes) => sizes.length === 1);
  await page.context().clearCookies();
  await signIn(page, 'admin');
  await signOut();
  await page.waitForURL(/login/);
  assert.equal((await keptKeys(page)).length, 1);
  assert.equal((await keptPhotos(page)).length, 1);
  await signIn(page, 'planner');
  await signOut();
  await page.getByText(/Not everything is sent yet/).waitFor();
  await checkAccess(page, 'sign out');
  await button(page, 'Sign out').click();
  await page.waitForURL(/login/);
  await nothingKept(page);
  await leave(page);
});

test('signing out takes a photo that has lost its text, too', async () => {
  const page = await phone();
  await page.goto('/field');
  await page.evaluate(() => new Promise((done) => {
    const opened = indexedDB.open('sandi-field', 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore('files');
    opened.onsuccess = () => {
      const change = opened.result.transaction('files', 'readwrite');
      change.objectStore('files').put(new File(['x'], 'x'), `sandi:field:${document.body.dataset.person}:task:page:file_photo`);
      change.oncomplete = () => { opened.result.close(); done(); };
    };
  }));
  await button(page, 'Sign out').click();
  await page.waitForURL(/login/);
  assert.deepEqual(await keptPhotos(page), []);
  await leave(page);
});

test('who comes to sign in finds no page of who was here before', async () => {
  const { task, page } = await atStep();
  await hasPages(page, ['/field', stepOf(task), stepOf(task, 2)]);
  await page.context().clearCookies();
  await page.goto('/login');
  await eventually(() => page.evaluate(() => caches.keys()), (names) => names.length === 0);
  await leave(page);
});

test('a phone without room says so, and what is pressed goes all the same', async () => {
  const { task, page } = await atStep();
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await page.getByLabel('Received by').fill('Rina');
  await said(page, /has no room to keep/);
  await button(page, 'Next').click();
  await page.waitForURL(/pages\/2/);
  assert.equal(answerOf(task, 'who'), 'Rina');
  await leave(page);
});

test('a press that overtakes the queue leaves it going', async () => {
  const { task, page } = await atStep();
  await cut(page, true);
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await said(page, /Kept/);
  let held;
  await page.route('**/pages/1', (route) => { // what the queue sends waits until the entry is gone
    if (route.request().method() !== 'POST') return route.continue();
    held = route;
  });
  await cut(page, false);
  await eventually(() => Boolean(held), Boolean);
  await page.evaluate(() => { for (const key of Object.keys(localStorage)) if (key.startsWith('sandi:field:')) localStorage.removeItem(key); });
  await held.continue();
  await page.waitForURL(/pages\/2/);
  assert.equal(answerOf(task, 'who'), 'Rina');
  assert.deepEqual(page.faults, []);
  await leave(page);
});

test('a double tap sends once; on a slow network the press is felt and counted once', async () => {
  const { task, page } = await atStep();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50 * 1024, uploadThroughput: 30 * 1024 });
  let posts = 0;
  page.on('request', (request) => { posts += request.method() === 'POST'; });
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').dblclick();
  await page.waitForURL(/pages\/2/);
  assert.equal(posts, 1);
  await button(page, 'Finish task').dblclick();
  await page.getByText('Task finished', { exact: true }).waitFor();
  assert.equal(posts, 2);
  await leave(page);
});

test('without script a lost connection is the browser’s: the same press again stores once', async () => {
  const { task, page } = await atStep(twoPages(), 'worker', { script: false });
  await page.getByLabel('Received by').fill('Rina');
  await cut(page, true);
  await button(page, 'Next').click({ noWaitAfter: true });
  await eventually(() => page.url(), (url) => url.startsWith('chrome-error'), 5000).catch(() => {});
  await cut(page, false);
  await page.goto(stepOf(task));
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await page.waitForURL(/pages\/2/);
  await button(page, 'Finish task').click();
  await page.getByText('Task finished', { exact: true }).waitFor();
  await leave(page);
});

test('what waits is kept while the login wants a second factor', async () => {
  const { task, page } = await atStep();
  await hasPages(page, [stepOf(task, 2)]);
  await cut(page, true);
  await page.getByLabel('Received by').fill('Rina');
  await button(page, 'Next').click();
  await page.waitForURL(/pages\/2/);
  await page.route(`**${stepOf(task)}`, (route) => route.fulfill({ status: 303, headers: { Location: '/settings/factor' } }));
  await cut(page, false);
  await said(page, /Sign in/);
  assert.equal((await keptKeys(page)).length, 1);
  await page.unrouteAll();
  await page.reload();
  await eventually(() => answerOf(task, 'who'), (who) => who === 'Rina');
  await leave(page);
});
