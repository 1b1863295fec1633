// The worker's pages: one send a press, the seconds until "Send again", and what a phone can do more than a form.
// Everything works without it.
import { drawSignatures, locate, shrinkPhotos } from '@static(capture.js)@';
import { followRules } from '@static(rules.js)@';
import { followForm, watchSignal } from '@static(signal.js)@';
import { guardSubmits } from '@static(submit.js)@';

// Again whenever the step on the screen was replaced by the server's.
function begin() {
  drawSignatures();
  shrinkPhotos();
  locate();
  for (const form of document.querySelectorAll('form.step')) {
    followRules(form);
    if (document.body.dataset.person) followForm(form, begin);
  }
  for (const line of document.querySelectorAll('[data-countdown]')) countDown(line);
  // After a refused form: to what is wrong.
  document.querySelector('.summary')?.focus();
}

// <p data-countdown="42" data-button="again" data-done="You can send it again now.">… <b data-left>0:42</b> …</p>
// The button is enabled by the server's page; it is held here only while the seconds run.
function countDown(line) {
  const end = Date.now() + Number(line.dataset.countdown) * 1000;
  const left = line.querySelector('[data-left]');
  const button = document.getElementById(line.dataset.button);
  const spoken = document.createElement('p');
  spoken.className = 'unseen';
  spoken.setAttribute('aria-live', 'polite');
  line.after(spoken);

  const hold = (event) => event.preventDefault();
  const held = (on) => {
    if (!button) return;
    if (on) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
    button[on ? 'addEventListener' : 'removeEventListener']('click', hold);
  };
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (seconds === 0) {
      clearInterval(timer);
      held(false);
      line.textContent = spoken.textContent = line.dataset.done;
      return;
    }
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds % 10 === 0) spoken.textContent = line.textContent;
  };
  const timer = setInterval(tick, 500);
  held(true);
  tick();
}

guardSubmits();
watchSignal();
begin();
