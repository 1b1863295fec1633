// Published flows and tasks of the demo organisation as the database keeps them, for tests of what comes after the builder.
import { randomUUID } from 'node:crypto';
import { sql } from './send.mjs';

const text = (value) => `'${String(value).replaceAll("'", "''")}'`;

// A component with what is left out filled in.
export const component = (type, id, more = {}) => ({ id, type, title: `The ${id}`, required: false, help: '', default: '', ...more });

// pages: lists of components; the first is the Initial Page. Returns {id, name}.
export function publish(pages, name = `Flow ${randomUUID()}`) {
  const id = randomUUID();
  const definition = JSON.stringify({
    schema: 1,
    pages: pages.map((components, i) => ({ id: i ? `page${i}` : 'initial', title: i ? `Page ${i}` : 'Initial Page', components })),
  });
  sql(`insert into flow (organisation_id, id, name, draft, published_version) select id, '${id}', ${text(name)}, ${text(definition)}, 1 from organisation where slug = 'demo'`);
  sql(`insert into flow_version (organisation_id, flow_id, version, definition) select id, '${id}', 1, ${text(definition)} from organisation where slug = 'demo'`);
  return { id, name };
}

// A task of that flow for a person of the demo organisation; returns its id.
export function makeTask(flow, answers = {}, worker = 'worker@demo.example') {
  const id = randomUUID();
  sql(`insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id)
    select o.id, '${id}', '${flow.id}', 1, ${text(flow.name)}, 'ongoing', p.id from organisation o, person p where o.slug = 'demo' and p.email = '${worker}'`);
  for (const [component_id, value] of Object.entries(answers)) {
    sql(`insert into answer (organisation_id, task_id, component_id, value) select id, '${id}', ${text(component_id)}, ${text(value)} from organisation where slug = 'demo'`);
  }
  return id;
}

export const answerOf = (task, id) => sql(`select value from answer where task_id = '${task}' and component_id = '${id}'`);

// A multipart body of fields [name, value] and files {name, filename, type, bytes}.
export function multipart(parts) {
  const boundary = `----${randomUUID()}`;
  const pieces = [];
  for (const part of parts) {
    const [name, value] = Array.isArray(part) ? part : [part.name, part.bytes];
    const file = Array.isArray(part) ? '' : `; filename="${part.filename ?? 'photo.jpg'}"\r\nContent-Type: ${part.type ?? 'image/jpeg'}`;
    pieces.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`), Buffer.from(value), Buffer.from('\r\n'));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(pieces), headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` } };
}

// A draft as an editor has it, never published; pages as above. Returns its id.
export function makeDraft(pages, name = `Draft ${randomUUID()}`) {
  const id = randomUUID();
  const definition = JSON.stringify({
    schema: 1,
    pages: pages.map((components, i) => ({ id: i ? `page${i}` : 'initial', title: i ? `Page ${i}` : 'Initial Page', components })),
  });
  sql(`insert into flow (organisation_id, id, name, draft) select id, '${id}', ${text(name)}, ${text(definition)} from organisation where slug = 'demo'`);
  return id;
}
export const stored = (id) => JSON.parse(sql(`select draft from flow where id = '${id}'`));
