// Refunds: signed callbacks shuffled, repeated, mixed and forged by the thousand, several at once, move credit once and for the right reason.
import assert from 'node:assert/strict';
import { createHmac, randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { demo, request } from '../lib/http.mjs';
import { audit, caps, credit, eventually, sql, start } from '../lib/send.mjs';

before(() => caps(false));
after(() => { caps(true); audit(); });

const RANK = ['sent', 'failed', 'delivered', 'read'];
const MESSAGES = 48;
const REPEATS = 14;

function shuffle(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

function post(statuses, secret) {
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', statuses } }] }],
  });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return request('POST', '/hooks/whatsapp/demo-whatsapp', { body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
}

// Messages that the provider took and says nothing about; told[i] is what it will say of message i.
async function messages() {
  const ids = [];
  for (let i = 0; i < MESSAGES; i++) ids.push((await start('+6281200000006', 'whatsapp')).id);
  const list = ids.map((id) => `'${id}'`).join(',');
  await eventually(() => sql(`select count(*) from message where verification_id in (${list}) and status = 'accepted'`), (n) => n === String(MESSAGES), 20000);
  return sql(`select organisation_id, id, provider_id, price from message where verification_id in (${list})`).split('\n').map((line, i) => {
    const [organisation, id, provider, price] = line.split('|');
    const told = RANK.filter((_, bit) => ((i % 15) + 1) & (1 << bit));
    return { id, provider, reference: `${organisation}.${id}`, price: Number(price), told };
  });
}

function callbacks(all) {
  const one = ({ provider, reference }, status) => ({
    id: randomInt(2) ? provider : `${provider}x`, status, timestamp: '1700000000', biz_opaque_callback_data: reference,
    ...(status === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {}),
  });
  const plain = (m, status) => ({ id: m.provider, status, timestamp: '1700000000', ...(status === 'failed' ? { errors: [{ code: 131026 }] } : {}) });
  return shuffle(all.flatMap((m) => m.told.flatMap((status) => Array.from({ length: REPEATS }, () => (randomInt(3) ? one(m, status) : plain(m, status))))));
}

test('shuffled, repeated and forged callbacks: the status of the evidence, at most one refund, the credit of the rules', async () => {
  const opening = Math.round(Number((await credit()).balance) * 1000);
  const all = await messages();
  const charged = all.reduce((sum, m) => sum + m.price, 0);
  assert.equal(Math.round(Number((await credit()).balance) * 1000), opening - charged);
  const queue = callbacks(all);
  assert.ok(queue.length > 1000);
  const posts = [];
  while (queue.length) posts.push({ statuses: queue.splice(0, randomInt(1, 12)), secret: demo.SANDI_HOOK_SECRET, status: 200 });
  // Forged: somebody who knows every id, but not the secret.
  for (let i = 0; i < 100; i++) posts.push({ statuses: [{ id: all[i % MESSAGES].provider, status: RANK[i % 4], timestamp: '1' }], secret: `guess${i}`, status: 403 });
  shuffle(posts);
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let next = posts.pop(); next; next = posts.pop()) assert.equal((await post(next.statuses, next.secret)).status, next.status);
  }));

  let back = 0;
  for (const m of all) {
    const [status, kinds, refunds] = sql(`select m.status, string_agg(e.kind, ' ' order by e.number), count(*) filter (where e.kind = 'refund' and e.reason = 'not_on_whatsapp' and e.amount = m.price)
      from message m join entry e on e.organisation_id = m.organisation_id and e.message_id = m.id where m.id = '${m.id}' group by m.status`).split('|');
    assert.equal(status, m.told.at(-1), `told ${m.told}`);
    const failed = m.told.includes('failed');
    const arrived = m.told.includes('delivered') || m.told.includes('read');
    if (failed && !arrived) assert.equal(kinds, 'charge refund');
    else if (!failed) assert.equal(kinds, 'charge');
    else assert.match(kinds, /^charge( refund)?$/); // whichever of the two came first
    assert.equal(kinds.includes('refund') ? '1' : '0', refunds, 'a refund is of the whole price, and says why');
    back += Number(refunds) * m.price;
  }
  assert.ok(back > 0);
  assert.equal(Math.round(Number((await credit()).balance) * 1000), opening - charged + back);
  audit();

  // What comes after all that changes nothing more.
  const before = sql("select max(number) from entry where organisation_id = (select id from organisation where slug = 'demo')");
  for (const m of all) assert.equal((await post(RANK.map((status) => ({ id: m.provider, status, timestamp: '1' })), demo.SANDI_HOOK_SECRET)).status, 200);
  const more = all.filter((m) => !m.told.includes('failed') && !m.told.includes('delivered') && !m.told.includes('read')).length;
  assert.equal(Number(sql("select max(number) from entry where organisation_id = (select id from organisation where slug = 'demo')")) - Number(before), more, 'only a first failure is refunded');
});
