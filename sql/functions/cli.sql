-- The operator's command line: makes organisations, people, keys and senders. Each change leaves a line in the audit log.

create function cli_audit(p_organisation uuid, p_action text, p_subject text, p_detail jsonb) returns void
language sql security definer set search_path = sandi, pg_temp as $$
    insert into audit_log (organisation_id, actor_kind, action, subject, detail)
    values (coalesce(p_organisation, '00000000-0000-0000-0000-000000000000'), 'cli', p_action, p_subject, p_detail)
$$;
comment on function cli_audit(uuid, text, text, jsonb) is 'One line of the audit log by the command line. Internal.';

create function organisation_find(p_slug text) returns table (id uuid, name text, country text, caps boolean)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select o.id, o.name, o.country::text, o.caps from organisation o where o.slug = p_slug
$$;
comment on function organisation_find(text) is 'The organisation of that slug, or no row.';

create function organisation_create(p_id uuid, p_slug text, p_name text, p_country text, p_language text, p_time_zone text, p_rate_card text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_card uuid;
begin
    if not exists (select from country c where c.code = p_country) then
        return 'no_country';
    end if;
    select c.id into v_card from rate_card c where c.kind = 'price' and (p_rate_card is null or c.name = p_rate_card) order by c.created_at, c.id limit 1;
    if v_card is null then
        return 'no_rate_card';
    end if;
    if not exists (select from pg_timezone_names z where z.name = coalesce(p_time_zone, 'Asia/Jakarta')) then
        return 'no_time_zone';
    end if;
    insert into organisation (id, slug, name, country, language, time_zone, rate_card_id)
    values (p_id, p_slug, p_name, p_country, coalesce(p_language, 'en'), coalesce(p_time_zone, 'Asia/Jakarta'), v_card)
    on conflict (slug) do nothing;
    if not found then
        return 'exists';
    end if;
    insert into credit (organisation_id) values (p_id);
    insert into credit_watch (organisation_id) values (p_id);
    perform cli_audit(p_id, 'organisation.create', p_slug, jsonb_build_object('name', p_name, 'country', p_country));
    return 'done';
end $$;
comment on function organisation_create(uuid, text, text, text, text, text, text) is
    'Makes an organisation and its credit row. Says done, exists, no_country, no_rate_card or no_time_zone.';

create function organisation_set(p_slug text, p_key text, p_value text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_id uuid;
    v_card uuid;
    v_was text;
begin
    select o.id, case p_key when 'caps' then case when o.caps then 'on' else 'off' end when 'rate-card' then (select c.name from rate_card c where c.id = o.rate_card_id)
        else to_jsonb(o) ->> replace(p_key, '-', '_') end into v_id, v_was from organisation o where o.slug = p_slug for update;
    if v_id is null then
        return 'not_found';
    end if;
    case p_key
    when 'caps' then
        update organisation set caps = p_value = 'on' where id = v_id;
    when 'name' then
        update organisation set name = p_value where id = v_id;
    when 'country' then
        if not exists (select from country c where c.code = p_value) then
            return 'no_country';
        end if;
        update organisation set country = p_value where id = v_id;
    when 'language' then
        update organisation set language = p_value where id = v_id;
    when 'time-zone' then
        if not exists (select from pg_timezone_names z where z.name = p_value) then
            return 'no_time_zone';
        end if;
        update organisation set time_zone = p_value where id = v_id;
    when 'rate-card' then
        select c.id into v_card from rate_card c where c.name = p_value and c.kind = 'price';
        if v_card is null then
            return 'no_rate_card';
        end if;
        update organisation set rate_card_id = v_card where id = v_id;
    when 'currency' then
        update organisation set currency = p_value where id = v_id;
    when 'unit-price' then
        update organisation set unit_price = p_value::numeric where id = v_id;
    else
        return 'no_key';
    end case;
    perform cli_audit(v_id, 'organisation.set', p_slug,
        jsonb_build_object('before', jsonb_build_object(replace(p_key, '-', '_'), v_was), 'after', jsonb_build_object(replace(p_key, '-', '_'), p_value)));
    return 'done';
end $$;
comment on function organisation_set(text, text, text) is
    'Changes one setting of an organisation. Says done, not_found, no_key, no_country, no_rate_card or no_time_zone.';

create function person_find(p_email text) returns table (id uuid, name text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select p.id, p.name from person p where p.email = p_email
$$;
comment on function person_find(text) is 'The person with that login, or no row.';

create function person_create(p_id uuid, p_email text, p_name text, p_password_hash text, p_staff text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    insert into person (id, email, name, password_hash, staff_role) values (p_id, p_email, p_name, p_password_hash, p_staff)
    on conflict (email) do nothing;
    if not found then
        return 'exists';
    end if;
    perform cli_audit(null, 'person.create', p_id::text, jsonb_build_object('email', p_email, 'staff', p_staff));
    return 'done';
end $$;
comment on function person_create(uuid, text, text, text, text) is 'Makes somebody who can sign in. Says done or exists.';

create function person_password_set(p_email text, p_password_hash text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_id uuid;
begin
    update person set password_hash = p_password_hash where email = p_email returning id into v_id;
    if v_id is null then
        return 'not_found';
    end if;
    delete from session where person_id = v_id;
    perform cli_audit(null, 'person.password', v_id::text, '{}');
    return 'done';
end $$;
comment on function person_password_set(text, text) is 'Sets a password and ends the person''s sessions. Says done or not_found.';

create function member_set(p_slug text, p_email text, p_role text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid;
    v_person uuid;
    v_was text;
begin
    select o.id into v_organisation from organisation o where o.slug = p_slug;
    if v_organisation is null then
        return 'not_found';
    end if;
    select p.id into v_person from person p where p.email = p_email;
    if v_person is null then
        return 'no_person';
    end if;
    select m.role::text into v_was from member m where m.organisation_id = v_organisation and m.person_id = v_person for update;
    if p_role is null then
        delete from member m where m.organisation_id = v_organisation and m.person_id = v_person;
        delete from session s where s.organisation_id = v_organisation and s.person_id = v_person;
    else
        insert into member (organisation_id, person_id, role) values (v_organisation, v_person, p_role)
        on conflict (organisation_id, person_id) do update set role = excluded.role, deactivated_at = null;
    end if;
    perform cli_audit(v_organisation, 'member.set', v_person::text, jsonb_build_object('before', v_was, 'after', p_role));
    return 'done';
end $$;
comment on function member_set(text, text, text) is 'Gives a person a role in an organisation, or none (null). Says done, not_found or no_person.';

create function api_key_create(p_organisation uuid, p_id uuid, p_name text, p_secret_hash bytea) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    insert into api_key (organisation_id, id, name, secret_hash) values (p_organisation, p_id, p_name, p_secret_hash);
    perform cli_audit(p_organisation, 'api_key.create', p_id::text, jsonb_build_object('name', p_name));
    return 'done';
end $$;
comment on function api_key_create(uuid, uuid, text, bytea) is 'Keeps the hash of a new API key.';

create function api_key_revoke(p_organisation uuid, p_name text) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_n bigint;
begin
    update api_key set revoked_at = clock_timestamp() where organisation_id = p_organisation and name = p_name and revoked_at is null;
    get diagnostics v_n = row_count;
    if v_n > 0 then
        perform cli_audit(p_organisation, 'api_key.revoke', p_name, jsonb_build_object('keys', v_n));
    end if;
    return v_n;
end $$;
comment on function api_key_revoke(uuid, text) is 'Revokes all keys of that name; returns how many.';

create function sender_create(p_id uuid, p_name text, p_channel text, p_driver text, p_slug text) returns text
language sql security definer set search_path = sandi, pg_temp as $$ select sender_add(p_id, p_name, p_channel, p_driver, p_slug, null) $$;
comment on function sender_create(uuid, text, text, text, text) is
    'Makes a sender, the platform''s or an organisation''s, active unless another one is. Says done, exists or not_found.';

create function sender_set(p_name text, p_settings jsonb, p_secrets jsonb, p_removed text[], p_active boolean) returns text
language sql security definer set search_path = sandi, pg_temp as $$ select sender_put(p_name, null, p_settings, p_secrets, p_removed, p_active, null, null) $$;
comment on function sender_set(text, jsonb, jsonb, text[], boolean) is
    'Changes settings and sealed secrets of a sender, removes those named, switches it on (in place of the active one) or off. Says done or not_found.';
