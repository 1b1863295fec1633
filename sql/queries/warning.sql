-- Warnings of low credit and notices to admins.

-- name: warning_get
select w.first_below, w.second_below, w.days_below::bigint from credit_watch w where w.organisation_id = $1;

-- name: warning_set
-- 0 is never
select credit_watch_set($1, $2, nullif($3, 0::bigint), nullif($4, 0::bigint), nullif($5, 0::bigint));

-- name: credit_watch_round
-- $1 where to go on, $2 how many
select credit_watch_round($1, $2);

-- name: notice_claim
select id, mail_sender, email, language, organisation_name, time_zone, kind, made_at, detail_receipt, detail_kind, amount, balance, available,
       below, days, reference, reason
from notice_claim($1);
