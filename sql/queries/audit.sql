-- The audit log of one organisation, newest first.

-- name: audit_list
-- $1 the organisation, $2 a person, $3 or a kind of actor, $4 groups of actions ("credit top_up"), $5 and $6 days of the zone $7, $8 words to find,
-- $9 and $10 the line to go on before, $11 how many
select id, at, actor_kind, actor_name, action, subject, detail, address, program, about
from audit_line_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: support_audit_list
-- the same for staff behind their session; no organisation is the platform
select id, at, actor_kind, actor_name, action, subject, detail, address, program, about
from support_audit_list($1, coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: audit_list_task
-- the lines about one task, oldest first
select l.id, l.at, l.actor_kind::text, p.name, l.action, l.subject, l.detail::text, l.address, l.program, t.title
from audit_log l
join task t on t.organisation_id = l.organisation_id and t.id = $2
left join person p on p.id = l.actor
where l.organisation_id = $1 and l.subject = $2::text and l.action like 'task.%'
order by l.at, l.id
limit $3;
