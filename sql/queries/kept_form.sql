-- What was sent after a session had ended; row-level security keeps other organisations' out, $1 other people's.

-- name: kept_form_put
insert into kept_form (organisation_id, person_id, task_id, page_id, fields)
select t.organisation_id, $1, t.id, $3, $4 from task t join flow_version f on f.organisation_id = t.organisation_id and f.flow_id = t.flow_id and f.version = t.flow_version
where t.id = $2 and t.worker_id = $1 and t.status <> 'done' and exists (select from jsonb_path_query(f.definition, '$.pages[*].id') p where p #>> '{}' = $3)
on conflict (organisation_id, person_id, task_id, page_id) do update set fields = excluded.fields, kept_at = clock_timestamp();

-- name: kept_form_find
select fields from kept_form where person_id = $1 and task_id = $2 and page_id = $3 and kept_at > now() - interval '1 day';

-- name: kept_form_delete
delete from kept_form where person_id = $1 and task_id = $2 and page_id = $3;
