-- Statements of the command line.

-- name: organisation_find
select id, name, country, caps from organisation_find($1);

-- name: organisation_create
select organisation_create($1, $2, $3, $4, $5, $6, $7);

-- name: organisation_set
select organisation_set($1, $2, $3);

-- name: person_create
select person_create($1, $2, $3, $4, $5);

-- name: person_password_set
select person_password_set($1, $2);

-- name: member_set
select member_set($1, $2, $3);

-- name: api_key_create
select api_key_create($1, $2, $3, $4);

-- name: api_key_revoke
select api_key_revoke($1, $2);

-- name: sender_create
select sender_create($1, $2, $3, $4, $5);

-- name: sender_change
select sender_set($1, $2::jsonb, $3::jsonb, $4, $5::boolean);

-- name: credit_audit
select organisation_id, rule, detail from credit_audit();
