-- Steps that were let pass without a code; row-level security keeps other organisations' out.

-- name: otp_override_create
select otp_override_create($1, $2, $3, $4, $5, $6);

-- name: otp_override_list
-- what a worker may know of them
select component_id from otp_override where task_id = $1;

-- name: otp_override_tell
select x.component_id, x.at, p.name, x.reason, x.verification_id
from otp_override x
left join person p on p.id = x.person_id
where x.task_id = $1;
