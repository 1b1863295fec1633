// The builder's phone: follows what is typed, shows the selected component, selects the one that is pressed. The screen
// is a document without scripts of its own; the server draws it each time by the worker's own templates.
const phone = document.querySelector('[data-phone]');
const frame = phone?.querySelector('iframe');
const inside = () => frame.contentDocument;

function show(selected = inside().querySelector('[data-selected]')) {
  selected?.scrollIntoView({ block: 'nearest' });
}

// Pressing a component selects it by its link in the outline, so that unsaved settings are asked for as always.
function pressed(event) {
  const at = [...inside().querySelectorAll('[data-component]')].find((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    return event.clientY >= top && event.clientY <= bottom;
  });
  const item = at && document.querySelector(`.component[data-id="${CSS.escape(at.dataset.component)}"] > a`);
  if (item && !item.hasAttribute('aria-current')) item.click();
}

function listen() {
  show();
  inside().addEventListener('click', pressed);
}

// The last question counts: an answer that comes late is thrown away.
let asked;
async function redraw(form) {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set('do', 'screen');
  try {
    const answer = await fetch(form.action, { method: 'POST', body, signal: asked.signal, redirect: 'error' });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const { documentElement: root } = inside();
    const { scrollTop } = root;
    root.lang = next.documentElement.lang;
    root.dataset.theme = next.documentElement.dataset.theme;
    inside().body.replaceWith(inside().importNode(next.body, true));
    root.scrollTop = scrollTop;
    show();
  } catch { /* no connection, or another question came: the screen stays as it is */ }
}

export function watchPhone(form) {
  if (!frame) return;
  if (inside()?.readyState === 'complete' && inside().querySelector('main')) listen();
  frame.addEventListener('load', listen);
  let timer;
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => redraw(form), wait);
  };
  form.addEventListener('input', (event) => { if (!event.target.matches('[data-look]')) later(300); });
  for (const choice of document.querySelectorAll('[data-look]')) {
    choice.addEventListener('change', () => {
      const look = (name) => document.querySelector(`[data-look][name=screen_${name}]`).value;
      phone.className = `handset phone w${look('width')} ${look('theme')}`;
      later(0);
    });
  }
}
