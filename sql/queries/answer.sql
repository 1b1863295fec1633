-- Answers of tasks.

-- name: answer_list
select component_id, value from answer where task_id = $1;

-- name: answer_create
insert into answer (organisation_id, task_id, component_id, value)
select $1, $2, component_id, value from unnest($3::text[], $4::text[]) as typed (component_id, value);

-- A recipient that the office typed and the worker corrects: who did it stays known, what it was does not.
-- name: answer_correct
with open_task as (
    update task set revision = revision + 1
    where id = $1 and status <> 'done' and ($5::uuid is null or worker_id = $5)
    returning organisation_id, id
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

-- Answers that were made on revision $4 of the task, and its end with them where $6 is true: all of it or, when
-- somebody else was first, nothing. Pictures that were taken back go; at the end so do those that no answer names.
-- name: answer_save
with open_task as (
    update task set revision = revision + 1, step = $9, steps = $10, status = case when $6 then 'done' else status end,
        finished_at = case when $6 then clock_timestamp() end
    where id = $1 and revision = $4 and status <> 'done' and ($5::uuid is null or worker_id = $5)
    returning organisation_id, id
), typed as (
    select component_id, value from unnest($2::text[], $3::text[]) as typed (component_id, value)
), saved as (
    insert into answer (organisation_id, task_id, component_id, value, at)
    select organisation_id, id, component_id, value, clock_timestamp() from open_task, typed
    on conflict (organisation_id, task_id, component_id) do update set value = excluded.value, at = excluded.at
), removed as (
    delete from attachment a using open_task t
    where a.organisation_id = t.organisation_id and a.task_id = t.id and (a.id = any ($7::uuid[]) or $6 and not exists (
        select from answer x
        left join typed y on y.component_id = x.component_id
        where x.task_id = t.id and strpos(coalesce(y.value, x.value), a.id::text) > 0
        union all
        select from typed y where strpos(y.value, a.id::text) > 0))
), told as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject)
    select organisation_id, $8, 'member', 'task.finish', id::text from open_task where $6
)
select id from open_task;
