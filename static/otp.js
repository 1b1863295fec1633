// A step that waits for a code: the seconds until "Send again", and where the message is, asked for while somebody looks.
// Nothing that is typed or focused is touched; without script the page has a link that shows the same.
const FIRST = 2000;
const SLOWEST = 15000;

const firstKeys = new WeakMap();
const partsOf = (box) => box.querySelectorAll('[data-part]');

// What a part says, without the seconds that run in it.
const keyOf = (part) => part.dataset.key
  ?? part.innerHTML.replace(/data-countdown="\d+"/g, '').replace(/data-left="">[^<]*/g, '');

// <p data-countdown="42" data-done="You can send it again now.">… <b data-left>0:42</b> …</p>
// The server enables the buttons in its page; those with data-held are held here only while the seconds run.
function countDown(line) {
  const end = Date.now() + Number(line.dataset.countdown) * 1000;
  const left = line.querySelector('[data-left]');
  const box = line.closest('.otp');
  const spoken = document.createElement('p');
  spoken.className = 'unseen';
  spoken.setAttribute('aria-live', 'polite');
  line.after(spoken);

  const held = (on) => {
    for (const button of box.querySelectorAll('[data-held]')) {
      if (on) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
    }
  };
  const tick = () => {
    if (!line.isConnected) {
      clearInterval(timer);
      if (!box.querySelector('[data-countdown]')) held(false);
      return;
    }
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (seconds === 0) {
      clearInterval(timer);
      held(false);
      line.textContent = spoken.textContent = line.dataset.done;
      return;
    }
    held(true);
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds % 10 === 0) spoken.textContent = line.textContent;
  };
  const timer = setInterval(tick, 500);
  tick();
}

const countAll = (root) => root.querySelectorAll('[data-countdown]').forEach(countDown);

// No code of it is waited for any more, by a code or by the office's word.
const isOver = (box) => ['verified', 'overridden'].includes(box.dataset.state);

const isTyped = (part) => [...part.querySelectorAll('input:not([type=hidden])')].some((input) => input.value !== input.defaultValue);

// A part may change unless somebody is in it; what is typed stays until it is of no use any more.
function mayChange(part, fresh) {
  if (part.contains(document.activeElement)) return false;
  if (!isTyped(part)) return true;
  return isOver(fresh);
}

function takePart(part, next) {
  const open = part.querySelector('details')?.open;
  part.replaceChildren(...document.adoptNode(next.cloneNode(true)).childNodes);
  const details = part.querySelector('details');
  if (details && open !== undefined) details.open = open;
  countAll(part);
}

// Takes what is new; true when nothing has to wait for the reader to leave it.
function take(box, fresh) {
  const keys = firstKeys.get(box);
  let all = true;
  box.dataset.state = fresh.dataset.state;
  for (const part of partsOf(box)) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    const key = keyOf(next);
    if (key === keys.get(part.dataset.part)) continue;
    if (mayChange(part, fresh)) {
      takePart(part, next);
      keys.set(part.dataset.part, key);
    } else {
      all = false;
    }
  }
  return all;
}

// The next step becomes the one big button once no code of the page is waited for.
function showMain() {
  const thumb = document.querySelector('.thumb.still');
  if (!thumb || [...document.querySelectorAll('.otp:not([hidden], [data-state=missing])')].some((box) => !isOver(box))) return;
  thumb.classList.remove('still');
  thumb.querySelector('.button').classList.add('primary');
}

function follow(box) {
  let tag, latest, timer, wait = FIRST, over = false, asking = false;

  const stop = () => {
    over = true;
    clearTimeout(timer);
    box.classList.remove('live');
  };
  const isWatched = () => !over && box.isConnected && !document.hidden && navigator.onLine;
  const later = (milliseconds = wait) => {
    clearTimeout(timer);
    if (isWatched()) timer = setTimeout(ask, milliseconds);
  };
  const isFinal = () => box.dataset.state !== 'waiting';
  const settle = () => {
    if (latest && take(box, latest)) latest = undefined;
    if (isFinal()) showMain();
  };
  const tell = (words) => {
    const banner = document.createElement('p');
    banner.className = 'banner info';
    banner.textContent = words;
    box.querySelector('[data-part=status]').replaceChildren(banner);
  };

  async function ask() {
    if (asking || !isWatched()) return;
    asking = true;
    try {
      const answer = await fetch(box.dataset.live, {
        cache: 'no-store', redirect: 'manual', headers: tag ? { 'If-None-Match': tag } : {},
      });
      if (answer.status === 200) {
        tag = answer.headers.get('ETag');
        latest = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.otp');
        wait = FIRST;
        settle();
        if (isFinal()) stop();
      } else if (answer.status === 304 || answer.status >= 500 || answer.status === 429) {
        wait = Math.min(wait * 1.4, SLOWEST);
      } else {
        stop(); // signed out, or not this worker's task any more: the next press says so
        if (answer.status === 409) tell(box.dataset.over);
      }
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    asking = false;
    later();
  }

  firstKeys.set(box, new Map([...partsOf(box)].map((part) => [part.dataset.part, keyOf(part)])));
  box.classList.add('live');
  box.addEventListener('focusout', () => setTimeout(settle));
  const again = () => {
    wait = FIRST;
    later(0);
  };
  document.addEventListener('visibilitychange', again);
  addEventListener('online', again);
  addEventListener('pageshow', again);
  later();
}

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-held][aria-disabled=true]')) event.preventDefault();
});

// Those of the step on the screen; again when another one took its place.
export function followCodes() {
  for (const box of document.querySelectorAll('.otp[data-live]')) follow(box);
  countAll(document);
}
