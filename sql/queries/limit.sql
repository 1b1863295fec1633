-- What an organisation limits itself, and what it is told about its spending.

-- name: limit_get
-- $2 the moment; a day that is over counts only what is still on its way.
select o.day_cap, case when c.cap_until > $2 then c.cap_base - c.balance + c.reserved else c.reserved end,
       case when c.cap_until > $2 then c.cap_until end
from organisation o
join credit c on c.organisation_id = o.id
where o.id = $1;

-- name: limit_cap_set
select day_cap_set($1::text::bigint);

-- name: country_rule_set
-- $1 countries, $2 what to say about them, $3 about all instead, $4 but for the home country, which is allowed
select country_rule_set(case when $3 then null else $1::text[] end, $2, $4);

-- name: spend_alert_list
select day::text, country, kind, spent, sends, mean, threshold
from spend_alert
where closed_at is null
order by day desc, spent desc, country, kind
limit $1;

-- name: spend_alert_close
select spend_alert_close($1::text::date, $2, $3);

-- name: spend_sweep
select spend_sweep($1);
