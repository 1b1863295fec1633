// How long after the API's answer the request is on the wire: RATE sends a second for SECONDS to a sink of this program's own, named by a port in argv.
//   node tests/bench/wire.mjs PORT RATE SECONDS    prints p50 and p99 in ms; the sender must point at PORT, BENCH_API_KEY names who sends
import http from 'node:http';

const [port, rate, seconds] = process.argv.slice(2).map(Number);
const arrived = new Map(), answered = new Map();
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
const sink = http.createServer((request, response) => {
  const at = performance.now();
  let text = '';
  request.on('data', (piece) => { text += piece; }).on('end', () => {
    arrived.set(JSON.parse(text).to.replace('+', ''), at);
    response.setHeader('Content-Type', 'application/json');
    response.end(`{"messages":[{"id":"wamid.wire.${process.pid}.${arrived.size}"}]}`);
  });
}).listen(port, '127.0.0.1');

function send(to) {
  const body = JSON.stringify({ to: `+${to}`, channel: 'whatsapp' });
  const sent = http.request(`${process.env.SANDI_URL}/api/v1/verifications`, { method: 'POST', agent,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${process.env.BENCH_API_KEY}`, 'Content-Length': body.length } }, (answer) => {
    answered.set(to, performance.now());
    answer.resume();
  });
  sent.end(body);
}

const total = rate * seconds, begin = performance.now();
const first = 6281200000000 + (Date.now() % 79999999) + 10000000;
for (let i = 0; i < total;) {
  for (; i < total && performance.now() - begin >= (i * 1000) / rate; i++) send(String(first + i));
  await new Promise((resolve) => setTimeout(resolve, 1));
}
for (let i = 0; i < 100 && arrived.size < total; i++) await new Promise((resolve) => setTimeout(resolve, 50));
const delays = [...answered].filter(([to]) => arrived.has(to)).map(([to, at]) => arrived.get(to) - at).sort((a, b) => a - b);
const at = (part) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))]?.toFixed(1);
console.log(`${at(0.5)} ${at(0.99)} ${delays.length}`);
sink.close();
process.exit(delays.length === total ? 0 : 1);
