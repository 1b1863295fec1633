-- The only two places that write entries and balances. Internal: granted to nobody; callers hold the credit rows' locks.

-- Settles or refunds messages, in the order of the arrays: one entry each (charge, release or refund), balances and numbers running on.
-- The caller has checked that each is due and updates the messages itself.
create function ledger_settle(p_at timestamptz, p_organisation uuid[], p_message uuid[], p_kind text[], p_reason text[]) returns void language plpgsql as $$
#variable_conflict use_column
begin
    if coalesce(cardinality(p_message), 0) = 0 then
        return;
    end if;
    with item as materialized (
        select i.ord, i.organisation_id, i.message_id, i.kind, i.reason, m.channel, m.country, m.price,
            case i.kind when 'charge' then -m.price when 'refund' then m.price else 0 end as amount
        from unnest(p_organisation, p_message, p_kind, p_reason) with ordinality i(organisation_id, message_id, kind, reason, ord)
        cross join lateral (select * from message m where m.organisation_id = i.organisation_id and m.id = i.message_id offset 0) m
    ), line as materialized (
        select i.*, c.last_number + row_number() over w as number, c.balance + sum(i.amount) over w as balance, greatest(c.last_at, p_at) as at
        from item i join credit c on c.organisation_id = i.organisation_id
        window w as (partition by i.organisation_id order by i.ord rows unbounded preceding)
    ), written as (
        insert into entry (organisation_id, number, kind, amount, balance, at, message_id, refers_to, reason, channel, country)
        select l.organisation_id, l.number, l.kind, l.amount, l.balance, l.at, l.message_id,
            case when l.kind = 'refund' then (select e.number from entry e where e.organisation_id = l.organisation_id and e.message_id = l.message_id
                and e.kind in ('charge', 'release') and e.kind = 'charge') end,
            l.reason, l.channel, l.country
        from line l
    )
    update credit c set balance = c.balance + s.amount, reserved = c.reserved - s.price, last_number = c.last_number + s.n, last_at = s.at
    from (select organisation_id, sum(amount)::bigint as amount, coalesce(sum(price) filter (where kind <> 'refund'), 0)::bigint as price, count(*) as n, max(at) as at
        from line group by organisation_id) s
    where c.organisation_id = s.organisation_id;
end $$;

-- One entry that a person made, with its receipt: top-up, bonus, correction, or the refund of a charge, which is of the charge's message. Returns its
-- number, the balance after it and the receipt's.
create function ledger_append(p_at timestamptz, p_organisation uuid, p_kind text, p_amount bigint, p_refers_to bigint, p_reference text, p_reason text, p_actor text,
    out number bigint, out balance bigint, out at timestamptz, out receipt text) language plpgsql as $$
#variable_conflict use_column
declare
    v_year int;
begin
    update credit c set balance = c.balance + p_amount, cap_base = c.cap_base + p_amount, last_number = c.last_number + 1, last_at = greatest(c.last_at, p_at)
    where c.organisation_id = p_organisation
    returning c.last_number, c.balance, c.last_at into number, balance, at;
    insert into entry (organisation_id, number, kind, amount, balance, at, message_id, refers_to, reference, reason, actor, channel, country)
    select p_organisation, ledger_append.number, p_kind, p_amount, ledger_append.balance, ledger_append.at, r.message_id, p_refers_to, p_reference, p_reason, p_actor,
        r.channel, r.country
    from (values (1)) one left join entry r on p_kind = 'refund' and r.organisation_id = p_organisation and r.number = p_refers_to;
    select extract(year from ledger_append.at at time zone o.time_zone) into v_year from organisation o where o.id = p_organisation;
    insert into receipt as r
    select p_organisation, v_year, coalesce(max(d.number), 0) + 1, ledger_append.number from receipt d where d.organisation_id = p_organisation and d.year = v_year
    returning r.name into receipt;
end $$;

-- Locks the credit rows of these organisations, always in the same order. Whoever holds one is alone with its organisation's verifications and money.
create function credit_lock(p_organisation uuid[]) returns void language plpgsql as $$
begin
    perform 1 from credit c where c.organisation_id = any (p_organisation) order by c.organisation_id for no key update;
end $$;

-- Ends the messages of verifications that just closed: queued ones become p_status and are released; of an approved one, a latest message that is unknown,
-- or said to have failed and not settled, is proved and charged. Entries follow the order of the array, then the messages' numbers.
create function verification_release(p_at timestamptz, p_organisation uuid[], p_verification uuid[], p_status text[], p_reason text[]) returns void language plpgsql as $$
#variable_conflict use_column
declare
    v_place tid[];
    v_status text[];
    v_reason text[];
    v_ord bigint[];
    v_organisation uuid[];
    v_message uuid[];
    v_kind text[];
begin
    -- Rows are locked in the order of their keys, as everywhere.
    select array_agg(m.place), array_agg(d.status), array_agg(d.reason), array_agg(d.ord) into v_place, v_status, v_reason, v_ord
    from (select m.organisation_id, m.id, i.status, i.reason, i.ord
        from unnest(p_organisation, p_verification, p_status, p_reason) with ordinality i(organisation_id, verification_id, status, reason, ord)
        cross join lateral (select * from message m where m.organisation_id = i.organisation_id and m.verification_id = i.verification_id
            and m.status in ('queued', 'unknown', 'failed') and not m.settled offset 0) m
        order by m.organisation_id, m.id) d
    cross join lateral (select m.ctid as place from message m where m.organisation_id = d.organisation_id and m.id = d.id for no key update) m;
    if v_place is null then
        return;
    end if;
    with ended as (
        update message m set
            status = case m.status when 'unknown' then 'accepted' when 'failed' then 'failed' else c.status end,
            reason = case m.status when 'unknown' then 'proved' when 'failed' then m.reason else c.reason end,
            settled = true, due_at = null, lease_until = null, lease_by = null, updated_at = p_at,
            accepted_at = case when m.status in ('unknown', 'failed') then p_at else m.accepted_at end
        from unnest(v_place, v_status, v_reason, v_ord) c(place, status, reason, ord)
        where m.ctid = c.place and not m.settled
            and (m.status = 'queued' or m.status in ('unknown', 'failed') and c.reason = 'approved'
                and m.number = (select max(l.number) from message l where l.organisation_id = m.organisation_id and l.verification_id = m.verification_id))
        returning m.organisation_id, m.id, m.status, m.reason, c.ord, m.number
    )
    select array_agg(e.organisation_id order by e.ord, e.number), array_agg(e.id order by e.ord, e.number),
        array_agg(case when e.status in ('accepted', 'failed') then 'charge' else 'release' end order by e.ord, e.number),
        array_agg(case e.status when 'failed' then 'proved' else e.reason end order by e.ord, e.number)
    into v_organisation, v_message, v_kind, v_reason from ended e;
    perform ledger_settle(p_at, v_organisation, v_message, v_kind, v_reason);
end $$;

-- Closes one verification that is still pending, with all that follows from it. The caller holds the credit row.
create function verification_close(p_at timestamptz, p_organisation uuid, p_verification uuid, p_status text) returns boolean language plpgsql as $$
#variable_conflict use_column
begin
    update verification v set status = p_status, closed_at = p_at, sealed = null, seal_key = null
    where v.organisation_id = p_organisation and v.id = p_verification and v.closed_at is null;
    if not found then
        return false;
    end if;
    perform verification_release(p_at, array[p_organisation], array[p_verification], array[case p_status when 'expired' then 'expired' else 'withdrawn' end], array[p_status]);
    return true;
end $$;

-- Seconds that must pass between message p_number of a verification and the next.
create function resend_cooldown(p_number int) returns interval language sql immutable as $$
    select case p_number when 1 then interval '30 s' when 2 then interval '60 s' else interval '120 s' end;
$$;

-- When the code of a verification may go again, as it looks now; null when it no longer may. verification_resend decides.
create function resend_next(p_organisation uuid, p_verification uuid) returns timestamptz language sql stable set search_path = sandi, pg_temp as $$
    select l.at
    from verification v
    cross join lateral (select m.created_at + resend_cooldown(m.number) as at from message m
        where m.organisation_id = v.organisation_id and m.verification_id = v.id order by m.number desc limit 1) l
    where v.organisation_id = p_organisation and v.id = p_verification and v.closed_at is null
        and greatest(l.at, clock_timestamp()) + interval '30 s' <= v.expires_at;
$$;

-- UUIDv7 for a message that the database itself starts (a fallback hop).
create function uuid_v7(p_at timestamptz) returns uuid language sql volatile as $$
    select encode(set_byte(set_byte(overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from p_at) * 1000)::bigint) from 3) from 1 for 6),
        6, get_byte(uuid_send(gen_random_uuid()), 6) & 15 | 112), 8, get_byte(uuid_send(gen_random_uuid()), 8) & 63 | 128), 'hex')::uuid;
$$;

-- Labels of an enumeration's domain, in the order of their declaration: what enum_range is for an enum type.
create function enum_labels(p_domain text) returns setof text language sql stable as $$
    select l.label[1] from pg_type t join pg_constraint c on c.contypid = t.oid,
        regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') with ordinality l(label, n)
    where t.typnamespace = 'sandi'::regnamespace and t.typname = p_domain order by l.n;
$$;
