-- Tasks of one organisation; row-level security keeps the others out.

-- name: task_list
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, t.starts_at, t.ends_at, count(*) over ()
from task t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
left join person w on w.id = t.worker_id
where ($1 = '' or strpos(lower(concat_ws(' ', t.title, f.name, w.name)), lower($1)) > 0)
    and ($2 = '' or t.status::text = $2)
order by t.created_at desc, t.id desc
limit $3 offset $4;

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
