// What HTTP tests share: the running copy's settings and a small browser that keeps cookies and follows nothing.
import { readFileSync } from 'node:fs';
import http from 'node:http';

const file = process.env.SANDI_DEMO_ENV ?? `${process.env.STATE ?? '.state'}/demo.env`;

// demo.env of the copy under test: SANDI_URL, SANDI_PASSWORD, SANDI_API_KEY, …
export const demo = Object.fromEntries(
  readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

// One request with exactly these bytes; resolves to {status, headers, text, cookies: [lines]}.
export function request(method, path, { body, headers = {}, url = demo.SANDI_URL } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({
        status: answer.statusCode,
        headers: answer.headers,
        cookies: answer.headers['set-cookie'] ?? [],
        text: Buffer.concat(pieces).toString('utf8'),
      }));
    });
    sent.on('error', reject);
    if (body !== undefined) sent.setHeader('Content-Length', Buffer.byteLength(body));
    sent.end(body);
  });
}

export class Browser {
  cookies = new Map();

  async request(method, path, { form, headers = {}, body } = {}) {
    const all = { ...headers };
    if (this.cookies.size) all.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (form) {
      body = new URLSearchParams(form).toString();
      all['Content-Type'] ??= 'application/x-www-form-urlencoded';
    }
    const answer = await request(method, path, { body, headers: all });
    for (const line of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/; Max-Age=0\b/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get(path, options) { return this.request('GET', path, options); }
  post(path, form, options = {}) { return this.request('POST', path, { ...options, form }); }

  // The token of the first form of a page.
  async csrf(path) { return /name="csrf" value="([0-9a-f]+)"/.exec((await this.get(path)).text)?.[1]; }

  async login(email, password = demo.SANDI_PASSWORD, more = {}) {
    return this.post('/login', { csrf: await this.csrf('/login'), email, password, ...more });
  }
}
