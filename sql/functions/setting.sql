-- What admins set for their organisation, and its API keys.

-- Says done, forbidden, no_country, no_time_zone or invalid. p_factor_days: how long who needs a second factor now may go without.
create function organisation_change(p_session bytea, p_organisation uuid, p_name text, p_country text, p_time_zone text, p_language text, p_factor_rule text, p_factor_days bigint,
    p_retention_days bigint) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
    o organisation;
begin
    if v_person is null then
        return 'forbidden';
    elsif not exists (select from country c where c.code = p_country) then
        return 'no_country';
    elsif not exists (select from pg_timezone_names z where z.name = p_time_zone) then
        return 'no_time_zone';
    elsif coalesce(length(btrim(p_name)), 0) not between 1 and 100 or coalesce(p_language, '') not in ('en', 'id') or coalesce(p_factor_rule, '') not in ('nobody', 'admins', 'everybody')
            or coalesce(p_factor_days, -1) not between 0 and 90 or p_retention_days not between 1 and 3650 then
        return 'invalid';
    end if;
    select * into o from organisation x where x.id = p_organisation for no key update;
    update organisation x set name = btrim(p_name), country = p_country, time_zone = p_time_zone, language = p_language, retention_days = p_retention_days, factor_rule = p_factor_rule,
        factor_due = case when x.factor_rule = p_factor_rule then x.factor_due when p_factor_days > 0 then clock_timestamp() + p_factor_days * interval '1 day' end
    where x.id = p_organisation and (x.name, x.country::text, x.time_zone, x.language::text, x.factor_rule, x.retention_days) is distinct from (btrim(p_name), p_country, p_time_zone, p_language, p_factor_rule, p_retention_days::int);
    if found then
        perform audit_write(p_organisation, v_person, 'member', 'organisation.change', o.slug, audit_change(to_jsonb(o), jsonb_build_object(
            'name', btrim(p_name), 'country', p_country, 'time_zone', p_time_zone, 'language', p_language, 'factor_rule', p_factor_rule, 'retention_days', p_retention_days)));
    end if;
    return 'done';
end $$;
comment on function organisation_change(bytea, uuid, text, text, text, text, text, bigint, bigint) is 'Changes what an organisation is called and where it is at home.';

-- Makes an API key. p_replaces: the live key that it follows, which ends after p_overlap hours; the new one may do what that one may. p_days: its life, null
-- for ever. Says done, forbidden, invalid, not_found or too_many.
create function api_key_make(p_session bytea, p_organisation uuid, p_id uuid, p_name text, p_secret_hash bytea, p_scopes text[], p_days bigint, p_replaces uuid, p_overlap bigint)
returns text language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
    v_at timestamptz := clock_timestamp();
    k api_key;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    if p_replaces is not null then
        select * into k from api_key x where x.organisation_id = p_organisation and x.id = p_replaces and x.revoked_at is null and (x.expires_at is null or x.expires_at > v_at) for update;
        if k.id is null then
            return 'not_found';
        end if;
        p_name := k.name;
        p_scopes := k.scopes::text[];
    end if;
    if coalesce(length(btrim(p_name)), 0) not between 1 and 100 or coalesce(cardinality(p_scopes), 0) = 0 or not p_scopes <@ array['read', 'send']
            or p_days not between 1 and 3650 or (p_replaces is not null and coalesce(p_overlap, -1) not between 0 and 720) then
        return 'invalid';
    elsif (select count(*) from api_key x where x.organisation_id = p_organisation and x.revoked_at is null and (x.expires_at is null or x.expires_at > v_at)) >= 100 then
        return 'too_many';
    end if;
    insert into api_key (organisation_id, id, name, secret_hash, scopes, expires_at, made_by, replaces)
    values (p_organisation, p_id, btrim(p_name), p_secret_hash, array(select distinct s from unnest(p_scopes) s order by s), v_at + p_days * interval '1 day', v_person, p_replaces);
    if p_replaces is not null then
        update api_key x set expires_at = least(coalesce(x.expires_at, 'infinity'), v_at + p_overlap * interval '1 hour') where x.organisation_id = p_organisation and x.id = p_replaces;
    end if;
    perform audit_write(p_organisation, v_person, 'member', case when p_replaces is null then 'api_key.create' else 'api_key.rotate' end, p_id::text,
        jsonb_strip_nulls(jsonb_build_object('name', btrim(p_name), 'scopes', to_jsonb(p_scopes), 'days', p_days, 'replaces', p_replaces, 'overlap_hours', p_overlap)));
    return 'done';
end $$;
comment on function api_key_make(bytea, uuid, uuid, text, bytea, text[], bigint, uuid, bigint) is 'Keeps the hash of a new API key, alone or beside the one that it follows.';

-- Says done, forbidden or not_found.
create function api_key_end(p_session bytea, p_organisation uuid, p_id uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
    v_name text;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    update api_key k set revoked_at = clock_timestamp() where k.organisation_id = p_organisation and k.id = p_id and k.revoked_at is null returning k.name into v_name;
    if not found then
        return 'not_found';
    end if;
    perform audit_write(p_organisation, v_person, 'member', 'api_key.revoke', p_id::text, jsonb_build_object('name', v_name));
    return 'done';
end $$;
comment on function api_key_end(bytea, uuid, uuid) is 'Revokes an API key.';
