-- What the charts of usage show, counted from the entries themselves: no table of days has to be kept while messages are settled. They read with their caller's
-- own rights; the caller asks for no more entries than a page may wait for.

-- The organisation's own days p_from to p_to, up to entry p_last, by day and channel, and once more, with day null, by channel and country. accepted: charges;
-- unsent: released without a charge; spent: charges less refunds. Days are ranges of numbers: no entry's time is turned into a day.
create function usage_list(p_organisation uuid, p_from date, p_to date, p_last bigint)
returns table (day text, channel text, country text, accepted bigint, unsent bigint, refunded bigint, spent bigint)
language sql stable set search_path = sandi, pg_temp set jit = off as $$
    with first as materialized (
        select array_agg(s.first order by d.day) as number
        from generate_series(p_from::timestamp, p_to::timestamp, interval '1 day') d(day), entry_span(p_organisation, d.day::date, d.day::date, p_last) s
    ), part as materialized (
        select p_from + width_bucket(e.number, (select f.number from first f)) - 1 as day, e.channel, e.country, e.kind, count(*) as n, -sum(e.amount) as spent
        from entry e
        where e.organisation_id = p_organisation and e.number between (select f.number[1] from first f) and p_last and e.message_id is not null
        group by 1, e.channel, e.country, e.kind
    )
    select to_char(p.day, 'YYYY-MM-DD'), p.channel::text, p.country::text, coalesce(sum(p.n) filter (where p.kind = 'charge'), 0)::bigint,
        coalesce(sum(p.n) filter (where p.kind = 'release'), 0)::bigint, coalesce(sum(p.n) filter (where p.kind = 'refund'), 0)::bigint, sum(p.spent)::bigint
    from part p
    group by grouping sets ((p.day, p.channel), (p.channel, p.country))
    order by p.day nulls last, sum(p.spent) desc, p.channel, p.country;
$$;

-- Verifications started on these days, by the channel asked for and the recipient's country, and how many were approved.
create function usage_verified_list(p_organisation uuid, p_from date, p_to date)
returns table (channel text, country text, started bigint, verified bigint)
language plpgsql stable set search_path = sandi, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    v_zone text := (select o.time_zone from organisation o where o.id = p_organisation);
begin
    return query
    select v.channel::text, v.country::text, count(*), count(*) filter (where v.status = 'approved') from verification v
    where v.organisation_id = p_organisation and v.created_at > '-infinity' and v.created_at >= p_from::timestamp at time zone v_zone and v.created_at < (p_to + 1)::timestamp at time zone v_zone
    group by v.channel, v.country order by count(*) desc, v.channel, v.country;
end $$;
