-- Statements of backend/delivery*.c. Those of support check the staff session ($1, its token's hash) themselves.

-- name: delivery_list
select message_id, verification_id, at, number, created_at, recipient, channel, country, status, reason, price, money,
       verification_status, task_id, task_title, flow_name
from delivery_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: delivery_total
select messages, arrived, failed, charged, complete, since
from delivery_total($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: delivery_flow_list
select id, name from flow where organisation_id = $1 order by archived_at is not null, lower(name), id limit 200;

-- name: delivery_get
select id, status, recipient, country, channel, digits, reference, created_at, expires_at, closed_at, attempts_max,
       attempts_used, last_wrong_at, person_name, api_key_name, by_person, by_key, task_id, task_title, flow_name, next_id, resend_at
from delivery_get($1, $2);

-- name: delivery_message_list
select id, channel, status, reason, detail, price, tries, settled, fallback, created_at, launched_at, accepted_at,
       sent_at, delivered_at, read_at, failed_at, unknown_at, updated_at, due_at, entry_kind, entry_number, entry_at,
       entry_reason, refund_number, refund_at
from delivery_message_list($1, $2);

-- name: delivery_quote
-- What the next message of a verification would cost by each channel that fits it, as it looks now; message_add decides.
select c.channel, coalesce(t.price, 0)::bigint,
       case when t.outcome <> 'started' then t.outcome
            when d.balance - d.reserved < t.price then 'insufficient_credit'
            when d.cap_until > clock_timestamp() and o.day_cap - (d.cap_base - d.balance + d.reserved) < t.price then 'day_cap'
            else 'done' end
from verification v
join organisation o on o.id = v.organisation_id
join credit d on d.organisation_id = v.organisation_id
join (values (1, 'whatsapp'), (2, 'sms'), (3, 'email')) c (place, channel)
     on (c.channel = 'email') = (v.recipient_kind = 'email')
cross join lateral rate_terms(clock_timestamp(), v.organisation_id, o.rate_card_id, c.channel, v.country) t
where v.organisation_id = $1 and v.id = $2
order by c.channel <> v.channel, c.place;

-- name: support_delivery_list
select message_id, verification_id, at, number, created_at, recipient, channel, country, status, reason, price, money,
       verification_status, task_id, task_title, flow_name
from support_delivery_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: support_delivery_total
select messages, arrived, failed, charged, complete, since
from support_delivery_total($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: support_search_spent
select support_search_spent($1, $2);

-- name: support_delivery_get
select id, status, recipient, country, channel, digits, reference, created_at, expires_at, closed_at, attempts_max,
       attempts_used, last_wrong_at, person_name, api_key_name, by_person, by_key, task_id, task_title, flow_name, next_id, resend_at
from support_delivery_get($1, $2, $3);

-- name: support_delivery_message_list
select id, channel, status, reason, detail, price, tries, settled, fallback, created_at, launched_at, accepted_at,
       sent_at, delivered_at, read_at, failed_at, unknown_at, updated_at, due_at, entry_kind, entry_number, entry_at,
       entry_reason, refund_number, refund_at
from support_delivery_message_list($1, $2, $3);
