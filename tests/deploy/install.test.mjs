// `make install` into a scratch folder: what is there, what is not, that systemd and nginx take their parts.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { Copy, NAMES, freePort } from '../lib/copy.mjs';

const scratch = mkdtempSync(`${tmpdir()}/sandi-install.`);
const to = `${scratch}/usr/local`, library = `${to}/lib/sandi`, units = `${to}/lib/systemd/system`;
const programs = NAMES.filter((name) => !['sandbox', 'nginx', 'postgres'].includes(name));

before(async () => {
  const { status, said } = await new Copy(`${scratch}/none`, await freePort()).make('install', { overrides: [`DESTDIR=${scratch}`] });
  assert.equal(status, 0, said.join('\n'));
});
after(() => rmSync(scratch, { recursive: true }));

test('programs, pages, texts, tables and settings are there; nothing of the demo is', () => {
  assert.deepEqual(readdirSync(`${library}/bin`).sort(), [...programs.filter((name) => name !== 'dispatcher').map((name) => `${name}.fcgi`), 'dispatcher', 'sandi'].sort());
  for (const path of ['templates/en', 'templates/id', 'texts/id.mo', 'sql/sqitch.plan', 'sql/functions', 'deploy/migrate', 'nginx/server.conf']) {
    assert.ok(existsSync(`${library}/${path}`), path);
  }
  assert.ok(readdirSync(`${library}/static`).length > 0);
  assert.ok(!existsSync(`${library}/sql/demo`));
  assert.deepEqual(execFileSync('find', [scratch, '-type', 'f', '-perm', '/022'], { encoding: 'utf8' }), '');
  assert.equal(statSync(`${scratch}/etc/sandi/sandi.env`).mode & 0o777, 0o644);
});

test('the installed command line runs', () => {
  const help = spawnSync(`${to}/bin/sandi`, ['--help'], { encoding: 'utf8', env: {} });
  assert.equal(help.status, 0, help.stderr);
  assert.match(help.stdout, /usage: sandi COMMAND/);
});

test('a second install keeps the settings', async () => {
  writeFileSync(`${scratch}/etc/sandi/sandi.env`, 'SANDI_PUBLIC_URL=https://otp.example.com\n');
  const { status } = await new Copy(`${scratch}/none`, await freePort()).make('install', { overrides: [`DESTDIR=${scratch}`] });
  assert.equal(status, 0);
  assert.match(readFileSync(`${scratch}/etc/sandi/sandi.env`, 'utf8'), /otp\.example\.com/);
});

test('each program has a unit, a user, and no key but its own', () => {
  const keys = { console: ['hash', 'seal', 'factor'], staff: ['credentials', 'callback'], field: ['hash', 'seal'], api: ['hash', 'seal'], hooks: ['callback'],
    dispatcher: ['seal', 'credentials', 'callback'] };
  const users = readFileSync(`${to}/lib/sysusers.d/sandi.conf`, 'utf8');
  for (const name of programs) {
    const unit = readFileSync(`${units}/sandi-${name}.service`, 'utf8');
    assert.doesNotMatch(unit, /@[A-Z]+@/, name);
    assert.match(unit, new RegExp(`^User=sandi_${name}$`, 'm'));
    assert.match(users, new RegExp(`^u sandi_${name} - `, 'm'));
    assert.deepEqual([...unit.matchAll(/^LoadCredential=(\w+):/gm)].map((found) => found[1]), keys[name], name);
  }
});

test('systemd takes the units and finds them well closed', (t) => {
  if (spawnSync('systemd-analyze', ['--version']).error) return t.diagnostic('no systemd here');
  // Their programs stand below the scratch folder.
  cpSync(units, `${scratch}/units`, { recursive: true });
  const files = readdirSync(`${scratch}/units`).map((name) => `${scratch}/units/${name}`);
  for (const file of files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/usr/local/lib/sandi', library));
  const verify = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], { encoding: 'utf8' });
  const said = verify.stderr.split('\n').filter((line) => /sandi/.test(line));
  assert.deepEqual(said, []);
  for (const file of files.filter((one) => one.endsWith('.service'))) {
    const security = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', '--no-pager', file], { encoding: 'utf8' });
    assert.equal(security.status, 0, `${file}\n${security.stdout}${security.stderr}`);
  }
});

test('what nginx writes down has no query: it may hold a number or a proof', () => {
  const server = readFileSync(`${library}/nginx/server.conf`, 'utf8');
  assert.deepEqual([...server.matchAll(/^(access_log|error_log) \S+ (\w+)[^;]*;/gm)].map((found) => found.slice(1)), [['access_log', 'logfmt'], ['error_log', 'crit']]);
});

test('nginx takes its part', async () => {
  mkdirSync(`${scratch}/nginx`);
  for (const file of readdirSync(`${library}/nginx`).filter((name) => name.endsWith('.conf'))) {
    const text = readFileSync(`${library}/nginx/${file}`, 'utf8');
    writeFileSync(`${library}/nginx/${file}`, text.replaceAll('/usr/local/lib/sandi', library).replaceAll('/var/log/nginx', `${scratch}/nginx`));
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${scratch}/nginx/${name};`).join(' ');
  writeFileSync(`${scratch}/nginx/nginx.conf`, `pid ${scratch}/nginx/pid; error_log stderr; events {} http { ${temporary} access_log off;
    include ${library}/nginx/http.conf; server { listen 127.0.0.1:${await freePort()}; include ${library}/nginx/server.conf; } }`);
  const { status, stderr } = spawnSync('nginx', ['-t', '-q', '-e', 'stderr', '-p', `${scratch}/nginx`, '-c', `${scratch}/nginx/nginx.conf`], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
