-- The organisation's credit: what it has, its statement.

-- name: credit_get
select balance, reserved from credit where organisation_id = $1;

-- name: credit_entry_list
select number, kind, amount, balance, at, message_id, refers_to, reference, reason, channel, country
from entry
where organisation_id = $1 and ($2 = 0 or number < $2)
order by number desc
limit $3;
