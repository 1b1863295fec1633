-- What time does: codes expire, launched messages without an outcome become unknown, unknown ones are released 60 s after expiry, callbacks that
-- crossed their settlement are replayed, what was not delivered in time goes by the next channel, and what is kept for a while is forgotten. At most p_max
-- of each; call again while it did much.
-- until: nothing that ended before then is left; null while there may be. Given to the next call as p_since it keeps that off the dead beginnings of its
-- indexes, where everything stands that ever expired and was not vacuumed yet; without it (a dispatcher that just began) all of them are looked through.
create function message_sweep(p_max bigint, p_since timestamptz default null) returns table (expired int, unknown int, released int, hops int, until timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    -- What is committed later than its moment stands behind it by seconds at most; no code lives longer than ten minutes.
    v_since timestamptz := coalesce(p_since - interval '11 min', '-infinity');
    v_organisation uuid[];
    v_id uuid[];
    v_due_organisation uuid[];
    v_due uuid[];
    v_early_organisation uuid[];
    v_early uuid[];
    v_late_organisation uuid[];
    v_late uuid[];
    r record;
begin
    expired := 0;
    unknown := 0;
    released := 0;
    select array_agg(d.organisation_id), array_agg(d.id) into v_organisation, v_id
    from (select v.organisation_id, v.id from verification v where v.status = 'pending' and v.expires_at <= v_at and v.expires_at > v_since order by v.expires_at limit p_max) d;
    select array_agg(d.organisation_id), array_agg(d.id) into v_due_organisation, v_due
    from (select m.organisation_id, m.id from message m where m.due_at <= v_at and m.due_at > v_since and m.lease_by is not null and m.status in ('launched', 'unknown', 'failed') order by m.due_at limit p_max) d;
    select array_agg(d.organisation_id), array_agg(d.id) into v_early_organisation, v_early
    from (select distinct m.organisation_id, m.id
        -- What is kept may be about messages that are not ours, by the hundred thousand; what crossed a settlement is among the newest.
        from (select * from early_callback c where c.received_at > v_at - interval '10 min' order by c.received_at desc limit 20000) c
        cross join lateral (select * from message m where m.sender_id = c.sender_id and m.provider_id = c.provider_id offset 0) m
        order by m.organisation_id, m.id limit p_max) d;
    -- No code lives longer than ten minutes; the bound keeps the scan off the index's dead beginning.
    select array_agg(d.organisation_id), array_agg(d.id) into v_late_organisation, v_late
    from (select v.organisation_id, v.id from verification v where v.fallback_at <= v_at and v.fallback_at > v_at - interval '11 min' and v.status = 'pending'
        order by v.fallback_at, v.id limit p_max) d;
    until := case when coalesce(cardinality(v_id), 0) < p_max and coalesce(cardinality(v_due), 0) < p_max then v_at end;
    -- All credit rows at once, in order: taking them in steps could deadlock with a batch over the same organisations.
    perform credit_lock(v_organisation || v_due_organisation || v_early_organisation || v_late_organisation);
    v_at := clock_timestamp();

    if v_id is not null then
        with closed as (
            update verification v set status = 'expired', closed_at = v_at, sealed = null, seal_key = null
            from unnest(v_organisation, v_id) i(organisation_id, id)
            cross join lateral (select v.ctid as place from verification v where v.organisation_id = i.organisation_id and v.id = i.id
                and v.closed_at is null for no key update) d
            where v.ctid = d.place
            returning v.organisation_id, v.id, v.expires_at
        )
        select array_agg(c.organisation_id order by c.expires_at, c.id), array_agg(c.id order by c.expires_at, c.id), count(*) into v_organisation, v_id, expired from closed c;
        perform verification_release(v_at, v_organisation, v_id, array_fill('expired'::text, array[expired]), array_fill('expired'::text, array[expired]));
    end if;

    if v_due is not null then
        perform 1 from (select distinct d.* from unnest(v_due_organisation, v_due) d(organisation_id, id) order by 1, 2) i
            cross join lateral (select 1 from message m where m.organisation_id = i.organisation_id and m.id = i.id for no key update) m;
        for r in
            select m.organisation_id, m.id, m.status = 'failed' as failed, v.expires_at, v.status = 'approved' and not exists (select from message l
                where l.organisation_id = m.organisation_id and l.verification_id = m.verification_id and l.number > m.number) as proved
            from unnest(v_due_organisation, v_due) with ordinality i(organisation_id, id, ord)
            cross join lateral (select * from message m where m.organisation_id = i.organisation_id and m.id = i.id offset 0) m
            cross join lateral (select * from verification v where v.organisation_id = m.organisation_id and v.id = m.verification_id offset 0) v
            where m.status in ('launched', 'unknown', 'failed') and m.due_at <= v_at order by i.ord
        loop
            if r.proved then
                update message m set status = case when r.failed then m.status else 'accepted' end, settled = true, due_at = null, lease_until = null, lease_by = null,
                    reason = case when r.failed then m.reason else 'proved' end, updated_at = v_at, accepted_at = v_at
                where m.organisation_id = r.organisation_id and m.id = r.id;
                perform ledger_settle(v_at, array[r.organisation_id], array[r.id], array['charge'], array['proved']);
            elsif r.expires_at + interval '60 s' <= v_at then
                update message m set status = case when r.failed then m.status else 'unknown' end, settled = true, due_at = null, lease_until = null, lease_by = null,
                    reason = coalesce(m.reason, 'unknown'), updated_at = v_at
                where m.organisation_id = r.organisation_id and m.id = r.id;
                perform ledger_settle(v_at, array[r.organisation_id], array[r.id], array['release'], array[case when r.failed then 'failed' else 'unknown' end]);
                released := released + 1;
            else
                update message m set status = 'unknown', due_at = r.expires_at + interval '60 s', lease_until = null,
                    reason = coalesce(m.reason, 'lease_lost'), updated_at = v_at, unknown_at = v_at
                where m.organisation_id = r.organisation_id and m.id = r.id;
                unknown := unknown + 1;
            end if;
        end loop;
    end if;

    for i in 1 .. coalesce(cardinality(v_early), 0) loop
        perform message_replay(v_at, v_early_organisation[i], v_early[i]);
    end loop;
    hops := message_fallback_late(v_at, v_late_organisation, v_late);

    delete from idempotency_key k where k.ctid = any (array(select d.ctid from idempotency_key d where d.at <= v_at - interval '24 h' limit p_max for update skip locked));
    delete from early_callback c where c.received_at <= v_at - interval '1 day';
    delete from api_key_use u where u.at <= v_at - interval '10 s';
    delete from login_try t where t.at <= v_at - interval '15 min';
    -- A day longer than they live: what such a session still sends is kept for its person.
    delete from session s where s.expires_at <= v_at - interval '1 day';
    delete from kept_form f where f.kept_at <= v_at - interval '1 day';
    return next;
end $$;
