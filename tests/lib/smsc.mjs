// A phone network that speaks SMPP 3.4 to Kannel and does with each message what a test says.
import net from 'node:net';

const BIND = [1, 2, 9];
const SUBMIT = 4;
const DELIVER = 5;
const UNBIND = 6;
const ENQUIRE = 0x15;
const RESPONSE = 0x80000000;

function pdu(command, status, sequence, body = Buffer.alloc(0)) {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(command >>> 0, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

function submitted(body) {
  let at = 0;
  const text = () => {
    const end = body.indexOf(0, at);
    const value = body.toString('latin1', at, end);
    at = end + 1;
    return value;
  };
  const byte = () => body[at++];
  const read = { service: text(), fromKind: [byte(), byte()], from: text(), toKind: [byte(), byte()], to: text(), esm: byte(), protocol: byte(),
    priority: byte(), schedule: text(), validity: text(), receipt: byte(), replace: byte(), coding: byte(), stored: byte(), length: byte() };
  return { ...read, message: body.subarray(at, at + read.length) };
}

const words = (...parts) => Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(`${part}\0`))));

function receipt(id, { from, to }, state) {
  const text = `id:${id} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:${state} err:000 text:`;
  return Buffer.concat([words('', 1, 1, to, 5, 0, from, 4, 0, 0, '', '', 0, 0, 0, 0, text.length), Buffer.from(text)]);
}

// answer(message) gives {status: SMPP's, 0 taken, state: of the receipt, 'DELIVRD' or 'UNDELIV', or none}. { port, messages, close() }
export async function smsc(answer) {
  const messages = [];
  const sockets = new Set();
  let count = 1000;
  const take = (socket, command, sequence, body) => {
    if (BIND.includes(command)) socket.write(pdu(command + RESPONSE, 0, sequence, words('smsc')));
    else if (command === ENQUIRE || command === UNBIND) socket.write(pdu(command + RESPONSE, 0, sequence));
    if (command !== SUBMIT) return;
    const message = submitted(body);
    const { status = 0, state } = answer(message);
    const id = String(++count);
    messages.push(message);
    socket.write(pdu(SUBMIT + RESPONSE, status, sequence, status ? undefined : words(id)));
    if (!status && state) socket.write(pdu(DELIVER, 0, count, receipt(id, message, state)));
  };
  const server = net.createServer((socket) => {
    let rest = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => {}).on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
        const size = rest.readUInt32BE(0);
        take(socket, rest.readUInt32BE(4), rest.readUInt32BE(12), rest.subarray(16, size));
        rest = rest.subarray(size);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, messages,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    } };
}
