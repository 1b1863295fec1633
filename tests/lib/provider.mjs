// Providers whose every answer a test decides, instead of the sandbox: for what must come at a certain moment.
import { spawn, spawnSync } from 'node:child_process';
import http from 'node:http';
import { demo } from './http.mjs';

const sandbox = `${demo.SANDI_URL}/sandbox/providers/whatsapp`;

export function point(url) {
  const done = sandi(['sender', 'set', 'demo-whatsapp', `base_url=${url}`]);
  if (done.code) throw new Error(done.error);
  return new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take it up within that
}

// Any provider: requests are what was asked, in order, as {method, path, headers, body}; answer(request) resolves to {status, body}, a body
// that is no text goes out as JSON, and to nothing when the connection is to break.
export async function standIn(answer) {
  const requests = [];
  const server = http.createServer((incoming, outgoing) => {
    const pieces = [];
    incoming.on('data', (piece) => pieces.push(piece)).on('end', async () => {
      const request = { method: incoming.method, path: incoming.url, headers: incoming.headers, body: Buffer.concat(pieces).toString() };
      requests.push(request);
      const reply = await answer(request);
      if (!reply) return incoming.socket.destroy();
      outgoing.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json', ...reply.headers });
      return outgoing.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    requests,
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

// `sandi` with these words; a secret goes in by standard input. Resolves to {code, out, error}.
export function sandi(words, secret = '') {
  const run = spawnSync('sh', ['-c', `${demo.SANDI_CLI} "$@"`, 'sh', ...words], { input: secret, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, error: run.stderr };
}

// The same without holding up what this process plays meanwhile.
export function sandiAside(words) {
  const run = spawn('sh', ['-c', `${demo.SANDI_CLI} "$@"`, 'sh', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const done = { out: '', error: '' };
  run.stdout.on('data', (data) => { done.out += data; });
  run.stderr.on('data', (data) => { done.error += data; });
  return new Promise((resolve) => run.on('close', (code) => resolve({ code, ...done })));
}

// A sender with these settings, made when it is not there yet, once running programs have taken it up.
export async function sender(name, how, values, secrets = {}) {
  sandi(['sender', 'create', name, ...how]);
  for (const [key, secret] of Object.entries(secrets)) {
    const done = sandi(['sender', 'set', name, `${key}=-`], secret);
    if (done.code) throw new Error(done.error);
  }
  const done = sandi(['sender', 'set', name, ...Object.entries(values).map(([key, value]) => `${key}=${value}`)]);
  if (done.code) throw new Error(done.error);
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

// WhatsApp, for the demo's sender: answer(request) resolves to a Graph message id, at the test's own time.
export async function provider(answer) {
  const requests = [];
  const server = await standIn(async (incoming) => {
    const request = JSON.parse(incoming.body);
    requests.push(request);
    const id = await answer(request);
    return { body: { messaging_product: 'whatsapp', contacts: [{ input: request.to, wa_id: request.to }],
      messages: [{ id, message_status: 'accepted' }] } };
  });
  await point(server.url);
  return {
    requests,
    async close() {
      await point(sandbox);
      server.close();
    },
  };
}
