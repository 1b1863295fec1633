// A provider that misbehaves, on the level of bytes: what it does is decided by the number that a request is for.
import net from 'node:net';
import tls from 'node:tls';

const head = (status, more = '') => `HTTP/1.1 ${status} X\r\nContent-Type: application/json\r\n${more}`;
export const whole = (status, body, more = '') => `${head(status, more)}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

// The recipient of a request that has come in whole; null while it has not.
function recipientOf(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const text = bytes.toString('latin1');
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  if (bytes.length < end + 4 + length) return null;
  const to = /"to":\s*"\+?(\d+)"/.exec(text)?.[1] ?? /[?&\n]to=(?:%2B)?(\d+)/i.exec(text)?.[1];
  return to ? `+${to}` : '';
}

// behaviour(to, times) gives what to do with the socket for the times-th request for that number.
export async function badProvider(behaviour, secure) {
  const requests = new Map(), sockets = new Set(), texts = [];
  const serve = (socket) => {
    let bytes = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket)).on('data', (piece) => {
      bytes = Buffer.concat([bytes, piece]);
      const to = recipientOf(bytes);
      if (to === null) return;
      texts.push(bytes.toString('latin1'));
      bytes = Buffer.alloc(0);
      requests.set(to, [...(requests.get(to) ?? []), Date.now()]);
      behaviour(to, requests.get(to).length)(socket);
    });
  };
  const server = secure ? tls.createServer(secure, serve) : net.createServer(serve);
  server.on('tlsClientError', () => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // a test that fails before it closes this must still end
  return {
    port: server.address().port,
    texts,
    seen: (to) => requests.get(to) ?? [],
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export const say = (text) => (socket) => socket.write(text);
const sayAndEnd = (text) => (socket) => socket.end(text);

function slowly(socket) {
  const text = whole(200, '{"messages":[{"id":"wamid.slow"}]}');
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length]), 1000);
  socket.on('close', () => clearInterval(timer));
}

function endless(bytes) {
  return (socket) => {
    const piece = Buffer.alloc(65536, 'x');
    let left = bytes;
    socket.write(`${head(200)}Content-Length: ${bytes}\r\n\r\n`);
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= piece.length;
        if (!socket.write(piece)) return socket.once('drain', more);
      }
      return undefined;
    };
    more();
  };
}

// What may have been taken, or was: none of these may ever be asked a second time.
export const MAYBE_TAKEN = {
  'reads and never answers': () => {},
  'reads and closes': (socket) => socket.end(),
  'reads and resets': (socket) => socket.resetAndDestroy(),
  'closes inside the status line': sayAndEnd('HTTP/1.1 20'),
  'closes inside the headers': sayAndEnd('HTTP/1.1 200 OK\r\nContent-Ty'),
  'closes inside the body': sayAndEnd(`${head(200)}Content-Length: 99\r\n\r\n{"mess`),
  'resets inside the body': (socket) => socket.write(`${head(200)}Content-Length: 99\r\n\r\n{"mess`, () => setTimeout(() => socket.resetAndDestroy(), 50)),
  'hangs inside the body': say(`${head(200)}Content-Length: 99\r\n\r\n{"mess`),
  'one byte a second': slowly,
  'answers 64 MB': endless(64 * 1024 * 1024),
  'answers no HTTP': sayAndEnd('220 mail.example ESMTP\r\n'),
  'answers garbage': say(whole(200, '\x00\xff{]garbage')),
  'answers wrong types': say(whole(200, '{"messages":{"id":[7]},"error":{"code":"x"}}')),
  'answers in gzip, unasked': say(whole(200, '\x1f\x8b\x08\x00\x00\x00\x00\x00', 'Content-Encoding: gzip\r\n')),
  'status 500': say(whole(500, 'oops')),
};
