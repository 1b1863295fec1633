// A form is sent once: a second press while the first is under way does nothing. The server is safe without it.
export function guardSubmits() {
  const release = (form) => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = '1';
    if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
    setTimeout(() => release(form), 15000);
  });
  // Back from the next page: the form lives again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
}
