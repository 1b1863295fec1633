// Connections that nginx keeps to the API: no request may reach into the next one's.
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

const BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, KEEP = 1;

const record = (type, content) => Buffer.concat([Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]), content]);
const pairs = (values) => Buffer.concat(Object.entries(values).map(([k, v]) => Buffer.concat([Buffer.from([k.length, v.length]), Buffer.from(k + v)])));

function message(values, body = Buffer.alloc(0)) {
  const pieces = [record(BEGIN, Buffer.from([0, 1, KEEP, 0, 0, 0, 0, 0])), record(PARAMS, pairs(values)), record(PARAMS, Buffer.alloc(0))];
  for (let at = 0; at < body.length; at += 32768) pieces.push(record(STDIN, body.subarray(at, at + 32768)));
  return Buffer.concat([...pieces, record(STDIN, Buffer.alloc(0))]);
}

// Sends one message and resolves with what is answered to it.
function ask(socket, bytes) {
  return new Promise((resolve, reject) => {
    let got = Buffer.alloc(0), text = '';
    const done = (error) => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      if (error) reject(error); else resolve(text);
    };
    socket.on('error', done);
    socket.on('close', () => done(new Error('the connection was not kept')));
    socket.on('data', (piece) => {
      got = Buffer.concat([got, piece]);
      while (got.length >= 8 && got.length >= 8 + got.readUInt16BE(4) + got[6]) {
        const [type, n] = [got[1], got.readUInt16BE(4)];
        if (type === STDOUT) text += got.subarray(8, 8 + n);
        got = got.subarray(8 + n + got[6]);
        if (type === END) return done();
      }
    });
    socket.write(bytes);
  });
}

test('a body that was not read is not taken for the next request', async () => {
  const forged = message({ REQUEST_METHOD: 'GET', PATH_INFO: '/api/v1/openapi.json', REMOTE_ADDR: '192.0.2.66' });
  for (let pad = 0; pad < forged.length; pad++) {
    const socket = net.connect(`${process.env.STATE}/run/api.sock`);
    const body = Buffer.concat([Buffer.alloc(pad, ' '), ...Array(Math.ceil(30000 / forged.length)).fill(forged)]);
    const refused = await ask(socket, message({ REQUEST_METHOD: 'POST', PATH_INFO: '/api/v1/verifications', HTTP_AUTHORIZATION: 'Bearer wrong',
      CONTENT_TYPE: 'application/json', CONTENT_LENGTH: String(body.length) }, body));
    assert.match(refused, /^Status: 401/);
    const next = await ask(socket, message({ REQUEST_METHOD: 'GET', PATH_INFO: '/api/v1/credit', HTTP_AUTHORIZATION: 'Bearer wrong' }));
    assert.match(next, /^Status: 401/, `pad ${pad}`);
    socket.destroy();
  }
});
