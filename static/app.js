// What the console's pages do beyond plain HTML. Everything works without it.
import { followRules } from '@static(rules.js)@';
import { guardSubmits } from '@static(submit.js)@';

guardSubmits();

// A control that opens <dialog id="x"> has data-dialog="x"; without script its href leads to a page with the same form.
document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest('[data-close]');
  if (closer) {
    event.preventDefault();
    closer.closest('dialog').close();
  }
});

// What only helps where there is no script, such as an "Update list" button beside a select.
for (const element of document.querySelectorAll('[data-without-script]')) element.hidden = true;

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A select marked so sends its form at once, as its button for readers without script would.
document.addEventListener('change', (event) => {
  const { form } = event.target;
  if (event.target.matches('[data-submit]')) form.requestSubmit(form.querySelector('[data-without-script]'));
});

// A box that ticks all others of its form that have this name.
for (const all of document.querySelectorAll('[data-all]')) {
  const boxes = [...all.form.elements].filter((box) => box.name === all.dataset.all);
  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.closest('[data-with-script]').hidden = false;
  all.addEventListener('change', () => { for (const box of boxes) box.checked = all.checked; });
  all.form.addEventListener('change', look);
  look();
}

// The fields of a new task follow the rules of their flow.
for (const form of document.querySelectorAll('form[data-follow]')) followRules(form);

// After a refused form: to what is wrong.
const summary = document.querySelector('.summary');
if (summary) summary.focus();

// Who signs out leaves nothing of what was typed in the browser, here or on a worker's pages.
document.querySelector('form[action="/logout"]')?.addEventListener('submit', async (event) => {
  const names = Object.keys(localStorage);
  for (const name of names) if (name.startsWith('sandi:typed:')) localStorage.removeItem(name);
  if (!names.some((name) => name.startsWith('sandi:field'))) return;
  event.preventDefault();
  const form = event.target;
  const { signOut } = await import('@static(kept.js)@');
  signOut(form, () => { form.querySelector('[role=alert]').hidden = false; });
});

// Who is about to sign in sees no page of who was here before.
if (document.querySelector('form[action="/login"]')) globalThis.caches?.delete('sandi-field');
