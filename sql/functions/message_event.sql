-- Callbacks of providers. A message is found by our own reference (organisation and message), else by the provider's id, always within the sender whose
-- secret signed it. Status only grows: sent < failed < delivered < read. A batch equals its items one by one.
-- applied; ignored (nothing new); kept (its message is not known yet by that id); unknown (no such message).
create function message_event(p_sender uuid[], p_organisation uuid[], p_message uuid[], p_provider_id text[], p_status text[], p_reason text[], p_detail text[],
    p_at timestamptz[])
returns table (item int, outcome text)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz;
    v_organisation uuid[];
    v_message uuid[];
    v_money boolean[];
begin
    -- A settled message never becomes unsettled, so whether credit may move can be told before any lock: only those events take the credit rows.
    select array_agg(f.organisation_id), array_agg(f.id), array_agg(f.money) into v_organisation, v_message, v_money
    from (
        select i.ord, m.organisation_id, m.id, coalesce(bool_or(not m.settled or i.status = 'failed') over (partition by m.organisation_id, m.id), false) as money
        from unnest(p_sender, p_organisation, p_message, p_provider_id, p_status) with ordinality i(sender_id, organisation_id, message_id, provider_id, status, ord)
        left join lateral (
            select m.organisation_id, m.id, m.settled from message m where m.organisation_id = i.organisation_id and m.id = i.message_id and m.sender_id = i.sender_id
            union all
            (select m.organisation_id, m.id, m.settled from message m where i.message_id is null and m.sender_id = i.sender_id and m.provider_id = i.provider_id
                order by m.created_at desc limit 1)) m on true
        order by i.ord) f;
    perform credit_lock(array(select i.organisation_id from unnest(v_organisation, v_money) i(organisation_id, money) where i.money));
    perform 1 from (select distinct d.* from unnest(v_organisation, v_message) d(organisation_id, id) order by 1, 2) i
        cross join lateral (select 1 from message m where m.organisation_id = i.organisation_id and m.id = i.id for no key update) m;
    v_at := clock_timestamp();

    for i in 1 .. coalesce(cardinality(p_sender), 0) loop
        if v_message[i] is null then
            item := i;
            if p_message[i] is null and p_provider_id[i] is not null then
                insert into early_callback (sender_id, provider_id, status, reason, detail, at, received_at)
                values (p_sender[i], p_provider_id[i], p_status[i], left(p_reason[i], 200), left(p_detail[i], 500), p_at[i], v_at)
                on conflict do nothing;
                outcome := 'kept';
            else
                outcome := 'unknown';
            end if;
            return next;
        elsif v_money[i] then
            item := i;
            outcome := message_event_apply(v_at, v_organisation[i], v_message[i], p_status[i], p_reason[i], p_detail[i], p_at[i]);
            return next;
        end if;
    end loop;

    return query
    with event as materialized (
        select i.ord, i.organisation_id, i.id, i.status, message_rank(i.status) as rank, message_rank(m.status) as present,
            max(message_rank(i.status)) over (partition by i.organisation_id, i.id order by i.ord rows between unbounded preceding and 1 preceding) as before,
            row_number() over (partition by i.organisation_id, i.id order by message_rank(i.status) desc, i.ord) as place,
            m.place as row, coalesce(m.sent_at, (array_agg(t.at) filter (where i.status = 'sent') over w)[1]) as sent_at,
            coalesce(m.delivered_at, (array_agg(t.at) filter (where i.status = 'delivered') over w)[1]) as delivered_at,
            coalesce(m.read_at, (array_agg(t.at) filter (where i.status = 'read') over w)[1]) as read_at
        from unnest(v_organisation, v_message, p_status, v_money, p_at) with ordinality i(organisation_id, id, status, money, at, ord)
        cross join lateral (select m.ctid as place, m.* from message m where m.organisation_id = i.organisation_id and m.id = i.id offset 0) m
        cross join lateral (select event_time(v_at, i.at, coalesce(m.launched_at, m.created_at)) as at) t
        where not i.money
        window w as (partition by i.organisation_id, i.id order by i.ord rows between unbounded preceding and unbounded following)
    ), raised as (
        update message m set status = case when e.rank > e.present then e.status else m.status end, updated_at = case when e.rank > e.present then v_at else m.updated_at end,
            sent_at = e.sent_at, delivered_at = e.delivered_at, read_at = e.read_at
        from event e where m.ctid = e.row and e.place = 1 and e.present >= 0
            and (e.rank > e.present or (m.sent_at, m.delivered_at, m.read_at) is distinct from (e.sent_at, e.delivered_at, e.read_at))
    )
    select e.ord::int, case when e.present >= 0 and e.rank > greatest(e.present, e.before) then 'applied' else 'ignored' end from event e;
end $$;

-- The order of evidence. What was never launched, -1, takes none.
create function message_rank(p_status text) returns int language sql immutable as $$
    select case p_status when 'sent' then 1 when 'failed' then 2 when 'delivered' then 3 when 'read' then 4 when 'withdrawn' then -1 when 'expired' then -1 else 0 end;
$$;

-- A provider's own time counts only where it can be true: between the launch and the moment it was told. Clocks may differ by a minute, and some tell
-- whole seconds; anything else is replaced by the moment it was told. So nobody can date a delivery before its message or into the future.
create function event_time(p_at timestamptz, p_told timestamptz, p_launched timestamptz) returns timestamptz language sql immutable as $$
    select case when p_told between p_launched - interval '1 min' and p_at + interval '1 min' then least(greatest(p_told, p_launched), p_at) else p_at end;
$$;

-- One piece of evidence about one message, with all that credit does about it. The caller holds the credit row.
-- A failure moves credit only where the platform alone holds the secret that signed it: whoever owns the secret could sign it himself. Elsewhere a failure
-- before any acceptance leaves the credit reserved: the provider's answer, a delivery or the code itself still charges it, and without any of them it is
-- released when the code is over, as what is unknown is. So the order of failure and answer moves nothing.
create function message_event_apply(p_at timestamptz, p_organisation uuid, p_message uuid, p_status text, p_reason text, p_detail text,
    p_told timestamptz) returns text language plpgsql as $$
#variable_conflict use_column
declare
    m message;
    v_failed boolean := p_status = 'failed';
    v_trusted boolean;
    v_refund boolean;
    v_open boolean;
    v_time timestamptz;
begin
    select * into m from message d where d.organisation_id = p_organisation and d.id = p_message for no key update;
    if message_rank(m.status) < 0 or m.status = 'queued' and m.tries = 0 then
        return 'ignored';
    end if;
    v_time := event_time(p_at, p_told, coalesce(m.launched_at, m.created_at));
    if message_rank(p_status) <= message_rank(m.status) then
        -- What comes late changes no status, but its time belongs to the timeline, whatever the order.
        update message d set sent_at = case p_status when 'sent' then v_time else d.sent_at end, delivered_at = case p_status when 'delivered' then v_time else d.delivered_at end
        where d.organisation_id = m.organisation_id and d.id = m.id and case p_status when 'sent' then m.sent_at when 'delivered' then m.delivered_at else p_at end is null;
        if p_status = 'sent' and m.status = 'failed' and not m.settled then
            update message d set settled = true, due_at = null, lease_by = null where d.organisation_id = m.organisation_id and d.id = m.id;
            perform ledger_settle(p_at, array[m.organisation_id], array[m.id], array['charge'], array['sent']);
        end if;
        return 'ignored';
    end if;
    if v_failed then
        select s.organisation_id is null or coalesce((s.settings ->> 'platform_secret')::boolean, false), coalesce((s.settings ->> 'refund_failed')::boolean, true)
        into v_trusted, v_refund from sender s where s.id = m.sender_id;
        v_refund := v_trusted and v_refund
            and exists (select from entry e where e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind in ('charge', 'release') and e.kind = 'charge'
                -- Support may have given it back before.
                and not exists (select from entry r where r.organisation_id = e.organisation_id and r.refers_to = e.number and r.kind = 'refund'));
    end if;
    v_open := not m.settled and v_failed and not coalesce(v_trusted, false);
    update message d set status = p_status, settled = not v_open, lease_until = null, updated_at = p_at,
        due_at = case when v_open then (select greatest(v.expires_at + interval '60 s', p_at) from verification v where v.organisation_id = d.organisation_id and v.id = d.verification_id) end,
        lease_by = case when v_open then coalesce(d.lease_by, '00000000-0000-0000-0000-000000000000') end,
        launched_at = coalesce(d.launched_at, p_at), failed_at = case p_status when 'failed' then v_time else d.failed_at end,
        sent_at = case p_status when 'sent' then v_time else d.sent_at end, delivered_at = case p_status when 'delivered' then v_time else d.delivered_at end,
        read_at = case p_status when 'read' then v_time else d.read_at end,
        reason = case when v_failed then left(coalesce(p_reason, 'failed'), 200) else d.reason end, detail = case when v_failed then left(p_detail, 500) else d.detail end
    where d.organisation_id = m.organisation_id and d.id = m.id;
    if not m.settled and not v_open then
        perform ledger_settle(p_at, array[m.organisation_id], array[m.id], array[case when v_failed then 'release' else 'charge' end],
            array[left(case when v_failed then coalesce(p_reason, 'failed') else p_status end, 200)]);
    elsif v_refund then
        perform ledger_settle(p_at, array[m.organisation_id], array[m.id], array['refund'], array[left(coalesce(p_reason, 'failed'), 200)]);
    end if;
    if v_failed then
        perform message_fallback(p_at, m.organisation_id, m.id);
    end if;
    return 'applied';
end $$;
