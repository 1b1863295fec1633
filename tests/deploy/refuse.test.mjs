// What keeps a copy from starting is said in one clear sentence, and nothing is left running.
import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { Copy, IS_ROOT, ROOT, freePort, looseTree, place, somebody } from '../lib/copy.mjs';

const user = IS_ROOT ? somebody() : undefined;
const folder = mkdtempSync(`${tmpdir()}/sandi-refuse.`);
let root;

before(() => { root = looseTree(); chmodSync(folder, 0o755); });
after(() => { for (const one of [root, folder]) rmSync(one, { recursive: true }); });

async function refused(copy, sentence, ...how) {
  const { status, said } = await (how.length ? copy.make(...how) : copy.script('start'));
  assert.notEqual(status, 0, said.join('\n'));
  const ours = said.filter((line) => !/^make(\[\d+\])?: \*\*\* /.test(line));
  assert.equal(ours.length, 1, said.join('\n'));
  assert.match(ours[0], sentence);
  assert.deepEqual(copy.processes(), []);
}

test('a port that another program has', async () => {
  const other = createServer().listen(0, '127.0.0.1').unref();
  await new Promise((resolve) => { other.once('listening', resolve); });
  const { port } = other.address();
  const taken = new RegExp(`^sandi: port ${port} is already taken: choose another, make start PORT=…$`);
  for (const how of [[], ['start'], ['run']]) await refused(new Copy(place('taken'), port), taken, ...how);
  other.close();
});

test('a port that is none', async () => {
  for (const port of ['0', '80', '65536', 'http', '80 81', '-1']) {
    await refused(new Copy(place('noport'), port), /^sandi: PORT must be a number from 1024 to 65535, not '/);
  }
});

test('a STATE that cannot be one', async () => {
  const port = await freePort();
  writeFileSync(`${folder}/file`, '');
  for (const [state, sentence] of [
    [`${folder}/two words`, /^sandi: STATE must be a path without blanks, quotes and other special characters, not '/],
    [`${folder}/quo'te`, /^sandi: STATE must be a path without blanks/],
    [`${folder}/file`, /^sandi: no rights to write STATE: /],
    [`${folder}/file/below`, /^sandi: no rights to write STATE: /],
    ['/proc/sandi', /^sandi: no rights to write STATE: /],
  ]) await refused(new Copy(state, port), sentence);
});

test('a STATE that belongs to somebody else', async () => {
  const state = `${folder}/foreign`;
  mkdirSync(state);
  chmodSync(state, IS_ROOT ? 0o755 : 0o555);
  await refused(new Copy(state, await freePort(), { root, user }), /^sandi: no rights to write STATE: /);
});

// A machine on which one package is missing, for a user whom sudo refuses.
test('a missing package, and no rights to install it', async () => {
  const bin = `${folder}/bin`;
  mkdirSync(bin);
  cpSync(`${ROOT}/cgi-bin/deploy`, `${folder}/deploy`, { recursive: true });
  writeFileSync(`${bin}/sudo`, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  writeFileSync(`${bin}/dpkg-query`, '#!/bin/sh\nfor name; do [ "$name" = sqitch ] || echo "installed $name"; done\n', { mode: 0o755 });
  const copy = new Copy(place('missing'), await freePort(), { user });
  const { status, said } = await copy.run(`${folder}/deploy/install-packages`, ['run'], { env: { PATH: `${bin}:${process.env.PATH}` } });
  assert.notEqual(status, 0);
  assert.deepEqual(said, ['sandi: packages are missing and only root may install them: apt-get install sqitch']);
});
