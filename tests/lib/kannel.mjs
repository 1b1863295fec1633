// Debian's Kannel on free loopback ports: bearerbox and smsbox as an operator runs them; the phone network is fakesmsc, or one that speaks SMPP.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(port, milliseconds = 10000) {
  for (const end = Date.now() + milliseconds; ;) {
    const there = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
      socket.on('error', () => resolve(false));
    });
    if (there) return;
    if (Date.now() > end) throw new Error(`nobody listens on ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const fake = (ports) => `group = smsc
smsc = fake
smsc-id = fake
port = ${ports.network}
connect-allow-ip = 127.0.0.1`;

const smpp = (port) => `group = smsc
smsc = smpp
smsc-id = smpp
host = 127.0.0.1
port = ${port}
smsc-username = sandi
smsc-password = network
system-type = ""
transceiver-mode = true
reconnect-delay = 1`;

const configuration = (ports, user, network) => `group = core
admin-port = ${ports.admin}
admin-password = unused
admin-interface = 127.0.0.1
smsbox-port = ${ports.boxes}
smsbox-interface = 127.0.0.1
dlr-storage = internal

${network}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.send}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = ${user.username}
password = ${user.password}
max-messages = 3

group = sms-service
keyword = default
text = ""
max-messages = 0
`;

// { url, printed(): what the phone network printed, close() }; smscPort: of an SMPP network in place of fakesmsc
export async function kannel(user, smscPort) {
  const folder = mkdtempSync(join(tmpdir(), 'sandi-kannel.'));
  const ports = { admin: await freePort(), boxes: await freePort(), network: await freePort(), send: await freePort() };
  const file = join(folder, 'kannel.conf');
  writeFileSync(file, configuration(ports, user, smscPort ? smpp(smscPort) : fake(ports)));
  const programs = [];
  let printed = '';
  const run = (program, ...values) => {
    const child = spawn(program, values, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    programs.push(child);
    child.ended = new Promise((resolve) => child.on('close', resolve));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { if (program.endsWith('fakesmsc')) printed += data; });
  };
  const close = async () => {
    for (const child of programs.reverse()) child.kill('SIGTERM');
    const late = setTimeout(() => programs.forEach((child) => child.kill('SIGKILL')), 5000);
    await Promise.all(programs.map((child) => child.ended));
    clearTimeout(late);
    rmSync(folder, { recursive: true });
  };
  try {
    run('/usr/sbin/bearerbox', file);
    await listening(ports.boxes);
    if (!smscPort) run('/usr/lib/kannel/test/fakesmsc', '-H', '127.0.0.1', '-r', String(ports.network), '-m', '0', '1 2 text nop');
    run('/usr/sbin/smsbox', file);
    await listening(ports.send);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${ports.send}/cgi-bin/sendsms`, printed: () => printed, close };
}
