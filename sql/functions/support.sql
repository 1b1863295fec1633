-- What platform staff read of organisations. Each function checks the session ($1, its token's hash) itself: who is no staff gets no row.

-- An organisation as staff see it: its credit, its pace, its last top-up and what waits for staff.
create function support_organisation_rows(p_session bytea) returns table (id uuid, name text, slug text, country text, time_zone text, balance bigint, reserved bigint,
    spent bigint, days bigint, level text, last_top_up_at timestamptz, last_top_up bigint, requested bigint, waiting bigint) language sql stable as $$
    select o.id, o.name, o.slug, o.country::text, o.time_zone, c.balance, c.reserved, coalesce(w.spent, 0), credit_days(c.balance - c.reserved, w.spent),
        credit_level(c.balance - c.reserved, w), e.at, e.amount,
        (select q.amount from top_up_request q where q.organisation_id = o.id and q.state = 'open'),
        (select count(*) from top_up_approval a where a.organisation_id = o.id and a.state = 'waiting')
    from organisation o
    join credit c on c.organisation_id = o.id
    left join credit_watch w on w.organisation_id = o.id
    left join lateral (select e.at, e.amount from receipt r join entry e on e.organisation_id = r.organisation_id and e.number = r.entry
        where r.organisation_id = o.id and e.kind = 'top_up' order by r.entry desc limit 1) e on true
    where staff_person(p_session) is not null;
$$;

-- Organisations whose name, slug or id is like p_query; with p_low only those whose credit is low or asked for. By name, or available (least first), pace
-- (most first), days (fewest first), top_up (newest first). total counts all of them.
create function support_organisation_list(p_session bytea, p_query text, p_low boolean, p_sort text, p_offset bigint, p_max bigint) returns table (id uuid, name text, slug text,
    country text, time_zone text, balance bigint, reserved bigint, spent bigint, days bigint, level text, last_top_up_at timestamptz, last_top_up bigint, requested bigint,
    waiting bigint, total bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select r.*, count(*) over () from support_organisation_rows(p_session) r
    where (p_query is null or strpos(lower(r.name), lower(p_query)) > 0 or strpos(r.slug, lower(p_query)) > 0 or r.id::text = lower(p_query))
        and (not p_low or r.level is not null or r.requested is not null)
    order by case p_sort when 'available' then r.balance - r.reserved when 'pace' then -r.spent when 'days' then coalesce(r.days, 99999) end,
        case p_sort when 'top_up' then r.last_top_up_at end desc nulls last, lower(r.name), r.name, r.id
    offset p_offset limit least(p_max, 501);
$$;

create function support_organisation_get(p_session bytea, p_organisation uuid) returns table (id uuid, name text, slug text, country text, time_zone text,
    balance bigint, reserved bigint, spent bigint, days bigint, level text, last_top_up_at timestamptz, last_top_up bigint, requested bigint, waiting bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select r.* from support_organisation_rows(p_session) r where r.id = p_organisation;
$$;

create function actor_name(p_actor text) returns text language sql stable as $$
    select coalesce((select p.name from person p where 'person:' || p.id = p_actor), case p_actor when 'cli' then 'sandi' else p_actor end);
$$;

-- Entries that people made, newest first, before the entry p_before: who made and who approved each, and what corrects it.
create function support_top_up_list(p_session bytea, p_organisation uuid, p_before bigint, p_max bigint) returns table (number bigint, kind text, amount bigint, balance bigint,
    at timestamptz, receipt text, refers_to bigint, reference text, reason text, actor text, approver text, corrected bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select e.number, e.kind::text, e.amount, e.balance, e.at, r.name, e.refers_to, e.reference, e.reason, actor_name(e.actor), p.name,
        (select sum(d.amount)::bigint from receipt x join entry d on d.organisation_id = x.organisation_id and d.number = x.entry
            where x.organisation_id = r.organisation_id and x.entry > r.entry and d.refers_to = e.number)
    from receipt r
    join entry e on e.organisation_id = r.organisation_id and e.number = r.entry
    left join top_up_approval a on a.organisation_id = e.organisation_id and a.entry = e.number
    left join person p on p.id = a.decided_by
    where r.organisation_id = p_organisation and (p_before is null or r.entry < p_before) and staff_person(p_session) is not null
    order by r.entry desc limit least(p_max, 501);
$$;

-- One entry, with its receipt if a person made it. left_over is what a correction may still take back; null: it cannot be corrected.
create function support_entry(p_session bytea, p_organisation uuid, p_number bigint) returns table (number bigint, at timestamptz, kind text, before bigint, amount bigint,
    balance bigint, reference text, reason text, refers_to bigint, receipt text, actor text, approver text, organisation_name text, channel text, country text, message_id uuid,
    left_over bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select e.number, e.at, e.kind::text, e.balance - e.amount, e.amount, e.balance, e.reference, e.reason, e.refers_to, r.name, actor_name(e.actor), p.name,
        o.name, e.channel::text, e.country::text, e.message_id,
        case when e.kind = 'charge' and not exists (select from entry f where f.organisation_id = e.organisation_id and f.refers_to = e.number and f.kind = 'refund') then -e.amount
            when e.kind in ('top_up', 'bonus', 'correction') and e.refers_to is null then e.amount + (select coalesce(sum(d.amount), 0)::bigint
                from receipt x join entry d on d.organisation_id = x.organisation_id and d.number = x.entry
                where x.organisation_id = e.organisation_id and x.entry > e.number and d.refers_to = e.number) end
    from entry e
    join organisation o on o.id = e.organisation_id
    left join receipt r on r.organisation_id = e.organisation_id and r.entry = e.number
    left join top_up_approval a on a.organisation_id = e.organisation_id and a.entry = e.number
    left join person p on p.id = a.decided_by
    where e.organisation_id = p_organisation and e.number = p_number and staff_person(p_session) is not null;
$$;

-- The staff member of a live session; null for anybody else.
create function staff_person(p_session bytea) returns uuid language sql stable as $$
    select p.id from session s join person p on p.id = s.person_id
    where s.organisation_id = '00000000-0000-0000-0000-000000000000' and s.token_hash = p_session and s.expires_at > now() and s.seen_at > now() - interval '12 hours'
        and p.staff_role is not null and p.disabled_at is null;
$$;
