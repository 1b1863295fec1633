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
