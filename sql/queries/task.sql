-- Tasks of one organisation; row-level security keeps the others out.

-- name: task_list
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, count(*) over ()
from task t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
left join person w on w.id = t.worker_id
where ($1 = '' or strpos(lower(concat_ws(' ', t.title, f.name, w.name)), lower($1)) > 0)
    and ($2 = '' or t.status::text = $2)
order by t.created_at desc, t.id desc
limit $3 offset $4;

-- name: task_list_own
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, null::text, t.created_by,
    t.created_at, t.finished_at, count(*) over ()
from (
    (select * from task where worker_id = $1 and status <> 'done' order by created_at desc limit $2)
    union all
    (select * from task where worker_id = $1 and status = 'done' order by created_at desc limit $2)
) t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
order by t.status = 'done', coalesce(t.finished_at, t.created_at) desc, t.id;

-- name: task_get
select t.id, t.flow_id, t.flow_version, t.title, f.name, t.status::text, t.worker_id, w.name, t.created_by,
    t.created_at, t.finished_at, v.definition::text
from task t
join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
join flow_version v on v.organisation_id = t.organisation_id and v.flow_id = t.flow_id and v.version = t.flow_version
left join person w on w.id = t.worker_id
where t.id = $1 and ($2::uuid is null or t.worker_id = $2);

-- name: task_code_stamp
select concat_ws(' ', t.status, v.id, v.status, v.expires_at <= clock_timestamp(), v.attempts_used,
    (select string_agg(concat_ws(':', m.status, extract(epoch from m.updated_at), m.fallback), ' ' order by m.number)
        from message m where m.organisation_id = v.organisation_id and m.verification_id = v.id),
    (select max(a.at) from answer a where a.organisation_id = t.organisation_id and a.task_id = t.id))
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
    insert into task (organisation_id, id, flow_id, flow_version, title, worker_id, created_by, status)
    values ($1, $2, $3, $4, $5, $6, $7, case when $6::uuid is null then 'unassigned'::task_status else 'ongoing' end)
    returning organisation_id, id, flow_id, flow_version, created_by
)
insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
select organisation_id, created_by, 'member', 'task.create', id::text,
    jsonb_build_object('flow', flow_id, 'version', flow_version)
from made;

-- name: task_finish
with finished as (
    update task set status = 'done', finished_at = clock_timestamp()
    where id = $1 and status <> 'done'
    returning organisation_id, id
)
insert into audit_log (organisation_id, actor, actor_kind, action, subject)
select organisation_id, $2, 'member', 'task.finish', id::text from finished;
