// `make run`: in the foreground until a signal ends it, and then all of it, with the data kept.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Copy, freePort, place, until } from '../lib/copy.mjs';

const copy = new Copy(place('one'), await freePort());
let password;

after(() => copy.stop());

// In a session of its own, as a terminal has one; resolves to its process and its end when it has said all.
async function running() {
  const end = copy.make('run', { detached: true });
  let said = '';
  end.child.stdout.on('data', (piece) => { said += piece; });
  const broken = end.then((all) => { throw new Error(all.said.join('\n')); });
  await Promise.race([broken, until(() => said.includes('Ctrl-C stops it'), 'make run is ready', 240000)]);
  broken.catch(() => {});
  assert.equal(await copy.status('/healthz'), 200);
  return { end, child: end.child, make: end.child.pid };
}

async function assertEnded(said) {
  await until(() => copy.processes().length === 0, 'nothing is left', 15000);
  assert.equal(await copy.status('/healthz'), 0);
  assert.match(said.join('\n'), /sandi: stopping\nsandi: stopped; the data stays in /);
}

test('it says where it runs and how to sign in; Ctrl-C stops it', async () => {
  const { end, make } = await running();
  process.kill(-make, 'SIGINT');
  const { status, signal, said } = await end;
  // make itself ends by the signal as well, or waits and succeeds.
  assert.ok(status === 0 || signal === 'SIGINT', said.join('\n'));
  const text = said.join('\n');
  password = copy.demo.SANDI_PASSWORD;
  for (const word of [`the data stays in ${copy.state}`, copy.url, 'editor@demo.example', password, copy.demo.SANDI_API_KEY, '/sandbox', 'demo.env']) assert.ok(text.includes(word), word);
  await assertEnded(said);
});

test('only make is told to end, or the terminal goes away: all of it ends, the data stays', async () => {
  for (const [signal, whole] of [['SIGTERM', false], ['SIGHUP', true], ['SIGINT', false]]) {
    const { end, make } = await running();
    password ??= copy.demo.SANDI_PASSWORD;
    process.kill(whole ? -make : make, signal);
    const { said } = await end;
    await assertEnded(said);
    assert.equal(copy.demo.SANDI_PASSWORD, password);
  }
});

test('the terminal goes away and nobody hears it any more: all of it ends all the same', async () => {
  const { child, make } = await running();
  child.stdout.destroy();
  child.stderr.destroy();
  process.kill(-make, 'SIGHUP');
  await until(() => copy.processes().length === 0, 'nothing is left', 20000);
});

test('Ctrl-C while it starts leaves nothing running', async () => {
  const end = copy.make('run', { detached: true });
  await until(() => copy.pid('postgres') > 0, 'the database is started', 60000);
  process.kill(-end.child.pid, 'SIGINT');
  await end;
  await until(() => copy.processes().length === 0, 'nothing is left', 20000);
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
