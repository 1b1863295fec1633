-- Statements of backend/support.c. Each function checks the staff session ($1, its token's hash) itself.

-- name: support_organisation_list
-- $2 text to find in name, slug or id, $3 only those that are low or ask, $4 order, $5 how many to pass over, $6 how many
select id, name, slug, country, time_zone, balance, reserved, spent, days, level, last_top_up_at, last_top_up, requested, waiting, total
from support_organisation_list($1, $2, $3, $4, $5, $6);

-- name: support_organisation_get
select id, name, slug, country, time_zone, balance, reserved, spent, days, level, last_top_up_at, last_top_up, requested, waiting
from support_organisation_get($1, $2);
