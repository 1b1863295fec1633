// Flows as a whole: who may do what, the list, copies, names, the archive, versions, undo across reloads, files.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../lib/http.mjs';
import { audit, sql } from '../lib/send.mjs';

const own = "organisation_id = (select id from organisation where slug = 'demo')";
const run = `${process.pid}-${Date.now()}`;
let made = 0;
const fresh = (what) => `${what} ${run}-${++made}`;
const admin = new Browser();
const editor = new Browser();
const planner = new Browser();
const worker = new Browser();
const plannerMail = `planner-${run}@demo.example`;

before(async () => {
  sql(`with p as (insert into person (id, email, name, password_hash)
       select gen_random_uuid(), '${plannerMail}', 'Demo planner', password_hash from person where email = 'editor@demo.example' returning id)
       insert into member (organisation_id, person_id, role) select (select id from organisation where slug = 'demo'), id, 'planner' from p`);
  for (const [browser, mail] of [[admin, 'admin@demo.example'], [editor, 'editor@demo.example'], [planner, plannerMail], [worker, 'worker@demo.example']]) {
    assert.equal((await browser.login(mail)).status, 303);
  }
});
after(() => {
  sql(`delete from member where person_id = (select id from person where email = '${plannerMail}')`);
  audit();
});

const decoded = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const csrfOf = (text) => /name="csrf" value="([0-9a-f]+)"/.exec(text)[1];
const value = (text, name) => decoded(new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(text)?.[1] ?? '');
const token = async (browser) => csrfOf((await browser.get('/flows')).text);
const idOf = (answer) => /^\/flows\/([0-9a-f-]{36})/.exec(answer.headers.location)[1];
const draft = (id) => JSON.parse(sql(`select draft from flow where id = '${id}'`));
const baseOf = (id) => Number(sql(`select base_version from flow where id = '${id}'`));
const text = (id, title, more = {}) => ({ id, type: 'text', title, required: false, help: '', default: '', ...more });
const definition = (...components) => ({ schema: 1, pages: [
  { id: 'initial', title: 'Initial Page', components: [{ id: 'phone', type: 'phone', title: 'Phone', required: true, help: '', default: '' }] },
  { id: 'page1', title: 'Hand over', components: components.length ? components : [text('a', 'A'), text('b', 'B')] }] });

async function post(browser, path, form = {}, options) {
  return browser.post(path, { csrf: await token(browser), ...form }, options);
}
async function importFlow(name, content = definition(), browser = editor) {
  const answer = await post(browser, '/flows/import', { do: 'import', name, json: JSON.stringify(content) });
  assert.equal(answer.status, 303, answer.text);
  return idOf(answer);
}
// A save as the Flow Builder makes it, of what is given to it, over what is stored.
const save = async (browser, id, base, form) => post(browser, `/flows/${id}`, { do: 'save', base_version: base, type: 'text', page: 'page1', help: '', default: '', ...form });
const titleOf = (id, component) => draft(id).pages.flatMap((page) => page.components).find((c) => c.id === component)?.title;
async function publish(id, note) {
  const answer = await post(editor, `/flows/${id}`, { do: 'publish', base_version: baseOf(id), page: 'page1', title: draft(id).pages[1].title, note });
  assert.equal(answer.status, 303, answer.text);
}

test('roles: planners look, editors edit, admins archive, workers see nothing', async () => {
  const id = await importFlow(fresh('Roles'));
  const may = async (browser, path) => (await browser.get(path)).status;
  const pages = ['/flows', `/flows/${id}`, `/flows/${id}/history`, `/flows/${id}/compare?from=draft`, `/flows/${id}/export`];
  for (const path of pages) {
    assert.equal(await may(planner, path), 200, path);
    assert.equal(await may(worker, path), 403, path);
  }
  for (const path of ['/flows/new', '/flows/import', `/flows/${id}/rename`]) {
    assert.equal(await may(planner, path), 403, path);
    assert.equal(await may(editor, path), 200, path);
  }
  assert.equal(await may(editor, `/flows/${id}/archive`), 403);
  assert.equal(await may(admin, `/flows/${id}/archive`), 200);
  for (const path of [`/flows/${id}`, `/flows/${id}/rename`, `/flows/${id}/duplicate`, `/flows/${id}/history`, '/flows/import', '/flows', `/flows/${id}/conflict`]) {
    assert.equal((await post(planner, path, { name: 'x' })).status, 403, path);
  }
  for (const path of [`/flows/${id}/archive`, `/flows/${id}/restore`]) assert.equal((await post(editor, path)).status, 403, path);
  const list = (await planner.get('/flows')).text;
  assert.doesNotMatch(list, /New flow|Rename|Duplicate|\/archive"/);
  assert.match(list, /History/);
  assert.doesNotMatch((await editor.get('/flows')).text, /\/archive"/);
  assert.doesNotMatch((await planner.get(`/flows/${id}/history`)).text, /Restore into/);
});

test('the list is searched, sorted, paged, and says how each flow stands', async () => {
  const stem = fresh('List%_');
  for (let i = 0; i < 27; i++) await importFlow(`${stem} ${String(i).padStart(2, '0')}`);
  const names = (page) => [...page.text.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)</g)].map((m) => decoded(m[1]));
  const q = encodeURIComponent(stem);
  let page = await editor.get(`/flows?q=${q}&sort=name`);
  assert.equal(names(page).length, 25);
  assert.equal(names(page)[0], `${stem} 00`);
  assert.match(page.text, /1 to 25 of 27 flows/);
  assert.match(page.text, /rel="next"/);
  page = await editor.get(`/flows?q=${q}&sort=name&page=2`);
  assert.deepEqual(names(page), [`${stem} 25`, `${stem} 26`]);
  assert.equal(names(await editor.get(`/flows?q=${q}`))[0], `${stem} 26`, 'newest change first');
  assert.equal(names(await editor.get(`/flows?q=${encodeURIComponent('%')}&sort=name`)).every((name) => name.includes('%')), true);
  assert.match((await editor.get('/flows?q=nothing-is-called-so')).text, /No flow has this name/);
  for (const odd of ['page=0', 'page=999999999999', 'page=x', 'sort=drop', 'archived=2', `q=${encodeURIComponent('‮<b>')}`]) {
    assert.equal((await editor.get(`/flows?${odd}`)).status, 200, odd);
  }
  const broken = await importFlow(fresh('Broken'), definition({ id: 'otp', type: 'otp', title: 'Code', required: true, help: '', channel: 'whatsapp', digits: 6, recipient: '' }));
  assert.match((await editor.get(`/flows?q=${encodeURIComponent(`Broken ${run}`)}`)).text, /1 problem/);
  assert.ok(broken);
});

test('a copy has the first free name and is a draft of its own', async () => {
  const name = fresh('Copied');
  const id = await importFlow(name);
  await publish(id, 'first');
  const copy = idOf(await post(editor, `/flows/${id}/duplicate`));
  assert.equal(sql(`select name || '|' || coalesce(published_version, 0) from flow where id = '${copy}'`), `${name} (copy)|0`);
  assert.deepEqual(draft(copy), draft(id));
  assert.equal(sql(`select name from flow where id = '${idOf(await post(editor, `/flows/${id}/duplicate`))}'`), `${name} (copy 2)`);
  assert.equal(sql(`select detail ->> 'from' from audit_log where ${own} and action = 'flow.create' and subject = '${copy}'`), id);
  const long = await importFlow('ü'.repeat(90) + run.slice(-10));
  assert.ok(sql(`select length(name) from flow where id = '${idOf(await post(editor, `/flows/${long}/duplicate`))}'`) <= 100);
});

test('another name is checked, kept when refused, and audited with both names', async () => {
  const name = fresh('Old name');
  const id = await importFlow(name);
  const taken = fresh('Taken');
  await importFlow(taken);
  let answer = await post(editor, `/flows/${id}/rename`, { name: taken.toUpperCase() });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Another flow has this name already/);
  assert.equal(value(answer.text, 'name'), taken.toUpperCase());
  for (const bad of ['', '   ', 'x'.repeat(101), 'a\u0007b']) {
    assert.equal((await post(editor, `/flows/${id}/rename`, { name: bad })).status, 422, JSON.stringify(bad));
  }
  answer = await post(editor, `/flows/${id}/rename`, { name: `${name} <b>&"'` });
  assert.equal(answer.status, 303);
  assert.equal(sql(`select detail from audit_log where ${own} and action = 'flow.rename' and subject = '${id}'`),
    JSON.stringify({ to: `${name} <b>&"'`, from: name }).replaceAll('":', '": ').replaceAll(',"', ', "'));
});

test('what is archived takes no new task, keeps those it has, and comes back under a free name', async () => {
  const name = fresh('Archive');
  const id = await importFlow(name);
  await publish(id, 'v1');
  sql(`insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id)
       select ${"(select id from organisation where slug = 'demo')"}, gen_random_uuid(), '${id}', 1, 'Task ${run}', 'ongoing', (select id from person where email = 'worker@demo.example')`);
  assert.match((await admin.get(`/flows/${id}/archive`)).text, /1 task of it is not finished/);
  assert.match((await admin.get('/tasks/new')).text, new RegExp(id));
  assert.equal((await post(admin, `/flows/${id}/archive`)).status, 303);
  assert.doesNotMatch((await admin.get('/tasks/new')).text, new RegExp(id));
  assert.doesNotMatch((await admin.get(`/flows?q=${encodeURIComponent(name)}`)).text, new RegExp(`/flows/${id}`));
  assert.match((await admin.get(`/flows?archived=1&q=${encodeURIComponent(name)}`)).text, new RegExp(`/flows/${id}/history`));
  assert.equal((await editor.get(`/flows/${id}`)).status, 404);
  assert.equal((await editor.get(`/flows/${id}/history`)).status, 200);
  assert.equal((await save(editor, id, 1, { component: 'a', id: 'a', title: 'late' })).status, 404);
  assert.equal((await post(editor, `/flows/${id}/history`, { do: 'restore', version: 1, base_version: 1 })).status, 404);
  const task = sql(`select id from task where flow_id = '${id}'`);
  assert.equal((await worker.get(`/field/tasks/${task}`)).status < 400, true, 'its task goes on');

  await importFlow(name); // somebody else takes the name
  const refused = await post(admin, `/flows/${id}/restore`, { name });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Another flow has this name already/);
  assert.equal((await post(admin, `/flows/${id}/restore`, { name: `${name} again` })).status, 303);
  assert.equal((await editor.get(`/flows/${id}`)).status, 200);
  assert.equal(sql(`select string_agg(action, ',' order by at) from audit_log where ${own} and subject = '${id}' and action ~ 'archive|restore'`), 'flow.archive,flow.restore');
  assert.equal((await post(admin, `/flows/${id}/restore`, { name: 'x' })).status < 500, true);
});

test('another organisation finds none of it', async () => {
  const id = await importFlow(fresh('Ours'));
  const other = new Browser();
  await other.login('admin@other.example');
  for (const path of ['', '/history', '/compare?from=draft', '/export', '/rename', '/archive', '/discard']) {
    assert.equal((await other.get(`/flows/${id}${path}`)).status, 404, path);
  }
  for (const path of ['/rename', '/archive', '/restore', '/duplicate', '/history']) {
    assert.equal((await post(other, `/flows/${id}${path}`, { name: 'x', version: 1, base_version: 1 })).status, 404, path);
  }
});

test('the gallery makes flows in the language of the editor, and each can be published', async () => {
  const page = (await editor.get('/flows/new')).text;
  const samples = [...page.matchAll(/\/flows\/new\?sample=([a-z_]+)/g)].map((m) => m[1]);
  assert.ok(samples.length >= 6, samples.join());
  const id = idOf(await post(editor, '/flows', { name: fresh('Sample'), sample: samples[0] }));
  assert.equal(draft(id).pages.length, 3);
  await publish(id, '');
  await post(editor, '/language', { language: 'id', from: '/flows' });
  try {
    const sampled = draft(idOf(await post(editor, '/flows', { name: fresh('Contoh'), sample: 'pickup' })));
    const damaged = sampled.pages[1].components.find((c) => c.id === 'damaged');
    const note = sampled.pages[1].components.find((c) => c.id === 'damage_note');
    assert.notEqual(damaged.title, 'Is it damaged?');
    assert.ok(damaged.options.includes(note.rules[0].value), 'rules name the options as they are');
  } finally {
    await post(editor, '/language', { language: 'en', from: '/flows' });
  }
  assert.equal((await editor.get('/flows/new?sample=nothing')).status, 404);
  assert.equal((await post(editor, '/flows', { name: '', sample: samples[1] })).status, 422);
});

// --- versions ------------------------------------------------------------------------------------------

test('versions are compared, restored and discarded as changes that undo takes back', async () => {
  const id = await importFlow(fresh('Versions'));
  await publish(id, 'the <first>');
  await save(editor, id, baseOf(id), { component: 'a', id: 'a', title: 'A two' });
  await publish(id, 'second');
  await save(editor, id, baseOf(id), { component: 'b', id: 'b', title: 'B three' });
  const history = (await editor.get(`/flows/${id}/history`)).text;
  assert.match(history, /the &lt;first&gt;/);
  assert.match(history, /2 versions/);
  assert.match(history, /The draft has changes/);
  const compare = (await editor.get(`/flows/${id}/compare?from=1&to=2`)).text;
  assert.match(compare, /1 difference</);
  assert.match(compare, /before: <\/span>A<\/del>[^]*now: <\/span>A two<\/ins>/);
  assert.match((await editor.get(`/flows/${id}/compare?from=2&to=draft`)).text, /B three/);
  assert.match((await editor.get(`/flows/${id}/compare?from=1&to=1`)).text, /Nothing differs/);
  for (const odd of ['from=9', 'from=x', '', 'from=1&to=0', 'from=99999999999999999999']) {
    assert.equal((await editor.get(`/flows/${id}/compare?${odd}`)).status, 404, odd);
  }

  let answer = await post(editor, `/flows/${id}/history`, { do: 'restore', version: 1, base_version: baseOf(id) - 1 });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /saved the draft meanwhile/);
  assert.equal(titleOf(id, 'b'), 'B three');
  answer = await post(editor, `/flows/${id}/history`, { do: 'restore', version: 1, base_version: baseOf(id) });
  assert.equal(answer.status, 303);
  assert.equal(titleOf(id, 'a') + titleOf(id, 'b'), 'AB');
  assert.match((await editor.get(answer.headers.location)).text, /The draft is as version 1 again/);
  assert.equal(sql(`select count(*) from flow_version where flow_id = '${id}'`), '2', 'nothing is published by it');

  await post(editor, `/flows/${id}`, { do: 'undo', base_version: baseOf(id) });
  assert.equal(titleOf(id, 'a') + titleOf(id, 'b'), 'A twoB three');
  assert.match((await editor.get(`/flows/${id}/discard`)).text, /Go back to version 2/);
  await post(editor, `/flows/${id}/history`, { do: 'discard', version: 2, base_version: baseOf(id) });
  assert.equal(titleOf(id, 'b'), 'B');
  assert.equal(sql(`select changed from (select draft is distinct from v.definition as changed from flow f join flow_version v on v.flow_id = f.id and v.version = 2 where f.id = '${id}') x`), 'f');
  assert.equal((await post(editor, `/flows/${id}/history`, { do: 'restore', version: 7, base_version: baseOf(id) })).status, 404);
});

test('a published version never changes, whoever asks', async () => {
  const id = await importFlow(fresh('Immutable'));
  await publish(id, '');
  assert.throws(() => sql(`update flow_version set note = 'x' where flow_id = '${id}'`), /never changed/);
  assert.throws(() => sql(`delete from flow_version where flow_id = '${id}'`), /never changed/);
});

test('undo and redo walk the log across reloads, say whose change it was, and a new save cuts redo', async () => {
  const id = await importFlow(fresh('Undo'));
  for (const title of ['A1', 'A2', 'A3']) {
    const by = title === 'A3' ? admin : editor;
    assert.equal((await save(by, id, baseOf(id), { component: 'a', id: 'a', title })).status, 303);
  }
  const step = async (what, browser = editor) => {
    const answer = await post(browser, `/flows/${id}`, { do: what, base_version: baseOf(id) });
    assert.equal(answer.status, 303, answer.text);
    return titleOf(id, 'a');
  };
  const builder = decoded((await editor.get(`/flows/${id}`)).text);
  assert.match(builder, /Undo: Change “A3” by Demo admin/);
  assert.equal(await step('undo'), 'A2');
  assert.equal(await step('undo'), 'A1');
  assert.equal(await step('redo'), 'A2');
  assert.equal(await step('undo'), 'A1');
  assert.equal(await step('undo'), 'A');
  assert.equal(await step('undo'), 'A', 'there is nothing before');
  assert.equal(await step('redo', admin), 'A1');
  await save(editor, id, baseOf(id), { component: 'a', id: 'a', title: 'B1' });
  assert.equal(await step('redo'), 'B1', 'a save cuts redo');
  assert.equal(await step('undo'), 'A1');
  // Somebody saved meanwhile: nothing is undone unseen.
  const stale = await post(editor, `/flows/${id}`, { do: 'undo', base_version: baseOf(id) - 1 });
  assert.equal(stale.status, 409);
  assert.equal(titleOf(id, 'a'), 'A1');
  assert.equal(sql(`select count(*) > 5 from audit_log where ${own} and subject = '${id}' and action in ('flow.undo', 'flow.redo')`), 't');
});

// --- two editors ----------------------------------------------------------------------------------------

test('an idle page saves over others\' changes of other things, and says so', async () => {
  const id = await importFlow(fresh('Idle'));
  const base = baseOf(id);
  await save(admin, id, base, { component: 'b', id: 'b', title: 'B theirs' });
  const answer = await save(editor, id, base, { component: 'a', id: 'a', title: 'A mine' });
  assert.equal(answer.status, 303);
  assert.match((await editor.get(answer.headers.location)).text, /Saved together with changes by Demo admin/);
  assert.equal(`${titleOf(id, 'a')}, ${titleOf(id, 'b')}`, 'A mine, B theirs');
  // Sent again as it was, from the same old page: nothing new, no alarm.
  const before = baseOf(id);
  assert.equal((await save(editor, id, base, { component: 'a', id: 'a', title: 'A mine' })).status, 303);
  assert.equal(baseOf(id), before);
  // One user, two tabs, the same component, different settings.
  assert.equal((await save(editor, id, before, { component: 'a', id: 'a', title: 'A mine', help: 'tab one' })).status, 303);
  assert.equal((await save(editor, id, before, { component: 'a', id: 'a', title: 'A tab two' })).status, 303);
  assert.deepEqual(draft(id).pages[1].components[0], text('a', 'A tab two', { help: 'tab one' }));
});

test('what both changed is shown side by side, chosen row by row, and looked at again after a third save', async () => {
  const id = await importFlow(fresh('Conflict'));
  const base = baseOf(id);
  await save(admin, id, base, { component: 'a', id: 'a', title: 'theirs', help: 'their help' });
  let answer = await save(editor, id, base, { component: 'a', id: 'a', title: 'mine', help: 'my help' });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Demo admin/);
  assert.match(answer.text, /2 things to decide/);
  assert.equal(titleOf(id, 'a'), 'theirs');
  const resolve = async (page, choose) => {
    const form = { csrf: csrfOf(page), base_version: value(page, 'base_version'), draft: value(page, 'draft') };
    for (const [, name, mine] of page.matchAll(/type="radio" name="([^"]+)" value="(mine:[0-9a-f]+)"/g)) {
      const side = choose(name);
      if (side === 'mine') form[name] = mine;
      if (side === 'theirs') form[name] = new RegExp(`name="${name.replaceAll('.', '\\.')}" value="(theirs:[0-9a-f]+)"`).exec(page)[1];
    }
    return editor.post(`/flows/${id}/conflict`, form);
  };
  // Nothing chosen in one row: asked again, with the other choice kept.
  answer = await resolve(answer.text, (name) => (name.endsWith('title') ? 'mine' : null));
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Choose one of the two/);
  assert.match(answer.text, /name="keep\.c\.a\.title" value="mine:[0-9a-f]+" checked/);
  // A third save between: the row it touched is asked once more, the choices stay.
  await save(admin, id, baseOf(id), { component: 'a', id: 'a', title: 'theirs again', help: 'their help' });
  answer = await resolve(answer.text, (name) => (name.endsWith('title') ? 'mine' : 'theirs'));
  assert.equal(answer.status, 409);
  assert.match(answer.text, /It was saved once more meanwhile/);
  assert.match(answer.text, /theirs again/);
  assert.match(answer.text, /name="keep\.c\.a\.title" value="mine:[0-9a-f]+" checked/);
  assert.match(answer.text, /name="keep\.c\.a\.help" value="theirs:[0-9a-f]+" checked/);
  answer = await resolve(answer.text, (name) => (name.endsWith('title') ? 'mine' : 'theirs'));
  assert.equal(answer.status, 303);
  assert.deepEqual(draft(id).pages[1].components[0], text('a', 'mine', { help: 'their help' }));
});

test('deleting what somebody else changed is a conflict, and either way nothing is half done', async () => {
  for (const side of ['mine', 'theirs']) {
    const id = await importFlow(fresh('Deleted'));
    const base = baseOf(id);
    await save(admin, id, base, { component: 'a', id: 'a', title: 'A theirs' });
    const page = await post(editor, `/flows/${id}`, { do: 'delete', base_version: base, component: 'a', page: 'page1' });
    assert.equal(page.status, 409);
    assert.match(page.text, /Deleted or kept/);
    const [, name, chosen] = new RegExp(`name="(keep\\.[^"]+)" value="(${side}:[0-9a-f]+)"`).exec(page.text);
    const answer = await editor.post(`/flows/${id}/conflict`, { csrf: csrfOf(page.text), base_version: base, draft: value(page.text, 'draft'), [name]: chosen });
    assert.equal(answer.status, 303);
    assert.equal(titleOf(id, 'a'), side === 'mine' ? undefined : 'A theirs');
    assert.equal(titleOf(id, 'b'), 'B');
  }
});

test('a form of a conflict that was tampered with is refused, never a fault', async () => {
  const id = await importFlow(fresh('Tampered'));
  const good = JSON.stringify(definition());
  for (const form of [{}, { base_version: 1 }, { base_version: 'x', draft: good }, { base_version: 1, draft: '{}' }, { base_version: 1, draft: '[' },
    { base_version: 99, draft: good }, { base_version: 1, draft: good, 'keep.c.a.title': 'mine' }, { base_version: -1, draft: good }]) {
    const { status } = await post(editor, `/flows/${id}/conflict`, form);
    assert.ok(status === 400 || status === 303, `${status} ${JSON.stringify(form)}`);
  }
  assert.equal(titleOf(id, 'a'), 'A');
});

test('many saves at once: each is kept or refused, and the log has every version', async () => {
  const id = await importFlow(fresh('Race'), definition(...Array.from({ length: 8 }, (_, i) => text(`c${i}`, `C${i}`))));
  const base = baseOf(id);
  const csrf = await token(editor);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => editor.post(`/flows/${id}`, {
    csrf, do: 'save', base_version: base, type: 'text', page: 'page1', component: `c${i}`, id: `c${i}`, title: `saved ${i}`, help: '', default: '' })));
  for (const [i, { status }] of answers.entries()) {
    assert.ok(status === 303 || status === 409, `${status}`);
    assert.equal(titleOf(id, `c${i}`), status === 303 ? `saved ${i}` : `C${i}`);
  }
  assert.equal(sql(`select count(*) = max(base_version) and max(base_version) = (select base_version from flow where id = '${id}') from flow_change where flow_id = '${id}'`), 't');
});

// --- files -----------------------------------------------------------------------------------------------

function multipart(fields) {
  const boundary = '----sandi7MA4YWxk';
  const pieces = [];
  for (const [name, content] of Object.entries(fields)) {
    const file = content instanceof Buffer;
    pieces.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file ? '; filename="Pengiriman malam.json"\r\nContent-Type: application/json' : ''}\r\n\r\n`),
      file ? content : Buffer.from(content), Buffer.from('\r\n'));
  }
  return { body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]), headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}
async function upload(content, more = {}) {
  return editor.request('POST', '/flows/import', multipart({ csrf: await token(editor), do: 'check', json: '', ...more, file: content }));
}
const flows = () => sql(`select count(*) from flow where ${own}`);

test('what is exported comes back the same, in a stable order, after it was looked at', async () => {
  const name = fresh('Exporté "x"');
  const id = await importFlow(name);
  const file = await editor.get(`/flows/${id}/export`);
  assert.match(file.headers['content-disposition'], /^attachment; filename="export-x-[0-9-]+\.json"$/);
  assert.match(file.headers['content-type'], /^application\/json/);
  const content = JSON.parse(file.text);
  assert.deepEqual(Object.keys(content), ['schema', 'name', 'pages']);
  assert.equal(content.name, name);
  assert.equal((await editor.get(`/flows/${id}/export`)).text, file.text);
  const n = flows();
  let page = await upload(Buffer.from(`\ufeff${file.text}`));
  assert.equal(page.status, 200);
  assert.match(page.text, /2 pages, 3 components/);
  assert.match(page.text, /Another flow has this name already/);
  assert.equal(flows(), n, 'looking makes nothing');
  page = await post(editor, '/flows/import', { do: 'import', name: `${name} 2`, json: value(page.text, 'json') });
  assert.equal(page.status, 303);
  const again = JSON.parse((await editor.get(`/flows/${idOf(page)}/export`)).text);
  assert.deepEqual(again.pages, content.pages);
  const nameless = await upload(Buffer.from(JSON.stringify(definition())));
  assert.equal(value(nameless.text, 'name'), 'Pengiriman malam', 'the file\'s name stands in');
});

test('whatever else is sent is told by its place, and leaves nothing behind', async () => {
  const n = flows();
  const good = JSON.stringify(definition());
  const otp = (more) => JSON.stringify(definition({ id: 'otp', type: 'otp', title: 'x', channel: 'whatsapp', digits: 6, recipient: 'phone', ...more }));
  for (const [what, bytes, expected] of [
    ['empty', '', /This is empty/],
    ['no JSON', 'hello', /no JSON: see line 1/],
    ['broken off', good.slice(0, -5), /no JSON/],
    ['a list', '[]', /no JSON/],
    ['other schema', good.replace('"schema":1', '"schema":2'), /Only schema 1[^]*<code>schema<\/code>/],
    ['unknown type', good.replace('"type":"text"', '"type":"robot"'), /“robot” is unknown here[^]*pages\[1\]\.components\[0\]\.type/],
    ['unknown channel', otp({ channel: 'pigeon' }), /pigeon[^]*components\[0\]\.channel/],
    ['number as text', otp({ digits: 'six' }), /components\[0\]\.digits/],
    ['markup', good.replace('"type":"text"', '"type":"<script>alert(1)</script>"'), /&lt;script&gt;/],
    ['bad id', good.replace('"id":"a"', '"id":"../a"'), /is no Id/],
    ['long title', good.replace('"title":"A"', `"title":"${'x'.repeat(200)}"`), /At most 120 characters/],
    ['duplicate key', good.replace('"title":"A"', '"title":"A","title":"B"'), /no JSON/],
    ['deep', '['.repeat(100000), /no JSON/],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), /written in UTF-16/],
    ['UTF-16 without a mark', Buffer.from(good, 'utf16le'), /written in UTF-16/],
    ['Latin-1', Buffer.from(good.replace('"title":"A"', '"title":"caf\u00e9"'), 'latin1'), /Line 1 is not written in UTF-8/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe, 0x00]), /UTF-8/],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, '{"a":'), /larger than 1 MB/],
    ['many faults', JSON.stringify(definition(...Array.from({ length: 90 }, (_, i) => ({ id: `X${i}`, type: 'nope' })))), /and \d+ more/],
    ['300 components', JSON.stringify(definition(...Array.from({ length: 300 }, (_, i) => text(`c${i}`, 'C')))), /At most 200/],
  ]) {
    const answer = await upload(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));
    assert.equal(answer.status, 422, what);
    assert.match(decoded(answer.text).includes('robot') ? decoded(answer.text) : answer.text, expected, what);
    assert.doesNotMatch(answer.text, /<script>alert/, what);
  }
  const pasted = await post(editor, '/flows/import', { do: 'import', name: 'x', json: '{"schema":1}' });
  assert.equal(pasted.status, 422);
  assert.match(pasted.text, /\{&quot;schema&quot;:1\}<\/textarea>/, 'what was pasted stays');
  assert.equal((await upload(Buffer.alloc(13 * 1024 * 1024, ' '))).status, 413);
  assert.equal((await editor.request('POST', '/flows/import', { ...multipart({ csrf: await token(editor) }), body: 'no parts at all' })).status, 400);
  assert.equal((await editor.request('POST', '/flows', multipart({ csrf: await token(editor), name: 'x' }))).status, 415, 'only where files belong');
  assert.equal((await editor.request('POST', '/flows/import', multipart({ csrf: 'forged', do: 'check', file: Buffer.from(good) }))).status, 403);
  assert.equal(flows(), n);
});

test('a circle of rules and duplicate ids are read, told, and not published', async () => {
  const circle = definition(text('a', 'A', { rules: [{ do: 'show', field: 'b', test: 'filled' }] }), text('b', 'B', { rules: [{ do: 'show', field: 'a', test: 'filled' }] }), text('b', 'B again'));
  const page = await upload(Buffer.from(JSON.stringify(circle)));
  assert.equal(page.status, 200);
  assert.match(decoded(page.text), /is used twice/);
  assert.match(page.text, /to mend before this can be published/);
});
