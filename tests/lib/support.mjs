// What tests of top-ups share: staff of their own, an organisation's page and its forms, and what went to whom by e-mail.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { freshWord } from './api.mjs';
import { Browser, demo } from './http.mjs';

const run = promisify(execFile);
const state = process.env.STATE ?? '.state';

// Somebody new with the demo's password: { email, browser } signed in. staff 'support' or 'operator', or role in an organisation's slug.
export async function somebody({ staff, slug, role } = {}) {
  const email = `${freshWord('person')}@test.example`;
  const words = ['person', 'create', email, `--name=${email.split('@')[0]}`, '--password=-', ...(staff ? [`--staff=${staff}`] : [])];
  execFileSync('/bin/sh', ['-c', `exec ${demo.SANDI_CLI} "$@"`, 'sandi', ...words], { input: demo.SANDI_PASSWORD });
  if (slug) await run('/bin/sh', ['-c', `exec ${demo.SANDI_CLI} "$@"`, 'sandi', 'member', 'set', slug, email, `role=${role}`]);
  const browser = new Browser();
  const answer = await browser.login(email);
  assert.equal(answer.status, 303, answer.text);
  return { email, browser };
}

// Above what the password and a second person are asked for.
export const policy = (passwordOver, approvalOver) => run('/bin/sh', ['-c',
  `exec ${demo.SANDI_CLI} credit policy --password-over=${passwordOver} --approval-over=${approvalOver}`]);

const page = (id) => `/support/organisations/${id}`;
const tokens = new WeakMap();

// Posts the top-up form; more has what differs from a purchase with a reference of its own.
export async function topUp(browser, id, credits, more = {}) {
  if (!tokens.has(browser)) tokens.set(browser, await browser.csrf(page(id)));
  return browser.post(`${page(id)}/top-up`, { csrf: tokens.get(browser), form: randomUUID(), credits: String(credits), reference: freshWord('ref'), ...more });
}

export const entryOf = (answer) => Number(/receipts\/(\d+)$/.exec(answer.headers.location ?? '')?.[1]);

// Mails to one address, oldest first: { subject, text }, their quoted-printable undone.
export function mailsTo(email) {
  const box = `${state}/mail/maildir/new`;
  return readdirSync(box).sort().map((name) => readFileSync(`${box}/${name}`, 'utf8'))
    .filter((mail) => new RegExp(`^To: ${email.replaceAll('.', '\\.')}\\r?$`, 'm').test(mail))
    .map((mail) => ({ subject: /^Subject: (.*?)\r?$/m.exec(mail)[1],
      text: Buffer.from(mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8') }));
}
