-- The organisation's credit: what it has, its statement.

-- name: credit_get
select c.balance, c.reserved,
       (select coalesce(-sum(e.amount), 0)::bigint
        from entry e
        where e.organisation_id = o.id and e.kind in ('charge', 'refund')
          and e.at >= date_trunc('month', clock_timestamp() at time zone o.time_zone) at time zone o.time_zone)
from credit c
join organisation o on o.id = c.organisation_id
where c.organisation_id = $1;

-- name: credit_entry_list
select number, kind, amount, balance, at, message_id, refers_to, reference, reason, channel, country
from entry
where organisation_id = $1 and ($2 = 0 or number < $2)
order by number desc
limit $3;
