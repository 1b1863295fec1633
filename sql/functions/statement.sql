-- The statement, its months and what they add up to. All of these read with their caller's own rights, so that a page stays under row-level security.
-- Entries are numbered without gaps, `at` never runs backwards and no entry is ever changed (M4), so that a moment is found by halving, the balance of any
-- moment stands on an entry, and a range of numbers names the same lines for ever: nothing here needs an index that a settlement would have to write.

-- The number of the first entry at or after p_at among the first p_last; p_last + 1 when all are earlier.
create function entry_from(p_organisation uuid, p_at timestamptz, p_last bigint) returns bigint language plpgsql stable set search_path = sandi, pg_temp as $$
declare
    v_low bigint := 1;
    v_high bigint := p_last + 1;
    v_middle bigint;
begin
    while v_low < v_high loop
        v_middle := (v_low + v_high) / 2;
        if (select e.at from entry e where e.organisation_id = p_organisation and e.number = v_middle) < p_at then
            v_low := v_middle + 1;
        else
            v_high := v_middle;
        end if;
    end loop;
    return v_low;
end $$;

-- The balance after entry p_number; before the first it is 0.
create function entry_balance(p_organisation uuid, p_number bigint) returns bigint language sql stable set search_path = sandi, pg_temp as $$
    select coalesce((select e.balance::bigint from entry e where e.organisation_id = p_organisation and e.number = p_number), 0);
$$;

-- Entries p_first to p_last as three sums. paid: top-ups, bonuses and corrections, which are few and have an index of their own; what else the balance lost was
-- spent: charges less refunds.
create function entry_sums(p_organisation uuid, p_first bigint, p_last bigint, out opening bigint, out closing bigint, out paid bigint, out spent bigint)
language plpgsql stable set search_path = sandi, pg_temp as $$
begin
    opening := entry_balance(p_organisation, p_first - 1);
    closing := case when p_last < p_first then opening else entry_balance(p_organisation, p_last) end;
    paid := (select coalesce(sum(e.amount), 0) from entry e where e.organisation_id = p_organisation and e.kind in ('top_up', 'bonus', 'correction')
        and e.number between p_first and p_last);
    spent := opening + paid - closing;
end $$;

-- The entries of the organisation's own days p_from to p_to, both included, null for no limit, among the first p_last. last < first: there are none.
create function entry_span(p_organisation uuid, p_from date, p_to date, p_last bigint, out first bigint, out last bigint, out opening bigint, out closing bigint, out paid bigint,
    out spent bigint)
language plpgsql stable set search_path = sandi, pg_temp as $$
declare
    v_zone text := (select o.time_zone from organisation o where o.id = p_organisation);
begin
    first := case when p_from is null then 1 else entry_from(p_organisation, p_from::timestamp at time zone v_zone, p_last) end;
    last := case when p_to is null then p_last else entry_from(p_organisation, (p_to + 1)::timestamp at time zone v_zone, p_last) - 1 end;
    select s.opening, s.closing, s.paid, s.spent into opening, closing, paid, spent from entry_sums(p_organisation, first, last) s;
end $$;

-- What the credit page says of the organisation at one moment, and the entries of the days p_from to p_to. Days left: how long what is available lasts at the pace of the
-- last seven days; null when nothing was spent. Sends left: WhatsApp messages to its own country; null without
-- a price.
create function credit_overview(p_organisation uuid, p_from date, p_to date)
returns table (balance bigint, reserved bigint, last_number bigint, spent_month bigint, spent_week bigint, sends_left bigint, days_left bigint, first bigint, last bigint,
    opening bigint, closing bigint, paid bigint, spent bigint, today text)
language plpgsql stable set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_now timestamptz := clock_timestamp();
    v_today date;
    v_price bigint;
    c credit;
    o organisation;
begin
    select * into c from credit d where d.organisation_id = p_organisation;
    if not found then
        return;
    end if;
    select * into o from organisation d where d.id = p_organisation;
    v_today := (v_now at time zone o.time_zone)::date;
    select case when not r.refused then nullif(r.price, 0) end into v_price from rate r
    where r.rate_card_id = o.rate_card_id and r.channel = 'whatsapp' and r.country = o.country and r.effective_from <= v_now order by r.effective_from desc limit 1;
    return query
    select c.balance::bigint, c.reserved::bigint, c.last_number, m.spent, w.spent, (c.balance - c.reserved) / v_price,
        credit_days((c.balance - c.reserved)::bigint, w.spent), s.first, s.last, s.opening, s.closing, s.paid, s.spent,
        v_today::text
    from entry_span(p_organisation, date_trunc('month', v_today)::date, null, c.last_number) m,
        entry_sums(p_organisation, entry_from(p_organisation, v_now - interval '7 days', c.last_number), c.last_number) w,
        entry_span(p_organisation, p_from, p_to, c.last_number) s;
end $$;

-- What to join to entry e for the filters that are told from the verification behind it; nothing where neither is asked for. Looked up one by one, whatever the planner
-- thinks of an organisation that it has no statistics of yet: offset 0 keeps it from joining all messages with all verifications first.
create function statement_behind(p_flow uuid, p_person uuid) returns text language sql immutable as $$
    select case when p_flow is null and p_person is null then '' else $q$
        cross join lateral (select m.verification_id from message m where m.organisation_id = $1 and m.id = e.message_id offset 0) m
        cross join lateral (select v.task_id from verification v where v.organisation_id = $1 and v.id = m.verification_id and ($8 is null or v.person_id = $8) offset 0) v
    $q$ end || case when p_flow is null then '' else $q$
        cross join lateral (select from task t where t.organisation_id = $1 and t.id = v.task_id and t.flow_id = $7 offset 0) t
    $q$ end;
$$;

-- Lines among the entries p_first to p_last, newest first, at most p_max, each with the message, the task and the person behind it. p_kind and p_country: several joined by ','.
-- p_flow and p_person are told from the message's verification.
create function statement_list(p_organisation uuid, p_first bigint, p_last bigint, p_kind text, p_channel text, p_country text, p_flow uuid, p_person uuid, p_max bigint)
returns table (number bigint, kind text, amount bigint, balance bigint, at timestamptz, message_id uuid, refers_to bigint, reference text, reason text, actor text, channel text,
    country text, recipient text, rate_from timestamptz, price bigint, task_id uuid, task_title text, flow_name text, person_name text, key_name text)
language plpgsql stable set search_path = sandi, pg_temp set jit = off as $$
#variable_conflict use_column
begin
    -- Planned anew each time: which index serves depends on which filters are null.
    return query execute $q$
        with hit as materialized (
            select e.* from entry e $q$ || statement_behind(p_flow, p_person) || $q$
            where e.organisation_id = $1 and e.number between $2 and $3 and ($4 is null or e.kind = any (string_to_array($4, ','))) and ($5 is null or e.channel = $5)
                and ($6 is null or e.country = any (string_to_array($6, ',')))
            order by e.number desc limit $9
        )
        select h.number, h.kind::text, h.amount::bigint, h.balance::bigint, h.at, h.message_id, h.refers_to, h.reference, h.reason, h.actor, h.channel::text, h.country::text,
            v.recipient::text, m.rate_from, m.price::bigint, t.id, t.title, f.name, p.name, k.name
        from hit h
        left join lateral (select m.verification_id, m.rate_from, m.price from message m where m.organisation_id = $1 and m.id = h.message_id offset 0) m on true
        left join lateral (select v.recipient, v.task_id, v.person_id, v.api_key_id from verification v where v.organisation_id = $1 and v.id = m.verification_id offset 0) v on true
        left join lateral (select t.id, t.title, t.flow_id from task t where t.organisation_id = $1 and t.id = v.task_id offset 0) t on true
        left join lateral (select f.name from flow f where f.organisation_id = $1 and f.id = t.flow_id offset 0) f on true
        left join lateral (select p.name from person p where p.id = v.person_id offset 0) p on true
        left join lateral (select k.name from api_key k where k.organisation_id = $1 and k.id = v.api_key_id offset 0) k on true
        order by h.number desc
    $q$ using p_organisation, p_first, p_last, p_kind, p_channel, p_country, p_flow, p_person, p_max;
end $$;

-- What these lines add up to: all of them, not a page.
create function statement_sum(p_organisation uuid, p_first bigint, p_last bigint, p_kind text, p_channel text, p_country text, p_flow uuid, p_person uuid,
    out lines bigint, out added bigint, out taken bigint)
language plpgsql stable set search_path = sandi, pg_temp set jit = off as $$
begin
    execute $q$
        select count(*), coalesce(sum(e.amount) filter (where e.amount > 0), 0), coalesce(sum(e.amount) filter (where e.amount < 0), 0)
        from entry e $q$ || statement_behind(p_flow, p_person) || $q$
        where e.organisation_id = $1 and e.number between $2 and $3 and ($4 is null or e.kind = any (string_to_array($4, ','))) and ($5 is null or e.channel = $5)
            and ($6 is null or e.country = any (string_to_array($6, ',')))
    $q$ into lines, added, taken using p_organisation, p_first, p_last, p_kind, p_channel, p_country, p_flow, p_person;
end $$;

-- The organisation's calendar months, newest first, from its first entry's to this one.
create function statement_month_list(p_organisation uuid)
returns table (month text, first bigint, last bigint, opening bigint, closing bigint, paid bigint, spent bigint)
language sql stable set search_path = sandi, pg_temp as $$
    select to_char(m.day, 'YYYY-MM'), s.first, s.last, s.opening, s.closing, s.paid, s.spent
    from organisation o
    join credit c on c.organisation_id = o.id
    join entry e on e.organisation_id = o.id and e.number = 1
    cross join lateral generate_series(date_trunc('month', e.at at time zone o.time_zone), greatest(c.last_at, clock_timestamp()) at time zone o.time_zone, interval '1 month') m(day)
    cross join lateral entry_span(o.id, m.day::date, (m.day + interval '1 month')::date - 1, c.last_number) s
    where o.id = p_organisation
    order by m.day desc limit 120;
$$;

-- The days p_from to p_to, oldest first, each with what it began and ended with.
create function statement_day_list(p_organisation uuid, p_from date, p_to date, p_last bigint)
returns table (day text, first bigint, last bigint, opening bigint, closing bigint, paid bigint, spent bigint)
language sql stable set search_path = sandi, pg_temp as $$
    select to_char(d.day, 'YYYY-MM-DD'), s.first, s.last, s.opening, s.closing, s.paid, s.spent
    from generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d(day), entry_span(p_organisation, d.day::date, d.day::date, p_last) s
    order by d.day limit 400;
$$;

-- Entries p_first to p_last by what moved credit, over which channel and to which country: dearest first.
create function statement_kind_list(p_organisation uuid, p_first bigint, p_last bigint)
returns table (kind text, channel text, country text, lines bigint, amount bigint)
language sql stable set search_path = sandi, pg_temp set jit = off as $$
    select e.kind::text, e.channel::text, e.country::text, count(*), sum(e.amount)::bigint from entry e
    where e.organisation_id = p_organisation and e.number between p_first and p_last
    group by e.kind, e.channel, e.country order by sum(e.amount), count(*) desc, e.kind, e.channel, e.country limit 1000;
$$;
