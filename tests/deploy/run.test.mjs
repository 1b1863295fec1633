// `make run`: in the foreground until a signal ends it, and then all of it, with the data kept.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Copy, freePort, place, until } from '../lib/copy.mjs';

const copy = new Copy(place('one'), await freePort());
let password;

after(() => copy.stop());

// In a session of its own, as a terminal has one; resolves to its process and its end when its address answers.
async function running() {
  const end = copy.make('run', { detached: true });
  const broken = end.then(({ said }) => { throw new Error(said.join('\n')); });
  await Promise.race([broken, until(async () => await copy.status('/healthz') === 200, 'make run is ready', 240000)]);
  broken.catch(() => {});
  return { end, make: end.child.pid };
}

async function assertEnded(said) {
  await until(() => copy.processes().length === 0, 'nothing is left', 15000);
  assert.equal(await copy.status('/healthz'), 0);
  assert.match(said.join('\n'), /sandi: stopping\nsandi: stopped; the data stays in /);
}

test('it says where it runs and how to sign in; Ctrl-C stops it with success', async () => {
  const { end, make } = await running();
  process.kill(-make, 'SIGINT');
  const { status, said } = await end;
  assert.equal(status, 0, said.join('\n'));
  const text = said.join('\n');
  password = copy.demo.SANDI_PASSWORD;
  for (const word of [copy.url, 'editor@demo.example', password, copy.demo.SANDI_API_KEY, '/sandbox', 'demo.env']) assert.ok(text.includes(word), word);
  await assertEnded(said);
});

test('only make is told to end, or the terminal goes away: all of it ends, the data stays', async () => {
  for (const [signal, whole] of [['SIGTERM', false], ['SIGHUP', true], ['SIGINT', false]]) {
    const { end, make } = await running();
    process.kill(whole ? -make : make, signal);
    const { said } = await end;
    await assertEnded(said);
    assert.equal(copy.demo.SANDI_PASSWORD, password);
  }
});

test('stopped from elsewhere it ends by itself', async () => {
  const { end } = await running();
  await copy.stop();
  const { status, said } = await end;
  assert.equal(status, 0);
  assert.match(said.join('\n'), /sandi: the copy was stopped/);
});

test('where a copy already runs, it says so and leaves it alone', async () => {
  await copy.start();
  const { status, said } = await copy.make('run');
  assert.notEqual(status, 0);
  assert.deepEqual(said.filter((line) => line.startsWith('sandi:')), [`sandi: this copy already runs at ${copy.url}: make stop first`]);
  assert.equal(await copy.status('/healthz'), 200);
});
