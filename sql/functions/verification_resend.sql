-- Sends the code of pending verifications again: a new message with its own price, after a cooldown. Resends do not count towards the caps of
-- starts; the cooldown and the code's life bound them. Items run one by one, in item order.
-- A channel that is named is a person's choice: nothing follows it by itself. Without one the code goes the way it went last (a hop, too, is a way),
-- and the channels that are left of the fallback still follow.
create function verification_resend(p_organisation uuid[], p_verification uuid[], p_message uuid[], p_channel text[], p_idempotency_key text[], p_request_hash bytea[],
    p_person uuid[], p_address text[])
returns table (item int, outcome text, retry_after int, cap text, verification_id uuid, message_id uuid, recipient text, channel text, country text, digits int,
    attempts_left int, price bigint, expires_at timestamptz, created_at timestamptz, reference text, resend_at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
declare
    v_at timestamptz;
    v verification;
    l message;
    k idempotency_key;
    v_chosen boolean;
begin
    perform credit_lock(p_organisation);
    v_at := clock_timestamp();
    for i in 1 .. coalesce(cardinality(p_organisation), 0) loop
        item := i;
        retry_after := null;
        message_id := null;
        k := null;
        if p_idempotency_key[i] is not null then
            select * into k from idempotency_key d where d.organisation_id = p_organisation[i] and d.operation = 'resend' and d.key = p_idempotency_key[i]
                and d.at > v_at - interval '24 h';
        end if;
        select * into v from verification d where d.organisation_id = p_organisation[i] and d.id = coalesce(k.verification_id, p_verification[i]);
        select * into l from message d where d.organisation_id = v.organisation_id and d.verification_id = v.id order by d.number desc limit 1;
        verification_id := v.id;
        recipient := v.recipient;
        channel := v.channel;
        country := v.country;
        digits := v.digits;
        attempts_left := v.attempts_max - v.attempts_used;
        price := null;
        expires_at := v.expires_at;
        created_at := v.created_at;
        reference := v.reference;
        resend_at := l.created_at + resend_cooldown(l.number);
        outcome := case
            when k.key is not null and k.request_hash = p_request_hash[i] then 'replayed'
            when k.key is not null then 'key_reused'
            when v.id is null then 'not_found'
            when v.status <> 'pending' or v.expires_at <= v_at then 'closed'
            when v.expires_at < v_at + interval '30 s' then 'too_late'
            when resend_at > v_at then 'cooldown'
            when (coalesce(p_channel[i], l.channel) = 'email') <> (v.recipient_kind = 'email') then 'wrong_channel'
            end;
        if outcome is null then
            v_chosen := p_channel[i] is not null or coalesce(l.cause = 'chosen', false);
            outcome := message_add(v_at, v, p_message[i], coalesce(p_channel[i], l.channel), case when v_chosen then 'chosen' end);
            if outcome = 'started' then
                if v.fallback_after is not null then
                    update verification d set fallback_at = case when not v_chosen then fallback_due(v, v_at) end where d.organisation_id = v.organisation_id and d.id = v.id;
                end if;
                message_id := p_message[i];
                price := verification_price(v.organisation_id, v.id);
                resend_at := v_at + resend_cooldown(l.number + 1);
                if p_idempotency_key[i] is not null then
                    insert into idempotency_key as d (organisation_id, operation, key, request_hash, verification_id, message_id, attempts_left, price, at)
                    values (v.organisation_id, 'resend', p_idempotency_key[i], p_request_hash[i], v.id, p_message[i], v.attempts_max - v.attempts_used,
                        verification_price(v.organisation_id, v.id), v_at)
                    on conflict (organisation_id, operation, key) do update set request_hash = excluded.request_hash, verification_id = excluded.verification_id,
                        message_id = excluded.message_id, attempts_left = excluded.attempts_left, price = excluded.price, at = excluded.at;
                end if;
            elsif outcome = 'day_cap' then
                retry_after := credit_day_left(v_at, v.organisation_id);
            end if;
        elsif outcome = 'replayed' then
            select d.id, d.created_at + resend_cooldown(d.number) into message_id, resend_at
            from message d where d.organisation_id = k.organisation_id and d.id = k.message_id;
            attempts_left := k.attempts_left;
            price := k.price;
        elsif outcome = 'cooldown' then
            retry_after := greatest(ceil(extract(epoch from resend_at - v_at)), 1);
        end if;
        return next;
    end loop;
end $$;

-- Adds the next message of a pending verification: permitted, priced and reserved now. Returns started, or why not. The caller holds the credit row.
create function message_add(p_at timestamptz, v verification, p_message uuid, p_channel text, p_cause text) returns text language plpgsql as $$
#variable_conflict use_column
declare
    v_card uuid;
    v_cap bigint;
    t record;
begin
    select o.rate_card_id, o.day_cap into v_card, v_cap from organisation o where o.id = v.organisation_id;
    select * into t from rate_terms(p_at, v.organisation_id, v_card, p_channel, v.country);
    if t.outcome <> 'started' then
        return t.outcome;
    end if;
    if v_cap is not null then
        perform credit_day_begin(p_at, array[v.organisation_id]);
    end if;
    update credit c set reserved = c.reserved + t.price
    where c.organisation_id = v.organisation_id and least(c.balance - c.reserved, v_cap - (c.cap_base - c.balance + c.reserved)) >= t.price;
    if not found then
        return case when exists (select from credit c where c.organisation_id = v.organisation_id and c.balance - c.reserved >= t.price) then 'day_cap'
            else 'insufficient_credit' end;
    end if;
    insert into message (organisation_id, id, verification_id, sender_id, rate_card_id, rate_from, created_at, updated_at, due_at, expires_at, price, number, channel, country, cause)
    select v.organisation_id, p_message, v.id, t.sender_id, v_card, t.effective_from, p_at, p_at, p_at, v.expires_at, t.price, max(m.number) + 1, p_channel, v.country, p_cause
    from message m where m.organisation_id = v.organisation_id and m.verification_id = v.id;
    return 'started';
end $$;

-- Price of a verification: the sum of its messages that were not released. Runs with the caller's own rights.
create function verification_price(p_organisation uuid, p_verification uuid) returns bigint
language plpgsql stable set search_path = sandi, pg_temp as $$
begin
    return (select coalesce(sum(m.price), 0) from message m where m.organisation_id = p_organisation and m.verification_id = p_verification
        and not exists (select from entry e where e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind in ('charge', 'release') and e.kind = 'release'));
end $$;

-- What start and resend would have answered for these messages: for a program whose connection broke before the answer. Items that did not commit are missing.
create function verification_recover(p_organisation uuid[], p_message uuid[])
returns table (item int, outcome text, retry_after int, cap text, verification_id uuid, message_id uuid, recipient text, channel text, country text, digits int,
    attempts_left int, price bigint, expires_at timestamptz, created_at timestamptz, reference text, resend_at timestamptz)
language plpgsql stable security definer set search_path = sandi, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set enable_material = off set jit = off set random_page_cost = 0 set cpu_operator_cost = 0.0001 -- as in verification_start
as $$
#variable_conflict use_column
begin
    return query
    select i.ord::int, 'started', null::int, null, v.id, m.id, v.recipient::text, v.channel::text, v.country::text, v.digits::int, v.attempts_max - v.attempts_used,
        case m.number when 1 then m.price else verification_price(v.organisation_id, v.id) end, v.expires_at, v.created_at, v.reference::text,
        m.created_at + resend_cooldown(m.number)
    from unnest(p_organisation, p_message) with ordinality i(organisation_id, message_id, ord)
    cross join lateral (select * from message m where m.organisation_id = i.organisation_id and m.id = i.message_id offset 0) m
    cross join lateral (select * from verification v where v.organisation_id = m.organisation_id and v.id = m.verification_id offset 0) v;
end $$;
