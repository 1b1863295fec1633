-- Starts verifications: reserves credit and queues the first message, or says why not. A batch equals its items one by one.
-- The whole batch is decided and applied set-wise. Items of an organisation whose items touch each other (a shared key or task step, a cap or a credit
-- that runs out on the way) come out as 'again' and go through the same statements one at a time, in item order.
create function verification_start(p_organisation uuid[], p_verification uuid[], p_message uuid[], p_recipient text[], p_kind text[], p_prefix text[], p_country text[],
    p_channel text[], p_digits bigint[], p_locale text[], p_reference text[], p_fallback text[], p_code_hash bytea[], p_hash_key bigint[], p_sealed bytea[],
    p_seal_key bigint[], p_idempotency_key text[], p_request_hash bytea[], p_api_key uuid[], p_person uuid[], p_address text[], p_task uuid[], p_component text[],
    p_lifetime bigint[], p_fallback_after bigint[] default null, p_link_hash bytea[] default null)
returns table (item int, outcome text, retry_after int, cap text, verification_id uuid, message_id uuid, recipient text, channel text, country text, digits int,
    attempts_left int, price bigint, expires_at timestamptz, created_at timestamptz, reference text, resend_at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp
-- Plans are made once a session, perhaps while tables are empty: generic, and by index whatever the statistics say. Where pages and comparisons cost
-- nothing, a look by key wins over a walk through a table of some rows, which may be large soon. Disabled nodes must not wake the JIT.
-- To the planner an empty table is cheaper to walk than to look into ten times. What it cannot merge it looks up: rows are read in lateral subqueries with
-- a lock or offset 0, and written by the place (ctid) where they were just read, which nobody moves before the credit's lock is given back. Of a row that is looked up
-- "pending" is asked as closed_at is null: to ask for the status would offer the index of all that is pending.
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001
as $$
#variable_conflict use_column
declare
    v_at timestamptz;
    v_caps boolean;
    v_days boolean;
    v_tasks boolean := array_remove(p_task, null) <> '{}';
    v_keys boolean := array_remove(p_idempotency_key, null) <> '{}';
    v_todo int[] := array[0];
    v_next int := 1;
    v_lo int;
    v_hi int;
    v_cap text[];
    v_until timestamptz[];
    v_before text[];
    v_outcome text[];
    v_price bigint[];
    v_sender uuid[];
    v_card uuid[];
    v_from timestamptz[];
    v_again int[];
    v_started boolean;
    v_item int;
begin
    select bool_or(d.caps), bool_or(d.day_cap is not null) into v_caps, v_days from (select o.caps, o.day_cap from credit c join organisation o on o.id = c.organisation_id
        where c.organisation_id = any (p_organisation) order by c.organisation_id for no key update of c) d;
    -- A task is not deleted and not finished between the look at it and the commit.
    if v_tasks then
        perform 1 from task t, unnest(p_organisation, p_task) i(organisation_id, id) where t.organisation_id = i.organisation_id and t.id = i.id
            order by t.organisation_id, t.id for share of t;
    end if;
    v_at := clock_timestamp();
    if v_days then
        perform credit_day_begin(v_at, p_organisation);
    end if;
    while v_next <= cardinality(v_todo) loop
        v_lo := greatest(v_todo[v_next], 1);
        v_hi := case v_todo[v_next] when 0 then cardinality(p_organisation) else v_lo end;
        v_next := v_next + 1;

        -- Refusals and replays that need a look at what is there: keys and caps.
        v_before := null;
        v_cap := null;
        v_until := null;
        if v_keys or v_caps or v_tasks and v_lo < v_hi then
            select array_agg(b.before), array_agg(b.cap), array_agg(b.until) into v_before, v_cap, v_until
            from verification_start_before(v_at, p_organisation[v_lo:v_hi], p_recipient[v_lo:v_hi], p_prefix[v_lo:v_hi], p_idempotency_key[v_lo:v_hi], p_request_hash[v_lo:v_hi],
                p_api_key[v_lo:v_hi], p_person[v_lo:v_hi], p_address[v_lo:v_hi], p_task[v_lo:v_hi], p_component[v_lo:v_hi], v_caps) b;
        end if;
        -- A step that was let pass without a code takes none any more, nor does one of a task that is finished or gone.
        if v_tasks then
            select array_agg(case when i.task is not null and coalesce(i.before, '') not in ('replayed', 'again')
                    and (exists (select from otp_override x where x.organisation_id = i.organisation_id and x.task_id = i.task and x.component_id = i.component)
                        or not exists (select from task t where t.organisation_id = i.organisation_id and t.id = i.task and t.status <> 'done'))
                then 'closed' else i.before end order by i.ord) into v_before
            from unnest(p_organisation[v_lo:v_hi], p_task[v_lo:v_hi], p_component[v_lo:v_hi], v_before) with ordinality i(organisation_id, task, component, before, ord);
        end if;

        select array_agg(f.outcome), array_agg(f.price), array_agg(f.sender_id), array_agg(f.rate_card_id), array_agg(f.effective_from),
            array_agg(f.ord + v_lo - 1) filter (where f.outcome = 'again'), bool_or(f.outcome = 'started')
        into v_outcome, v_price, v_sender, v_card, v_from, v_again, v_started
        from (
            select d.ord, d.price, d.sender_id, d.rate_card_id, d.effective_from,
                case when bool_or(d.outcome = 'again') over w then 'again'
                    when d.outcome <> 'started' or sum(d.price) filter (where d.outcome = 'started') over w <= d.room then d.outcome
                    when count(*) filter (where d.outcome = 'started') over w = 1 or min(d.price) filter (where d.outcome = 'started') over w > d.room
                        then case when d.price > d.available then 'insufficient_credit' else 'day_cap' end
                    else 'again' end as outcome
            from (
                -- Key and terms are looked up once for all items that share them. The caller may have looked its API key up a moment ago: one that was
                -- revoked meanwhile starts nothing.
                select i.ord, g.organisation_id, o.rate_card_id, c.balance - c.reserved as available, t.price, t.effective_from, t.sender_id,
                    least(c.balance - c.reserved, o.day_cap - (c.cap_base - c.balance + c.reserved)) as room,
                    case when c.organisation_id is null then 'not_found'
                        when g.api_key is not null and k.valid is null then 'unauthorized'
                        when i.before is not null then i.before
                        else t.outcome end as outcome
                from (select d.organisation_id, d.api_key, d.channel, d.country, array_agg(d.ord) as ords, array_agg(d.before) as befores
                    from unnest(p_organisation[v_lo:v_hi], p_api_key[v_lo:v_hi], p_channel[v_lo:v_hi], p_country[v_lo:v_hi], v_before)
                        with ordinality d(organisation_id, api_key, channel, country, before, ord)
                    group by d.organisation_id, d.api_key, d.channel, d.country) g
                left join lateral (select o.rate_card_id, o.day_cap from organisation o where o.id = g.organisation_id) o on true
                left join lateral (select c.organisation_id, c.balance, c.reserved, c.cap_base from credit c where c.organisation_id = g.organisation_id) c on true
                left join lateral (select true as valid from api_key k where k.organisation_id = g.organisation_id and k.id = g.api_key
                    and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_at)) k on true
                left join lateral rate_terms(v_at, g.organisation_id, o.rate_card_id, g.channel, g.country) t on true
                cross join lateral unnest(g.ords, g.befores) i(ord, before)) d
            window w as (partition by d.organisation_id)
            order by d.ord) f;
        if v_again is not null then
            if v_lo = v_hi then
                raise exception 'item % waits for itself', v_lo;
            end if;
            v_todo := v_todo || v_again;
        end if;

        if v_started then
            insert into verification (organisation_id, id, created_at, expires_at, price, digits, attempts_max, hash_key, seal_key, recipient, recipient_kind, prefix, country,
                channel, locale, reference, fallback, code_hash, sealed, api_key_id, person_id, address, task_id, component_id, fallback_after, fallback_at, link_hash)
            select i.organisation_id, i.id, v_at, v_at + least(i.lifetime, 600) * interval '1 s', i.price, i.digits, case when i.digits < 6 then 3 else 5 end, i.hash_key,
                i.seal_key, i.recipient, i.kind, lower(coalesce(i.prefix, i.recipient)), i.country, i.channel, coalesce(i.locale, (select o.language from organisation o where o.id = i.organisation_id)), i.reference, string_to_array(nullif(i.fallback, ''), ','),
                i.code_hash, i.sealed, i.api_key, i.person, i.address, i.task, i.component, i.fallback_after, case when i.fallback <> '' then v_at + i.fallback_after * interval '1 s' end,
                i.link_hash
            from unnest(p_organisation[v_lo:v_hi], p_verification[v_lo:v_hi], p_recipient[v_lo:v_hi], p_kind[v_lo:v_hi], p_prefix[v_lo:v_hi], p_country[v_lo:v_hi],
                p_channel[v_lo:v_hi], p_digits[v_lo:v_hi], p_locale[v_lo:v_hi], p_reference[v_lo:v_hi], p_fallback[v_lo:v_hi], p_code_hash[v_lo:v_hi],
                p_hash_key[v_lo:v_hi], p_sealed[v_lo:v_hi], p_seal_key[v_lo:v_hi], p_api_key[v_lo:v_hi], p_person[v_lo:v_hi], p_address[v_lo:v_hi], p_task[v_lo:v_hi],
                p_component[v_lo:v_hi], p_lifetime[v_lo:v_hi], p_fallback_after[v_lo:v_hi], p_link_hash[v_lo:v_hi], v_outcome, v_price)
                i(organisation_id, id, recipient, kind, prefix, country, channel, digits, locale, reference, fallback, code_hash, hash_key, sealed, seal_key, api_key, person,
                address, task, component, lifetime, fallback_after, link_hash, outcome, price)
            where i.outcome = 'started';

            insert into message (organisation_id, id, verification_id, sender_id, rate_card_id, rate_from, created_at, updated_at, due_at, expires_at, price, number, channel, country)
            select i.organisation_id, i.id, i.verification_id, i.sender_id, i.rate_card_id, i.rate_from, v_at, v_at, v_at, v_at + least(i.lifetime, 600) * interval '1 s', i.price, 1, i.channel, i.country
            from unnest(p_organisation[v_lo:v_hi], p_message[v_lo:v_hi], p_verification[v_lo:v_hi], p_channel[v_lo:v_hi], p_country[v_lo:v_hi], v_outcome, v_price, v_sender,
                v_card, v_from, p_lifetime[v_lo:v_hi]) i(organisation_id, id, verification_id, channel, country, outcome, price, sender_id, rate_card_id, rate_from, lifetime)
            where i.outcome = 'started';

            update credit c set reserved = c.reserved + s.price
            from (select i.organisation_id, sum(i.price)::bigint as price from unnest(p_organisation[v_lo:v_hi], v_outcome, v_price) i(organisation_id, outcome, price)
                where i.outcome = 'started' group by i.organisation_id) s
            where c.organisation_id = s.organisation_id;

            if v_keys then
                insert into idempotency_key as k (organisation_id, operation, key, request_hash, verification_id, message_id, attempts_left, price, at)
                select i.organisation_id, 'start', i.key, i.request_hash, i.verification_id, i.message_id, case when i.digits < 6 then 3 else 5 end, i.price, v_at
                from unnest(p_organisation[v_lo:v_hi], p_idempotency_key[v_lo:v_hi], p_request_hash[v_lo:v_hi], p_verification[v_lo:v_hi], p_message[v_lo:v_hi],
                    p_digits[v_lo:v_hi], v_outcome, v_price) i(organisation_id, key, request_hash, verification_id, message_id, digits, outcome, price)
                where i.outcome = 'started' and i.key is not null
                on conflict (organisation_id, operation, key) do update set request_hash = excluded.request_hash, verification_id = excluded.verification_id,
                    message_id = excluded.message_id, attempts_left = excluded.attempts_left, price = excluded.price, at = excluded.at;
            end if;
            if v_caps then
                insert into api_key_use as u (organisation_id, api_key_id, at, starts)
                select i.organisation_id, i.api_key, v_at, count(*)
                from unnest(p_organisation[v_lo:v_hi], p_api_key[v_lo:v_hi], v_outcome) i(organisation_id, api_key, outcome)
                join lateral (select from organisation o where o.id = i.organisation_id and o.caps) o on true
                where i.outcome = 'started' and i.api_key is not null group by i.organisation_id, i.api_key
                on conflict (organisation_id, api_key_id, at) do update set starts = u.starts + excluded.starts;
            end if;
            if v_tasks then
                for v_item in v_lo .. v_hi loop
                    if p_task[v_item] is not null and v_outcome[v_item - v_lo + 1] = 'started' then
                        perform verification_supersede(v_at, p_organisation[v_item], p_task[v_item], p_component[v_item], p_verification[v_item]);
                    end if;
                end loop;
            end if;
        end if;

        return query
        select (i.ord + v_lo - 1)::int, i.outcome, case when i.outcome = 'too_many' and i.until is not null then greatest(ceil(extract(epoch from i.until - v_at)), 1)::int
                when i.outcome = 'day_cap' then credit_day_left(v_at, p_organisation[i.ord + v_lo - 1]) end,
            case i.outcome when 'too_many' then i.cap end, case i.outcome when 'started' then i.verification_id end, case i.outcome when 'started' then i.message_id end,
            i.recipient, i.channel, i.country, i.digits::int, case when i.digits < 6 then 3 else 5 end, i.price,
            case i.outcome when 'started' then v_at + least(i.lifetime, 600) * interval '1 s' end, case i.outcome when 'started' then v_at end,
            i.reference, case i.outcome when 'started' then v_at + resend_cooldown(1) end
        from unnest(v_outcome, v_until, v_cap, p_verification[v_lo:v_hi], p_message[v_lo:v_hi], p_recipient[v_lo:v_hi], p_channel[v_lo:v_hi], p_country[v_lo:v_hi],
            p_digits[v_lo:v_hi], v_price, p_lifetime[v_lo:v_hi], p_reference[v_lo:v_hi])
            with ordinality i(outcome, until, cap, verification_id, message_id, recipient, channel, country, digits, price, lifetime, reference, ord)
        where i.outcome not in ('again', 'replayed');

        if v_keys and 'replayed' = any (v_outcome) then
            return query
            select (i.ord + v_lo - 1)::int, 'replayed', null::int, null, k.verification_id, k.message_id, v.recipient::text, v.channel::text, v.country::text, v.digits::int,
                k.attempts_left, k.price, v.expires_at, v.created_at, v.reference::text, m.created_at + resend_cooldown(m.number)
            from unnest(p_organisation[v_lo:v_hi], p_idempotency_key[v_lo:v_hi], v_outcome) with ordinality i(organisation_id, key, outcome, ord)
            join idempotency_key k on k.organisation_id = i.organisation_id and k.operation = 'start' and k.key = i.key
            cross join lateral (select * from verification v where v.organisation_id = k.organisation_id and v.id = k.verification_id offset 0) v
            cross join lateral (select * from message m where m.organisation_id = k.organisation_id and m.id = k.message_id offset 0) m
            where i.outcome = 'replayed';
        end if;
    end loop;
end $$;

-- Addresses that differ only in capitals reach one mailbox, so they share their caps.
-- What idempotency keys and caps say to each item, in item order: null (nothing), replayed, key_reused, too_many, or again: it depends on the items before it.
create function verification_start_before(p_at timestamptz, p_organisation uuid[], p_recipient text[], p_prefix text[], p_idempotency_key text[], p_request_hash bytea[],
    p_api_key uuid[], p_person uuid[], p_address text[], p_task uuid[], p_component text[], p_caps boolean)
returns table (before text, cap text, until timestamptz) language plpgsql as $$
#variable_conflict use_column
begin
    return query
    with item as materialized (
        select i.organisation_id, lower(i.recipient) as recipient, lower(coalesce(i.prefix, i.recipient)) as bucket, i.key, i.request_hash, i.api_key, i.person, i.address, i.task,
            i.component, i.ord, p_caps and o.caps as caps, o.recipient_most, o.recipient_day_most, o.task_step_most, o.person_most
        from unnest(p_organisation, p_recipient, p_prefix, p_idempotency_key, p_request_hash, p_api_key, p_person, p_address, p_task, p_component)
            with ordinality i(organisation_id, recipient, prefix, key, request_hash, api_key, person, address, task, component, ord)
        left join lateral (select o.caps, least(o.recipient_starts, start_cap('recipient')) as recipient_most, least(o.recipient_day_starts, start_cap('recipient_day')) as recipient_day_most,
            least(o.task_step_starts, start_cap('task_step')) as task_step_most, least(o.person_starts, start_cap('person')) as person_most
            from organisation o where o.id = i.organisation_id) o on true
    ), shared as materialized ( -- how many items of the batch are in the same bucket
        select i.ord, i.organisation_id, i.recipient, i.bucket, i.api_key, i.person, i.address, i.task, i.component, i.recipient_most, i.recipient_day_most,
            i.task_step_most, i.person_most,
            count(*) over (partition by i.organisation_id, i.recipient) as recipients,
            count(*) over (partition by i.organisation_id, i.bucket) as buckets,
            case when i.api_key is null then 0 else count(*) over (partition by i.organisation_id, i.api_key) end as api_keys,
            case when i.person is null then 0 else count(*) over (partition by i.organisation_id, i.person) end as persons,
            case when i.address is null then 0 else count(*) over (partition by i.organisation_id, i.address) end as addresses
        from item i where i.caps
    ), capped as materialized ( -- of each window, the moment from which this item fits; null where it fits now
        select s.ord, greatest(s.recipients, s.buckets, s.api_keys, s.persons, s.addresses) > 1 as shared,
            case when s.recipients > s.recipient_most then p_at else (select v.created_at from verification v where v.organisation_id = s.organisation_id and v.prefix = s.bucket
                and lower(v.recipient) = s.recipient and v.created_at > p_at - interval '10 min' order by v.created_at desc offset greatest(s.recipient_most - s.recipients, 0) limit 1) end
                + interval '10 min' as recipient,
            case when s.recipients > s.recipient_day_most then p_at else (select v.created_at from verification v where v.organisation_id = s.organisation_id and v.prefix = s.bucket
                and lower(v.recipient) = s.recipient and v.created_at > p_at - interval '1 day' order by v.created_at desc offset greatest(s.recipient_day_most - s.recipients, 0) limit 1) end
                + interval '1 day' as recipient_day,
            s.task is not null and (select count(*) from (select from verification v where v.organisation_id = s.organisation_id and v.task_id = s.task
                and v.component_id = s.component limit s.task_step_most) d) = s.task_step_most as task_step,
            case when s.persons > s.person_most then p_at when s.persons > 0 then (select v.created_at from verification v where v.organisation_id = s.organisation_id
                and v.person_id = s.person and v.created_at > p_at - interval '10 min' order by v.created_at desc offset greatest(s.person_most - s.persons, 0) limit 1) end
                + interval '10 min' as person,
            case when s.addresses > start_cap('address') then p_at when s.addresses > 0 then (select v.created_at from verification v where v.organisation_id = s.organisation_id
                and v.address = s.address and v.created_at > p_at - interval '1 min' order by v.created_at desc offset greatest(start_cap('address') - s.addresses, 0) limit 1) end
                + interval '1 min' as address,
            case when s.api_keys > 0 and s.api_keys + (select coalesce(sum(u.starts), 0) from api_key_use u where u.organisation_id = s.organisation_id
                and u.api_key_id = s.api_key and u.at > p_at - interval '1 s') > start_cap('api_key') then p_at + interval '1 s' end as api_key,
            case when s.buckets > start_cap('prefix') then p_at else (select v.created_at from verification v where v.organisation_id = s.organisation_id and v.prefix = s.bucket
                and v.created_at > p_at - interval '10 min' order by v.created_at desc offset greatest(start_cap('prefix') - s.buckets, 0) limit 1) end
                + interval '10 min' as prefix
        from shared s
    ), twice as materialized ( -- organisations with a key or a task step that comes more than once
        select i.organisation_id from item i where i.key is not null group by i.organisation_id, i.key having count(*) > 1
        union all
        select i.organisation_id from item i where i.task is not null group by i.organisation_id, i.task, i.component having count(*) > 1
    )
    select case when i.organisation_id in (select t.organisation_id from twice t) then 'again'
            when k.request_hash = i.request_hash then 'replayed'
            when k.request_hash is not null then 'key_reused'
            when c.cap is null then null
            when c.shared then 'again'
            else 'too_many' end,
        c.cap, c.until
    from item i
    left join lateral (select k.request_hash from idempotency_key k where k.organisation_id = i.organisation_id and k.operation = 'start' and k.key = i.key
        and k.at > p_at - interval '24 h' limit 1) k on true
    left join (select c.ord, c.shared, -- of several caps the one that is lifted last says when
            case when c.task_step then 'task_step' when c.recipient_day is not null then 'recipient_day' when c.recipient is not null then 'recipient'
                when c.person is not null then 'person' when c.address is not null then 'address' when c.api_key is not null then 'api_key' when c.prefix is not null then 'prefix' end as cap,
            case when not c.task_step then greatest(c.recipient, c.recipient_day, c.person, c.address, c.api_key, c.prefix) end as until
        from capped c) c on c.ord = i.ord
    order by i.ord;
end $$;

-- A newer start for the same task step cancels the pending one.
create function verification_supersede(p_at timestamptz, p_organisation uuid, p_task uuid, p_component text, p_by uuid) returns void language plpgsql as $$
#variable_conflict use_column
declare
    v_id uuid;
begin
    for v_id in select v.id from verification v where v.organisation_id = p_organisation and v.task_id = p_task and v.component_id = p_component
        and v.closed_at is null and v.id <> p_by order by v.created_at, v.id loop
        perform verification_close(p_at, p_organisation, v_id, 'canceled');
    end loop;
end $$;
