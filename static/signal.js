// A weak signal at the door: a step is sent by script, so that an answer that does not get through is queued and sent
// when the signal is back, in order. Sent twice it changes nothing. The server does all of it without this, too.
import { begin, draft, entries, entryOf, filesOf, forget, keepFile, keyOf, put, queue, restore, signOut, typedIn } from '@static(kept.js)@';

const line = document.getElementById('signal');
const { person, zone } = document.body.dataset;
const say = (words, href) => {
  line.textContent = words ?? '';
  if (!href) return;
  const link = document.createElement('a');
  Object.assign(link, { href: href[0], textContent: href[1] });
  line.append(' ', link);
};
const words = (name) => line.dataset[name];

// False, and said: the phone has no room for it.
function keep(entry) {
  try { put(entry); } catch {
    say(words('full'));
    return false;
  }
  return true;
}

class NoSignal extends Error {}
class SignedOut extends Error {}

async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { ...options, signal: AbortSignal.timeout(options.body ? 60000 : 20000) });
    answer.body_text = await answer.text();
  } catch { throw new NoSignal(); }
  if (answer.redirected && !new URL(answer.url).pathname.startsWith('/field/')) throw new SignedOut(); // a login, or its second factor
  if (answer.status >= 500) throw new NoSignal();
  return answer;
}
const parse = (answer) => new DOMParser().parseFromString(answer.body_text, 'text/html');

// A fresh page of the entry: its tokens. NULL when this person has no step to fill there: finished, or taken back.
async function freshForm(entry) {
  const answer = await ask(entry.url, { cache: 'no-store' });
  const page = parse(answer);
  if (page.body.dataset.person !== person) throw new SignedOut();
  return page.querySelector('form.step');
}

// Sends what was pressed, with the tokens of a form; NULL where that is of another page. live: the form on the screen.
async function send(entry, button, form, live) {
  if (form.elements.page.value !== entry.key.split(':').pop()) return null;
  const body = new FormData();
  for (const field of form.querySelectorAll('[type=hidden]')) if (!/^(cell_|shown|marks)/.test(field.name)) body.append(field.name, field.value);
  for (const [name, value] of [['shown', entry.shown], ['marks', entry.marks], ['do', button], ...entry.fields]) body.append(name, value);
  if (live) for (const [name, value] of new FormData(live)) if (/^(code|to|file)_/.test(name) && (value.size ?? 1)) body.append(name, value);
  if (!live) for (const [name, file] of await filesOf(entry.key)) body.append(name, file);
  const files = form.enctype === 'multipart/form-data';
  return ask(entry.url, { method: 'POST', body: files ? body : new URLSearchParams(body), headers: { Accept: 'application/json' } });
}

// --- the queue ----------------------------------------------------------------------------------------------------

let wait = 5000;
let timer;
let busy = false;
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
  wait = Math.min(wait * 2, 60000);
};

function show() {
  const look = entries().find((entry) => entry.look);
  const form = document.querySelector('form.step');
  const own = form && entryOf(keyOf(form));
  if (queue().length) say(words(own?.queued && form.querySelector('progress').value === form.querySelector('progress').max ? 'last' : 'kept'));
  else if (look && look.url !== location.pathname) say(words('look'), [look.url, look.title]);
  else if (own && form.querySelector('[name^=answer_], [name^=cell_], [name^=file_]')) say(words('kept'));
  else if (!navigator.onLine) say(words('offline'));
  else say('');
}

async function sendOne(entry) {
  const form = await freshForm(entry);
  const answer = form && await send(entry, 'next', form);
  const last = entryOf(entry.key); // null: a press on the step itself was faster
  if (answer?.headers.get('Content-Type') === 'application/json') {
    const { to, at } = JSON.parse(answer.body_text);
    if (!last || last.at === entry.at) {
      forget(entry);
      return { to, at };
    }
  }
  if (!form || answer?.status === 404) forget(entry);
  // Refused, of another page, or changed while this was on its way.
  else if (last) put({ ...last, queued: 0, look: true });
  return {};
}

// One page of the browser sends at a time.
async function flush() {
  if (busy || !queue().length) return;
  busy = true;
  try {
    await (navigator.locks?.request('sandi-field', sendAll) ?? sendAll());
  } finally { busy = false; }
}
async function sendAll() {
  let done = {};
  try {
    for (let entry = queue()[0]; entry; [entry] = queue()) {
      say(words('sending'));
      done = { url: entry.url, ...await sendOne(entry) };
    }
  } catch (error) {
    if (error instanceof SignedOut) say(words('login'), [`/login?next=${encodeURIComponent(location.pathname)}`, '→']);
    else if (error instanceof NoSignal) { show(); later(); } else throw error;
    return;
  }
  wait = 5000;
  show();
  if (!done.at) return;
  sessionStorage.setItem('sandi:sent', new Date(done.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone || undefined }));
  if (done.url === location.pathname) location.assign(done.to);
  else told();
}
function told() {
  const at = sessionStorage.getItem('sandi:sent');
  sessionStorage.removeItem('sandi:sent');
  if (at && !queue().length) say(`${words('sent')} ${at}`);
}

// --- the step on the screen ---------------------------------------------------------------------------------------

function go(to) {
  const next = new URL(to, location);
  if (next.pathname !== location.pathname) return location.assign(to);
  history.replaceState(null, '', to);
  return location.reload();
}

// The server's page in place of this one: a refused step, as the browser would have shown it.
function replace(answer, again) {
  const page = parse(answer);
  const main = page.querySelector('main');
  if (!main) return location.reload();
  document.title = page.title;
  line.remove();
  document.querySelector('main').replaceWith(document.adoptNode(main));
  document.getElementById('signal')?.replaceWith(line);
  scrollTo(0, 0);
  const form = document.querySelector('form.step');
  if (form) forget({ key: keyOf(form) });
  return again();
}

// Without signal: on to the next page, if the phone has it.
async function goOn(form) {
  const next = form.getAttribute('action').replace(/\d+$/, (n) => Number(n) + 1);
  const { value, max } = form.querySelector('progress');
  if (value < max && await globalThis.caches?.match(next)) location.assign(next);
}

async function press(form, button, again) {
  const entry = draft(form);
  keep(entry); // what finds no room is sent all the same
  let answer;
  form.dataset.sending = '1';
  button?.setAttribute('aria-busy', 'true');
  try {
    const tokens = form.elements.csrf.value ? form : await freshForm(entry);
    answer = tokens && await send(entry, button?.value ?? '', tokens, form);
  } catch (error) {
    const kind = button?.value.split(':')[0] ?? '';
    if (error instanceof SignedOut) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
    else if (!(error instanceof NoSignal)) throw error;
    else if (/^(send|again|other|verify|correct)$/.test(kind) || [...form.querySelectorAll('[name^=code_]')].some((code) => code.value)) say(words('code'));
    else if (kind && kind !== 'next') say(words('needed'));
    else if (form.reportValidity() && keep(draft(form, { queued: Date.now(), look: false }))) {
      show();
      later();
      await goOn(form);
    }
    return;
  } finally {
    delete form.dataset.sending;
    button?.removeAttribute('aria-busy');
  }
  if (answer?.headers.get('Content-Type') === 'application/json') {
    forget(entry);
    go(JSON.parse(answer.body_text).to);
  } else if (!answer || answer.status === 403) location.reload();
  else replace(answer, again);
}

export function followForm(form, again) {
  const key = keyOf(form);
  const entry = entryOf(key);
  const changed = (event) => {
    if (!event.isTrusted && event.target === form) return;
    if (!keep(draft(form))) return;
    const { name, type, files } = event.target;
    show();
    if (type === 'file') keepFile(key, name, files[0]).catch(() => say(words('full')));
  };
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (!form.dataset.sending) press(form, event.submitter?.hidden ? null : event.submitter, again);
  });
  const watch = () => {
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
  };
  if (!entry) return watch();
  if (JSON.stringify(typedIn(form)) === JSON.stringify(entry.fields) && !entry.queued) {
    filesOf(key).then((files) => { if (!files.length) { forget(entry); show(); } });
  }
  return restore(form, entry).then(watch);
}

// --- pages on the phone -------------------------------------------------------------------------------------------

async function keepPages() {
  const worker = await navigator.serviceWorker?.register('@static(worker.js)@', { scope: '/field' }).catch(() => null);
  if (!worker || navigator.connection?.saveData) return;
  const { active } = await navigator.serviceWorker.ready;
  const form = document.querySelector('form.step');
  const pages = ['/field', '/field/offline', location.pathname];
  if (form) {
    const { value, max } = form.querySelector('progress');
    for (let n = value + 1; n <= Math.min(max, value + 3); n += 1) pages.push(form.getAttribute('action').replace(/\d+$/, n));
  }
  const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith('/static/'));
  active.postMessage({ pages, files, version: import.meta.url });
}

export function watchSignal() {
  if (!person || !line) return;
  begin();
  show();
  told();
  addEventListener('online', () => { wait = 5000; show(); flush(); });
  addEventListener('offline', show);
  document.querySelector('form[action="/logout"]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    signOut(event.target, () => say(words('leave')));
  });
  flush();
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener('load', () => idle(keepPages));
}
