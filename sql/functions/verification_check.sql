-- Checks codes: each check is counted before it is compared, and a verification is approved at most once. A batch equals its items one by one.
-- p_candidates: for every key of the ring, one byte of key id and the 32 bytes of the code's hash under it. p_digits: how many digits were typed; another number
-- of them than the code has cannot be the code and costs no attempt. p_entered_by: who typed it; kept of the right one.
create function verification_check(p_organisation uuid[], p_verification uuid[], p_candidates bytea[], p_digits bigint[] default null,
    p_entered_by text[] default null)
returns table (item int, outcome text, status text, attempts_left int, retry_after int)
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
    v_place tid[];
    v_outcome text[];
    v_status text[];
    v_left int[];
    v_until timestamptz[];
    v_again int[];
    v_closed_organisation uuid[];
    v_closed uuid[];
    v_closed_reason text[];
begin
    perform credit_lock(p_organisation);
    perform 1 from (select distinct d.* from unnest(p_organisation, p_verification) d(organisation_id, id) order by 1, 2) i
        cross join lateral (select 1 from verification v where v.organisation_id = i.organisation_id and v.id = i.id for no key update) v;
    v_at := clock_timestamp();
    while v_next <= cardinality(v_todo) loop
        v_lo := greatest(v_todo[v_next], 1);
        v_hi := case v_todo[v_next] when 0 then cardinality(p_organisation) else v_lo end;
        v_next := v_next + 1;

        select array_agg(f.place), array_agg(f.outcome), array_agg(f.status), array_agg(f.attempts_left), array_agg(f.until),
            array_agg(f.ord + v_lo - 1) filter (where f.outcome = 'again'),
            array_agg(f.organisation_id) filter (where f.outcome in ('approved', 'locked')), array_agg(f.id) filter (where f.outcome in ('approved', 'locked')),
            array_agg(f.outcome) filter (where f.outcome in ('approved', 'locked'))
        into v_place, v_outcome, v_status, v_left, v_until, v_again, v_closed_organisation, v_closed, v_closed_reason
        from (
            select d.ord, d.place, d.organisation_id, d.id, case when bool_or(d.outcome = 'again') over (partition by d.organisation_id) then 'again' else d.outcome end as outcome,
                case d.outcome when 'approved' then 'approved' when 'locked' then 'locked' when 'closed' then case d.status when 'pending' then 'expired' else d.status end
                    else d.status end as status,
                case when d.outcome in ('approved', 'wrong', 'locked') then d.attempts_max - d.attempts_used - 1 else d.attempts_max - d.attempts_used end as attempts_left,
                d.until
            from (
                select i.*, w.until,
                    case when i.known is null then 'not_found'
                        when i.status <> 'pending' or i.expires_at <= v_at then 'closed'
                        when i.again > 1 or i.guesses > 1 and (i.guesses > 20 or w.until is not null) then 'again'
                        when i.typed <> i.digits then 'invalid_code'
                        when w.until is not null then 'too_many'
                        when exists (select from generate_series(0, octet_length(i.candidates) / 33 - 1) g
                            where get_byte(i.candidates, g * 33) = i.hash_key and substring(i.candidates from g * 33 + 2 for 32) = i.code_hash) then 'approved'
                        when i.attempts_used + 1 >= i.attempts_max then 'locked'
                        else 'wrong' end as outcome
                from (
                    select i.*, v.place, v.id as known, v.status::text as status, v.expires_at, v.attempts_max, v.attempts_used, v.hash_key, v.code_hash, lower(v.recipient) as mailbox, v.digits,
                        count(*) over (partition by i.organisation_id, i.id) as again, count(*) over (partition by i.organisation_id, lower(v.recipient)) as guesses
                    from unnest(p_organisation[v_lo:v_hi], p_verification[v_lo:v_hi], p_candidates[v_lo:v_hi], p_digits[v_lo:v_hi])
                        with ordinality i(organisation_id, id, candidates, typed, ord)
                    left join lateral (select v.ctid as place, v.* from verification v where v.organisation_id = i.organisation_id and v.id = i.id offset 0) v on true) i
                left join lateral ( -- the recipient's wrong guess that must grow a day old before this check fits
                    select g.at + interval '1 day' as until from verification x, unnest(x.wrong_at) g(at)
                    where x.organisation_id = i.organisation_id and lower(x.recipient) = i.mailbox and x.last_wrong_at > v_at - interval '1 day' and g.at > v_at - interval '1 day'
                    order by g.at desc offset greatest(20 - i.guesses, 0) limit 1) w on true) d
            order by d.ord) f;
        if v_again is not null then
            if v_lo = v_hi then
                raise exception 'item % waits for itself', v_lo;
            end if;
            v_todo := v_todo || v_again;
        end if;

        update verification v set
            attempts_used = v.attempts_used + 1,
            status = case i.outcome when 'wrong' then v.status else i.outcome end,
            closed_at = case i.outcome when 'wrong' then null else v_at end,
            entered_by = case i.outcome when 'approved' then i.entered_by end,
            sealed = case i.outcome when 'wrong' then v.sealed end,
            seal_key = case i.outcome when 'wrong' then v.seal_key end,
            last_wrong_at = case i.outcome when 'approved' then v.last_wrong_at else v_at end,
            wrong_at = case i.outcome when 'approved' then v.wrong_at else v.wrong_at || v_at end
        from unnest(v_place, v_outcome, p_entered_by[v_lo:v_hi]) i(place, outcome, entered_by)
        where v.ctid = i.place and i.outcome in ('approved', 'wrong', 'locked');

        if v_closed is not null then
            perform verification_release(v_at, v_closed_organisation, v_closed, array_fill('withdrawn'::text, array[cardinality(v_closed)]), v_closed_reason);
        end if;

        return query
        select (i.ord + v_lo - 1)::int, i.outcome, i.status, i.attempts_left, case i.outcome when 'too_many' then greatest(ceil(extract(epoch from i.until - v_at)), 1)::int end
        from unnest(v_outcome, v_status, v_left, v_until) with ordinality i(outcome, status, attempts_left, until, ord)
        where i.outcome <> 'again';
    end loop;
end $$;

-- Cancels pending verifications; what was not launched is withdrawn.
create function verification_cancel(p_organisation uuid[], p_verification uuid[]) returns table (item int, outcome text, status text)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz;
    v_expires timestamptz;
begin
    perform credit_lock(p_organisation);
    v_at := clock_timestamp();
    for i in 1 .. coalesce(cardinality(p_organisation), 0) loop
        item := i;
        select v.status, v.expires_at into status, v_expires from verification v where v.organisation_id = p_organisation[i] and v.id = p_verification[i];
        if not found then
            outcome := 'not_found';
        elsif status <> 'pending' or v_expires <= v_at then
            outcome := 'closed';
            status := case status when 'pending' then 'expired' else status end;
        else
            perform verification_close(v_at, p_organisation[i], p_verification[i], 'canceled');
            outcome := 'canceled';
            status := 'canceled';
        end if;
        return next;
    end loop;
end $$;
