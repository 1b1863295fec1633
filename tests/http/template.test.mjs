// WhatsApp's templates from the command line, against a Graph API that the test plays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sandi, sandiAside, sender, standIn } from '../lib/provider.mjs';
import { sql } from '../lib/send.mjs';

const name = 'template-test';
let graph;
let answer;

before(async () => {
  graph = await standIn((request) => answer(request));
  await sender(name, ['--channel=whatsapp', '--driver=whatsapp', '--organisation=other'],
    { active: 'false', base_url: graph.url, graph_version: 'v23.0', waba_id: '4711', allow_private: 'true' }, { token: 'T0ken' });
});

after(() => {
  graph.close();
  sql(`delete from sender where name = '${name}'`);
});

const nothing = { body: { data: [] } };

// The command runs beside the event loop that plays Graph.
async function run(words, check) {
  const from = graph.requests.length;
  const done = await sandiAside(['whatsapp', 'template', ...words]);
  const asked = graph.requests.slice(from);
  check(done, asked.filter((r) => r.method === 'POST').map((r) => JSON.parse(r.body)), asked);
}

test('create makes one template a lifetime and language, none living longer than the code', () => {
  answer = ({ method }) => (method === 'GET' ? nothing : { body: { id: '1', status: 'PENDING', category: 'AUTHENTICATION' } });
  return run(['create', name, '--languages=en,id', '--minutes=1,5', '--name=otp_{minutes}'], (done, posts) => {
    assert.equal(done.code, 0, done.error);
    assert.deepEqual(posts.map((p) => [p.name, p.language]), [['otp_1', 'en'], ['otp_1', 'id'], ['otp_5', 'en'], ['otp_5', 'id']]);
    for (const post of posts) {
      const minutes = Number(post.name.slice(4));
      assert.equal(post.category, 'authentication');
      assert.equal(post.message_send_ttl_seconds, minutes * 60);
      assert.equal(post.components.find((c) => c.type === 'footer').code_expiration_minutes, minutes);
      assert.deepEqual(post.components.find((c) => c.type === 'buttons').buttons,
        [{ type: 'otp', otp_type: 'copy_code', text: post.language === 'id' ? 'Salin kode' : 'Copy code' }]);
    }
    assert.match(done.out, /otp_5 \(id\): made, waiting for WhatsApp's review/);
    assert.match(done.out, /sandi sender set template-test template=otp_\{minutes\} template_languages=en,id template_minutes=1,5/);
    assert.ok(!`${done.out}${done.error}`.includes('T0ken'));
  });
});

test('create leaves alone what is there, and reads every page of it', () => {
  const there = { name: 'sandi_otp', language: 'en', status: 'APPROVED', category: 'AUTHENTICATION', message_send_ttl_seconds: 300 };
  answer = ({ method, path }) => {
    if (method === 'POST') return { body: { id: '2', status: 'APPROVED' } };
    return path.includes('after=next') ? { body: { data: [there] } }
      : { body: { data: [], paging: { cursors: { after: 'next' }, next: 'https://elsewhere.example/' } } };
  };
  return run(['create', name], (done, posts, asked) => {
    assert.equal(done.code, 0, done.error);
    assert.deepEqual(posts.map((p) => p.language), ['id']);
    assert.match(done.out, /sandi_otp \(en\): there already, approved/);
    assert.ok(asked.every((r) => r.headers.authorization === 'Bearer T0ken' && r.path.startsWith('/v23.0/4711/message_templates')));
  });
});

test('status says in plain words what became of each, and what is wrong with it', () => {
  const row = (language, status, more = {}) => ({ name: 'sandi_otp', language, status, category: 'AUTHENTICATION', ...more });
  answer = () => ({ body: { data: [row('en', 'PAUSED', { message_send_ttl_seconds: 600 }), row('id', 'REJECTED', { rejected_reason: 'INVALID_FORMAT' }),
    row('fr', 'APPROVED', { category: 'UTILITY', components: [{ type: 'FOOTER', code_expiration_minutes: 10 }] })] } });
  return run(['status', name, '--languages=en,id,fr,de'], (done) => {
    assert.equal(done.code, 0, done.error);
    assert.match(done.out, /sandi_otp \(en\): paused by WhatsApp.*; messages may arrive after the code's end\n/);
    assert.match(done.out, /sandi_otp \(id\): refused by WhatsApp \(INVALID_FORMAT\)\n/);
    assert.match(done.out, /sandi_otp \(fr\): approved.*UTILITY, not authentication.*10 minutes, longer than the code lives\n/);
    assert.match(done.out, /sandi_otp \(de\): not there; `sandi whatsapp template create template-test` makes it\n/);
  });
});

test('what goes wrong is said in words', async () => {
  answer = () => ({ status: 401, body: { error: { code: 190, message: 'Error validating access token' } } });
  await run(['status', name], (done) => {
    assert.equal(done.code, 1);
    assert.equal(done.error, "sandi: template-test: The provider does not accept the sender's credentials. (190: Error validating access token)\n");
  });
  answer = ({ method }) => (method === 'GET' ? nothing
    : { status: 400, body: { error: { code: 100, message: 'Invalid parameter', error_user_msg: 'This language is being deleted.' } } });
  await run(['create', name], (done) => {
    assert.equal(done.code, 1);
    assert.match(done.error, /sandi_otp \(en\): .*\(This language is being deleted\.\)/);
    assert.doesNotMatch(done.out, /Once they are approved/);
  });
  answer = () => ({ status: 502, body: '<html>' });
  await run(['status', name], (done) => assert.match(done.error, /answer cannot be read \(HTTP 502\)/));
  answer = () => undefined;
  await run(['status', name], (done) => assert.match(done.error, /cannot be reached/));
});

test('wrong options are refused before anything is asked', async () => {
  answer = () => nothing;
  for (const [words, why] of [
    [['--minutes=11'], /1 to 10/], [['--minutes=5,x'], /1 to 10/], [['--minutes=1,5'], /holds \{minutes\}/], [['--name=Bad-Name'], /small letters/],
    [['--name=a{seconds}'], /small letters/], [['--languages=xx'], /--button=TEXT/], [['--nothing=1'], /no option --nothing/],
  ]) {
    await run(['create', name, ...words], (done, posts, asked) => {
      assert.equal(done.code, 2, done.error);
      assert.match(done.error, why);
      assert.equal(asked.length, 0);
    });
  }
  await run(['create', 'demo-sms'], (done) => assert.match(done.error, /no such sender with the driver whatsapp/));
  assert.equal(sandi(['whatsapp', 'template']).code, 2);
});
