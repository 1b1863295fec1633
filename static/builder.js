// The Flow Builder: says when the settings differ from what is stored, warns before they are lost, Ctrl+S saves.
// <form data-unsaved="Unsaved changes"> and <output data-state> inside the page; differing is compared, not remembered.
// A form that the server sends back unsaved carries data-dirty besides.
const form = document.querySelector('form[data-unsaved]');
const state = document.querySelector('[data-state]');

if (form) {
  const now = () => new URLSearchParams(new FormData(form)).toString();
  const stored = form.hasAttribute('data-dirty') ? null : now();
  const was = state ? state.textContent : '';
  let leaving = false;

  form.addEventListener('input', () => {
    if (state) state.textContent = now() === stored ? was : form.dataset.unsaved;
  });
  form.addEventListener('submit', () => { leaving = true; });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', (event) => {
    if (!leaving && now() !== stored) event.preventDefault();
  });
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[data-save]'));
    }
  });
}
