// The worker's pages: one send a press, the seconds until "Send again", and what a phone can do more than a form.
// Everything works without it.
import { drawSignatures, locate, shrinkPhotos } from '@static(capture.js)@';
import { followCodes } from '@static(otp.js)@';
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
  followCodes();
  // After a refused form: to what is wrong.
  document.querySelector('.summary')?.focus();
}

guardSubmits();
watchSignal();
begin();
