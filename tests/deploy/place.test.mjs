// Where copies may live: side by side, behind a path of 150 characters, below a home that is closed, as any user.
import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { Copy, IS_ROOT, freePort, looseTree, place, somebody } from '../lib/copy.mjs';

const folder = mkdtempSync(`${tmpdir()}/sandi-place.`);
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));

const owner = (pid) => statSync(`/proc/${pid}`).uid;
const available = async (copy) => (await copy.get('/api/v1/credit', { key: copy.demo.SANDI_API_KEY })).json.available;

// Neither knows the other's keys, and what one sends the other does not pay.
async function assertSeparate(one, other) {
  for (const [copy, foreign] of [[one, other], [other, one]]) {
    assert.notEqual(copy.demo.SANDI_PASSWORD, foreign.demo.SANDI_PASSWORD);
    assert.equal((await copy.get('/api/v1/credit', { key: foreign.demo.SANDI_API_KEY })).status, 401);
  }
  const before = await available(other), own = await available(one);
  await send(one);
  assert.notEqual(await available(one), own);
  assert.equal(await available(other), before);
}

async function send(copy) {
  const { status } = await copy.get('/api/v1/verifications', { method: 'POST', key: copy.demo.SANDI_API_KEY, body: { to: '+6281355500003', channel: 'sms' } });
  assert.equal(status, 201);
}

// The first belongs to a user who is not root, its STATE has 150 characters; the second is root's, below a folder that
// only root may enter: there STATE is a symlink to where the copy's own user can live.
test('two copies side by side, as two users, one with a path of 150 characters, both below closed homes', async () => {
  const user = IS_ROOT ? somebody() : undefined;
  const home = `${folder}/home`;
  mkdirSync(home);
  if (user) chownSync(home, ...user.map(Number));
  chmodSync(home, 0o700);
  const root = looseTree();
  const theirs = new Copy(`${home}/${'x'.repeat(149 - home.length)}`, await freePort(), { root, user });
  assert.equal(theirs.state.length, 150);
  const ours = new Copy(place('one'), await freePort());
  try {
    for (const copy of [theirs, ours]) await copy.start();
    for (const copy of [theirs, ours]) assert.equal(await copy.status('/healthz'), 200);
    await assertSeparate(theirs, ours);
    if (IS_ROOT) {
      assert.deepEqual([...new Set(theirs.processes().map(owner))], [Number(user[0])]);
      assert.ok(!ours.processes().map(owner).some((uid) => uid === 0 || uid === Number(user[0])));
      assert.match(readlinkSync(ours.state), /^\/var\/lib\/sandi\//);
    }
    const sockets = /host=(.*)$/.exec(theirs.demo.SANDI_CHECK_DATABASE_URL)[1];
    assert.equal(statSync(sockets).mode & 0o777, 0o700);
    await theirs.stop();
    assert.deepEqual(theirs.processes(), []);
    assert.ok(!existsSync(sockets));
    assert.equal(await ours.status('/healthz'), 200);
  } finally {
    for (const copy of [theirs, ours]) await copy.stop();
    rmSync(root, { recursive: true });
  }
});
