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
       attempts_used, last_wrong_at, person_name, api_key_name, by_person, by_key, task_id, task_title, flow_name, next_id
from delivery_get($1, $2);

-- name: delivery_message_list
select id, channel, status, reason, detail, price, tries, settled, fallback, created_at, launched_at, accepted_at,
       sent_at, delivered_at, read_at, failed_at, unknown_at, updated_at, due_at, entry_kind, entry_number, entry_at,
       entry_reason, refund_number, refund_at
from delivery_message_list($1, $2);

-- name: delivery_quote
-- What the next message of a verification would cost by each channel that fits it, as it looks now; message_add decides.
select c.channel, coalesce(r.price, 0)::bigint,
       case when exists (select from country_rule x
                         where x.organisation_id = v.organisation_id and x.country = v.country and x.rule = 'refuse')
            then 'country_not_allowed'
            when r.effective_from is null then 'no_rate'
            when r.refused then 'country_refused'
            when not exists (select from sender s
                             where s.active and s.channel = c.channel
                               and (s.organisation_id = v.organisation_id or s.organisation_id is null))
            then 'no_sender'
            when d.balance - d.reserved < r.price then 'insufficient_credit'
            else 'done' end
from verification v
join organisation o on o.id = v.organisation_id
join credit d on d.organisation_id = v.organisation_id
join (values (1, 'whatsapp'), (2, 'sms'), (3, 'email')) c (place, channel)
     on (c.channel = 'email') = (v.recipient_kind = 'email')
left join lateral (select x.price, x.refused, x.effective_from
                   from rate x
                   where x.rate_card_id = o.rate_card_id and x.channel = c.channel
                     and x.country = coalesce(v.country, '') and x.effective_from <= clock_timestamp()
                   order by x.effective_from desc
                   limit 1) r on true
where v.organisation_id = $1 and v.id = $2
order by c.channel <> v.channel, c.place;

-- name: support_delivery_list
select message_id, verification_id, at, number, created_at, recipient, channel, country, status, reason, price, money,
       verification_status, task_id, task_title, flow_name
from support_delivery_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: support_delivery_total
select messages, arrived, failed, charged, complete, since
from support_delivery_total($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: support_delivery_get
select id, status, recipient, country, channel, digits, reference, created_at, expires_at, closed_at, attempts_max,
       attempts_used, last_wrong_at, person_name, api_key_name, by_person, by_key, task_id, task_title, flow_name, next_id
from support_delivery_get($1, $2, $3);

-- name: support_delivery_message_list
select id, channel, status, reason, detail, price, tries, settled, fallback, created_at, launched_at, accepted_at,
       sent_at, delivered_at, read_at, failed_at, unknown_at, updated_at, due_at, entry_kind, entry_number, entry_at,
       entry_reason, refund_number, refund_at
from support_delivery_message_list($1, $2, $3);
