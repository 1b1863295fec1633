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

-- name: task_list_own
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, null::text, t.created_by,
    t.created_at, t.finished_at, t.starts_at, t.ends_at, count(*) over ()
from (
    (select * from task where worker_id = $1 and status <> 'done' order by created_at desc limit $2)
    union all
    (select * from task where worker_id = $1 and status = 'done' order by created_at desc limit $2)
) t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
order by t.status = 'done', coalesce(t.finished_at, t.created_at) desc, t.id;

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
