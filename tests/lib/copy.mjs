// Private copies that a test starts and stops itself, each with a port and a folder of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const NAMES = ['console', 'staff', 'field', 'api', 'hooks', 'sandbox', 'dispatcher', 'nginx', 'postgres'];
export const IS_ROOT = process.getuid() === 0;
const BUILD = process.env.BUILD ?? `${ROOT}/.build`;
const scratch = process.env.STATE ?? mkdtempSync(`${tmpdir()}/sandi-deploy.`);

// Where the states of this suite live, in a folder that nobody else may enter; files that name the same state share it.
export const place = (name) => { mkdirSync(scratch, { recursive: true, mode: 0o700 }); return join(scratch, name); };

export const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

export async function until(done, what, milliseconds = 30000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const seen = await done();
    if (seen) return seen;
    assert.ok(Date.now() < end, `not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const proc = (pid, file) => { try { return readFileSync(`/proc/${pid}/${file}`, 'latin1'); } catch { return ''; } };
const link = (path) => { try { return readlinkSync(path); } catch { return ''; } };
const real = (path) => { try { return realpathSync(path); } catch { return path; } };
const folder = (path) => { try { return readdirSync(path); } catch { return []; } };
const inside = (path, state) => path === state || path.startsWith(`${state}/`);

// A user who is not root, to run scripts as; root itself when nobody else can be had.
export const somebody = () => execFileSync('getent', ['passwd', 'nobody'], { encoding: 'utf8' }).split(':').slice(2, 4);

// What a copy runs from without a clone and a compiler, where any user may read it.
export function looseTree() {
  const to = mkdtempSync(`${tmpdir()}/sandi-tree.`);
  execFileSync('chmod', ['755', to]);
  mkdirSync(`${to}/cgi-bin`);
  execFileSync('cp', ['-R', `${ROOT}/cgi-bin/deploy`, `${to}/cgi-bin/`]);
  execFileSync('cp', ['-R', `${ROOT}/sql`, `${to}/`]);
  execFileSync(`${ROOT}/cgi-bin/deploy/install-tree`, [`${to}/.build`], { env: { ...process.env, BUILD } });
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', to]);
  return to;
}

export class Copy {
  constructor(state, port, { root = ROOT, user } = {}) {
    Object.assign(this, { state, port, user, root, url: `http://127.0.0.1:${port}` });
    this.build = root === ROOT ? BUILD : `${root}/.build`;
  }

  // Nothing of an outer make may reach an inner one.
  spawn(command, args, options = {}) {
    const env = { ...process.env, PORT: String(this.port), STATE: this.state, BUILD: this.build, ...options.env };
    for (const name of ['MAKEFLAGS', 'MFLAGS', 'MAKELEVEL', 'MAKEOVERRIDES', 'SANDI_DEMO_ENV']) delete env[name];
    if (this.user) {
      [command, args] = ['setpriv', ['--reuid', this.user[0], '--regid', this.user[1], '--clear-groups', '--', command, ...args]];
    }
    return spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], ...options, env });
  }

  // Resolves at its end to {status, signal, said: [lines of both outputs]}; `child` of the promise is the process.
  run(command, args, options) {
    const child = this.spawn(command, args, options);
    return Object.assign(ended(child), { child });
  }

  script(name, ...args) { return this.run(`${this.root}/cgi-bin/deploy/${name}`, args); }

  make(target, { overrides = [], ...options } = {}) {
    return this.run('make', ['--no-print-directory', '-C', this.root, target, `PORT=${this.port}`, `STATE=${this.state}`,
      `BUILD=${this.build}`, ...overrides], options);
  }

  async start() {
    const { status, said } = await this.script('start');
    assert.equal(status, 0, said.join('\n'));
  }

  async stop() {
    const { status, said } = await this.script('stop');
    assert.equal(status, 0, said.join('\n'));
  }

  get demo() {
    return Object.fromEntries(readFileSync(`${this.state}/demo.env`, 'utf8').trim().split('\n').map((line) => /^([^=]+)=(.*)$/.exec(line).slice(1)));
  }

  pid(name) {
    try { return Number(readFileSync(`${this.state}/run/${name}.pid`, 'utf8')); } catch { return 0; }
  }

  // Ids of all that belongs to this copy, as its command line or its folder says.
  processes() {
    const state = real(this.state);
    return folder('/proc').filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid).filter((pid) =>
      inside(link(`/proc/${pid}/cwd`), state) || proc(pid, 'cmdline').split('\0').some((word) => word.includes(`${state}/`)));
  }

  // What its processes listen on over TCP: sorted lines "program address:port".
  listeners() {
    const inodes = new Map();
    for (const table of ['tcp', 'tcp6']) {
      for (const line of proc('net', table).split('\n').slice(1)) {
        const word = line.trim().split(/\s+/);
        if (word[3] === '0A') inodes.set(`socket:[${word[9]}]`, address(word[1]));
      }
    }
    const found = this.processes().flatMap((pid) => folder(`/proc/${pid}/fd`)
      .map((fd) => inodes.get(link(`/proc/${pid}/fd/${fd}`))).filter(Boolean).map((where) => `${proc(pid, 'comm').trim()} ${where}`));
    return [...new Set(found)].sort();
  }

  async get(path, { key, method = 'GET', body } = {}) {
    const headers = { ...(key ? { Authorization: `Bearer ${key}` } : {}), ...(body ? { 'Content-Type': 'application/json' } : {}) };
    const answer = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body), redirect: 'manual' });
    return { status: answer.status, text: await answer.text(), get json() { return JSON.parse(this.text); } };
  }

  // 0 while nothing answers.
  async status(path) { return this.get(path).then(({ status }) => status, () => 0); }
}

function ended(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => { text += piece; });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, said: text.split('\n').filter(Boolean) }));
  });
}

// 0100007F:1F90 is 127.0.0.1:8080.
function address(hex) {
  const [host, port] = hex.split(':');
  const name = host.length === 8 ? Buffer.from(host, 'hex').reverse().join('.') : `[${host}]`;
  return `${name}:${parseInt(port, 16)}`;
}
