// A flow's rules while somebody types: what is shown, required and filled in. The server does the same with what is
// sent (backend/flow_logic.c); here only those components change whose rules test a field of the same page.
const lower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const isNumber = (text) => /^[-+]?[0-9]+([.,][0-9]+)?$/.test(text);
const toNumber = (text) => Number(text.replace(',', '.'));
const several = (box) => box.dataset.type === 'photo' || box.dataset.type === 'list' || box.querySelector('[type=checkbox]');

// The value of a component as the server stores it; what has several values has a line each.
function valueOf(box) {
  if (box.dataset.type === 'photo') {
    const taken = [...box.querySelectorAll('.picture')].length;
    const chosen = [...box.querySelectorAll('[type=file]')].reduce((n, input) => n + input.files.length, 0);
    return Array(taken + chosen).fill('photo').join('\n');
  }
  if (box.dataset.type === 'list') {
    return [...box.querySelectorAll('.row')].filter((row) => [...row.querySelectorAll('input')].some((cell) => cell.value.trim()))
      .map(() => 'row').join('\n');
  }
  const boxes = [...box.querySelectorAll('[type=checkbox], [type=radio]')];
  if (boxes.length) return boxes.filter((input) => input.checked).map((input) => input.value).join('\n');
  const drawn = box.querySelector('.picture') || [...box.querySelectorAll('[type=file]')].some((input) => input.files.length);
  return box.querySelector('input:not([type=file]), select, textarea')?.value.trim() || (drawn ? 'drawn' : '');
}

function holds(rule, box, value) {
  const want = rule.value.trim();
  const lines = value.split('\n').filter(Boolean);
  const order = () => {
    if (box.dataset.type === 'date' || box.dataset.type === 'time') return value < want ? -1 : value > want ? 1 : 0;
    const text = several(box) ? String(lines.length) : value;
    return isNumber(text) && isNumber(want) ? toNumber(text) - toNumber(want) : NaN;
  };
  const equal = () => (box.dataset.type === 'number' && isNumber(value) && isNumber(want)
    ? toNumber(value) === toNumber(want) : lower(value) === lower(want));
  switch (rule.test) {
    case 'filled': return value !== '';
    case 'empty': return value === '';
    case 'is': return equal();
    case 'is_not': return !equal();
    case 'contains': return several(box) ? lines.some((line) => lower(line) === lower(want)) : want !== '' && lower(value).includes(lower(want));
    case 'less': return value !== '' && order() < 0;
    case 'more': return value !== '' && order() > 0;
    default: return false;
  }
}

// Writes what a rule fills in, and only where nothing else was typed.
function fillIn(box, fill, fills) {
  const boxes = [...box.querySelectorAll('[type=checkbox], [type=radio]')];
  const now = valueOf(box);
  if (now !== '' && !fills.includes(now)) return;
  if (now === fill) return;
  for (const input of boxes) input.checked = fill.split('\n').includes(input.value);
  const field = !boxes.length && box.querySelector('input:not([type=file]), select, textarea');
  if (field) field.value = fill;
}

export function followRules(form) {
  const all = new Map([...form.querySelectorAll('[data-component]')].map((box) => [box.dataset.component, box]));
  const ruled = [...all.values()].filter((box) => box.dataset.rules).map((box) => ({ box, rules: JSON.parse(box.dataset.rules) }));
  if (!ruled.length) return;
  const seen = form.querySelector('[name=shown]');
  const shownValue = (id) => {
    const box = all.get(id);
    return box && !box.hidden ? valueOf(box) : '';
  };
  const apply = ({ box, rules }) => {
    let shown = box.dataset.hidden === undefined;
    let required = box.dataset.required !== undefined;
    let fill = '';
    for (const rule of rules) {
      if (!(rule.holds ?? (all.has(rule.field) && holds(rule, all.get(rule.field), shownValue(rule.field))))) continue;
      if (rule.do === 'show' || rule.do === 'hide') shown = rule.do === 'show';
      if (rule.do === 'require') required = true;
      if (rule.do === 'fill') fill = rule.fill;
    }
    const changed = box.hidden === shown;
    box.hidden = !shown;
    const optional = box.querySelector('.optional');
    if (optional) optional.hidden = required;
    for (const field of box.querySelectorAll(':scope > :is(input, select, textarea)')) field.required = required && shown;
    const fills = rules.filter((rule) => rule.do === 'fill').map((rule) => rule.fill);
    if (shown && fills.length) fillIn(box, fill, fills);
    return changed;
  };
  const update = () => {
    // As often as rules can hang on each other: a circle ends here, too.
    for (let round = 0; round <= ruled.length; round += 1) ruled.forEach(apply);
    if (seen) seen.value = [...all.values()].filter((box) => !box.hidden).map((box) => box.dataset.component).join(' ');
  };
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  update();
}
