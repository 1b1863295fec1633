// The worker's pages: one send a press, the seconds until "Send again", and what a phone can do more than a form.
// Everything works without it.
import { drawSignatures, locate, shrinkPhotos } from '@static(capture.js)@';
import { followCodes } from '@static(otp.js)@';
import { followRules } from '@static(rules.js)@';
import { guardSubmits } from '@static(submit.js)@';

guardSubmits();
drawSignatures();
shrinkPhotos();
locate();
for (const form of document.querySelectorAll('form.step')) followRules(form);
followCodes();

// After a refused form: to what is wrong.
document.querySelector('.summary')?.focus();
