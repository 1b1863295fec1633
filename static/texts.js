// The editor of texts: while somebody types, the preview follows and an SMS is counted as channels/segment.c counts it.
// The page works without: Preview asks the server for the same.
const form = document.getElementById('text');
const body = document.getElementById('body');
const preview = document.querySelector('[data-preview]');
const subjectLine = document.querySelector('[data-preview-subject]');
const count = document.querySelector('[data-count]');

const BASIC = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const EXTENDED = new Set('^{}\\[~]|€');

function segments(text) {
  const characters = [...text];
  const odd = characters.find((c) => !BASIC.has(c) && !EXTENDED.has(c));
  const limit = odd ? 70 : 160;
  const part = odd ? 67 : 153;
  let units = 0;
  let used = 0;
  let parts = 1;
  for (const c of characters) {
    const n = odd ? c.length : 1 + EXTENDED.has(c);
    units += n;
    used += n;
    if (used > part) {
      parts += 1;
      used = n;
    }
  }
  return { odd, limit, units, parts: units <= limit ? 1 : parts };
}

const fill = (format, ...values) => format.replace(/%([1-4])/g, (_, n) => values[n - 1]);

function expand(text, code, minutes) {
  return text.replaceAll('{code}', code).replaceAll('{minutes}', minutes).replaceAll('{organisation}', form.dataset.organisation);
}

function whole(code, minutes) {
  const text = expand(body.value.replaceAll('\r\n', '\n').trim(), code, minutes);
  const ending = form.elements.ending?.value;
  if (ending === 'site' && count.dataset.host) return `${text}\n\n@${count.dataset.host} #${code}`;
  return ending === 'app' ? `${text}\n\n${form.elements.app_hash.value.trim()}` : text;
}

function show() {
  preview.textContent = whole('482913', 5);
  if (subjectLine) {
    const code = form.elements.subject_code.checked ? ': 482913' : '';
    subjectLine.textContent = expand(form.elements.subject.value.trim(), '', 5) + code;
  }
  if (!count) return;
  const { odd, limit, units, parts } = segments(whole('0123456789', 10));
  const [line, why] = count.children;
  line.textContent = parts === 1
    ? fill(count.dataset.fits, units, limit, limit - units)
    : fill(count.dataset.over, units, limit, parts, units - limit);
  why.textContent = odd ? fill(count.dataset.odd, odd) : '';
  count.classList.toggle('over', parts > 1);
}

form.addEventListener('input', show);
addEventListener('pageshow', show);
