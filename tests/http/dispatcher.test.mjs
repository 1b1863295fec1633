// From the API's start to the phone and back: every channel, every forced outcome, what each costs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { arrivals, audit, caps, credit, eventually, message, recipient, start, verification } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); });

for (const [channel, final] of [['whatsapp', 'delivered'], ['sms', 'delivered'], ['email', 'accepted']]) {
  test(`a code by ${channel} arrives within two seconds and is charged`, async () => {
    const to = recipient(channel);
    const { id, price } = await start(to, channel);
    const [arrival] = await eventually(() => arrivals(to), (list) => list.length > 0, 2000);
    assert.equal(arrival.channel, channel);
    assert.match(arrival.code, /^\d{6}$/);
    assert.ok(arrival.text.includes(arrival.code));
    const sent = await message(id, final);
    assert.equal(sent.price, price);
    assert.equal((await verification(id)).price, price);
  });
}

test('Indonesian recipients read Indonesian', async () => {
  for (const channel of ['whatsapp', 'sms', 'email']) {
    const to = recipient(channel);
    await start(to, channel, { locale: 'id' });
    const [arrival] = await eventually(() => arrivals(to), (list) => list.length > 0);
    assert.match(arrival.text, /adalah kode verifikasi Anda/);
  }
});

const outcomes = {
  whatsapp: { 1: ['failed', undefined], 2: ['rejected', false], 4: ['delivered', true], 5: ['unknown', true], 6: ['accepted', true] },
  sms: { 1: ['delivered', true], 2: ['rejected', false], 4: ['delivered', true], 5: ['unknown', true], 6: ['accepted', true] },
};
for (const [channel, numbers] of Object.entries(outcomes)) {
  for (const [number, [status, held]] of Object.entries(numbers)) {
    test(`0${number} by ${channel} ends ${status}`, async () => {
      const { id, price } = await start(`+628120000000${number}`, channel);
      const ended = await message(id, status);
      assert.equal(ended.status, status);
      // What was refused or failed costs nothing any more; what is unknown stays reserved.
      if (held !== undefined) assert.equal((await verification(id)).price, held ? price : '0');
      if (!held) assert.ok(ended.reason, JSON.stringify(ended));
    });
  }
}

test('03: no answer is unknown after ten seconds, does not hold up others and is never sent again', async () => {
  const to = '+6281200000003';
  const before = (await arrivals(to)).length;
  const { id } = await start(to, 'whatsapp');
  const other = recipient('whatsapp');
  await start(other, 'whatsapp');
  await eventually(() => arrivals(other), (list) => list.length > 0, 2000);
  assert.equal((await message(id, 'unknown', 15000)).status, 'unknown');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal((await arrivals(to)).length, before + 1);
});

test('a failed WhatsApp falls back to SMS with the same code', async () => {
  const to = '+6281200000001';
  const before = (await arrivals(to)).length;
  const { id } = await start(to, 'whatsapp', { fallback: ['sms'] });
  const both = await eventually(() => verification(id), (v) => v.messages.length === 2 && v.messages[1].status === 'delivered');
  assert.deepEqual(both.messages.map((m) => [m.channel, m.status]), [['whatsapp', 'failed'], ['sms', 'delivered']]);
  const list = await arrivals(to);
  assert.equal(list.length, before + 1);
  assert.equal(list[0].channel, 'sms');
});

test('credit moves by exactly what was delivered', async () => {
  const before = await credit();
  const { id, price } = await start(recipient('whatsapp'), 'whatsapp');
  await message(id, 'delivered');
  const after = await credit();
  assert.ok(Math.abs(Number(before.balance) - Number(after.balance) - Number(price)) < 1e-6 || Number(before.reserved) > 0);
});
