-- The challenge. The hot operations take arrays and return their item's number first.

-- name: verification_start
select item, outcome, retry_after, cap, verification_id, recipient, channel, country, digits, attempts_left,
       price, expires_at, created_at, reference, resend_at
from verification_start($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                        $20, $21, $22, $23, $24, $25, $26);

-- name: verification_recover
select item, outcome, retry_after, cap, verification_id, recipient, channel, country, digits, attempts_left,
       price, expires_at, created_at, reference, resend_at
from verification_recover($1, $2);

-- name: verification_resend
select item, outcome, retry_after, cap, verification_id, recipient, channel, country, digits, attempts_left,
       price, expires_at, created_at, reference, resend_at
from verification_resend($1, $2, $3, $4, $5, $6, $7, $8);

-- name: verification_check
select item, outcome, status, attempts_left, retry_after from verification_check($1, $2, $3, $4, $5);

-- name: verification_cancel
select outcome, status from verification_cancel(array[$1::uuid], array[$2::uuid]);

-- name: verification_get
select v.id,
       case when v.status = 'pending' and v.expires_at <= clock_timestamp() then 'expired' else v.status end,
       v.recipient, v.country, v.reference, v.channel, v.digits, v.attempts_max - v.attempts_used,
       v.expires_at, v.created_at,
       resend_next(v.organisation_id, v.id)
from verification v
where v.organisation_id = $1 and v.id = $2;

-- name: verification_link_key
-- the key of which the link is made, while there is one
select hash_key from verification
where organisation_id = $1 and id = $2 and link_hash is not null and closed_at is null and expires_at > clock_timestamp();

-- name: verification_linked
select id, digits from verification
where organisation_id = $1 and link_hash = $2 and closed_at is null and expires_at > clock_timestamp();

-- name: verification_message_list
-- the verification's price is the sum of those not released: told here, so that price and statuses are of one moment
select m.id, m.channel, m.status, m.price, m.reason, m.created_at, m.updated_at,
       exists (select from entry e
               where e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind = 'charge'
                 and not exists (select from entry r
                                 where r.organisation_id = e.organisation_id and r.refers_to = e.number
                                   and r.kind = 'refund')),
       coalesce(m.cause, ''), m.fallback,
       exists (select from entry e
               where e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind = 'release')
from message m
where m.organisation_id = $1 and m.verification_id = $2
order by m.number;

-- name: verification_of_step
select id
from verification
where organisation_id = $1 and task_id = $2 and component_id = $3
order by created_at desc, id desc
limit 1;
