-- The dispatcher takes due messages under a lease. A launched message is never claimed again. p_busy names senders to leave alone for now.
create function message_claim(p_worker uuid, p_lease_ms bigint, p_max bigint, p_busy uuid[] default '{}')
returns table (organisation_id uuid, message_id uuid, verification_id uuid, sender_id uuid, channel text, recipient text, locale text, sealed bytea, seal_key int,
    expires_at timestamptz, tries int, digits int)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_until timestamptz := v_at + p_lease_ms * interval '1 ms';
begin
    -- A claim that a crash forgets is only claimed again: message_launch asks for the lease, and is the one that must last.
    perform set_config('synchronous_commit', 'off', true);
    return query
    with due as materialized (
        -- Nothing older than the longest life is worth sending; the bound keeps the scan off the index's dead beginning.
        select m.organisation_id, m.id from message m
        where m.due_at <= v_at and m.due_at > v_at - interval '11 min' and m.status = 'queued' and m.sender_id <> all (p_busy)
        order by m.due_at limit p_max for no key update skip locked
    ), taken as (
        update message m set lease_by = p_worker, lease_until = v_until, due_at = v_until, tries = m.tries + 1
        from due d where m.organisation_id = d.organisation_id and m.id = d.id
        returning m.organisation_id, m.id, m.verification_id, m.sender_id, m.channel, m.tries
    )
    select t.organisation_id, t.id, t.verification_id, t.sender_id, t.channel::text, v.recipient::text, v.locale::text, v.sealed::bytea, v.seal_key::int, v.expires_at, t.tries, v.digits::int
    from taken t join lateral (select * from verification v where v.organisation_id = t.organisation_id and v.id = t.verification_id and v.status = 'pending'
        and v.expires_at > v_at) v on true;
end $$;

-- Commits that the messages are about to leave. Only those answered true may be sent; this transaction must commit synchronously.
create function message_launch(p_organisation uuid[], p_message uuid[], p_worker uuid) returns table (item int, launched boolean)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
begin
    -- One by one, each by its primary key: a plan for the whole array, made while the table was small, has cost more than ten seconds for 256.
    for i in 1 .. coalesce(cardinality(p_message), 0) loop
        -- A row that somebody else holds is being withdrawn: skip it rather than wait.
        perform 1 from message m
        where m.organisation_id = p_organisation[i] and m.id = p_message[i] and m.status = 'queued' and m.lease_by = p_worker and m.lease_until > v_at
            and exists (select from verification v where v.organisation_id = p_organisation[i] and v.id = m.verification_id and v.status = 'pending' and v.expires_at > v_at)
        for no key update of m skip locked;
        item := i;
        launched := found;
        if launched then
            update message m set status = 'launched', launched_at = v_at, updated_at = v_at where m.organisation_id = p_organisation[i] and m.id = p_message[i];
        end if;
        return next;
    end loop;
end $$;

-- After a launch whose end nobody heard of: which of them are this worker's and launched. It names itself anew at each start, and sends only after it
-- knows, so that no byte of these has left.
create function message_launched(p_organisation uuid[], p_message uuid[], p_worker uuid) returns table (item int, launched boolean)
language sql security definer set search_path = sandi, pg_temp
as $$
    select i.ord::int, exists (select from message m
        where m.organisation_id = i.organisation_id and m.id = i.id and m.status = 'launched' and m.lease_by = p_worker and m.lease_until > clock_timestamp())
    from unnest(p_organisation, p_message) with ordinality i(organisation_id, id, ord);
$$;
