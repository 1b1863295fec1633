// What is typed at the door stays on the phone until the server has it: texts in localStorage, photos in IndexedDB, each
// under its person, task and page. Never codes, never tokens of a session: who sends later asks for a page anew.
const DAYS_MAX = 7;
const FILES_MAX = 20;
const person = document.body.dataset.person;
const prefix = `sandi:field:${person}:`;

// Another person's answers stay where they are until that person comes back; copies of pages do not.
export function begin() {
  if (!person) return;
  if (localStorage.getItem('sandi:field') !== person) globalThis.caches?.delete('sandi-field');
  localStorage.setItem('sandi:field', person);
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith('sandi:field:')) continue;
    const entry = JSON.parse(localStorage.getItem(key));
    if (Date.now() - entry.at > DAYS_MAX * 86400e3) forget({ ...entry, key });
  }
}

// --- photos -------------------------------------------------------------------------------------------------------

const open = () => new Promise((done, failed) => {
  const asked = indexedDB.open('sandi-field', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('files');
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

async function store(mode, use) {
  const db = await open();
  try {
    return await new Promise((done, failed) => {
      const change = db.transaction('files', mode);
      const asked = use(change.objectStore('files'));
      change.oncomplete = () => done(asked?.result);
      change.onerror = () => failed(change.error);
      change.onabort = () => failed(change.error);
    });
  } finally { db.close(); }
}

const range = (key) => IDBKeyRange.bound(key, `${key}\uffff`);
export async function keepFile(key, name, file) {
  const own = `${key}:${name}`;
  if (!file) return store('readwrite', (files) => files.delete(own));
  const others = (await store('readonly', (files) => files.getAllKeys())).filter((other) => other !== own);
  if (others.length >= FILES_MAX) throw new Error('full');
  return store('readwrite', (files) => files.put(file, own));
}
// [[name, file]] of an entry.
export async function filesOf(key) {
  try {
    const [names, files] = await Promise.all([store('readonly', (all) => all.getAllKeys(range(`${key}:`))), store('readonly', (all) => all.getAll(range(`${key}:`)))]);
    return names.map((name, i) => [name.slice(key.length + 1), files[i]]);
  } catch { return []; }
}

// --- texts --------------------------------------------------------------------------------------------------------

export const keyOf = (form) => `${prefix}${form.action.match(/tasks\/([^/]+)/)[1]}:${form.elements.page.value}`;
export function entryOf(key) {
  const entry = JSON.parse(localStorage.getItem(key));
  return entry && { ...entry, key };
}
export const put = ({ key, ...entry }) => localStorage.setItem(key, JSON.stringify(entry));
const drop = (key) => store('readwrite', (files) => files.delete(range(key)));
export function forget({ key }) {
  localStorage.removeItem(key);
  drop(`${key}:`).catch(() => {});
}
export const entries = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map(entryOf);
// In the order in which they were pressed.
export const queue = () => entries().filter((entry) => entry.queued).sort((a, b) => a.queued - b.queued);

export const typedIn = (form) => [...new FormData(form)].filter(([name, value]) => /^(answer|cell)_/.test(name) && typeof value === 'string');

// The page as it stands; `more` says what else is known of it. What it was made of is that of the first word.
export function draft(form, more = {}) {
  const key = keyOf(form);
  const before = entryOf(key);
  return {
    ...before, key, at: Date.now(), url: form.getAttribute('action'), title: form.querySelector('h1').textContent, marks: before?.marks ?? form.elements.marks.value,
    shown: form.elements.shown.value, fields: typedIn(form), ...more,
  };
}

// Puts what was kept into the form; rows of a list that the page has not drawn go along unseen.
export async function restore(form, entry) {
  const fields = new Set([...form.querySelectorAll('[name^=answer_], [name^=cell_]')]);
  for (const field of fields) {
    const values = entry.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
  }
  for (const [name, value] of entry.fields) {
    if (form.elements[name] || !name.startsWith('cell_')) continue;
    const hidden = document.createElement('input');
    Object.assign(hidden, { type: 'hidden', name, value });
    form.append(hidden);
  }
  form.elements.marks.value = entry.marks;
  for (const [name, file] of await filesOf(entry.key)) {
    const input = form.elements[name];
    if (input?.type !== 'file' || input.files.length) continue;
    const files = new DataTransfer();
    files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
}

// Nothing of this person is left: what was typed, photos, pages, and the worker that kept them.
async function erase() {
  for (const { key } of entries()) localStorage.removeItem(key);
  localStorage.removeItem('sandi:field');
  await drop(prefix).catch(() => {});
  await globalThis.caches?.delete('sandi-field');
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister();
}

// Who signs out is told first, with `warn`, that something is not sent yet; pressed once more, all of it goes.
export async function signOut(form, warn) {
  if (entries().length && !form.dataset.warned) {
    form.dataset.warned = '1';
    warn();
    return;
  }
  await erase().catch(() => {});
  form.submit();
}
