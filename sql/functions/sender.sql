-- The senders, for the programs that deliver and that take callbacks. Secrets stay sealed: each program can open only
-- those whose key file it may read.

create function sender_list()
returns table (id uuid, name text, driver text, settings text, secrets text, version bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, s.name, s.driver::text, s.settings::text, s.secrets::text, s.version from sender s
$$;
comment on function sender_list() is 'Every sender, also inactive ones: messages under way still go out as them.';

create function sender_stamp() returns bigint
language sql stable security definer set search_path = sandi, pg_temp as $$
    select (coalesce(sum(s.version), 0) + count(*))::bigint from sender s
$$;
comment on function sender_stamp() is 'A number that grows with each change of a sender.';

create function sender_find(p_name text)
returns table (id uuid, name text, driver text, settings text, secrets text, version bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, s.name, s.driver::text, s.settings::text, s.secrets::text, s.version from sender s where s.name = p_name
$$;
comment on function sender_find(text) is 'The sender of that name, or no row.';

-- What of the sender itself its organisation may know: for each channel the one that sends for it.
create function sender_identity(p_organisation uuid) returns table (channel text, own boolean, name text, shown text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select distinct on (s.channel) s.channel::text, s.organisation_id is not null, s.name, s.settings ->> 'from' from sender s
    where s.active and (s.organisation_id = p_organisation or s.organisation_id is null)
    order by s.channel, s.organisation_id nulls last;
$$;
comment on function sender_identity(uuid) is 'Who sends for an organisation, by channel: its own sender or the platform''s, and the name or address that recipients see.';

-- Makes a sender; it is active unless its place is taken. p_person is the operator; null: the command line.
create function sender_add(p_id uuid, p_name text, p_channel text, p_driver text, p_slug text, p_person uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid;
    v_free boolean;
begin
    perform sender_lock();
    if p_slug is not null then
        select o.id into v_organisation from organisation o where o.slug = p_slug;
        if v_organisation is null then
            return 'not_found';
        end if;
    end if;
    v_free := not exists (select from sender s where s.active and s.channel = p_channel and s.organisation_id is not distinct from v_organisation);
    insert into sender (id, name, organisation_id, channel, driver, active) values (p_id, p_name, v_organisation, p_channel, p_driver, v_free and p_person is null)
    on conflict (name) do nothing;
    if not found then
        return 'exists';
    end if;
    perform sender_audit(v_organisation, p_person, 'sender.create', p_name, jsonb_build_object('channel', p_channel, 'driver', p_driver, 'active', v_free and p_person is null));
    return 'done';
end $$;
comment on function sender_add(uuid, text, text, text, text, uuid) is 'Makes a sender. Internal.';

-- Changes a sender. p_version: only that one; null: whatever is there. What becomes active takes the place of the one that was.
create function sender_put(p_name text, p_version bigint, p_settings jsonb, p_secrets jsonb, p_removed text[], p_active boolean, p_reason text, p_person uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_at timestamptz := clock_timestamp();
    s sender;
    v_replaced text;
begin
    perform sender_lock();
    select * into s from sender d where d.name = p_name for no key update;
    if not found then
        return 'not_found';
    elsif s.version <> p_version then
        return 'stale';
    end if;
    if p_active and not s.active then
        update sender d set active = false, version = d.version + 1, updated_at = v_at
        where d.active and d.channel = s.channel and d.organisation_id is not distinct from s.organisation_id returning d.name into v_replaced;
    end if;
    update sender d set settings = (d.settings || p_settings) - p_removed, active = coalesce(p_active, d.active), version = d.version + 1, updated_at = v_at,
        secrets = (d.secrets || (select coalesce(jsonb_object_agg(k.key, k.value || jsonb_build_object('at', extract(epoch from v_at)::bigint)), '{}') from jsonb_each(p_secrets) k)) - p_removed
    where d.id = s.id;
    update alert a set closed_at = v_at, closed_by = p_person, closed_reason = coalesce(p_reason, 'switched off')
    from sender d where a.sender_id = d.id and a.closed_at is null and not d.active and d.name in (p_name, v_replaced);
    if v_replaced is not null then
        perform sender_audit(s.organisation_id, p_person, 'sender.set', v_replaced, jsonb_build_object('active', false, 'replaced_by', p_name));
    end if;
    perform sender_audit(s.organisation_id, p_person, 'sender.set', p_name, jsonb_strip_nulls(jsonb_build_object(
        'before', (select jsonb_object_agg(k.key, k.value) from jsonb_each(s.settings || jsonb_build_object('active', s.active)) k where k.key = any (p_removed)
            or k.key = 'active' and p_active is not null or p_settings ? k.key),
        'after', p_settings || case when p_active is null then '{}' else jsonb_build_object('active', p_active) end, 'removed', p_removed, 'reason', p_reason, 'secrets', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(p_secrets) k))));
    return 'done';
end $$;
comment on function sender_put(text, bigint, jsonb, jsonb, text[], boolean, text, uuid) is 'Changes a sender. Says done, not_found or stale. Internal.';

-- Secrets sealed anew by a newer key; what was changed meanwhile is left as it is.
create function sender_reseal(p_id uuid, p_version bigint, p_secrets jsonb) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    s sender;
begin
    update sender d set version = d.version + 1, updated_at = clock_timestamp(),
        secrets = d.secrets || (select coalesce(jsonb_object_agg(k.key, coalesce(d.secrets -> k.key, '{}') || k.value), '{}') from jsonb_each(p_secrets) k)
    where d.id = p_id and d.version = p_version returning d.* into s;
    if not found then
        return 'stale';
    end if;
    perform sender_audit(s.organisation_id, null, 'sender.reseal', s.name, jsonb_build_object('secrets', (select coalesce(jsonb_agg(k order by k), '[]') from jsonb_object_keys(p_secrets) k)));
    return 'done';
end $$;
comment on function sender_reseal(uuid, bigint, jsonb) is 'Puts sealed secrets in the place of those of the version that was read. Says done or stale.';

-- One change of senders at a time: two that change places would wait for each other.
create function sender_lock() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('sandi.sender', 0));
$$;
comment on function sender_lock() is 'Until the end of the transaction. Internal.';

create function sender_audit(p_organisation uuid, p_person uuid, p_action text, p_subject text, p_detail jsonb) returns void language sql as $$
    select audit_write(coalesce(p_organisation, '00000000-0000-0000-0000-000000000000'), p_person, case when p_person is null then 'cli' else 'staff' end, p_action, p_subject, p_detail);
$$;
comment on function sender_audit(uuid, uuid, text, text, jsonb) is 'One line of the audit log about a sender. Internal.';
