-- Files of tasks; row-level security keeps other organisations' out.

-- Of what was left lying, the newest twenty stay; after a day retention_round forgets them.
-- name: task_import_save
with forgotten as (
    delete from task_import i
    where i.id in (select x.id from task_import x where x.applied_at is null order by x.made_at desc offset 19)
)
insert into task_import (organisation_id, id, flow_id, file_name, content, made_by) values ($1, $2, $3, $4, $5, $6);

-- name: task_import_get
select i.flow_id, i.file_name, i.content, i.made_at, i.applied_at, coalesce(i.tasks, 0), i.made_by
from task_import i
where i.id = $1;

-- name: task_import_apply
select outcome, tasks from task_import_apply($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- Everybody who can run a task and has one of these addresses, which are in lower case.
-- name: member_of_email
select p.id, lower(p.email)
from person p
join member m on m.person_id = p.id
where lower(p.email) = any ($1) and p.disabled_at is null and m.deactivated_at is null;
