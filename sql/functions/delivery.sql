-- The delivery log. The functions delivery_* read with their caller's own rights, so that a page stays under row-level security; those of support check
-- the staff session, mask every recipient and write the audit log.

-- Messages with a code, newest verification first, within it newest message first. Looks at no more than 5,000 verifications, however rare what is looked
-- for: where that was not enough, the last row has no message_id and says from where to go on (its at, verification_id and number, as every row's).
-- p_match: exact (the whole recipient), ends (last digits of a number), contains (part of an address), host (part of it from its @ on). p_words: part of the task's title. p_from, p_to: days
-- of the organisation's own calendar. p_before_*: the row to continue after.
create function delivery_list(p_organisation uuid, p_match text, p_recipient text, p_task uuid, p_words text, p_flow uuid, p_channel text, p_status text, p_from text,
    p_to text, p_before_at timestamptz, p_before uuid, p_before_number bigint, p_max bigint)
returns table (message_id uuid, verification_id uuid, at timestamptz, number bigint, created_at timestamptz, recipient text, channel text, country text, status text,
    reason text, price bigint, money text, verification_status text, task_id uuid, task_title text, flow_name text)
language plpgsql stable set search_path = sandi, pg_temp
set jit = off
as $$
#variable_conflict use_column
declare
    v_zone text := (select o.time_zone from organisation o where o.id = p_organisation);
    v_filtered boolean := p_match in ('ends', 'contains', 'host') or p_words is not null or p_flow is not null or p_channel is not null or p_status is not null;
begin
    -- Planned anew each time: which index serves depends on which filters are null. What is joined is bounded by the scan and looked up one by one, whatever the planner
    -- thinks of an organisation that it has no statistics of yet: offset 0 keeps it from joining all messages with all entries first.
    return query execute $q$
        with scan as materialized (
            select v.id, v.created_at, v.recipient, v.recipient_kind, v.task_id, v.expires_at, v.status
            from verification v
            where v.organisation_id = $1 and v.created_at > '-infinity' and ($2 is null or $2 <> 'exact'
                    or v.prefix = case when strpos($3, '@') > 0 then lower($3) else left($3, -4) end and (v.recipient_kind = 'email' or v.recipient = $3))
                and ($4 is null or v.task_id = $4) and ($5 is null or v.created_at >= $5) and ($6 is null or v.created_at < $6)
                and ($7 is null or v.created_at <= $7 and (v.created_at, v.id) <= ($7, $8))
            order by v.created_at desc, v.id desc limit $9
        ), hit as materialized (
            select m.id as message_id, s.id as verification_id, s.created_at as at, m.number::bigint, m.created_at, s.recipient::text, m.channel::text, m.country::text,
                m.status::text, m.reason::text, m.price::bigint,
                case when not m.settled then 'reserved' when e.kind = 'release' then 'released' when exists (select from entry r where r.organisation_id = $1
                    and r.kind = 'refund' and r.refers_to = e.number) then 'refunded' else 'charged' end as money,
                case when s.status = 'pending' and s.expires_at <= clock_timestamp() then 'expired' else s.status::text end, s.task_id, t.title, f.name
            from scan s
            join lateral (select * from message m where m.organisation_id = $1 and m.verification_id = s.id offset 0) m on true
            left join lateral (select * from task t where t.organisation_id = $1 and t.id = s.task_id offset 0) t on true
            left join lateral (select * from flow f where f.organisation_id = $1 and f.id = t.flow_id offset 0) f on true
            left join lateral (select * from entry e where e.organisation_id = $1 and e.message_id = m.id and e.kind in ('charge', 'release') offset 0) e on true
            where ($7 is null or (s.created_at, s.id) < ($7, $8) or m.number < $10)
                and ($2 is null or case $2 when 'ends' then s.recipient_kind = 'phone' and right(s.recipient, length($3)) = $3
                    when 'contains' then s.recipient_kind = 'email' and strpos(lower(s.recipient), lower($3)) > 0
                    when 'host' then s.recipient_kind = 'email' and strpos(lower(substr(s.recipient, strpos(s.recipient, '@'))), lower($3)) > 0 else true end)
                and ($11 is null or strpos(lower(t.title), lower($11)) > 0) and ($12 is null or t.flow_id = $12) and ($13 is null or m.channel = $13)
                and ($14 is null or m.status = any (string_to_array($14, ',')))
            order by s.created_at desc, s.id desc, m.number desc limit $15
        )
        select * from hit
        union all
        (select null, s.id, s.created_at, 0, null, null, null, null, null, null, null, null, null, null, null, null from scan s
            where (select count(*) from scan) = $9 and (select count(*) from hit) < $15 order by s.created_at, s.id limit 1)
    $q$ using p_organisation, p_match, p_recipient, p_task, p_from::date::timestamp at time zone v_zone, (p_to::date + 1)::timestamp at time zone v_zone,
        p_before_at, p_before, case when v_filtered then 5000 else least(p_max + 1, 5000) end, p_before_number, p_words, p_flow, p_channel, p_status, p_max;
end $$;

-- What the newest 1,000 that fit come to; complete tells whether these are all.
create function delivery_total(p_organisation uuid, p_match text, p_recipient text, p_task uuid, p_words text, p_flow uuid, p_channel text, p_status text, p_from text, p_to text)
returns table (messages bigint, arrived bigint, failed bigint, charged bigint, complete boolean, since timestamptz)
language sql stable set search_path = sandi, pg_temp as $$
    select count(l.message_id), count(*) filter (where l.status in ('delivered', 'read')), count(*) filter (where l.status in ('rejected', 'failed')),
        coalesce(sum(l.price) filter (where l.money = 'charged'), 0)::bigint, count(*) = count(l.message_id) and count(*) < 1000, min(l.at)
    from delivery_list(p_organisation, p_match, p_recipient, p_task, p_words, p_flow, p_channel, p_status, p_from, p_to, null, null, null, 1000) l;
$$;

-- One verification, by its own id or by that of one of its messages.
create function delivery_get(p_organisation uuid, p_id uuid)
returns table (id uuid, status text, recipient text, country text, channel text, digits bigint, reference text, created_at timestamptz, expires_at timestamptz,
    closed_at timestamptz, attempts_max bigint, attempts_used bigint, last_wrong_at timestamptz, person_name text, api_key_name text, by_person boolean, by_key boolean,
    task_id uuid, task_title text, flow_name text, next_id uuid, resend_at timestamptz)
language sql stable set search_path = sandi, pg_temp as $$
    select v.id, case when v.status = 'pending' and v.expires_at <= clock_timestamp() then 'expired' else v.status::text end, v.recipient::text, v.country::text,
        v.channel::text, v.digits::bigint, v.reference::text, v.created_at, v.expires_at, v.closed_at, v.attempts_max::bigint, v.attempts_used::bigint, v.last_wrong_at,
        p.name, k.name, v.person_id is not null, v.api_key_id is not null, v.task_id, t.title, f.name,
        (select n.id from verification n where n.organisation_id = v.organisation_id and n.task_id = v.task_id and n.component_id = v.component_id
            and n.created_at > v.created_at order by n.created_at desc limit 1),
        resend_next(v.organisation_id, v.id)
    from verification v
    left join person p on p.id = v.person_id
    left join api_key k on k.organisation_id = v.organisation_id and k.id = v.api_key_id
    left join task t on t.organisation_id = v.organisation_id and t.id = v.task_id
    left join flow f on f.organisation_id = v.organisation_id and f.id = t.flow_id
    where v.organisation_id = p_organisation
        and v.id = coalesce((select m.verification_id from message m where m.organisation_id = p_organisation and m.id = p_id), p_id);
$$;

-- Its messages, oldest first, each with all that happened to it and the entries it made.
create function delivery_message_list(p_organisation uuid, p_verification uuid)
returns table (id uuid, channel text, status text, reason text, detail text, price bigint, tries bigint, settled boolean, fallback text, created_at timestamptz,
    launched_at timestamptz, accepted_at timestamptz, sent_at timestamptz, delivered_at timestamptz, read_at timestamptz, failed_at timestamptz, unknown_at timestamptz,
    updated_at timestamptz, due_at timestamptz, entry_kind text, entry_number bigint, entry_at timestamptz, entry_reason text, refund_number bigint, refund_at timestamptz)
language sql stable set search_path = sandi, pg_temp as $$
    select m.id, m.channel::text, m.status::text, m.reason::text, m.detail::text, m.price::bigint, m.tries::bigint, m.settled, m.fallback::text, m.created_at,
        m.launched_at, m.accepted_at, m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.unknown_at, m.updated_at, m.due_at, e.kind::text, e.number, e.at, e.reason,
        r.number, r.at
    from message m
    left join entry e on e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind in ('charge', 'release')
    left join entry r on r.organisation_id = m.organisation_id and r.kind = 'refund' and r.refers_to = e.number
    where m.organisation_id = p_organisation and m.verification_id = p_verification
    order by m.number;
$$;

-- A recipient with its middle hidden, as log_mask writes it.
create function recipient_mask(p_to text) returns text language sql immutable as $$
    select case when p_to = 'erased' then p_to when strpos(p_to, '@') > 1 then left(p_to, 1) || '***' || substr(p_to, strpos(p_to, '@')) when length(p_to) < 8 then '*****'
        else left(p_to, least(length(p_to) - 6, 6)) || '*****' || right(p_to, 2) end;
$$;

-- Support finds a recipient by the whole of it, by no more than the last four digits of a number or by an address's host: what is masked cannot be asked
-- for digit by digit.
create function support_match(inout p_match text, inout p_recipient text) language sql immutable as $$
    select case p_match when 'contains' then 'host' else p_match end,
        case p_match when 'ends' then right(p_recipient, 4) when 'contains' then regexp_replace(p_recipient, '^[^@]*@', '@') else p_recipient end;
$$;

-- Whether somebody of support looked for recipients of this organisation thirty times within ten minutes, as the audit log has it.
create function support_search_count(p_person uuid, p_organisation uuid) returns bigint language sql stable as $$
    select count(*) from audit_log a where a.organisation_id = p_organisation and a.at > clock_timestamp() - interval '10 min' and a.actor = p_person
        and a.action = 'delivery.list' and a.detail ? 'match';
$$;
create function support_search_spent(p_session bytea, p_organisation uuid) returns boolean
language sql stable security definer set search_path = sandi, pg_temp as $$
    select support_search_count(staff_person(p_session), p_organisation) >= 30;
$$;

create function support_delivery_list(p_session bytea, p_organisation uuid, p_match text, p_recipient text, p_task uuid, p_words text, p_flow uuid, p_channel text,
    p_status text, p_from text, p_to text, p_before_at timestamptz, p_before uuid, p_before_number bigint, p_max bigint)
returns table (message_id uuid, verification_id uuid, at timestamptz, number bigint, created_at timestamptz, recipient text, channel text, country text, status text,
    reason text, price bigint, money text, verification_status text, task_id uuid, task_title text, flow_name text)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_person(p_session);
begin
    if v_person is null or not exists (select from organisation o where o.id = p_organisation) then
        return;
    end if;
    select * into p_match, p_recipient from support_match(p_match, p_recipient);
    if p_match is not null and support_search_count(v_person, p_organisation) >= 30 then
        perform audit_write(p_organisation, v_person, 'staff', 'delivery.list', null, jsonb_build_object('refused', p_match));
        return;
    end if;
    perform audit_write(p_organisation, v_person, 'staff', 'delivery.list', case p_match when 'exact' then recipient_mask(p_recipient) when 'ends' then '*****' || p_recipient end,
        jsonb_strip_nulls(jsonb_build_object('match', p_match, 'task', coalesce(p_task::text, detail_mask(p_words)), 'channel', p_channel, 'status', p_status, 'from', p_from, 'to', p_to)));
    return query
    select l.message_id, l.verification_id, l.at, l.number, l.created_at, recipient_mask(l.recipient), l.channel, l.country, l.status, l.reason, l.price, l.money,
        l.verification_status, l.task_id, l.task_title, l.flow_name
    from delivery_list(p_organisation, p_match, p_recipient, p_task, p_words, p_flow, p_channel, p_status, p_from, p_to, p_before_at, p_before, p_before_number, p_max) l;
end $$;

create function support_delivery_total(p_session bytea, p_organisation uuid, p_match text, p_recipient text, p_task uuid, p_words text, p_flow uuid, p_channel text,
    p_status text, p_from text, p_to text)
returns table (messages bigint, arrived bigint, failed bigint, charged bigint, complete boolean, since timestamptz)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select t.* from support_match(p_match, p_recipient) x
    cross join lateral delivery_total(p_organisation, x.p_match, x.p_recipient, p_task, p_words, p_flow, p_channel, p_status, p_from, p_to) t
    where staff_person(p_session) is not null and (x.p_match is null
        -- Only beside a list that was not refused.
        or (select a.detail ? 'match' from audit_log a where a.organisation_id = p_organisation and a.at > clock_timestamp() - interval '10 min' and a.actor = staff_person(p_session)
            and a.action = 'delivery.list' order by a.at desc limit 1));
$$;

create function support_delivery_get(p_session bytea, p_organisation uuid, p_id uuid)
returns table (id uuid, status text, recipient text, country text, channel text, digits bigint, reference text, created_at timestamptz, expires_at timestamptz,
    closed_at timestamptz, attempts_max bigint, attempts_used bigint, last_wrong_at timestamptz, person_name text, api_key_name text, by_person boolean, by_key boolean,
    task_id uuid, task_title text, flow_name text, next_id uuid, resend_at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_person(p_session);
begin
    if v_person is null then
        return;
    end if;
    return query
    select g.id, g.status, recipient_mask(g.recipient), g.country, g.channel, g.digits, g.reference, g.created_at, g.expires_at, g.closed_at, g.attempts_max,
        g.attempts_used, g.last_wrong_at, g.person_name, g.api_key_name, g.by_person, g.by_key, g.task_id, g.task_title, g.flow_name, g.next_id, g.resend_at
    from delivery_get(p_organisation, p_id) g;
    if found then
        perform audit_write(p_organisation, v_person, 'staff', 'delivery.read', p_id::text, '{}');
    end if;
end $$;

create function support_delivery_message_list(p_session bytea, p_organisation uuid, p_verification uuid)
returns table (id uuid, channel text, status text, reason text, detail text, price bigint, tries bigint, settled boolean, fallback text, created_at timestamptz,
    launched_at timestamptz, accepted_at timestamptz, sent_at timestamptz, delivered_at timestamptz, read_at timestamptz, failed_at timestamptz, unknown_at timestamptz,
    updated_at timestamptz, due_at timestamptz, entry_kind text, entry_number bigint, entry_at timestamptz, entry_reason text, refund_number bigint, refund_at timestamptz)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select l.* from delivery_message_list(p_organisation, p_verification) l where staff_person(p_session) is not null;
$$;
