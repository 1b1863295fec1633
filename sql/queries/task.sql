-- Tasks of one organisation; row-level security keeps the others out.

-- $1 to $9 the filters of task_search, $10 the order
-- name: task_list
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, t.starts_at, t.ends_at, count(*) over ()
from task_search($1, $2, $3, $4, $5, $6, $7, $8, $9) t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
left join person w on w.id = t.worker_id
order by
    case $10 when 'starts' then coalesce(t.starts_at, t.ends_at) when 'ends' then coalesce(t.ends_at, t.starts_at) end,
    case $10 when 'title' then lower(t.title) when 'worker' then lower(w.name) end,
    t.created_at desc, t.id desc
limit $11 offset $12;

-- $1 to $9 the filters, $10 how many
-- name: task_id_list
select t.id from task_search($1, $2, $3, $4, $5, $6, $7, $8, $9) t
order by t.created_at desc, t.id desc
limit $10;

-- Newest first. $1 to $9 the filters, $10 and $11 the task to go on after, $12 how many, $13 whether with answers: then no more tasks than have 256 KB of
-- them, but one.
-- name: task_export
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, t.starts_at, t.ends_at, v.status::text, v.channel::text, v.country::text, cost.price, answers.json
from (
    select *, row_number() over newest as place, sum(size) over newest as before
    from (
        select x.*, case when $13 then (
            select coalesce(sum(octet_length(a.value)), 0) from answer a where a.organisation_id = x.organisation_id and a.task_id = x.id) else 0 end as size
        from (
            select * from task_search($1, $2, $3, $4, $5, $6, $7, $8, $9) s
            where $10::timestamptz is null or (s.created_at, s.id) < ($10, $11)
            order by s.created_at desc, s.id desc
            limit $12
        ) x
    ) sized
    window newest as (order by created_at desc, id desc)
) t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
left join person w on w.id = t.worker_id
left join lateral (
    select x.status, x.channel, x.country from verification x
    where x.organisation_id = t.organisation_id and x.task_id = t.id order by x.created_at desc, x.id desc limit 1
) v on true
left join lateral (
    select sum(verification_price(x.organisation_id, x.id))::bigint as price from verification x where x.organisation_id = t.organisation_id and x.task_id = t.id
) cost on true
left join lateral (
    select jsonb_object_agg(a.component_id, a.value)::text as json from answer a where $13 and a.organisation_id = t.organisation_id and a.task_id = t.id
) answers on true
where t.place = 1 or t.before <= 262144
order by t.created_at desc, t.id desc;

-- The versions that tasks which fit run; newest first.
-- name: task_export_versions
select v.definition::text
from flow_version v
where v.flow_id = $3 and exists (
    select from task_search($1, $2, $3, $4, $5, $6, $7, $8, $9) t where t.flow_version = v.version)
order by v.version desc
limit 20;

-- name: task_bulk_list
select t.id, t.title, t.status::text, w.name, task_is_begun(t), t.worker_id is not null
from unnest($1::uuid[]) with ordinality asked(id, place)
join task t on t.id = asked.id
left join person w on w.id = t.worker_id
order by asked.place;

-- A worker that is nobody takes the tasks away from whoever has them.
-- name: task_assign
with old as (
    select t.organisation_id, t.id, t.worker_id from task t
    where t.id = any ($1) and t.status <> 'done' and t.worker_id is distinct from $2
        and ($2::uuid is null or exists (select from member m where m.person_id = $2 and m.deactivated_at is null))
    order by t.id for update
), changed as (
    update task t set worker_id = $2, status = case when $2::uuid is null then 'unassigned' else 'ongoing' end::task_status
    from old where t.organisation_id = old.organisation_id and t.id = old.id
    returning t.organisation_id, t.id, old.worker_id as was
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select c.organisation_id, $3, 'member', case when $2::uuid is null then 'task.unassign' else 'task.assign' end, c.id::text,
        jsonb_build_object('from', c.was, 'to', $2, 'name', (select p.name from person p where p.id = coalesce($2, c.was)))
    from changed c
)
select count(*) from changed;

-- name: task_move
with old as (
    select t.organisation_id, t.id, t.starts_at, t.ends_at from task t
    where t.id = any ($1) and t.status <> 'done' and (t.starts_at, t.ends_at) is distinct from ($2::timestamptz, $3::timestamptz)
    order by t.id for update
), changed as (
    update task t set starts_at = $2, ends_at = $3
    from old where t.organisation_id = old.organisation_id and t.id = old.id
    returning t.organisation_id, t.id, old.starts_at as was_from, old.ends_at as was_to
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select c.organisation_id, $4, 'member', 'task.move', c.id::text,
        jsonb_build_object('before', jsonb_build_object('starts_at', c.was_from, 'ends_at', c.was_to), 'after', jsonb_build_object('starts_at', $2, 'ends_at', $3))
    from changed c
)
select count(*) from changed;

-- name: task_delete
select task_delete($1, $2, $3);

-- name: task_rename
with old as (
    select t.organisation_id, t.id, t.title from task t where t.id = $1 and t.status <> 'done' for update
), changed as (
    update task t set title = $2
    from old where t.organisation_id = old.organisation_id and t.id = old.id and t.title <> $2
    returning t.organisation_id, t.id, old.title as was
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select c.organisation_id, $3, 'member', 'task.rename', c.id::text,
        jsonb_build_object('from', task_title_told(c.organisation_id, c.id, c.was), 'to', task_title_told(c.organisation_id, c.id, $2))
    from changed c
)
select count(*) from old;

-- A worker's: what is to be done, next first, and what was done in the last days; how many are to be done in all.
-- name: task_list_own
with found as (
    (select t.*, f.name as flow_name from task t
    join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
    where t.worker_id = $1 and t.status <> 'done' and strpos(lower(concat_ws(' ', t.title, f.name)), lower($3)) > 0
    order by coalesce(t.starts_at, t.ends_at), t.created_at desc, t.id limit $2)
    union all
    (select t.*, f.name from task t
    join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
    where t.worker_id = $1 and t.status = 'done' and t.finished_at > now() - interval '7 days'
        and strpos(lower(concat_ws(' ', t.title, f.name)), lower($3)) > 0
    order by t.finished_at desc, t.id limit $4)
)
select id, flow_id, flow_version, title, flow_name, status::text, worker_id, null::text, created_by,
    created_at, finished_at, starts_at, ends_at,
    (select count(*) from task where worker_id = $1 and status <> 'done'), step, steps
from found
order by status = 'done', finished_at desc, coalesce(starts_at, ends_at), created_at desc, id;

-- name: task_get
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, t.starts_at, t.ends_at, v.definition::text, t.revision
from task t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
join flow_version v on v.organisation_id = t.organisation_id and v.flow_id = t.flow_id and v.version = t.flow_version
left join person w on w.id = t.worker_id
where t.id = $1 and ($2::uuid is null or t.worker_id = $2);

-- name: task_code_stamp
select concat_ws(' ', t.status, v.id, v.status, v.expires_at <= clock_timestamp(), v.attempts_used,
    (select string_agg(concat_ws(':', m.status, extract(epoch from m.updated_at), m.fallback), ' ' order by m.number)
        from message m where m.organisation_id = v.organisation_id and m.verification_id = v.id),
    (select max(a.at) from answer a where a.organisation_id = t.organisation_id and a.task_id = t.id),
    exists (select from otp_override o where o.organisation_id = t.organisation_id and o.task_id = t.id and o.component_id = $4))
from task t
left join lateral (
    select n.organisation_id, n.id, n.status, n.expires_at, n.attempts_used from verification n
    where n.organisation_id = t.organisation_id and n.task_id = t.id and n.component_id = $4
    order by n.created_at desc, n.id desc
    limit 1
) v on true
where t.organisation_id = $1 and t.id = $2 and ($3::uuid is null or t.worker_id = $3);

-- name: task_create
with made as (
    insert into task (organisation_id, id, flow_id, flow_version, title, worker_id, created_by, starts_at, ends_at, status)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $6::uuid is null then 'unassigned'::task_status else 'ongoing' end)
    returning organisation_id, id, flow_id, flow_version, created_by
)
insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
select organisation_id, created_by, 'member', 'task.create', id::text,
    jsonb_build_object('flow', flow_id, 'version', flow_version)
from made;
