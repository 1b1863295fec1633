-- Tasks as planners look for them, hand them out and import them. All but task_delete and task_title_told run with their caller's own rights, under row-level security.

-- Tasks that fit every filter that is given. p_query: a part of title, flow or worker. p_nobody: without a worker. p_from, p_to: to be done between these two
-- moments, at least partly. p_overdue: open ones that were to be done before this moment. No set clause: it is made part of the statement that asks.
create function task_search(p_query text, p_status text, p_flow uuid, p_worker uuid, p_nobody boolean, p_from timestamptz, p_to timestamptz, p_overdue timestamptz,
    p_import uuid)
returns setof task language sql stable as $$
    select t.*
    from task t
    join flow f on f.organisation_id = t.organisation_id and f.id = t.flow_id
    left join person w on w.id = t.worker_id
    where (p_query = '' or strpos(lower(concat_ws(' ', t.title, f.name, w.name)), lower(p_query)) > 0)
        and (p_status = '' or t.status::text = p_status)
        and (p_flow is null or t.flow_id = p_flow)
        and (p_worker is null or t.worker_id = p_worker)
        and (not p_nobody or t.worker_id is null)
        and (p_from is null or coalesce(t.ends_at, t.starts_at) > p_from or coalesce(t.starts_at, t.ends_at) >= p_from)
        and (p_to is null or coalesce(t.starts_at, t.ends_at) < p_to)
        and (p_overdue is null or t.ends_at < p_overdue and t.status <> 'done')
        and (p_import is null or t.import_id = p_import)
$$;
comment on function task_search(text, text, uuid, uuid, boolean, timestamptz, timestamptz, timestamptz, uuid) is 'Tasks that fit the filters.';

-- What came after the task was made is the worker's; the office's answers are made with it.
create function task_is_begun(p_task task) returns boolean language sql stable set search_path = sandi, pg_temp as $$
    select p_task.status = 'done'
        or exists (select from answer a where a.organisation_id = p_task.organisation_id and a.task_id = p_task.id and a.at > p_task.created_at)
        or exists (select from attachment a where a.organisation_id = p_task.organisation_id and a.task_id = p_task.id)
        or exists (select from verification v where v.organisation_id = p_task.organisation_id and v.task_id = p_task.id)
        or exists (select from otp_override x where x.organisation_id = p_task.organisation_id and x.task_id = p_task.id)
$$;
comment on function task_is_begun(task) is 'Whether somebody has worked on the task.';

-- A title as the audit log keeps it: nothing is ever erased there, so it never holds the recipients of the task.
create function task_title_told(p_organisation uuid, p_task uuid, p_title text) returns text
language plpgsql stable security definer set search_path = sandi, pg_temp as $$
declare
    v_to text;
begin
    for v_to in
        select a.value from answer a
        join task t on t.organisation_id = a.organisation_id and t.id = a.task_id
        join flow_version f on f.organisation_id = t.organisation_id and f.flow_id = t.flow_id and f.version = t.flow_version
        where a.organisation_id = p_organisation and a.task_id = p_task and a.value <> '' and a.component_id in (select recipient_components(f.definition))
        union select v.recipient from verification v where v.organisation_id = p_organisation and v.task_id = p_task
    loop
        p_title := recipient_forget(p_title, v_to);
    end loop;
    return p_title;
end $$;
comment on function task_title_told(uuid, uuid, text) is 'A task''s title without its recipients.';

-- Deletes those of the tasks that nobody has worked on. Programs may delete no task by themselves.
create function task_delete(p_organisation uuid, p_ids uuid[], p_actor uuid) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_ids uuid[];
begin
    -- Whoever answers or begins to send waits for this lock; what they did before it is seen by the next statement.
    perform 1 from task t where t.organisation_id = p_organisation and t.id = any (p_ids) order by t.id for update;
    select coalesce(array_agg(t.id), '{}') into v_ids
    from task t where t.organisation_id = p_organisation and t.id = any (p_ids) and not task_is_begun(t);
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select t.organisation_id, p_actor, 'member', 'task.delete', t.id::text, jsonb_build_object('title', task_title_told(p_organisation, t.id, t.title))
    from task t where t.organisation_id = p_organisation and t.id = any (v_ids);
    delete from answer a where a.organisation_id = p_organisation and a.task_id = any (v_ids);
    delete from task t where t.organisation_id = p_organisation and t.id = any (v_ids);
    return cardinality(v_ids);
end $$;
comment on function task_delete(uuid, uuid[], uuid) is 'Deletes tasks that nobody has worked on; how many they were.';

-- Makes all tasks of a file, or none. Element i of the first five arrays is task i; answers name their task. Sent twice, the file is applied once.
create function task_import_apply(p_id uuid, p_actor uuid, p_version bigint, p_tasks uuid[], p_titles text[], p_workers uuid[], p_starts timestamptz[],
    p_ends timestamptz[], p_answer_tasks uuid[], p_components text[], p_values text[])
returns table (outcome text, tasks bigint) language plpgsql set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v task_import;
begin
    select * into v from task_import i where i.id = p_id for update;
    if not found then
        return query select 'not_found', 0::bigint;
        return;
    end if;
    if v.applied_at is not null then
        return query select 'applied', v.tasks::bigint;
        return;
    end if;
    perform 1 from flow f where f.organisation_id = v.organisation_id and f.id = v.flow_id and f.published_version = p_version and f.archived_at is null for share;
    if not found then
        return query select 'flow_changed', 0::bigint;
        return;
    end if;
    -- In the list of tasks, newest first, they stand in the order of the file.
    insert into task (organisation_id, id, flow_id, flow_version, title, worker_id, created_by, status, starts_at, ends_at, import_id, created_at)
    select v.organisation_id, n.id, v.flow_id, p_version, n.title, n.worker, p_actor, case when n.worker is null then 'unassigned' else 'ongoing' end::task_status,
        n.starts_at, n.ends_at, v.id, now() - n.place * interval '1 microsecond'
    from unnest(p_tasks, p_titles, p_workers, p_starts, p_ends) with ordinality n(id, title, worker, starts_at, ends_at, place);
    insert into answer (organisation_id, task_id, component_id, value, at)
    select v.organisation_id, n.task, n.component, n.value, t.created_at
    from unnest(p_answer_tasks, p_components, p_values) n(task, component, value)
    join task t on t.organisation_id = v.organisation_id and t.id = n.task;
    update task_import i set applied_at = clock_timestamp(), tasks = cardinality(p_tasks), content = null
    where i.organisation_id = v.organisation_id and i.id = v.id;
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    values (v.organisation_id, p_actor, 'member', 'task.import', v.id::text,
        jsonb_build_object('tasks', cardinality(p_tasks), 'file', v.file_name, 'flow', v.flow_id, 'version', p_version));
    return query select 'done', cardinality(p_tasks)::bigint;
end $$;
comment on function task_import_apply(uuid, uuid, bigint, uuid[], text[], uuid[], timestamptz[], timestamptz[], uuid[], text[], text[]) is 'Makes the tasks of a file, once.';
