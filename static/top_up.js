// The balance before and after, while the amount of a top-up is typed. Without script the Preview button tells it.
const preview = document.querySelector('[data-balance]');
const credits = document.getElementById('credits');
const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 3 });

// Thousandths of a credit, as the program counts them; null for what is no amount.
const thousandths = (text) => (/^-?\d{1,10}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : null);

function show() {
  const amount = thousandths(credits.value.trim());
  preview.hidden = amount === null;
  if (amount === null) return;
  const [before, after] = preview.querySelectorAll('dd');
  const balance = thousandths(preview.dataset.balance);
  before.textContent = format.format(balance / 1000);
  after.firstElementChild.textContent = format.format((balance + amount) / 1000);
}

if (preview && credits) {
  credits.addEventListener('input', show);
  show();
}
