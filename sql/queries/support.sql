-- Statements of backend/support.c. Each function checks the staff session ($1, its token's hash) itself.

-- name: support_organisation_list
-- $2 text to find in name or slug, $3 name to continue after, $4 how many
select id, name, slug, country, time_zone, balance, reserved, last_top_up_at, last_top_up
  from support_organisation_list($1, $2, $3, $4);

-- name: support_organisation_get
select id, name, slug, country, time_zone, balance, reserved, last_top_up_at, last_top_up
  from support_organisation_get($1, $2);

-- name: support_top_up_list
select number, kind, amount, balance, at, reference, reason, actor
  from support_top_up_list($1, $2);
