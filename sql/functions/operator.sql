-- What operators see and change of senders and alerts, and support sees. Each function checks the staff session ($1, its token's hash) itself.

-- The operator of a live session; null for anybody else, support too.
create function staff_operator(p_session bytea) returns uuid language sql stable as $$
    select p.id from person p where p.id = staff_person(p_session) and p.staff_role = 'operator';
$$;

-- Senders whose name or organisation contains p_query, the platform's own first, by name, after the one named p_after.
create function operator_sender_list(p_session bytea, p_query text, p_after text, p_max bigint) returns table (name text, organisation_name text, organisation_slug text,
    channel text, driver text, active boolean, accepted_at timestamptz, error_at timestamptz, error_reason text, alerts bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.name, o.name, o.slug, s.channel::text, s.driver::text, s.active, h.accepted_at, h.error_at, h.error_reason,
        (select count(*) from alert a where a.sender_id = s.id and a.closed_at is null)
    from sender s left join organisation o on o.id = s.organisation_id left join sender_health h on h.sender_id = s.id
    where staff_person(p_session) is not null
        and (p_query is null or strpos(s.name, lower(p_query)) > 0 or strpos(lower(o.name), lower(p_query)) > 0 or strpos(o.slug, lower(p_query)) > 0)
        and (p_after is null or (s.organisation_id is not null, s.name) > (select x.organisation_id is not null, x.name from sender x where x.name = p_after))
    order by s.organisation_id is not null, s.name limit least(p_max, 501);
$$;
comment on function operator_sender_list(bytea, text, text, bigint) is 'Senders with their state, for staff.';

-- Of its secrets only which are set, and since when: {"token": seconds, …}, null where nobody noted it.
create function operator_sender_get(p_session bytea, p_name text) returns table (id uuid, organisation_name text, organisation_slug text, channel text, driver text,
    active boolean, version bigint, updated_at timestamptz, settings text, secrets text, rival text, accepted_at timestamptz, error_at timestamptz, error_reason text,
    error_detail text, open_countries bigint, accepted_hour bigint, failed_hour bigint, accepted_five bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, o.name, o.slug, s.channel::text, s.driver::text, s.active, s.version, s.updated_at, s.settings::text,
        (select coalesce(jsonb_object_agg(k.key, k.value -> 'at'), '{}')::text from jsonb_each(s.secrets) k),
        (select r.name from sender r where r.active and r.channel = s.channel and r.organisation_id is not distinct from s.organisation_id and r.id <> s.id),
        h.accepted_at, h.error_at, h.error_reason, h.error_detail, coalesce(h.open_countries, 0), m.accepted, m.failed, m.five
    from sender s left join organisation o on o.id = s.organisation_id left join sender_health h on h.sender_id = s.id
    cross join lateral (select coalesce(sum(m.accepted), 0)::bigint as accepted, coalesce(sum(m.failed), 0)::bigint as failed,
        coalesce(sum(m.accepted) filter (where m.minute >= date_trunc('minute', now()) - interval '5 min' and m.minute < date_trunc('minute', now())), 0)::bigint as five
        from sender_minute m where m.sender_id = s.id and m.minute > now() - interval '60 min') m
    where s.name = p_name and staff_person(p_session) is not null;
$$;
comment on function operator_sender_get(bytea, text) is 'One sender, for staff, without its secrets.';

create function operator_sender_create(p_session bytea, p_id uuid, p_name text, p_channel text, p_driver text, p_slug text) returns text
language sql security definer set search_path = sandi, pg_temp as $$
    select case when staff_operator(p_session) is null then 'forbidden' else sender_add(p_id, p_name, p_channel, p_driver, p_slug, staff_operator(p_session)) end;
$$;
comment on function operator_sender_create(bytea, uuid, text, text, text, text) is 'Makes a sender. Says done, exists, not_found or forbidden.';

create function operator_sender_set(p_session bytea, p_name text, p_version bigint, p_settings jsonb, p_secrets jsonb, p_removed text[]) returns text
language sql security definer set search_path = sandi, pg_temp as $$
    select case when staff_operator(p_session) is null then 'forbidden'
        else sender_put(p_name, p_version, p_settings, p_secrets, p_removed, null, null, staff_operator(p_session)) end;
$$;
comment on function operator_sender_set(bytea, text, bigint, jsonb, jsonb, text[]) is 'Changes settings and sealed secrets of the version that was shown. Says done, not_found, stale or forbidden.';

create function operator_sender_switch(p_session bytea, p_name text, p_active boolean, p_reason text) returns text
language sql security definer set search_path = sandi, pg_temp as $$
    select case when staff_operator(p_session) is null then 'forbidden'
        else sender_put(p_name, null, '{}', '{}', '{}', p_active, p_reason, staff_operator(p_session)) end;
$$;
comment on function operator_sender_switch(bytea, text, boolean, text) is 'Switches a sender on, in place of the active one, or off. Says done, not_found or forbidden.';

-- Open alerts, newest first, or those that ended within 30 days; at most p_max.
create function operator_alert_list(p_session bytea, p_open boolean, p_sender text, p_max bigint) returns table (id uuid, sender text, class text, reason text, detail text,
    count bigint, opened_at timestamptz, seen_at timestamptz, closed_at timestamptz, closed_by text, closed_reason text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select a.id, s.name, a.class::text, a.reason, a.detail, a.count, a.opened_at, a.seen_at, a.closed_at, p.name, a.closed_reason
    from alert a join sender s on s.id = a.sender_id left join person p on p.id = a.closed_by
    where staff_person(p_session) is not null and (a.closed_at is null) = p_open and (p_open or a.closed_at > now() - interval '30 days') and (p_sender is null or s.name = p_sender)
    order by coalesce(a.closed_at, a.opened_at) desc, a.id limit least(p_max, 501);
$$;
comment on function operator_alert_list(bytea, boolean, text, bigint) is 'Alerts, for staff.';

create function operator_alert_close(p_session bytea, p_id uuid, p_reason text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
    v_sender text;
    v_class text;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    update alert a set closed_at = clock_timestamp(), closed_by = v_person, closed_reason = left(p_reason, 300) from sender s
    where a.id = p_id and a.closed_at is null and s.id = a.sender_id returning s.name, a.class into v_sender, v_class;
    if not found then
        return 'not_found';
    end if;
    perform audit_write('00000000-0000-0000-0000-000000000000', v_person, 'staff', 'alert.close', v_sender, jsonb_build_object('class', v_class, 'reason', left(p_reason, 300)));
    return 'done';
end $$;
comment on function operator_alert_close(bytea, uuid, text) is 'Ends an open alert. Says done, not_found or forbidden.';
