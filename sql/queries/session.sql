-- Logins, browser sessions, API keys. Staff's organisation, the nil UUID, arrives as null.

-- name: login_attempt
-- counts a try; false: too many for this e-mail or address
select login_attempt($1, $2);

-- name: login_find
select person_id, password_hash, name, language, disabled, organisation_id, role, staff_role, organisations from login_find($1);

-- name: session_create
select session_create(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3, $4, $5, $6);

-- name: session_find
select person_id, name, email, language, role, staff_role, csrf, organisation_name, country, time_zone,
       org_language, available, credit_level, credit_days, organisations, factor_needed, currency, unit_price::text, factor_due
from session_find(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_idle
select person_id, csrf from session_idle($1, $2);

-- name: session_prove
select session_prove(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_end
select session_end(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_language_set
select session_language_set(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3);

-- name: api_key_find
select item, api_key_id, organisation_country, may_read, may_send from api_key_find($1, $2);

-- name: session_list
select id, organisation_name, device, address, created_at, seen_at, own
from session_list(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2);

-- name: session_end_other
select session_end_other(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3);

-- name: session_organisation_list
select id, name, role from session_organisation_list($1, $2);

-- name: session_move
select session_move($1, $2, $3, $4, $5);

-- name: password_reset_ask
select password_reset_ask($1, $2, $3, $4, $5, $6, $7);

-- name: password_reset_find
select email, name from password_reset_find($1);

-- name: password_reset_use
select password_reset_use($1, $2, $3);

-- name: password_change
select password_change(coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid), $2, $3, $4);
