-- Messages as the dispatcher and the callbacks move them.

-- name: message_claim
select organisation_id, message_id, verification_id, sender_id, channel::text, recipient, locale::text, sealed,
       seal_key::bigint, expires_at, tries::bigint, country, after,
       subject, subject_code, body, ending, app_hash, organisation_name
from message_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: message_put_back
select message_put_back($1, $2, $3, $4);

-- name: message_recover
select message_recover($1);

-- name: message_launch
select item::bigint, launched from message_launch($1, $2, $3, $4);

-- name: message_launched
select item::bigint, launched from message_launched($1, $2, $3);

-- name: message_settle
select item::bigint, status::text from message_settle($1, $2, $3, $4, $5, $6, $7, $8);

-- name: message_sweep
select expired::bigint, unknown::bigint, released::bigint, hops::bigint, until from message_sweep($1, $2);

-- name: message_event
select item::bigint, outcome::text from message_event($1, $2, $3, $4, $5, $6, $7, $8);

-- name: sender_list
select id, name, driver, settings, secrets, version from sender_list();

-- name: sender_stamp
select sender_stamp();

-- name: sender_find
select id, name, driver, settings, secrets, version from sender_find($1);
