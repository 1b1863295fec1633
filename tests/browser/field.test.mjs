// The main job end to end: a flow, its task, the worker's steps, the code, the end; each language, with and without script.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, checkAccess, checkWidth, closeBrowser, codeTo, leave, messagesTo, signIn, visit } from '../lib/browser.mjs';

after(closeBrowser);

const WORDS = {
  en: {
    newFlow: 'New flow', name: 'Name', createFlow: 'Create flow', phone: 'Phone', page1: 'Page 1', add: 'Add component', type: 'Component Type',
    via: 'Send OTP Via', digits: 'Digits', recipient: 'Recipient Field', save: 'Save', publish: 'Publish', newTask: 'New task', flow: 'Flow',
    choose: 'Choose this flow', createTask: 'Create task', send: 'Send code', again: 'Send again', code: 'Code', verify: 'Verify', verified: 'Verified',
    finish: 'Finish task', wrong: /not right/, left: /4 attempts left/, blocked: /is not verified/, finished: 'Task finished',
  },
  id: {
    newFlow: 'Alur baru', name: 'Nama', createFlow: 'Buat alur', phone: 'Telepon', page1: 'Halaman 1', add: 'Tambah komponen', type: 'Jenis Komponen',
    via: 'Kirim OTP Lewat', digits: 'Jumlah Digit', recipient: 'Kolom Penerima', save: 'Simpan', publish: 'Terbitkan', newTask: 'Tugas baru', flow: 'Alur',
    choose: 'Pilih alur ini', createTask: 'Buat tugas', send: 'Kirim kode', again: 'Kirim ulang', code: 'Kode', verify: 'Verifikasi', verified: 'Terverifikasi',
    finish: 'Selesaikan tugas', wrong: /salah/, left: /Sisa 4 percobaan/, blocked: /belum terverifikasi/, finished: 'Tugas selesai',
  },
};

const number = () => `+62813${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
const button = (page, name) => page.getByRole('button', { name, exact: true });

// The flow with one phone field and one OTP; its name.
async function makeFlow(page, words, script) {
  const name = `Main ${process.pid}-${Date.now()}`;
  await page.goto('/flows');
  await page.getByRole('link', { name: words.newFlow }).click();
  await page.getByLabel(words.name, { exact: true }).fill(name);
  await button(page, words.createFlow).click();
  await page.locator('#new-type').selectOption('phone');
  await button(page, words.add).click();
  await page.waitForURL(/\?c=phone/);
  await page.getByRole('link', { name: words.page1 }).first().click();
  await page.locator('#new-type').selectOption('otp');
  await button(page, words.add).click();
  await page.waitForURL(/\?c=otp/);
  assert.equal(await page.getByLabel(words.type).inputValue(), 'otp');
  if (script) {
    await Promise.all([page.waitForEvent('load'), page.getByLabel(words.via).selectOption('SMS')]);
    await Promise.all([page.waitForEvent('load'), page.getByLabel(words.via).selectOption('WhatsApp')]);
  } else {
    await page.getByLabel(words.via).selectOption('WhatsApp');
  }
  await page.getByLabel(words.digits).fill('7');
  await page.getByLabel(words.recipient).selectOption('phone');
  await button(page, words.save).click();
  await page.waitForURL(/\?c=otp/);
  assert.equal(await page.getByLabel(words.digits).inputValue(), '7');
  await button(page, words.publish).click();
  await page.waitForURL(/\?c=otp/);
  assert.match(await page.getByRole('status').first().innerText(), /1/);
  return name;
}

async function makeTask(page, words, flow, to) {
  await page.goto('/tasks');
  await page.getByRole('link', { name: words.newTask }).click();
  const chosen = page.locator('#flow');
  if (await chosen.locator('option:checked').innerText() !== flow) {
    const there = page.waitForURL(/flow=/);
    await chosen.selectOption({ label: flow });
    if (await button(page, words.choose).isVisible()) await button(page, words.choose).click();
    await there;
  }
  await page.getByLabel(words.phone, { exact: true }).fill(to);
  await button(page, words.createTask).click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
  return page.url().split('/').pop();
}

for (const language of ['en', 'id']) {
  for (const script of [true, false]) {
    test(`the main job in ${language} ${script ? 'with' : 'without'} script`, async () => {
      const words = WORDS[language];
      const to = number();
      const office = await visit({ language, script });
      await signIn(office, 'editor', language);
      const task = await makeTask(office, words, await makeFlow(office, words, script), to);

      const page = await visit({ language, script, viewport: PHONE });
      const look = async (what) => {
        if (!script) return;
        await checkAccess(page, what);
        await checkWidth(page, what);
      };
      await signIn(page, 'worker', language);
      await look('task list');
      await page.goto(`/field/tasks/${task}`);
      await look('before sending');
      assert.deepEqual(await messagesTo(to), [], 'nothing is sent by looking');
      await button(page, words.finish).click();
      assert.match(await page.getByRole('alert').innerText(), words.blocked);
      await button(page, words.send).click();
      await page.getByLabel(words.code, { exact: true }).waitFor();
      const code = await codeTo(to);
      assert.match(code, /^[0-9]{7}$/);
      await look('waiting for the code');
      await page.getByLabel(words.code, { exact: true }).fill(code === '1111111' ? '2222222' : '1111111');
      await button(page, words.verify).click();
      await page.getByText(words.wrong).first().waitFor();
      assert.match(await page.locator('main').innerText(), words.left);
      assert.equal(await page.getByLabel(words.code, { exact: true }).inputValue(), '', 'a wrong code is not shown again');
      await look('wrong code');
      await page.getByLabel(words.code, { exact: true }).fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await button(page, words.verify).click();
      await page.getByText(words.verified, { exact: true }).waitFor();
      await look('verified');
      await button(page, words.finish).click();
      await page.getByText(words.finished, { exact: true }).waitFor();
      await look('finished');
      assert.equal((await messagesTo(to)).length, 1);
      await office.goto(`/tasks/${task}`);
      assert.match(await office.locator('main').innerText(), new RegExp(words.verified));
      if (script) await checkAccess(office, 'the finished task');
      await leave(page);
      await leave(office);
    });
  }
}

test('a double press sends one code, and sending again too early says when', async () => {
  const to = number();
  const office = await visit();
  await signIn(office, 'editor');
  const task = await makeTask(office, WORDS.en, await makeFlow(office, WORDS.en, true), to);
  const page = await visit({ script: false, viewport: PHONE });
  await signIn(page, 'worker');
  await page.goto(`/field/tasks/${task}`);
  const form = await page.locator('form.step').evaluate((f) => [...new FormData(f)]);
  const url = page.url();
  const body = new URLSearchParams([...form.filter(([name]) => name !== 'do'), ['do', 'send:otp']]).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(url).origin };
  const answers = await Promise.all([1, 2, 3].map(() => page.request.post(url, { data: body, headers, maxRedirects: 0 })));
  assert.deepEqual(answers.map((answer) => answer.status()), [303, 303, 303]);
  await codeTo(to);
  assert.equal((await messagesTo(to)).length, 1);
  await page.goto(url);
  await page.getByRole('button', { name: 'Send again' }).click();
  assert.match(await page.getByRole('alert').innerText(), /sent a moment ago[\s\S]*Try again in \d+ seconds/);
  assert.equal((await messagesTo(to)).length, 1);
  await leave(page);
  await leave(office);
});

test("another worker's task is not there", async () => {
  const office = await visit();
  await signIn(office, 'editor');
  const task = await makeTask(office, WORDS.en, await makeFlow(office, WORDS.en, true), number());
  const other = await visit();
  await signIn(other, 'admin@other.example');
  assert.equal((await other.goto(`/field/tasks/${task}`)).status(), 404);
  assert.equal((await other.goto(`/tasks/${task}`)).status(), 404);
  await leave(other);
  await leave(office);
});
