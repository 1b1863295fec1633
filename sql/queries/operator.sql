-- Statements of staff's pages of senders and alerts. Each function checks the staff session ($1, its token's hash) itself.

-- name: operator_sender_list
-- $2 text to find in its name or its organisation's, $3 sender to continue after, $4 how many
select name, organisation_name, organisation_slug, channel, driver, active, accepted_at, error_at, error_reason, alerts
from operator_sender_list($1, $2, $3, $4);

-- name: operator_sender_get
select id, organisation_name, organisation_slug, channel, driver, active, version, updated_at, settings, secrets, rival,
       accepted_at, error_at, error_reason, error_detail, open_countries, accepted_hour, failed_hour, accepted_five
from operator_sender_get($1, $2);

-- name: operator_sender_create
select operator_sender_create($1, $2, $3, $4, $5, $6);

-- name: operator_sender_set
select operator_sender_set($1, $2, $3, $4::jsonb, $5::jsonb, $6);

-- name: operator_sender_switch
select operator_sender_switch($1, $2, $3, $4);

-- name: operator_alert_list
select id, sender, class, reason, detail, count, opened_at, seen_at, closed_at, closed_by, closed_reason
from operator_alert_list($1, $2, $3, $4);

-- name: operator_alert_close
select operator_alert_close($1, $2, $3);

-- name: sender_identity
select channel, own, name, shown from sender_identity($1);

-- name: sender_reseal
select sender_reseal($1, $2, $3::jsonb);

-- name: operator_price_get
select name, slug, currency, unit_price from operator_price_get($1, $2);

-- name: operator_price_set
select operator_price_set($1, $2, $3, $4);
