-- Answers of tasks.

-- name: answer_list
select component_id, value from answer where task_id = $1;

-- name: answer_create
insert into answer (organisation_id, task_id, component_id, value)
select $1, $2, component_id, value from unnest($3::text[], $4::text[]) as typed (component_id, value);

-- A recipient that the office typed and the worker corrects: who did it stays known, what it was does not.
-- name: answer_correct
with open_task as (
    select organisation_id, id from task where id = $1 and status <> 'done' for share
), saved as (
    insert into answer (organisation_id, task_id, component_id, value, at)
    select organisation_id, id, $2, $3, clock_timestamp() from open_task
    on conflict (organisation_id, task_id, component_id) do update set value = excluded.value, at = excluded.at
), told as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $4, 'member', 'task.recipient', id::text, jsonb_build_object('component', $2::text)
    from open_task
)
select id from open_task;

-- name: answer_save
with open_task as (
    select organisation_id, id from task where id = $1 and status <> 'done' for share
), saved as (
    insert into answer (organisation_id, task_id, component_id, value, at)
    select organisation_id, id, component_id, value, clock_timestamp()
    from open_task, unnest($2::text[], $3::text[]) as typed (component_id, value)
    on conflict (organisation_id, task_id, component_id) do update set value = excluded.value, at = excluded.at
)
select id from open_task;
