-- Files of tasks; row-level security keeps other organisations' out.

-- Of what was left lying, the newest twenty stay; after a day retention_round forgets them.
-- name: task_import_save
with forgotten as (
    delete from task_import i
    where i.id in (select x.id from task_import x where x.applied_at is null order by x.made_at desc offset 19)
)
insert into task_import (organisation_id, id, flow_id, file_name, content, sha256, made_by) values ($1, $2, $3, $4, $5, sha256($5), $6);

-- The last three tell of the same file, made into tasks of the same flow before, of which some are still there.
-- name: task_import_get
select i.flow_id, i.file_name, i.content, i.made_at, i.applied_at, coalesce(i.tasks, 0), i.made_by, b.id, b.applied_at, coalesce(b.tasks, 0)
from task_import i
left join lateral (
    select x.id, x.applied_at, x.tasks from task_import x
    where x.flow_id = i.flow_id and x.sha256 = i.sha256 and x.applied_at is not null
        and exists (select from task t where t.organisation_id = x.organisation_id and t.import_id = x.id)
    order by x.applied_at desc limit 1
) b on i.applied_at is null
where i.id = $1;

-- name: task_import_apply
select outcome, tasks from task_import_apply($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- Everybody who can run a task and has one of these addresses, which are in lower case.
-- name: member_of_email
select p.id, lower(p.email)
from person p
join member m on m.person_id = p.id
where lower(p.email) = any ($1) and p.disabled_at is null and m.deactivated_at is null;
