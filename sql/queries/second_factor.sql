-- The second factor. $1 and $2 are the session where there is one.

-- name: half_login_create
select half_login_create($1, $2);

-- name: half_login_try
select allowed, person_id, seal_key, sealed from half_login_try($1);

-- name: half_login_person
select person_id, name, organisation_id, role, staff_role, organisations from half_login_person($1);

-- name: half_login_end
-- $2: 0 is no step
select half_login_end($1, nullif($2, 0), $3, coalesce($4, '00000000-0000-0000-0000-000000000000'::uuid), $5, $6, $7, $8);

-- name: second_factor_get
select email, confirmed_at, seal_key, sealed, codes, required
from second_factor_get(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: second_factor_begin
select second_factor_begin(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3, $4);

-- name: second_factor_try
select second_factor_try(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: second_factor_confirm
select second_factor_confirm(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3, $4);

-- name: recovery_codes_renew
select recovery_codes_renew(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3);

-- name: second_factor_end
select second_factor_end(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: person_factor_remove
select person_factor_remove($1);

-- name: member_factor_remove
select member_factor_remove($1, $2, $3, $4);
