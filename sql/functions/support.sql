-- What platform staff read of organisations. Each function checks the session ($1, its token's hash) itself: who is no staff gets no row.

create function support_organisation_rows(p_session bytea) returns table (id uuid, name text, slug text, country text, time_zone text, balance bigint, reserved bigint,
    last_top_up_at timestamptz, last_top_up bigint) language sql stable as $$
    select o.id, o.name, o.slug, o.country::text, o.time_zone, c.balance, c.reserved, e.at, e.amount
    from organisation o
    join credit c on c.organisation_id = o.id
    left join lateral (select e.at, e.amount from entry e where e.organisation_id = o.id and e.kind = 'top_up' order by e.number desc limit 1) e on true
    where staff_person(p_session) is not null;
$$;

-- Organisations whose name or slug contains p_query, by name, after p_after.
create function support_organisation_list(p_session bytea, p_query text, p_after text, p_max bigint) returns table (id uuid, name text, slug text, country text,
    time_zone text, balance bigint, reserved bigint, last_top_up_at timestamptz, last_top_up bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select r.* from support_organisation_rows(p_session) r
    where (p_query is null or strpos(lower(r.name), lower(p_query)) > 0 or strpos(r.slug, lower(p_query)) > 0)
        and (p_after is null or (lower(r.name), r.name) > (lower(p_after), p_after))
    order by lower(r.name), r.name limit least(p_max, 501);
$$;

create function support_organisation_get(p_session bytea, p_organisation uuid) returns table (id uuid, name text, slug text, country text,
    time_zone text, balance bigint, reserved bigint, last_top_up_at timestamptz, last_top_up bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select r.* from support_organisation_rows(p_session) r where r.id = p_organisation;
$$;

-- The newest twenty entries of one organisation that staff made.
create function support_top_up_list(p_session bytea, p_organisation uuid) returns table (number bigint, kind text, amount bigint, balance bigint, at timestamptz,
    reference text, reason text, actor text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select e.number, e.kind::text, e.amount, e.balance, e.at, e.reference, e.reason, coalesce(p.name, case e.actor when 'cli' then 'sandi' else e.actor end)
    from entry e left join person p on e.actor = 'person:' || p.id
    where e.organisation_id = p_organisation and e.kind in ('top_up', 'bonus', 'correction') and staff_person(p_session) is not null
    order by e.number desc limit 20;
$$;

create function support_receipt(p_session bytea, p_organisation uuid, p_number bigint) returns table (number bigint, at timestamptz, before bigint, amount bigint,
    balance bigint, reference text, organisation_name text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select e.number, e.at, e.balance - e.amount, e.amount, e.balance, e.reference, o.name
    from entry e join organisation o on o.id = e.organisation_id
    where e.organisation_id = p_organisation and e.number = p_number and e.kind in ('top_up', 'bonus', 'correction') and staff_person(p_session) is not null;
$$;

-- The staff member of a live session; null for anybody else.
create function staff_person(p_session bytea) returns uuid language sql stable as $$
    select p.id from session s join person p on p.id = s.person_id
    where s.organisation_id = '00000000-0000-0000-0000-000000000000' and s.token_hash = p_session and s.expires_at > now() and s.seen_at > now() - interval '12 hours'
        and p.staff_role is not null and p.disabled_at is null;
$$;
