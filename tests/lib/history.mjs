// An organisation of a test alone with a year of entries behind it, and an admin who may read them.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { freshWord, organisation } from './api.mjs';
import { demo } from './http.mjs';
import { sql } from './send.mjs';

// Its admin signs in as email with the demo's password. The entries go in part after part; the newest ones keep the messages behind them.
export async function history(n, { part = n, behind = n } = {}) {
  const { slug, id } = await organisation(0);
  const email = `${freshWord('admin')}@test.example`;
  const [person, flow, task] = [randomUUID(), randomUUID(), randomUUID()];
  sql(`insert into person (id, email, name, password_hash) select '${person}', '${email}', 'Siti', password_hash from person where email = 'admin@demo.example';
    insert into member (organisation_id, person_id, role) values ('${id}', '${person}', 'admin');
    insert into flow (organisation_id, id, name, draft) values ('${id}', '${flow}', 'Parcels', '{}');
    insert into flow_version (organisation_id, flow_id, version, definition) values ('${id}', '${flow}', 1, '{}');
    insert into task (organisation_id, id, flow_id, flow_version, title) values ('${id}', '${task}', '${flow}', 1, 'Parcel 17')`);
  for (let first = 1; first <= n; first += part) {
    const values = { org: id, person, task, first, last: Math.min(first + part - 1, n), total: n, behind: first > n - behind,
      balance: sql(`select balance from credit where organisation_id = '${id}'`) };
    execFileSync('psql', ['-Xq', '-d', demo.SANDI_CHECK_DATABASE_URL, ...Object.entries(values).flatMap(([name, value]) => ['-v', `${name}=${value}`]),
      '-f', new URL('history.sql', import.meta.url).pathname], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return { slug, id, email, person, flow, task };
}
