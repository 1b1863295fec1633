// The measuring half of tests/bench/statement: fills the running copy, asks for each page in turn, prints medians.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { history } from '../lib/history.mjs';
import { Browser, demo } from '../lib/http.mjs';
import { sql } from '../lib/send.mjs';

const [entries, rounds] = process.argv.slice(2).map(Number);
const state = process.env.STATE;
const KEPT = 1000000; // messages; entries are kept for ever
const DOWNLOAD = 60; // s; a longer file is cut off and told as such
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const memory = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${readFileSync(`${state}/run/console.pid`, 'utf8').trim()}/status`, 'utf8'))[1]) / 1024;
const day = (back) => sql(`select current_date - ${back}`);
const month = sql("select to_char(now() - interval '1 month', 'YYYY-MM')");

async function filled(n) {
  const started = Date.now();
  const org = await history(n, { part: 250000, behind: KEPT });
  org.browser = new Browser();
  await org.browser.login(org.email);
  org.n = n;
  console.log(`${n} entries written in ${Math.round((Date.now() - started) / 1000)} s`);
  return org;
}

const pages = (org) => [
  ['newest page', '/billing/credit'],
  ['page in the middle', `/billing/credit?before=${org.n >> 1}`],
  ['top-ups', '/billing/credit?kind=top_up'],
  ['refunds', '/billing/credit?kind=refund'],
  ['one channel', '/billing/credit?channel=email'],
  ['a rare country', '/billing/credit?country=NO'],
  ['a rare country, one month', `/billing/credit?country=NO&from=${month}-01&to=${month}-28`],
  ['one flow', `/billing/credit?flow=${org.flow}`],
  ['one person', `/billing/credit?person=${org.person}`],
  ['a week of SMS', `/billing/credit?channel=sms&from=${day(100)}&to=${day(94)}`],
  ['a month of SMS', `/billing/credit?channel=sms&from=${day(100)}&to=${day(70)}`],
  ['list of months', '/billing/statements'],
  ['one month', `/billing/statements/${month}`],
  ['usage, 7 days', '/billing/usage?days=7'],
  ['usage, 30 days', '/billing/usage?days=30'],
  ['usage, 90 days', '/billing/usage?days=90'],
];

async function time(org, path) {
  const started = process.hrtime.bigint();
  const { status } = await org.browser.get(path);
  if (status !== 200) throw new Error(`${status} for ${path}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}

// Reads and forgets; what is counted is what the server holds, not this program.
function download(org, path) {
  const { hostname, port } = new URL(demo.SANDI_URL);
  const started = Date.now();
  return new Promise((resolve, reject) => {
    http.get({ hostname, port, path, headers: { Cookie: [...org.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }, (answer) => {
      let bytes = 0, lines = 0;
      answer.on('data', (piece) => {
        bytes += piece.length;
        for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
      });
      const done = (whole) => resolve({ bytes, lines, whole, seconds: (Date.now() - started) / 1000 });
      const limit = setTimeout(() => { done(false); answer.destroy(); }, DOWNLOAD * 1000);
      answer.on('error', () => done(false));
      answer.on('end', () => { clearTimeout(limit); done(true); });
    }).on('error', reject);
  });
}

// Indexes are made after the rows: an hour less.
const OTHERS = `from pg_indexes i where schemaname = 'sandi' and tablename in ('verification', 'message') and not exists (select from pg_constraint c where c.conname = i.indexname)`;
const made = sql(`select indexdef ${OTHERS}`);
sql(`do $$ declare i text; begin for i in select indexname ${OTHERS} loop execute format('drop index %I', i); end loop; end $$`);
const small = await filled(10000);
const large = await filled(entries);
sql(made.replaceAll('\n', ';'));
execFileSync('psql', ['-Xqc', 'vacuum analyze', demo.SANDI_CHECK_DATABASE_URL]);
for (const [i, [name, path]] of pages(large).entries()) {
  const times = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[0].push(await time(small, pages(small)[i][1]));
    times[1].push(await time(large, path));
  }
  const [a, b] = times.map(median);
  console.log(`${name.padEnd(28)} ${a.toFixed(1).padStart(8)} ms of ten thousand ${b.toFixed(1).padStart(9)} ms of ${entries}, longest ${Math.max(...times[1]).toFixed(0)} ms`);
}
const before = memory('VmRSS');
for (const format of ['csv', 'json']) {
  const { bytes, lines, seconds, whole } = await download(large, `/billing/credit/export?format=${format}`);
  console.log(`${format}: ${lines} lines, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s: ${Math.round(lines / seconds)} lines/s${whole ? '' : ', cut off'}, console at ${memory('VmRSS').toFixed(1)} MiB`);
}
console.log(`console holds ${before.toFixed(1)} MiB before the files, ${memory('VmRSS').toFixed(1)} after, ${memory('VmHWM').toFixed(1)} at most`);
console.log(`entry: ${sql(`select pg_size_pretty(pg_table_size('entry')) || ', its indexes ' || string_agg(indexrelname || ' ' || pg_size_pretty(pg_relation_size(indexrelid)), ', ') from pg_stat_user_indexes where relname = 'entry'`)}`);
