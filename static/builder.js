// The Flow Builder beyond plain HTML: says what is unsaved, keeps it through a reload or a lost session, asks before it
// is left, shortcuts, dragging, spoken changes. Everything works without it; each action is a button of the page.
import { watchPhone } from '@static(phone.js)@';

const form = document.getElementById('settings-form');
const state = document.querySelector('[data-state]');
const flash = document.querySelector('main > .banner[role=status]');

// --- what is typed, and what is stored --------------------------------------------------------------------------

const ABOUT = new Set(['csrf', 'base_version', 'page', 'component', 'next', 'dragged', 'drop_page', 'to_position', 'new_type', 'to_page', 'anyway', 'do', 'screen_width', 'screen_theme', 'screen_language', 'screen_samples']);
const tidy = (text) => text.replace(/\r\n?/g, '\n').trim();

function valueOf(element, initial) {
  if (element.type === 'checkbox') return (initial ? element.defaultChecked : element.checked) ? element.value : null;
  if (element.localName !== 'select') return tidy(initial ? element.defaultValue : element.value);
  if (!initial) return element.value;
  const options = [...element.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? null;
}

// Pairs of name and value, in the order of the page; initial: as the server sent them.
function values(initial = false) {
  return [...form.elements]
    .filter((element) => element.name && !ABOUT.has(element.name) && !element.matches('button, fieldset, output'))
    .map((element) => [element.name, valueOf(element, initial)])
    .filter(([, value]) => value !== null);
}
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isDirty = () => form.hasAttribute('data-dirty') || !same(values(), values(true));

// --- a copy in the browser, until it is saved --------------------------------------------------------------------

const DAYS_KEPT = 7;
const key = form && `sandi:typed:${form.dataset.flow}:${form.dataset.key}`;
const store = {
  get(name) { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden: the page works without */ } },
  remove(name) { try { localStorage.removeItem(name); } catch { /* likewise */ } },
  take(name) {
    try {
      const value = sessionStorage.getItem(name);
      sessionStorage.removeItem(name);
      return value;
    } catch { return null; }
  },
  leave(name, value) { try { sessionStorage.setItem(name, value); } catch { /* likewise */ } },
};

function keep() {
  if (isDirty()) store.set(key, { at: Date.now(), version: form.elements.base_version.value, values: values() });
  else store.remove(key);
}

// What has no input on the page is sent along to the server, which shows it: another type, more rules.
function restore(copy) {
  const missing = [];
  for (const element of form.elements) {
    if (element.type === 'checkbox' && !ABOUT.has(element.name)) element.checked = false;
  }
  for (const [name, value] of copy.values) {
    const element = form.elements.namedItem(name);
    if (!element) missing.push([name, value]);
    else if (element.type === 'checkbox') element.checked = true;
    else element.value = value;
    if (element?.localName === 'select' && element.value !== value) missing.push([name, value]);
  }
  // Under the version that it was typed on: what others saved since is merged, never overwritten.
  form.elements.base_version.value = copy.version;
  if (missing.length === 0) {
    changed();
    form.querySelector('#title')?.focus();
    return;
  }
  for (const [name, value] of missing) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.elements.namedItem(name)?.removeAttribute?.('name');
    form.append(input);
  }
  send('update');
}

function offer() {
  const panel = document.getElementById('kept');
  const copy = store.get(key);
  if (!copy || form.hasAttribute('data-dirty')) return;
  if (same(copy.values, values(true)) || Date.now() - copy.at > DAYS_KEPT * 86400000) {
    store.remove(key);
    return;
  }
  panel.querySelector('[data-kept-at]').textContent =
    new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(copy.at);
  panel.hidden = false;
  panel.addEventListener('click', (event) => {
    const { kept } = event.target.dataset;
    if (!kept) return;
    panel.hidden = true;
    if (kept === 'restore') restore(copy);
    else store.remove(key);
    if (kept === 'forget') form.querySelector('#title')?.focus();
  });
}

// --- sending ------------------------------------------------------------------------------------------------------

const only = (name, value) => {
  const input = form.elements.namedItem(name);
  input.value = value;
  input.disabled = false;
};

function send(verb) {
  const button = document.createElement('button');
  Object.assign(button, { name: 'do', value: verb, hidden: true });
  form.append(button);
  form.requestSubmit(button);
}

let leaving = false;
let stateWas = '';
function changed() {
  const dirty = isDirty();
  if (state) state.textContent = dirty ? form.dataset.unsaved : stateWas;
  keep();
}

function watchForm() {
  stateWas = form.hasAttribute('data-dirty') ? '' : state?.textContent ?? '';
  const sent = store.take('sandi:sent');
  if (sent && flash?.classList.contains('success')) store.remove(sent);
  if (form.hasAttribute('data-dirty')) keep();
  offer();
  form.addEventListener('input', (event) => { if (!ABOUT.has(event.target.name)) changed(); });
  form.addEventListener('submit', (event) => {
    leaving = true;
    if (isDirty()) keep();
    if (!/^(update|rule-)/.test(event.submitter?.value ?? '')) store.leave('sandi:sent', key);
  });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
}

// A link away from unsaved settings asks first, and offers to save them.
function guardLinks() {
  const dialog = document.getElementById('leave');
  let link;
  document.addEventListener('click', (event) => {
    const clicked = event.target.closest('a[href]');
    if (!clicked || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || clicked.target) return;
    const to = new URL(clicked.href);
    if (to.origin !== location.origin || clicked.matches('[data-discard]') || clicked.getAttribute('href').startsWith('#')) return;
    if (!isDirty()) return;
    event.preventDefault();
    link = clicked;
    dialog.showModal();
  });
  dialog.addEventListener('click', (event) => {
    const { leave } = event.target.dataset;
    if (!leave) return;
    dialog.close();
    if (leave === 'stay') return;
    const to = new URL(link.href);
    if (leave === 'save') {
      only('next', to.pathname + to.search);
      send('save');
    } else {
      leaving = true;
      store.remove(key);
      location.assign(to);
    }
  });
}

// --- small things -------------------------------------------------------------------------------------------------

function showOdds() {
  const digits = document.getElementById('digits');
  digits?.addEventListener('input', () => {
    const lines = [...document.querySelectorAll('[data-odds]')];
    if (!lines.some((line) => line.dataset.odds === digits.value)) return;
    for (const line of lines) line.hidden = line.dataset.odds !== digits.value;
  });
}

// A screen reader says nothing of what was there when the page came: put in anew, the same words are a change.
function announce() {
  const words = flash?.querySelector('div');
  if (words) setTimeout(() => words.replaceWith(words.cloneNode(true)), 200);
}

// --- shortcuts ------------------------------------------------------------------------------------------------------

const press = (selector) => document.querySelector(selector)?.click();
function pick(step) {
  const links = [...document.querySelectorAll('[data-pick]')];
  const next = links[links.findIndex((link) => link.getAttribute('aria-current')) + step];
  if (!next) return;
  store.leave('sandi:focus', 'pick');
  next.click();
}

const LETTERS = {
  j: () => pick(1),
  k: () => pick(-1),
  a: () => document.getElementById('new-type')?.focus(),
  d: () => press('button[value=duplicate]'),
  s: () => (document.querySelector('#settings-form :is(select, input:not([type=hidden]))') ?? document.getElementById('settings-title')).focus(),
  p: () => document.querySelector('#problems > summary').focus(),
  Delete: () => press('[data-delete]'),
};

function listenToKeys() {
  const sheet = document.getElementById('keys');
  const letters = sheet.querySelector('[data-letters]');
  letters.checked = store.get('sandi:letters') !== false;
  letters.addEventListener('change', () => store.set('sandi:letters', letters.checked));
  for (const hidden of document.querySelectorAll('[data-with-script]')) hidden.hidden = false;
  addEventListener('keydown', (event) => {
    const control = event.ctrlKey || event.metaKey;
    const name = event.key.toLowerCase();
    const act = (action) => { event.preventDefault(); action(); };
    if (document.querySelector('dialog[open]') || event.isComposing) return;
    if (control && name === 's') { act(() => press('[data-save]')); return; }
    if (event.target.closest?.('input, select, textarea, [contenteditable]')) return;
    if (control && name === 'z') act(() => press(event.shiftKey ? '[data-redo]' : '[data-undo]'));
    else if (control && name === 'y') act(() => press('[data-redo]'));
    else if (event.altKey && event.key === 'ArrowUp') act(() => press('.outline button[value=up]'));
    else if (event.altKey && event.key === 'ArrowDown') act(() => press('.outline button[value=down]'));
    else if (control || event.altKey || !letters.checked) return;
    else if (event.key === '?') act(() => sheet.showModal());
    else if (LETTERS[event.key]) act(LETTERS[event.key]);
  });
  // After the browser has gone to the address's fragment, which takes the focus away.
  if (store.take('sandi:focus') === 'pick') addEventListener('load', () => setTimeout(() => document.querySelector('[data-pick][aria-current]')?.focus(), 0));
}

// --- dragging -------------------------------------------------------------------------------------------------------

async function letDrag() {
  const lists = document.querySelectorAll('[data-components]');
  if (!document.querySelector('[data-save]')) return;
  await import('@static(sortable.js)@');
  const { Sortable } = globalThis;
  for (const list of lists) {
    for (const link of list.querySelectorAll('a')) link.draggable = false;
    Sortable.create(list, {
      group: 'components',
      draggable: '.component',
      animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
      delay: 200,
      delayOnTouchOnly: true,
      ghostClass: 'dragged',
      onEnd({ item, from, to, oldDraggableIndex, newDraggableIndex }) {
        if (from === to && oldDraggableIndex === newDraggableIndex) return;
        only('dragged', item.dataset.id);
        only('drop_page', to.closest('[data-page]').dataset.page);
        only('to_position', newDraggableIndex);
        send('drop');
      },
    });
    list.classList.add('with-drag');
  }
}

if (form) {
  if (document.querySelector('[data-save]')) {
    watchForm();
    guardLinks();
    letDrag();
    watchPhone(form);
  }
  showOdds();
  announce();
  listenToKeys();
}
