// A browser on a running copy: SANDI_DEMO_ENV names its demo.env (default .state/demo.env). Every page it opens is
// watched: a breach of the Content-Security-Policy, a page error or a failed request of our own fails the test.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const envFile = process.env.SANDI_DEMO_ENV || `${process.env.STATE || '.state'}/demo.env`;
export const env = existsSync(envFile)
  ? Object.fromEntries(readFileSync(envFile, 'utf8').trim().split('\n').map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  }))
  : { ...process.env };
export const base = env.SANDI_URL;

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

let browser;
export async function openBrowser() {
  browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--disable-dev-shm-usage'] });
  return browser;
}
export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

// A context of its own: { language, script, viewport, dark }.
export async function visit({ language = 'en', script = true, viewport = DESK, dark = false } = {}) {
  const context = await (await openBrowser()).newContext({
    baseURL: base, locale: language === 'id' ? 'id-ID' : 'en-GB', javaScriptEnabled: script, viewport,
    colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) page.faults.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`);
  });
  return page;
}

export async function leave(page) {
  const { faults } = page;
  await page.context().close();
  assert.deepEqual(faults, []);
}

// Signs in as "editor", "worker", ... or with a whole address.
export async function signIn(page, who, language = 'en') {
  await page.goto('/login');
  await page.locator('#email').fill(who.includes('@') ? who : `${who}@demo.example`);
  await page.locator('#password').fill(env.SANDI_PASSWORD);
  await page.getByRole('button', { name: language === 'id' ? 'Masuk' : 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

// No violation of WCAG 2.2 AA, as far as axe can tell.
export async function checkAccess(page, what) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => globalThis.axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const violations = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ').slice(0, 300)}`);
  assert.deepEqual(violations, [], what);
}

// No sideways scrolling at this width.
export async function checkWidth(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${what}: ${over} px too wide`);
}

// What the sandbox's phones received, newest first.
export async function messagesTo(to) {
  const answer = await fetch(`${base}/sandbox/messages.json?to=${encodeURIComponent(to)}`);
  assert.equal(answer.status, 200);
  return answer.json();
}

// The code of the newest message to this recipient that came after `seen` messages.
export async function codeTo(to, seen = 0) {
  for (let i = 0; i < 60; i++) {
    const messages = await messagesTo(to);
    if (messages.length > seen && messages[0].code) return messages[0].code;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`no code reached ${to}`);
}
