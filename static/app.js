// What the console's pages do beyond plain HTML. Everything works without it.
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

// A select or choice marked so sends its form at once.
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-submit]')) event.target.form.requestSubmit();
});

const first = document.querySelector('.summary');
if (first) first.focus();
