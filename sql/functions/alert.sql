-- How senders fare, and the alerts to operators. The dispatcher brings both once a second, callbacks bring alerts; nothing here touches credit or codes.

-- What a provider said, for operators to read and for as long as they keep it: with the middle of whatever may be a number or an address hidden.
create function detail_mask(p_detail text) returns text language sql immutable as $$
    select regexp_replace(regexp_replace(p_detail, '([0-9]{4})[0-9]{2,}([0-9]{2})', '\1*****\2', 'g'), '([^[:space:]<>@"])[^[:space:]<>@"]*@', '\1***@', 'g');
$$;
comment on function detail_mask(text) is 'A provider''s words without recipients. Internal.';

-- Adds to the figures of senders, item by item; a sender that is gone is passed over.
create function sender_health_note(p_sender uuid[], p_accepted bigint[], p_failed bigint[], p_accepted_at timestamptz[], p_error_at timestamptz[], p_reason text[],
    p_detail text[], p_open bigint[]) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_at timestamptz := clock_timestamp();
    v_n bigint;
begin
    insert into sender_health as h (sender_id, accepted_at, error_at, error_reason, error_detail, open_countries, updated_at)
    select i.sender_id, i.accepted_at, i.error_at, left(i.reason, 100), left(detail_mask(i.detail), 500), i.open, v_at
    from unnest(p_sender, p_accepted_at, p_error_at, p_reason, p_detail, p_open) i(sender_id, accepted_at, error_at, reason, detail, open)
    join sender s on s.id = i.sender_id
    order by i.sender_id
    on conflict (sender_id) do update set accepted_at = greatest(h.accepted_at, excluded.accepted_at), updated_at = v_at, open_countries = excluded.open_countries,
        error_reason = case when excluded.error_at >= coalesce(h.error_at, '-infinity') then excluded.error_reason else h.error_reason end,
        error_detail = case when excluded.error_at >= coalesce(h.error_at, '-infinity') then excluded.error_detail else h.error_detail end,
        error_at = greatest(h.error_at, excluded.error_at);
    get diagnostics v_n = row_count;
    insert into sender_minute as m (sender_id, minute, accepted, failed)
    select i.sender_id, date_trunc('minute', v_at), i.accepted, i.failed
    from unnest(p_sender, p_accepted, p_failed) i(sender_id, accepted, failed)
    join sender s on s.id = i.sender_id
    where i.accepted + i.failed > 0
    order by i.sender_id
    on conflict (sender_id, minute) do update set accepted = m.accepted + excluded.accepted, failed = m.failed + excluded.failed;
    delete from sender_minute m where m.sender_id = any (p_sender) and m.minute < v_at - interval '61 min';
    return v_n;
end $$;
comment on function sender_health_note(uuid[], bigint[], bigint[], timestamptz[], timestamptz[], text[], text[], bigint[]) is
    'Adds to the figures of senders and says how many there are.';

-- Opens alerts or sees them again. A sender that is switched off has none. What was seen a moment ago is not written again: under a storm of callbacks
-- all of them would wait for the same row.
create function alert_note(p_sender uuid[], p_class text[], p_reason text[], p_detail text[], p_count bigint[]) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_at timestamptz := clock_timestamp();
    v_n bigint;
begin
    insert into alert as a (sender_id, class, reason, detail, count, opened_at, seen_at)
    select i.sender_id, i.class, left(max(i.reason), 100), left(detail_mask(max(i.detail)), 500), sum(i.count), v_at, v_at
    from unnest(p_sender, p_class, p_reason, p_detail, p_count) i(sender_id, class, reason, detail, count)
    join sender s on s.id = i.sender_id and s.active
    where not exists (select from alert o where o.sender_id = i.sender_id and o.class = i.class and o.closed_at is null and o.seen_at > v_at - interval '200 ms')
    group by i.sender_id, i.class
    order by i.sender_id, i.class
    on conflict (sender_id, class) where closed_at is null
    do update set seen_at = excluded.seen_at, count = a.count + excluded.count, reason = excluded.reason, detail = coalesce(excluded.detail, a.detail);
    get diagnostics v_n = row_count;
    return v_n;
end $$;
comment on function alert_note(uuid[], text[], text[], text[], bigint[]) is 'Opens alerts or sees them again; says how many were written.';

-- How long an alert must not have been seen before it is over: 15 s, four times that for each one of its kind that was over within the last day, an hour
-- at most. A sender that fails for some messages only would else mail an all-clear between any two of them.
create function alert_patience(p_sender uuid, p_class text, p_at timestamptz) returns interval language sql stable as $$
    select least(interval '15 s' * 4 ^ least(count(*), 8), interval '1 hour') from alert a
    where a.sender_id = p_sender and a.class = p_class and a.closed_by is null and a.closed_at > p_at - interval '1 day';
$$;

-- Ends what is over: its sender accepts again, or for a breaker, it is closed everywhere. Says how many.
create function alert_clear() returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_at timestamptz := clock_timestamp();
    v_n bigint;
begin
    update alert a set closed_at = v_at
    where a.id = any (array(
        select o.id from alert o left join sender_health h on h.sender_id = o.sender_id
        where o.closed_at is null and o.seen_at <= v_at - alert_patience(o.sender_id, o.class, v_at)
            and case o.class when 'breaker' then coalesce(h.open_countries, 0) = 0 else h.accepted_at > o.seen_at end
        order by o.id for no key update of o skip locked));
    get diagnostics v_n = row_count;
    delete from alert a where a.closed_at < v_at - interval '400 days';
    return v_n;
end $$;
comment on function alert_clear() is 'Ends alerts that are over and says how many.';

-- Takes mails to the operators upon the caller: each is answered once, to one dispatcher, and is lost if that ends before the mail left. mail_sender is the
-- platform's own e-mail sender.
create function alert_claim(p_max bigint) returns table (id uuid, opening boolean, mail_sender uuid, sender text, class text, reason text, detail text, count bigint,
    opened_at timestamptz, closed_at timestamptz, closed_by text, closed_reason text)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
begin
    return query
    with due as materialized (
        select a.id, a.closed_at is null as opening from alert a
        -- Each side has its index: once a second this must not read what was over long ago.
        where a.closed_at is null and a.opened_mail_at is null and a.opened_at > v_at - interval '1 day'
            or a.closed_at > v_at - interval '1 day' and a.opened_mail_at is not null and a.closed_mail_at is null
        order by a.opened_at limit p_max for no key update skip locked
    ), taken as (
        update alert a set opened_mail_at = case when d.opening then v_at else a.opened_mail_at end, closed_mail_at = case when d.opening then null else v_at end
        from due d where a.id = d.id returning a.*, d.opening
    )
    select t.id, t.opening, (select m.id from sender m where m.active and m.organisation_id is null and m.channel = 'email'), s.name, t.class::text, t.reason, t.detail,
        t.count, t.opened_at, t.closed_at, p.name, t.closed_reason
    from taken t join sender s on s.id = t.sender_id left join person p on p.id = t.closed_by order by t.opened_at;
end $$;
comment on function alert_claim(bigint) is 'Mails to the operators that are due, each answered once.';

create function alert_count() returns table (class text, open bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select a.class::text, count(*) from alert a where a.closed_at is null group by a.class;
$$;
comment on function alert_count() is 'How many alerts are open, by class.';
