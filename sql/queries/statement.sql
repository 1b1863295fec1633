-- The credit page, the statement and its months. $1 is the organisation.

-- name: credit_overview
select balance, reserved, last_number, spent_month, spent_week, sends_left, days_left, first, last, opening, closing, paid, spent,
       today
from credit_overview($1, $2::text::date, $3::text::date);

-- name: statement_list
select number, kind, amount, balance, at, message_id, refers_to, reference, reason, actor, channel, country, recipient,
       rate_from, price, task_id, task_title, flow_name, person_name, key_name
from statement_list($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: statement_sum
select lines, added, taken from statement_sum($1, $2, $3, $4, $5, $6, $7, $8);

-- name: statement_month_list
select month, first, last, opening, closing, paid, spent from statement_month_list($1);

-- name: statement_day_list
select day, first, last, opening, closing, paid, spent from statement_day_list($1, $2::text::date, $3::text::date, $4);

-- name: statement_kind_list
select kind, channel, country, lines, amount from statement_kind_list($1, $2, $3);

-- name: statement_person_list
-- who could have started a verification
select p.id, p.name
from member m
join person p on p.id = m.person_id
where m.organisation_id = $1
order by lower(p.name), p.id
limit 1000;

-- name: country_list
select code from country order by code;
