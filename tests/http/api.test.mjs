// JSON API v1: every call, every code of error, and what must hold when many come at once.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { demo } from '../lib/http.mjs';
import { age, assertProblem, audit, call, check, cli, codeAt, freshNumber, freshWord, get, organisation, post, sql, start, UUID, wrong }
  from '../lib/api.mjs';

const NOBODY = '01890000-0000-7000-8000-000000000000';
const parallel = (n, make) => Promise.all(Array.from({ length: n }, (_, i) => make(i)));
const started = async (body, options) => {
  const answer = await start({ to: freshNumber(), ...body }, options);
  assert.equal(answer.status, 201, answer.text);
  return answer.json;
};

after(async () => assert.equal(await audit(), '', 'credit_audit'));

describe('who may call', () => {
  const bad = [
    ['no key', {}], ['another scheme', { Authorization: 'Basic abc' }], ['an empty key', { Authorization: 'Bearer ' }],
    ['an unknown key', { Authorization: `Bearer sandi_${'A'.repeat(43)}` }], ['half a key', { Authorization: 'Bearer sandi_abc' }],
    ['a cookie', { Cookie: 'sandi=x' }],
  ];
  for (const [name, headers] of bad) {
    test(name, async () => {
      for (const path of ['credit', 'rates', 'credit/entries', `verifications/${NOBODY}`]) {
        const answer = await get(path, { key: null, headers });
        assertProblem(answer, 401, 'unauthorized');
        assert.match(answer.headers['www-authenticate'], /^Bearer/);
      }
      assertProblem(await start({ to: freshNumber() }, { key: null, headers }), 401, 'unauthorized');
    });
  }

  test('a revoked key', async () => {
    const { slug, key } = await organisation(0);
    assert.equal((await get('credit', { key })).status, 200);
    await cli('api-key', 'revoke', slug, 'test');
    assertProblem(await get('credit', { key }), 401, 'unauthorized');
  });

  test('a key revoked between two sends sends nothing more', async () => {
    const { slug, key, id } = await organisation(100);
    const again = { key, headers: { 'Idempotency-Key': 'once' } };
    const to = freshNumber();
    assert.equal((await start({ to }, again)).status, 201);
    await cli('api-key', 'revoke', slug, 'test');
    for (const answer of await Promise.all([start({ to: freshNumber() }, { key }), start({ to }, again), start({ to: freshNumber() }, { key })])) {
      assertProblem(answer, 401, 'unauthorized');
      assert.match(answer.headers['www-authenticate'], /^Bearer/);
    }
    assert.equal(await sql(`select count(*) from verification where organisation_id = '${id}'`), '1');
  });
});

describe('paths and methods', () => {
  test('an unknown path', async () => assertProblem(await get('nothing'), 404, 'not_found'));
  test('another method names those allowed', async () => {
    for (const [method, path, allowed] of [['DELETE', 'credit', /GET/], ['POST', 'rates', /GET/], ['GET', 'verifications', /POST/],
      ['PUT', `verifications/${NOBODY}`, /GET/], ['GET', `verifications/${NOBODY}/check`, /POST/]]) {
      const answer = await call(method, path);
      assertProblem(answer, 405, 'method_not_allowed');
      assert.match(answer.headers.allow, allowed);
    }
  });
  test('an id that is none, or nobody\'s', async () => {
    for (const id of ['1', 'x'.repeat(36), NOBODY, '%27--', '%C3%A9']) {
      assertProblem(await get(`verifications/${id}`), 404, 'not_found');
      assertProblem(await check(id, '123456'), 404, 'not_found');
      assertProblem(await post(`verifications/${id}/resend`, {}), 404, 'not_found');
      assertProblem(await post(`verifications/${id}/cancel`, {}), 404, 'not_found');
    }
  });
  test('no answer allows other origins', async () => {
    const answer = await get('credit', { headers: { Origin: 'https://example.com' } });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });
  test('the description covers the calls', async () => {
    const { status, json } = await get('openapi.json');
    assert.equal(status, 200);
    assert.match(json.openapi, /^3\.1/);
    assert.deepEqual(Object.keys(json.paths).sort(), ['/api/v1/credit', '/api/v1/credit/entries', '/api/v1/openapi.json', '/api/v1/rates',
      '/api/v1/verifications', '/api/v1/verifications/{id}', '/api/v1/verifications/{id}/cancel', '/api/v1/verifications/{id}/check',
      '/api/v1/verifications/{id}/resend']);
    const text = JSON.stringify(json);
    for (const [, kind, name] of text.matchAll(/#\/components\/(\w+)\/(\w+)/g)) assert.ok(json.components[kind][name], `${kind}/${name}`);
  });
});

describe('starting', () => {
  test('answers with the verification', async () => {
    const to = freshNumber();
    const answer = await start({ to, reference: 'order "1" ✓', locale: 'id' });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers['content-type'], 'application/json');
    assert.match(answer.headers.location, new RegExp(`/api/v1/verifications/${answer.json.id}$`));
    assert.equal(answer.headers['idempotent-replayed'], undefined);
    const { id, expires_at, created_at, price, ...rest } = answer.json;
    assert.match(id, UUID);
    assert.deepEqual(rest, { status: 'pending', to, channel: 'whatsapp', country: 'ID', digits: 6, attempts_left: 5, reference: 'order "1" ✓' });
    assert.match(price, /^\d+(\.\d{1,3})?$/);
    assert.match(created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.ok(Math.abs(Date.parse(expires_at) - Date.parse(created_at) - 300000) < 1000);
  });

  test('reads numbers as people type them', async () => {
    const to = freshNumber(), rest = to.slice(3);
    for (const typed of [`0${rest}`, `62${rest}`, `0062 ${rest}`, `+62 0${rest}`, `+62 (${rest.slice(0, 3)}) ${rest.slice(3, 7)}-${rest.slice(7)}`])
      assert.equal((await started({ to: typed })).to, to, typed);
  });

  test('charges by country, not by calling code', async () => {
    for (const [to, country] of [['+12042345678', 'CA'], ['+12025550123', 'US'], ['+79161234567', 'RU'], ['+77012345678', 'KZ'],
      ['+447400123456', 'GB']]) {
      const { key } = await organisation(1000);
      const answer = await start({ to }, { key });
      assert.equal(answer.json.country, country);
      const { json } = await get(`rates?channel=whatsapp&country=${country}`, { key });
      assert.equal(answer.json.price, json.data[0].price);
    }
  });

  test('takes every channel and length', async () => {
    assert.equal((await started({ channel: 'sms' })).channel, 'sms');
    const mail = await started({ to: ` Recipient+${freshWord('x')}@Example.COM `, channel: 'email' });
    assert.match(mail.to, /^Recipient\+.*@example\.com$/);
    assert.equal(mail.country, null);
    assert.equal((await started({ digits: 4 })).attempts_left, 3);
    assert.equal((await started({ digits: 10 })).digits, 10);
    assert.equal((await started({ digits: 6.0, locale: null, fallback: ['sms'] })).digits, 6);
    for (const locale of ['id', 'id-ID', 'zh-Hant-TW', 'de']) assert.equal((await started({ locale })).status, 'pending');
  });

  const wrongs = [
    ['to', { to: undefined }, 'invalid_recipient'], ['to', { to: '' }, 'invalid_recipient'], ['to', { to: 62812 }, 'invalid_recipient'],
    ['to', { to: null }, 'invalid_recipient'], ['to', { to: 'hello' }, 'invalid_recipient'], ['to', { to: '+6281' }, 'invalid_recipient'],
    ['to', { to: '+62 812 3456 7890 ext. 5' }, 'invalid_recipient'], ['to', { to: '+80012345678' }, 'invalid_recipient'],
    ['to', { to: '+870773111632' }, 'invalid_recipient'], ['to', { to: 'a@example.com' }, 'invalid_recipient'],
    ['to', { to: '+62812345678９０' }, 'invalid_recipient'], ['to', { to: '+6281234567890\n' }, 'invalid_recipient'],
    ['to', { to: 'a'.repeat(5000) }, 'invalid_recipient'], ['to', { channel: 'email' }, 'invalid_recipient'],
    ['to', { channel: 'email', to: 'a b@example.com' }, 'invalid_recipient'], ['to', { channel: 'email', to: 'a@localhost' }, 'invalid_recipient'],
    ['to', { channel: 'email', to: 'a@example.com\r\nBcc: b@example.com' }, 'invalid_recipient'],
    ['to', { channel: 'email', to: `${'a'.repeat(65)}@example.com` }, 'invalid_recipient'], ['to', { to: '+18002345678' }, 'recipient_not_mobile'],
    ['to', { to: '+622155501234', channel: 'sms' }, 'recipient_not_mobile'],
    ['channel', { channel: undefined }, 'invalid_channel'], ['channel', { channel: 'pigeon' }, 'invalid_channel'],
    ['channel', { channel: 'SMS' }, 'invalid_channel'], ['channel', { channel: 1 }, 'invalid_channel'], ['channel', { channel: [] }, 'invalid_channel'],
    ['digits', { digits: 3 }, 'invalid_digits'], ['digits', { digits: 11 }, 'invalid_digits'], ['digits', { digits: 0 }, 'invalid_digits'],
    ['digits', { digits: -6 }, 'invalid_digits'], ['digits', { digits: '6' }, 'invalid_digits'], ['digits', { digits: 5.5 }, 'invalid_digits'],
    ['digits', { digits: 1e15 }, 'invalid_digits'], ['digits', { digits: true }, 'invalid_digits'], ['digits', { digits: {} }, 'invalid_digits'],
    ['fallback', { fallback: 'sms' }, 'invalid_channel'], ['fallback', { fallback: ['pigeon'] }, 'invalid_channel'],
    ['fallback', { fallback: ['email'] }, 'invalid_channel'], ['fallback', { fallback: ['whatsapp'] }, 'invalid_channel'],
    ['fallback', { fallback: ['sms', 'sms'] }, 'invalid_channel'], ['fallback', { fallback: [1] }, 'invalid_channel'],
    ['fallback', { fallback: ['sms', 'sms', 'sms', 'sms', 'sms'] }, 'invalid_channel'],
    ['locale', { locale: 'en_GB' }, 'invalid_field'], ['locale', { locale: 'x' }, 'invalid_field'],
    ['locale', { locale: 'en-' }, 'invalid_field'], ['locale', { locale: `en${'-a'.repeat(20)}` }, 'invalid_field'], ['locale', { locale: 1 }, 'invalid_field'],
    ['reference', { reference: 'r'.repeat(201) }, 'invalid_field'], ['reference', { reference: 7 }, 'invalid_field'],
    ['reference', { reference: 'a\u0001b' }, 'invalid_field'], ['colour', { colour: 'red' }, 'invalid_field'], ['To', { To: 'x' }, 'invalid_field'],
  ];
  for (const [field, change, code] of wrongs) {
    test(`refuses ${JSON.stringify(change).slice(0, 60)}`, async () => {
      const answer = await post('verifications', { to: freshNumber(), channel: 'whatsapp', ...change });
      assertProblem(answer, 422, code, field);
      assert.equal(answer.json.fields[0].code, code);
    });
  }

  test('names every error at once', async () => {
    assertProblem(await post('verifications', { to: 'x', channel: 'y', digits: 'z', reference: 1, more: 1 }), 422, 'invalid_recipient',
      'to', 'channel', 'digits', 'reference', 'more');
    assertProblem(await post('verifications', {}), 422, 'invalid_recipient', 'to', 'channel');
  });

  test('refuses countries', async () => {
    const own = await organisation(100);
    assertProblem(await start({ to: '+8501921234567' }, { key: own.key }), 403, 'country_refused');
    await sql(`insert into country_rule values ('${own.id}', 'ID', 'refuse')`);
    assertProblem(await start({ to: freshNumber() }, { key: own.key }), 403, 'country_not_allowed');
    const { json } = await get('rates?country=ID', { key: own.key });
    assert.ok(json.data.every((rate) => rate.allowed === false && rate.refused === false));
  });

  test('sends nothing without a rate', async () => {
    const own = await organisation(100), card = freshWord('bare');
    await sql(`insert into rate_card (id, name) values (gen_random_uuid(), '${card}')`);
    await cli('organisation', 'set', own.slug, `rate-card=${card}`);
    assertProblem(await start({ to: freshNumber() }, { key: own.key }), 422, 'no_rate', 'to');
    assert.deepEqual((await get('rates', { key: own.key })).json, { data: [], next_cursor: null });
  });

  test('sends nothing without credit', async () => {
    const { key } = await organisation(0);
    assertProblem(await start({ to: freshNumber() }, { key }), 402, 'insufficient_credit');
  });

  test('caps the starts of a recipient', async () => {
    const { key, slug } = await organisation(1000), to = freshNumber();
    for (let i = 0; i < 5; i++) assert.equal((await start({ to }, { key })).status, 201);
    const p = assertProblem(await start({ to }, { key }), 429, 'too_many_requests');
    assert.ok(p.retry_after > 0 && p.retry_after <= 600);
    await cli('organisation', 'set', slug, 'caps=off');
    assert.equal((await start({ to }, { key })).status, 201);
  });
});

describe('bodies', () => {
  const broken = ['', ' ', '{', '{"to":}', '[]', '"x"', 'null', '1', '{"a":1}x', '{"a":1,"a":2}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', `${'['.repeat(8000)}`,
    `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`, '{"digits":1e999}', "{'to':'x'}", '{"to":"x",}', '\ufeff{}x', 'to=x&channel=sms'];
  for (const path of ['verifications', `verifications/${NOBODY}/check`]) {
    test(`malformed, to ${path}`, async () => {
      for (const raw of broken) assertProblem(await call('POST', path, { raw }), 400, 'invalid_json');
      for (const raw of [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), Buffer.from('{"to":"\xc0\xaf"}', 'latin1'), Buffer.from('{"to":"a\0b"}')])
        assertProblem(await call('POST', path, { raw }), 400, 'invalid_json');
    });
    test(`of another type, to ${path}`, async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'multipart/form-data; boundary=x', ''])
        assertProblem(await call('POST', path, { raw: '{}', headers: { 'Content-Type': type } }), 415, 'unsupported_media_type');
    });
    test(`too large, to ${path}`, async () => {
      assertProblem(await call('POST', path, { raw: JSON.stringify({ reference: 'r'.repeat(17000) }) }), 413, 'too_large');
      assertProblem(await call('POST', path, { raw: 'x'.repeat(900000) }), 413, 'too_large');
    });
  }
  test('the type may name its charset', async () => {
    const raw = JSON.stringify({ to: freshNumber(), channel: 'whatsapp' });
    assert.equal((await call('POST', 'verifications', { raw, headers: { 'Content-Type': 'Application/JSON; charset=UTF-8' } })).status, 201);
  });
});

describe('Idempotency-Key', () => {
  const keyed = (key) => ({ headers: { 'Idempotency-Key': key } });

  test('replays the first answer', async () => {
    const key = freshWord('key'), to = freshNumber();
    const first = await start({ to, reference: 'a' }, keyed(key)), second = await start({ to, reference: 'a' }, keyed(key));
    assert.equal(first.status, 201);
    assert.equal(second.status, 201);
    assert.equal(first.headers['idempotent-replayed'], undefined);
    assert.equal(second.headers['idempotent-replayed'], 'true');
    assert.equal(second.text, first.text);
    await check(first.json.id, wrong(await codeAt(to)));
    assert.equal((await start({ to: `0${to.slice(3)}`, reference: 'a' }, keyed(key))).text, first.text);
  });

  test('belongs to one request', async () => {
    const key = freshWord('key'), to = freshNumber();
    await started({ to }, keyed(key));
    assertProblem(await start({ to, digits: 7 }, keyed(key)), 422, 'idempotency_key_reused', 'Idempotency-Key');
    assertProblem(await start({ to: freshNumber() }, keyed(key)), 422, 'idempotency_key_reused', 'Idempotency-Key');
  });

  test('belongs to one organisation', async () => {
    const key = freshWord('key'), to = freshNumber(), first = await started({ to }, keyed(key));
    const other = await start({ to }, { key: demo.SANDI_OTHER_API_KEY, ...keyed(key) });
    assert.equal(other.status, 201);
    assert.notEqual(other.json.id, first.id);
  });

  test('does not keep refusals', async () => {
    const { key: apiKey, slug } = await organisation(0), body = { to: freshNumber() }, options = { key: apiKey, ...keyed('k') };
    assertProblem(await start(body, options), 402, 'insufficient_credit');
    await cli('credit', 'top-up', slug, '100', '--reference=r');
    assert.equal((await start(body, options)).status, 201);
  });

  test('is 1 to 200 printable characters', async () => {
    for (const key of ['k'.repeat(201), 'k\u00e9', 'a\tb'])
      assertProblem(await start({ to: freshNumber() }, keyed(key)), 422, 'invalid_field', 'Idempotency-Key');
    await started({}, keyed('k'.repeat(180) + freshWord('key').slice(0, 14)));
  });

  test('moves credit once, however many come at once', async () => {
    const { key, id } = await organisation(1000), to = freshNumber();
    const answers = await parallel(16, () => start({ to }, { key, ...keyed('same') }));
    assert.ok(answers.every((answer) => answer.status === 201));
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
    assert.equal(answers.filter((answer) => !answer.headers['idempotent-replayed']).length, 1);
    assert.equal(await sql(`select count(*) from message where organisation_id = '${id}'`), '1');
  });
});

describe('checking', () => {
  test('approves the right code once', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    assert.match(code, /^\d{6}$/);
    assert.deepEqual((await check(id, wrong(code))).json, { approved: false, status: 'pending', attempts_left: 4 });
    const right = await check(id, ` ${code.slice(0, 3)}-${code.slice(3)} `);
    assert.equal(right.status, 200);
    assert.deepEqual([right.json.approved, right.json.status], [true, 'approved']);
    const again = await check(id, code);
    assert.equal(again.status, 200);
    assert.deepEqual([again.json.approved, again.json.status], [false, 'approved']);
    const { json } = await get(`verifications/${id}`);
    assert.equal(json.status, 'approved');
    assert.equal(json.messages.length, 1);
    assert.deepEqual(Object.keys(json.messages[0]), ['id', 'channel', 'status', 'price', 'reason', 'created_at', 'updated_at']);
  });

  test('reads digits of other scripts', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    const arabic = [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
    assert.equal((await check(id, arabic)).json.approved, true);
  });

  test('costs nothing where it cannot be a code', async () => {
    const { id } = await started();
    for (const code of ['', '123', '12345678901', 'abcdef', '12345a', null, 123456, ['1'], '1234\u0001', '½½½½'])
      assertProblem(await check(id, code), 422, 'invalid_code', 'code');
    assertProblem(await post(`verifications/${id}/check`, { code: '123456', extra: 1 }), 422, 'invalid_field', 'extra');
    assertProblem(await post(`verifications/${id}/check`, {}), 422, 'invalid_code', 'code');
    assert.equal((await get(`verifications/${id}`)).json.attempts_left, 5);
  });

  test('locks after the last attempt', async () => {
    const { id, to } = await started({ digits: 4 }), code = await codeAt(to);
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push((await check(id, wrong(code))).json);
    assert.deepEqual(answers.map((answer) => answer.attempts_left), [2, 1, 0, 0]);
    assert.deepEqual(answers.map((answer) => answer.status), ['pending', 'pending', 'locked', 'locked']);
    assert.deepEqual((await check(id, code)).json, { approved: false, status: 'locked', attempts_left: 0 });
    assertProblem(await post(`verifications/${id}/resend`, {}), 409, 'verification_closed');
  });

  test('ends with the code\'s life', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    await age(id, 600);
    const { json } = await check(id, code);
    assert.deepEqual([json.approved, json.status], [false, 'expired']);
    assert.equal((await get(`verifications/${id}`)).json.status, 'expired');
  });

  test('belongs to the organisation', async () => {
    const { id, to } = await started(), code = await codeAt(to), other = { key: demo.SANDI_OTHER_API_KEY };
    assertProblem(await get(`verifications/${id}`, other), 404, 'not_found');
    assertProblem(await check(id, code, other), 404, 'not_found');
    assertProblem(await post(`verifications/${id}/resend`, {}, other), 404, 'not_found');
    assertProblem(await post(`verifications/${id}/cancel`, {}, other), 404, 'not_found');
    assert.equal((await check(id, code)).json.approved, true);
  });

  test('of 64 right checks at once one is approved', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    const answers = await parallel(64, () => check(id, code));
    assert.ok(answers.every((answer) => answer.status === 200));
    assert.equal(answers.filter((answer) => answer.json.approved).length, 1);
    assert.ok(answers.every((answer) => answer.json.status === 'approved'));
  });

  test('of 64 wrong checks at once five count', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    const answers = await parallel(64, () => check(id, wrong(code)));
    assert.ok(answers.every((answer) => answer.status === 200 && !answer.json.approved));
    assert.deepEqual(answers.filter((answer) => answer.json.status === 'pending').map((answer) => answer.json.attempts_left).sort(), [1, 2, 3, 4]);
    assert.equal(await sql(`select attempts_used from verification where id = '${id}'`), '5');
    assert.equal((await check(id, code)).json.approved, false);
  });
});

describe('resending and canceling', () => {
  test('waits for the cooldown', async () => {
    const { id } = await started();
    const p = assertProblem(await post(`verifications/${id}/resend`, {}), 429, 'too_many_requests');
    assert.ok(p.retry_after > 0 && p.retry_after <= 30);
  });

  test('sends the same code again, by another channel if wanted', async () => {
    const { id, to, price } = await started(), code = await codeAt(to), keyed = { headers: { 'Idempotency-Key': freshWord('again') } };
    await age(id, 31);
    const again = await call('POST', `verifications/${id}/resend`, keyed);
    assert.equal(again.status, 201, again.text);
    assert.equal(again.json.id, id);
    assert.equal(Number(again.json.price), 2 * Number(price));
    assert.equal(await codeAt(to, 2), code);
    const replay = await call('POST', `verifications/${id}/resend`, keyed);
    assert.equal(replay.headers['idempotent-replayed'], 'true');
    assert.equal(replay.text, again.text);
    await age(id, 61);
    const sms = await post(`verifications/${id}/resend`, { channel: 'sms' });
    assert.equal(sms.status, 201, sms.text);
    assert.equal(await codeAt(to, 3), code);
    const { json } = await get(`verifications/${id}`);
    assert.deepEqual(json.messages.map((message) => message.channel), ['whatsapp', 'whatsapp', 'sms']);
    assert.equal((await check(id, code)).json.approved, true);
  });

  test('refuses what does not fit', async () => {
    const { id } = await started();
    for (const channel of ['pigeon', 7, '']) assertProblem(await post(`verifications/${id}/resend`, { channel }), 422, 'invalid_channel', 'channel');
    await age(id, 31);
    assertProblem(await post(`verifications/${id}/resend`, { channel: 'email' }), 422, 'invalid_channel', 'channel');
    assertProblem(await post(`verifications/${id}/resend`, { to: 'x' }), 422, 'invalid_field', 'to');
    assertProblem(await call('POST', `verifications/${id}/resend`, { raw: '{' }), 400, 'invalid_json');
  });

  test('cancels once', async () => {
    const { id, to } = await started(), code = await codeAt(to);
    const answer = await post(`verifications/${id}/cancel`, {});
    assert.equal(answer.status, 200);
    assert.equal(answer.json.status, 'canceled');
    assertProblem(await call('POST', `verifications/${id}/cancel`), 409, 'verification_closed');
    assertProblem(await call('POST', `verifications/${id}/resend`), 409, 'verification_closed');
    const { json } = await check(id, code);
    assert.deepEqual([json.approved, json.status], [false, 'canceled']);
  });
});

describe('credit', () => {
  test('starts never take more than there is', async () => {
    const { key, slug } = await organisation(0);
    const { json: rates } = await get('rates?channel=whatsapp&country=ID', { key });
    await cli('credit', 'top-up', slug, String(Number(rates.data[0].price) * 3), '--reference=three');
    const answers = await parallel(64, () => start({ to: freshNumber() }, { key }));
    assert.equal(answers.filter((answer) => answer.status === 201).length, 3);
    assert.ok(answers.every((answer) => answer.status === 201 || answer.json.code === 'insufficient_credit'));
    assert.equal((await get('credit', { key })).json.available, '0');
  });

  test('the statement has no gaps and adds up', async () => {
    const { key, slug } = await organisation(1);
    for (let i = 2; i <= 7; i++) await cli('credit', 'top-up', slug, '0.125', `--reference=r${i}`);
    const credit = (await get('credit', { key })).json;
    assert.deepEqual(credit, { balance: '1.75', reserved: '0', available: '1.75' });
    const rows = [];
    for (let cursor = ''; cursor !== null;) {
      const { json } = await get(`credit/entries?limit=3${cursor && `&cursor=${cursor}`}`, { key });
      assert.ok(json.data.length <= 3);
      rows.push(...json.data);
      cursor = json.next_cursor;
    }
    assert.deepEqual(rows.map((row) => row.number), [7, 6, 5, 4, 3, 2, 1]);
    assert.deepEqual(Object.keys(rows[0]), ['number', 'kind', 'amount', 'balance', 'at', 'message_id', 'refers_to', 'reference', 'reason']);
    assert.deepEqual([rows[0].balance, rows[0].amount, rows[0].kind, rows[0].reference], ['1.75', '0.125', 'top_up', 'r7']);
  });

  test('a message is charged its price', async () => {
    const { key } = await organisation(100), to = freshNumber();
    const { id, price } = await started({ to }, { key });
    assert.equal((await check(id, await codeAt(to), { key })).json.approved, true);
    await codeAt(to);
    for (let i = 0; i < 50 && (await get('credit', { key })).json.reserved !== '0'; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    const { json } = await get('credit/entries', { key });
    assert.deepEqual([json.data[0].kind, json.data[0].amount], ['charge', `-${price}`]);
    assert.equal(Number((await get('credit', { key })).json.balance), 100 - Number(price));
  });

  test('paging is bounded', async () => {
    for (const path of ['credit/entries', 'rates']) {
      for (const limit of ['0', '501', '-1', 'x', '', '1.5', '99999999999999999999'])
        assertProblem(await get(`${path}?limit=${limit}`), 422, 'invalid_field', 'limit');
      for (const cursor of ['x', '', '-1', 'ID', 'a'.repeat(60)])
        assertProblem(await get(`${path}?cursor=${cursor}`), 422, 'invalid_field', 'cursor');
      assert.equal((await get(`${path}?limit=500`)).status, 200);
    }
  });
});

describe('rates', () => {
  test('have their columns and pages', async () => {
    const seen = new Set();
    for (let cursor = ''; cursor !== null;) {
      const { json } = await get(`rates?limit=200${cursor && `&cursor=${cursor}`}`);
      for (const rate of json.data) {
        assert.deepEqual(Object.keys(rate), ['channel', 'country', 'price', 'refused', 'allowed', 'effective_from']);
        seen.add(`${rate.channel} ${rate.country}`);
      }
      cursor = json.next_cursor;
    }
    assert.ok(seen.has('email null') && seen.has('whatsapp ID') && seen.has('sms US'));
    assert.ok(seen.size > 480, `${seen.size}`);
  });

  const found = async (query) => [...new Set((await get(`rates?limit=500&${query}`)).json.data.map((rate) => rate.country))];
  test('are found as people search', async () => {
    for (const q of ['indo', 'ID', 'id', '+62', '62', '0812', '08123456789', '+62 812', '+62 812-3456-7890', 'Indonesia'])
      assert.deepEqual(await found(`q=${encodeURIComponent(q)}`), ['ID'], q);
    assert.deepEqual(await found('q=Jerman'), ['DE']);
    assert.ok((await found('q=amerika+serikat')).includes('US'));
    assert.deepEqual(await found(`q=${encodeURIComponent("cote d'ivoire")}`), ['CI']);
    assert.ok((await found('q=korea')).includes('KR'));
    assert.ok((await found('q=%2B1')).includes('CA'));
    assert.deepEqual(await found('q=nowhere'), []);
  });
  test('are filtered', async () => {
    const { json } = await get('rates?channel=sms&country=id');
    assert.equal(json.data.length, 1);
    assert.deepEqual([json.data[0].channel, json.data[0].country, json.data[0].refused, json.data[0].allowed], ['sms', 'ID', false, true]);
    const refused = (await get('rates?country=KP')).json.data;
    assert.ok(refused.length && refused.every((rate) => rate.refused && !rate.allowed && rate.price === null));
    assert.deepEqual(await found('country=ZZ'), []);
  });
  test('refuse what cannot be', async () => {
    assertProblem(await get('rates?channel=pigeon'), 422, 'invalid_channel', 'channel');
    for (const country of ['I', 'IDN', '1D', '%C3%A9']) assertProblem(await get(`rates?country=${country}`), 422, 'invalid_field', 'country');
    assertProblem(await get(`rates?q=${'a'.repeat(101)}`), 422, 'invalid_field', 'q');
    assertProblem(await get('rates?q=%ff'), 400, 'invalid_json');
  });
});
