-- The dispatcher takes due messages under a lease. A launched message is never claimed again.
-- Two kinds are due: fresh ones (lease_by null), by lanes of sender, country and organisation, and those that were claimed before and turned away (lease_by
-- kept, lease_until null), when their time has come. Of all lanes the soonest expiry goes first, but each organisation's first before anybody's second, so that
-- a long queue delays nobody else's. What has no more than p_floor_ms of life left is left to the sweep.
-- p_busy names senders that take no more now, each for one country or (null) for all; p_busy_most allows them some all the same. For one country that is a
-- try whether its provider is well again, which may be lost: of each organisation the one whose code lives longest is offered. Where there are more
-- organisations than one claim looks at, `after` tells where the next one goes on.
-- With p_message only these are looked at, by key: what the doorbell just named needs no walk past the dead entries of the queue. One whose sender is busy is
-- left to a claim of all.
create function message_claim(p_worker uuid, p_lease_ms bigint, p_max bigint, p_busy uuid[] default '{}', p_busy_country text[] default null, p_busy_most bigint[] default null,
    p_floor_ms bigint default 0, p_hold_ms bigint default null, p_after uuid default null,
    p_organisation uuid[] default '{}', p_message uuid[] default '{}')
returns table (organisation_id uuid, message_id uuid, verification_id uuid, sender_id uuid, channel text, recipient text, locale text, sealed bytea, seal_key int,
    expires_at timestamptz, tries int, digits int, country text, after uuid, subject text, subject_code boolean, body text, ending text, app_hash text, organisation_name text)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_useful timestamptz := v_at + p_floor_ms * interval '1 ms';
    v_nobody uuid := '00000000-0000-0000-0000-000000000000';
begin
    -- A claim that a crash forgets is only claimed again: message_launch asks for the lease, and is the one that must last.
    perform set_config('synchronous_commit', 'off', true);
    return query
    with recursive pair as (
        -- Each step is one descent of the index message_queue: 100,000 rows of one lane cost as much as one. Its whole key stands in each order by, for
        -- under row-level security the planner does not see that an equal coalesce() leaves nothing to sort.
        (select m.sender_id, coalesce(m.country::text, '') as country from message m where m.due_at is not null and m.lease_by is null and cardinality(p_message) = 0
            order by m.sender_id, coalesce(m.country::text, '') limit 1)
        union all
        select n.sender_id, n.country from pair p cross join lateral (
            select m.sender_id, coalesce(m.country::text, '') as country from message m
            where m.due_at is not null and m.lease_by is null and (m.sender_id, coalesce(m.country::text, '')) > (p.sender_id, p.country)
            order by m.sender_id, coalesce(m.country::text, '') limit 1) n
    ), room as materialized (
        select p.sender_id, p.country, b.most, b.probe from pair p cross join lateral (
            select min(coalesce(b.most, 0)) as most, coalesce(bool_or(b.country is not null), false) as probe from unnest(p_busy, p_busy_country, p_busy_most) b(sender_id, country, most)
            where b.sender_id = p.sender_id and (b.country is null or b.country = p.country)) b
        where b.most is null or b.most > 0
    ), lane as materialized (
        select r.sender_id, r.country, r.most, r.probe, o.organisation_id, count(*) over () as lanes,
            count(*) over (partition by r.sender_id, r.country) >= p_max as cut, max(o.organisation_id::text) over (partition by r.sender_id, r.country)::uuid as last
        from room r cross join lateral (
            with recursive o as (
                select coalesce(
                    (select m.organisation_id from message m where m.due_at is not null and m.lease_by is null and m.sender_id = r.sender_id
                        and coalesce(m.country::text, '') = r.country and m.organisation_id > coalesce(p_after, v_nobody) order by m.sender_id, coalesce(m.country::text, ''), m.organisation_id limit 1),
                    (select m.organisation_id from message m where m.due_at is not null and m.lease_by is null and m.sender_id = r.sender_id
                        and coalesce(m.country::text, '') = r.country order by m.sender_id, coalesce(m.country::text, ''), m.organisation_id limit 1)) as organisation_id
                union all
                select (select m.organisation_id from message m where m.due_at is not null and m.lease_by is null and m.sender_id = r.sender_id
                        and coalesce(m.country::text, '') = r.country and m.organisation_id > o.organisation_id order by m.sender_id, coalesce(m.country::text, ''), m.organisation_id limit 1)
                from o where o.organisation_id is not null
            )
            select o.organisation_id from o where o.organisation_id is not null limit p_max) o
    ), candidate as (
        select l.organisation_id, m.id, m.expires_at from lane l cross join lateral (
            select m.id, m.expires_at from message m
            where m.due_at is not null and m.lease_by is null and m.sender_id = l.sender_id and coalesce(m.country::text, '') = l.country
                and m.organisation_id = l.organisation_id and m.expires_at > v_useful and m.due_at <= v_at and m.status = 'queued'
            order by m.sender_id, coalesce(m.country::text, ''), m.organisation_id, m.expires_at limit least(l.most, p_max, greatest(4 * p_max / l.lanes, 1))) m
        where not l.probe
        union all
        select l.organisation_id, m.id, m.expires_at from lane l cross join lateral (
            select m.id, m.expires_at from message m
            where m.due_at is not null and m.lease_by is null and m.sender_id = l.sender_id and coalesce(m.country::text, '') = l.country
                and m.organisation_id = l.organisation_id and m.expires_at > v_useful and m.due_at <= v_at and m.status = 'queued'
            order by m.sender_id desc, coalesce(m.country::text, '') desc, m.organisation_id desc, m.expires_at desc limit 1) m
        where l.probe
        union all
        -- Nothing older than the longest life is worth sending; the bound keeps the scan off the index's dead beginning.
        (select m.organisation_id, m.id, m.expires_at from message m
            where m.due_at <= v_at and m.due_at > v_at - interval '11 min' and m.lease_by is not null and m.status = 'queued' and m.expires_at > v_useful
                and cardinality(p_message) = 0
                and not exists (select from unnest(p_busy, p_busy_country, p_busy_most) b(sender_id, country, most)
                    where b.sender_id = m.sender_id and (b.country is null or b.country = coalesce(m.country::text, '')) and coalesce(b.most, 0) = 0)
            order by m.due_at limit p_max)
        union all
        select m.organisation_id, m.id, m.expires_at from (select distinct r.* from unnest(p_organisation, p_message) r(organisation_id, id)) r cross join lateral (
            select m.organisation_id, m.id, m.expires_at from message m
            -- A plain "lease_by is null" would offer the index message_queue, small when the plan was made, and walk all of it for one id.
            where m.organisation_id = r.organisation_id and m.id = r.id and m.due_at <= v_at and coalesce(m.lease_by, v_nobody) = v_nobody and m.status = 'queued'
                and m.expires_at > v_useful and not exists (select from unnest(p_busy, p_busy_country) b(sender_id, country)
                    where b.sender_id = m.sender_id and (b.country is null or b.country = coalesce(m.country::text, '')))) m
    ), chosen as materialized (
        select c.organisation_id, c.id, row_number() over (order by c.place, c.expires_at, c.id) as ord
        from (select c.*, row_number() over (partition by c.organisation_id order by c.expires_at, c.id) as place from candidate c) c
        order by c.place, c.expires_at, c.id limit p_max
    ), locked as materialized (
        select m.place, c.ord from chosen c cross join lateral (
            select m.ctid as place from message m where m.organisation_id = c.organisation_id and m.id = c.id and m.status = 'queued' and m.due_at <= v_at
            for no key update skip locked) m
    ), taken as (
        update message m set lease_by = p_worker, lease_until = v_at + coalesce(p_hold_ms, p_lease_ms) * interval '1 ms', due_at = v_at + p_lease_ms * interval '1 ms',
            tries = m.tries + 1
        from locked d where m.ctid = d.place
        returning m.organisation_id, m.id, m.verification_id, m.sender_id, m.channel, m.tries, m.country, d.ord
    )
    select t.organisation_id, t.id, t.verification_id, t.sender_id, t.channel::text, v.recipient::text, v.locale::text, v.sealed::bytea, v.seal_key::int, v.expires_at, t.tries, v.digits::int,
        coalesce(t.country::text, ''), (select min(l.last::text)::uuid from lane l where l.cut), x.subject, x.subject_code, x.body, x.ending, x.app_hash, o.name
    -- Each by its key, and looked at afterwards: with "pending" beside the key, a plan made while the table was empty walks all that is pending.
    from taken t cross join lateral (select * from verification v where v.organisation_id = t.organisation_id and v.id = t.verification_id offset 0) v
    -- The organisation's own text, where it wrote one; its name is needed for nothing else.
    left join message_text x on x.organisation_id = t.organisation_id and x.channel = t.channel
        and x.locale = case when lower(v.locale) = 'id' or lower(v.locale) like 'id-%' then 'id' else 'en' end
    left join organisation o on o.id = x.organisation_id
    where v.status = 'pending' and v.expires_at > v_useful
    order by t.ord;
end $$;

-- Gives back what was claimed and not launched: at once due again for anybody, or (p_due) kept from everybody until then.
create function message_put_back(p_organisation uuid[], p_message uuid[], p_worker uuid, p_due timestamptz[]) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_count bigint;
begin
    perform set_config('synchronous_commit', 'off', true); -- forgotten, it is found by message_recover
    with given as materialized (
        select m.place, i.due from unnest(p_organisation, p_message, p_due) i(organisation_id, id, due) cross join lateral (
            select m.ctid as place from message m where m.organisation_id = i.organisation_id and m.id = i.id and m.status = 'queued' and m.lease_by = p_worker and m.lease_until is not null
            for no key update skip locked) m
    )
    update message m set due_at = coalesce(g.due, v_at), lease_until = null, lease_by = case when g.due is not null then m.lease_by end, tries = greatest(m.tries - 1, 0)
    from given g where m.ctid = g.place;
    get diagnostics v_count = row_count;
    return v_count;
end $$;

-- Claims that nobody launched while they were held: their dispatcher is dead or stuck, and message_launch refuses it from now on. Due again at once.
create function message_recover(p_max bigint) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_count bigint;
begin
    perform set_config('synchronous_commit', 'off', true);
    with lost as materialized (
        select m.ctid as place from message m
        where m.due_at > v_at and m.due_at < v_at + interval '1 min' and m.lease_by is not null and m.status = 'queued' and m.lease_until <= v_at
        order by m.due_at limit p_max for no key update skip locked
    )
    update message m set due_at = v_at, lease_until = null, lease_by = null, tries = greatest(m.tries - 1, 0)
    from lost l where m.ctid = l.place;
    get diagnostics v_count = row_count;
    return v_count;
end $$;

-- Commits that the messages are about to leave. Only those answered true may be sent; this transaction must commit synchronously.
create function message_launch(p_organisation uuid[], p_message uuid[], p_worker uuid, p_floor_ms bigint default 0) returns table (item int, launched boolean)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_useful timestamptz := v_at + p_floor_ms * interval '1 ms';
begin
    return query
    with given as materialized (
        -- A row that somebody else holds is being withdrawn: skip it rather than wait.
        select m.place, i.ord from unnest(p_organisation, p_message) with ordinality i(organisation_id, id, ord) cross join lateral (
            select m.ctid as place from message m
            where m.organisation_id = i.organisation_id and m.id = i.id and m.status = 'queued' and m.lease_by = p_worker and m.lease_until > v_at
                and (select v.status = 'pending' and v.expires_at > v_useful from verification v where v.organisation_id = i.organisation_id and v.id = m.verification_id)
            for no key update of m skip locked) m
    ), gone as (
        update message m set status = 'launched', launched_at = v_at, updated_at = v_at
        from given g where m.ctid = g.place
        returning g.ord
    )
    select i.ord::int, i.ord in (select g.ord from gone g) from unnest(p_message) with ordinality i(id, ord);
end $$;

-- After a launch whose end nobody heard of: which of them are this worker's and launched. It names itself anew at each start, and sends only after it
-- knows, so that no byte of these has left.
create function message_launched(p_organisation uuid[], p_message uuid[], p_worker uuid) returns table (item int, launched boolean)
language sql security definer set search_path = sandi, pg_temp
as $$
    select i.ord::int, exists (select from message m
        where m.organisation_id = i.organisation_id and m.id = i.id and m.status = 'launched' and m.lease_by = p_worker and m.due_at > clock_timestamp())
    from unnest(p_organisation, p_message) with ordinality i(organisation_id, id, ord);
$$;
