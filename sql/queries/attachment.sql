-- Pictures of tasks; row-level security keeps other organisations' out.

-- Whoever adds a picture to a task waits here for the others: then its pictures can be counted.
-- name: attachment_lock
select from task where id = $1 and status <> 'done' and ($2::uuid is null or worker_id = $2) for no key update;

-- The same picture at the same component is stored once: a form that was sent twice adds nothing. Behind
-- attachment_lock, in one transaction.
-- name: attachment_create
with open_task as (
    select organisation_id, id from task where id = $1 and status <> 'done' and ($9::uuid is null or worker_id = $9)
), room as (
    select count(*) < $8 as free from attachment where task_id = $1
), known as (
    select id from attachment where task_id = $1 and component_id = $3 and sha256 = sha256($6) limit 1
), made as (
    insert into attachment (organisation_id, id, task_id, component_id, kind, type, bytes, sha256, created_by)
    select organisation_id, $2, id, $3, $4, $5, $6, sha256($6), $7 from open_task, room
    where free and not exists (select from known)
    returning id
)
select exists (select from open_task), coalesce((select id from known), (select id from made));

-- name: attachment_get
select a.type, a.kind, a.bytes
from attachment a
join task t on t.organisation_id = a.organisation_id and t.id = a.task_id
where a.task_id = $1 and a.id = $2 and ($3::uuid is null or t.worker_id = $3);
