-- How senders fare, and alerts to operators.

-- name: sender_health_note
select sender_health_note($1, $2, $3, $4, $5, $6, $7, $8);

-- name: alert_note
select alert_note($1, $2, $3, $4, $5);

-- name: alert_clear
select alert_clear();

-- name: alert_claim
select id, opening, mail_sender, sender, class, reason, detail, count, opened_at, closed_at, closed_by, closed_reason
from alert_claim($1);

-- name: alert_count
select class, open from alert_count();
