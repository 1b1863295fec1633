-- The dispatcher tells what became of launched messages: accepted, rejected, unknown, or busy (nothing was taken: again at retry_at).
-- What this worker claimed and cannot send is rejected or busy without a launch. A message that is said to have failed and was not settled by that keeps its
-- status; the answer settles it. A batch equals its items one by one. Answers the status of each message afterwards, null where there is none.
create function message_settle(p_organisation uuid[], p_message uuid[], p_outcome text[], p_provider_id text[], p_reason text[], p_detail text[],
    p_retry_at timestamptz[], p_worker uuid)
returns table (item int, status text)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz;
    v_todo int[] := array[0];
    v_next int := 1;
    v_lo int;
    v_hi int;
    v_again int[];
    v_place tid[];
    v_status text[];
    v_shown text[];
    v_reason text[];
    v_settled boolean[];
    v_due timestamptz[];
    v_money_organisation uuid[];
    v_money uuid[];
    v_money_kind text[];
    v_money_reason text[];
    r record;
begin
    perform credit_lock(p_organisation);
    perform 1 from (select distinct d.* from unnest(p_organisation, p_message) d(organisation_id, id) order by 1, 2) i
        cross join lateral (select 1 from message m where m.organisation_id = i.organisation_id and m.id = i.id for no key update) m;
    v_at := clock_timestamp();
    while v_next <= cardinality(v_todo) loop
        v_lo := greatest(v_todo[v_next], 1);
        v_hi := case v_todo[v_next] when 0 then cardinality(p_organisation) else v_lo end;
        v_next := v_next + 1;

        -- What each item does: a new status (null: nothing), whether it settles, by which entry.
        select array_agg(f.place), array_agg(f.next), array_agg(coalesce(f.next, f.status)), array_agg(f.reason), array_agg(f.settled), array_agg(f.due), array_agg(f.ord + v_lo - 1) filter (where f.again),
            array_agg(f.organisation_id) filter (where f.kind is not null and not f.again), array_agg(f.id) filter (where f.kind is not null and not f.again),
            array_agg(f.kind) filter (where f.kind is not null and not f.again), array_agg(coalesce(f.reason, f.next)) filter (where f.kind is not null and not f.again)
        into v_place, v_status, v_shown, v_reason, v_settled, v_due, v_again, v_money_organisation, v_money, v_money_kind, v_money_reason
        from (
            select e.ord, e.place, e.organisation_id, e.id, e.status, bool_or(v_lo < v_hi and (e.times > 1 or e.touching)) over (partition by e.organisation_id) as again, e.next, e.settled,
                case e.next when 'launched' then null when 'queued' then greatest(coalesce(e.retry_at, v_at + interval '1 s'), v_at) when 'unknown' then
                    case when not e.settled then greatest(e.expires_at + interval '60 s', v_at) end end as due,
                case when e.next is null or e.was_settled or not e.settled then null when e.next = 'accepted' or e.next = 'failed' and e.outcome = 'accepted' then 'charge'
                    else 'release' end as kind,
                case when e.proved then 'proved' when e.next in ('withdrawn', 'expired') then case e.verification_status when 'pending' then 'expired' else e.verification_status end
                    when e.next = 'failed' then e.known_reason else e.reason end as reason
            from (
                select d.*, coalesce(d.next in ('accepted', 'rejected', 'withdrawn', 'expired', 'failed'), false) or coalesce(d.was_settled, false) as settled,
                    d.outcome = 'unknown' and d.next = 'accepted' as proved,
                    count(*) over (partition by d.organisation_id, d.id) as times,
                    coalesce(d.next = 'rejected' and d.fallback_next <= cardinality(d.fallback), false)
                        or d.provider_id is not null and exists (select from early_callback c where c.sender_id = d.sender_id
                            and c.provider_id = coalesce(d.known_provider_id, d.provider_id)) as touching
                from (
                    select i.*, m.place, m.status::text as status, m.settled as was_settled, m.sender_id, m.provider_id as known_provider_id, m.reason as known_reason, v.status::text as verification_status, v.expires_at, v.fallback, v.fallback_next,
                        case i.outcome
                            when 'accepted' then case when m.status in ('launched', 'unknown') then 'accepted' when m.status = 'failed' and not m.settled then 'failed' end
                            when 'rejected' then case when m.status = 'failed' and not m.settled then 'failed' when m.status in ('launched', 'unknown') and not m.settled or m.status = 'queued' and m.lease_by = p_worker and m.lease_until is not null
                                then 'rejected' end
                            when 'unknown' then case when m.status <> 'launched' then null
                                when v.status = 'approved' and not exists (select from message l where l.organisation_id = m.organisation_id
                                    and l.verification_id = m.verification_id and l.number > m.number) then 'accepted'
                                else 'unknown' end
                            when 'busy' then case when m.status not in ('queued', 'launched') or m.lease_by is distinct from p_worker or m.status = 'queued' and m.lease_until is null then null
                                when v.status = 'pending' and v.expires_at > v_at then 'queued'
                                when v.status in ('pending', 'expired') then 'expired'
                                else 'withdrawn' end
                            end as next
                    from unnest(p_organisation[v_lo:v_hi], p_message[v_lo:v_hi], p_outcome[v_lo:v_hi], p_provider_id[v_lo:v_hi], p_reason[v_lo:v_hi], p_retry_at[v_lo:v_hi])
                        with ordinality i(organisation_id, id, outcome, provider_id, reason, retry_at, ord)
                    left join lateral (select m.ctid as place, m.* from message m where m.organisation_id = i.organisation_id and m.id = i.id offset 0) m on true
                    left join lateral (select * from verification v where v.organisation_id = m.organisation_id and v.id = m.verification_id offset 0) v on true) d) e
            order by e.ord) f;
        if v_again is not null then
            if v_lo = v_hi then
                raise exception 'item % waits for itself', v_lo;
            end if;
            v_todo := v_todo || v_again;
        end if;

        update message m set
            status = coalesce(i.status, m.status), settled = case when i.status is null then m.settled else i.settled end,
            due_at = case when i.status is null then m.due_at else i.due end,
            launched_at = case i.status when 'queued' then null else m.launched_at end,
            lease_until = case when i.status is null then m.lease_until end, lease_by = case when i.status is null or not i.settled then m.lease_by end,
            provider_id = coalesce(m.provider_id, i.provider_id),
            reason = case when i.status is null then m.reason else i.reason end,
            detail = case when i.status is null or i.status = 'failed' then coalesce(m.detail, i.detail) else i.detail end,
            updated_at = case when i.status is null then m.updated_at else v_at end,
            accepted_at = case i.status when 'accepted' then v_at else m.accepted_at end,
            failed_at = case i.status when 'rejected' then v_at else m.failed_at end,
            unknown_at = case i.status when 'unknown' then v_at else m.unknown_at end
        from unnest(v_place, p_provider_id[v_lo:v_hi], p_detail[v_lo:v_hi], v_status, v_settled, v_due, v_reason) with ordinality
            i(place, provider_id, detail, status, settled, due, reason, ord)
        where m.ctid = i.place and (i.status is not null or i.provider_id is not null and m.provider_id is null)
            and (v_again is null or i.ord + v_lo - 1 <> all (v_again));
        perform ledger_settle(v_at, v_money_organisation, v_money, v_money_kind, v_money_reason);

        if v_lo = v_hi and v_again is null then
            if v_status[1] = 'rejected' then
                perform message_fallback(v_at, p_organisation[v_lo], p_message[v_lo]);
            end if;
            if p_provider_id[v_lo] is not null then
                v_shown[1] := coalesce(message_replay(v_at, p_organisation[v_lo], p_message[v_lo]), v_shown[1]);
            end if;
        end if;

        return query
        select (i.ord + v_lo - 1)::int, i.status from unnest(v_shown) with ordinality i(status, ord)
        where v_again is null or i.ord + v_lo - 1 <> all (v_again);
    end loop;
end $$;

-- Applies callbacks that came before their message's provider id was known. Returns the status afterwards, null where nothing was kept.
create function message_replay(p_at timestamptz, p_organisation uuid, p_message uuid) returns text language plpgsql as $$
#variable_conflict use_column
declare
    c record;
    v_found boolean := false;
begin
    for c in
        with kept as (
            delete from early_callback c using message m
            where m.organisation_id = p_organisation and m.id = p_message and c.sender_id = m.sender_id and c.provider_id = m.provider_id
            returning c.*
        )
        select * from kept order by received_at, status
    loop
        v_found := true;
        perform message_event_apply(p_at, p_organisation, p_message, c.status, c.reason, c.detail, c.at);
    end loop;
    return case when v_found then (select m.status from message m where m.organisation_id = p_organisation and m.id = p_message) end;
end $$;
