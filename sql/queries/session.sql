-- Logins, browser sessions, API keys. Staff's organisation, the nil UUID, arrives as null.

-- name: login_attempt
-- counts a try; false: too many for this e-mail or address
select login_attempt($1, $2);

-- name: login_find
select person_id, password_hash, name, language, disabled, organisation_id, role, staff_role from login_find($1);

-- name: session_create
select session_create(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3, $4);

-- name: session_find
select person_id, name, email, language, role, staff_role, csrf, organisation_name, country, time_zone,
       org_language, available, credit_level, credit_days, currency, unit_price::text
from session_find(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_prove
select session_prove(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_end
select session_end(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_language_set
select session_language_set(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3);

-- name: api_key_find
select item, api_key_id, name, organisation_country from api_key_find($1, $2);
