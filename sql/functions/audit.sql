-- The ledger's own auditor: every rule of money and codes, told from rows alone, in one snapshot. No row at any moment means that all is well.
-- Rules M1 to M7; C: a closed verification keeps no code; R: rows point at rows.
create function credit_audit() returns table (organisation_id uuid, rule text, detail text)
language sql stable security definer set search_path = sandi, pg_temp set jit = off as $$
    with line as materialized (
        select e.*, row_number() over w as place, sum(e.amount) over w as running, lag(e.at) over w as earlier
        from entry e window w as (partition by e.organisation_id order by e.number)
    ), closing as materialized (
        select c.organisation_id, c.balance, c.reserved, c.last_number, c.last_at,
            coalesce(sum(l.amount), 0) as total, coalesce(max(l.number), 0) as number, max(l.at) as at
        from credit c left join line l on l.organisation_id = c.organisation_id group by c.organisation_id
    ), owed as materialized (
        select m.organisation_id, sum(m.price) as price from message m where not m.settled group by m.organisation_id
    ), money as materialized (
        select m.organisation_id, m.id, m.settled, m.price, m.status, m.channel, m.country,
            count(l.number) filter (where l.kind in ('charge', 'release')) as settlements, count(l.number) filter (where l.kind = 'refund') as refunds,
            count(l.number) filter (where l.kind = 'charge') as charges, sum(l.amount) filter (where l.kind = 'charge') as charged,
            bool_or(l.number is not null and (l.channel is distinct from m.channel or l.country is distinct from m.country)) as elsewhere
        from message m left join line l on l.organisation_id = m.organisation_id and l.message_id = m.id
        group by m.organisation_id, m.id
    )
    select c.organisation_id, 'M1', format('balance %s, entries sum to %s', c.balance, c.total) from closing c where c.balance <> c.total
    union all
    select l.organisation_id, 'M1', format('organisation without a credit row has entry %s', l.number) from line l
    where not exists (select from credit c where c.organisation_id = l.organisation_id)
    union all
    select l.organisation_id, 'M4', format('entry %s stands at place %s', l.number, l.place) from line l where l.number <> l.place
    union all
    select l.organisation_id, 'M4', format('entry %s says balance %s, the running sum is %s', l.number, l.balance, l.running) from line l where l.balance <> l.running
    union all
    select l.organisation_id, 'M4', format('entry %s is earlier than the one before', l.number) from line l where l.at < l.earlier
    union all
    select c.organisation_id, 'M4', format('last entry is %s at %s, credit says %s at %s', c.number, c.at, c.last_number, c.last_at) from closing c
    where c.number <> c.last_number or c.at <> c.last_at
    union all
    select c.organisation_id, 'M2', format('reserved %s, unsettled messages sum to %s', c.reserved, coalesce(o.price, 0)) from closing c
    left join owed o on o.organisation_id = c.organisation_id where c.reserved <> coalesce(o.price, 0)
    union all
    select o.organisation_id, 'M2', 'messages without a credit row' from owed o where not exists (select from credit c where c.organisation_id = o.organisation_id)
    union all
    select c.organisation_id, 'M2', format('reserved %s of balance %s', c.reserved, c.balance) from closing c where c.reserved < 0 or c.reserved > c.balance
    union all
    select m.organisation_id, 'M3', format('message %s: settled %s, %s charges and releases', m.id, m.settled, m.settlements) from money m
    where m.settlements <> m.settled::int
    union all
    select m.organisation_id, 'M3', format('message %s: priced %s, charged %s', m.id, m.price, -m.charged) from money m where m.charges > 0 and m.charged <> -m.price
    union all
    select m.organisation_id, 'M3', format('message %s is %s and was charged', m.id, m.status) from money m where m.charges > 0 and m.status in ('rejected', 'withdrawn', 'expired', 'unknown')
    union all
    select m.organisation_id, 'M3', format('message %s has %s refunds and %s charges', m.id, m.refunds, m.charges) from money m where m.refunds > m.charges
    union all
    select m.organisation_id, 'M3', format('message %s: its entries name another channel or country', m.id) from money m where m.elsewhere
    union all
    select m.organisation_id, 'M3', format('message %s is %s', m.id, case when m.settled then 'settled and waits' else 'unsettled and waits for nothing' end) from message m
    where m.settled <> (m.due_at is null) or not m.settled and m.status <> 'queued' and m.lease_by is null
    union all
    select l.organisation_id, 'M3', format('refund %s refers to %s, which is no charge of its message and amount', l.number, l.refers_to) from line l
    left join line c on c.organisation_id = l.organisation_id and c.number = l.refers_to
    where l.kind = 'refund' and (c.kind is distinct from 'charge' or c.message_id is distinct from l.message_id or c.amount <> -l.amount)
    union all
    select l.organisation_id, 'M3', format('entry %s: message %s does not exist', l.number, l.message_id) from line l
    where l.message_id is not null and not exists (select from message m where m.organisation_id = l.organisation_id and m.id = l.message_id)
    union all
    select k.organisation_id, 'M5', format('key of %s points at nothing', k.operation) from idempotency_key k
    where not exists (select from message m where m.organisation_id = k.organisation_id and m.id = k.message_id and m.verification_id = k.verification_id)
    union all
    select f.organisation_id, 'M5', format('form %s points at entry %s', f.token, f.number) from top_up_form f
    where not exists (select from entry e where e.organisation_id = f.organisation_id and e.number = f.number and e.actor is not null)
    union all
    select l.organisation_id, 'M4', format('entry %s of a person has no receipt', l.number) from line l
    where l.kind in ('top_up', 'bonus', 'correction') and not exists (select from receipt r where r.organisation_id = l.organisation_id and r.entry = l.number)
    union all
    select r.organisation_id, 'M4', format('receipts of %s are numbered %s to %s, %s of them', r.year, min(r.number), max(r.number), count(*)) from receipt r
    group by r.organisation_id, r.year having min(r.number) <> 1 or max(r.number) <> count(*)
    union all
    select l.organisation_id, 'M1', format('entry %s of %s is corrected by %s', l.number, l.amount, sum(d.amount)) from line l
    join line d on d.organisation_id = l.organisation_id and d.refers_to = l.number and d.kind = 'correction'
    group by l.organisation_id, l.number, l.amount having sign(l.amount + sum(d.amount)) = -sign(l.amount)
    union all
    select a.organisation_id, 'M5', format('the approved move %s has not its entry', a.form) from top_up_approval a
    where a.state = 'approved' and not exists (select from top_up_form f where f.organisation_id = a.organisation_id and f.token = a.form and f.number = a.entry)
    union all
    select m.organisation_id, 'M7', format('message %s was made %s its verification''s life', m.id, case when m.created_at < v.created_at then 'before' else 'after' end) from message m
    join verification v on v.organisation_id = m.organisation_id and v.id = m.verification_id where m.created_at < v.created_at
    or m.created_at >= case m.number when 1 then v.created_at + interval '10 min' else v.expires_at end
    union all
    select m.organisation_id, 'M7', format('verification %s has messages %s to %s, %s of them', m.verification_id, min(m.number), max(m.number), count(*)) from message m
    group by m.organisation_id, m.verification_id having min(m.number) <> 1 or max(m.number) <> count(*)
    union all
    select m.organisation_id, 'M7', format('message %s follows %s, whose channel a person chose', m.id, l.id) from message m
    join message l on l.organisation_id = m.organisation_id and l.verification_id = m.verification_id and l.number = m.number - 1
    where m.cause in ('failed', 'late') and l.cause = 'chosen'
    union all
    select v.organisation_id, 'R', format('verification %s has no message', v.id) from verification v
    where not exists (select from message m where m.organisation_id = v.organisation_id and m.verification_id = v.id)
    union all
    select m.organisation_id, 'R', format('message %s has no verification', m.id) from message m
    where not exists (select from verification v where v.organisation_id = m.organisation_id and v.id = m.verification_id)
    union all
    select v.organisation_id, 'C', format('verification %s is %s and keeps its code', v.id, v.status) from verification v where v.status <> 'pending' and v.sealed is not null
    union all
    select v.organisation_id, 'C', format('verification %s is %s and has a queued message', v.id, v.status) from verification v
    join message m on m.organisation_id = v.organisation_id and m.verification_id = v.id where v.status <> 'pending' and m.status = 'queued'
    union all
    select v.organisation_id, 'C', format('verification %s: %s of %s attempts, status %s', v.id, v.attempts_used, v.attempts_max, v.status) from verification v
    where v.attempts_used > v.attempts_max or (v.status = 'pending' and v.attempts_used >= v.attempts_max) or coalesce(cardinality(v.wrong_at), 0) > v.attempts_used;
$$;
