// A WhatsApp provider whose every answer a test decides, instead of the sandbox: for what must come at a certain moment.
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import { demo } from './http.mjs';

const sandbox = `${demo.SANDI_URL}/sandbox/providers/whatsapp`;

export function point(url) {
  execFileSync('sh', ['-c', `${demo.SANDI_CLI} sender set demo-whatsapp base_url=${url}`]);
  return new Promise((resolve) => setTimeout(resolve, 2000)); // running programs take it up within that
}

// requests: what was asked, in order; answer(request) resolves to a Graph message id, at the test's own time.
export async function provider(answer) {
  const requests = [];
  const server = http.createServer((incoming, outgoing) => {
    const pieces = [];
    incoming.on('data', (piece) => pieces.push(piece)).on('end', async () => {
      const request = JSON.parse(Buffer.concat(pieces));
      requests.push(request);
      const id = await answer(request);
      outgoing.setHeader('Content-Type', 'application/json');
      outgoing.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: request.to, wa_id: request.to }],
        messages: [{ id, message_status: 'accepted' }] }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await point(`http://127.0.0.1:${server.address().port}`);
  return {
    requests,
    async close() {
      await point(sandbox);
      server.closeAllConnections();
      server.close();
    },
  };
}
