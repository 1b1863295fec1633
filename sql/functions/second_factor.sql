-- The second factor: codes of an app (the caller computes them), recovery codes, and logins that wait for one.

create function second_factor_on(p_person uuid) returns boolean language sql stable as $$
    select exists (select from second_factor f where f.person_id = p_person and f.confirmed_at is not null);
$$;
comment on function second_factor_on(uuid) is 'Whether a person signs in with a code, too. Internal.';

-- Whether a rule of an organisation means a role.
create function factor_wanted(p_rule text, p_role text) returns boolean language sql immutable as $$
    select p_rule = 'everybody' or p_rule = 'admins' and p_role in ('owner', 'admin');
$$;
comment on function factor_wanted(text, text) is 'Who needs a second factor. Internal.';

-- Keeps who gave the right password and owes the code. False: nothing is owed, the password alone is enough.
create function half_login_create(p_token_hash bytea, p_person uuid) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    delete from half_login h where h.expires_at <= clock_timestamp();
    if not second_factor_on(p_person) then
        return false;
    end if;
    insert into half_login (token_hash, person_id, expires_at) values (p_token_hash, p_person, clock_timestamp() + interval '5 min');
    return true;
end $$;
comment on function half_login_create(bytea, uuid) is 'Begins a login that waits for its second factor.';

-- Counts a try and answers what a code is compared with. allowed is false after 10 tries within 15 minutes; no row where the login ended.
create function half_login_try(p_token_hash bytea) returns table (allowed boolean, person_id uuid, seal_key bigint, sealed bytea)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := (select h.person_id from half_login h where h.token_hash = p_token_hash and h.expires_at > clock_timestamp());
begin
    if v_person is null then
        return;
    end if;
    return query select factor_attempt(v_person), f.person_id, f.seal_key::bigint, f.sealed from second_factor f where f.person_id = v_person and f.confirmed_at is not null;
end $$;
comment on function half_login_try(bytea) is 'What the second factor of a waiting login is.';

-- Counts a try of a code, exactly also in parallel.
create function factor_attempt(p_person uuid) returns boolean language plpgsql as $$
declare
    v_bucket text := login_bucket('f:', p_person::text);
begin
    perform pg_advisory_xact_lock(hashtextextended(v_bucket, 0));
    if (select count(*) from login_try t where t.bucket = v_bucket and t.at > clock_timestamp() - interval '15 min') >= 10 then
        return false;
    end if;
    insert into login_try (bucket, at) values (v_bucket, clock_timestamp());
    return true;
end $$;
comment on function factor_attempt(uuid) is 'Whether one more code may be tried. Internal.';

-- Takes a step of the app's clock or a recovery code, once. False: it was used, or never was.
create function factor_use(p_person uuid, p_step bigint, p_code_hash bytea) returns boolean language plpgsql as $$
begin
    if p_step is not null then
        update second_factor f set last_step = p_step where f.person_id = p_person and f.last_step < p_step;
    else
        update recovery_code c set used_at = clock_timestamp() where c.person_id = p_person and c.code_hash = p_code_hash and c.used_at is null;
    end if;
    if not found then
        return false;
    end if;
    delete from login_try t where t.bucket = login_bucket('f:', p_person::text);
    return true;
end $$;
comment on function factor_use(uuid, bigint, bytea) is 'Uses a second factor. Internal.';

-- The second half of a login: p_step is the step whose code was right, else p_code_hash a recovery code. Begins the session, or says false.
create function half_login_end(p_half bytea, p_step bigint, p_code_hash bytea, p_organisation uuid, p_token_hash bytea, p_csrf bytea, p_device text, p_address text) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid;
begin
    select h.person_id into v_person from half_login h where h.token_hash = p_half and h.expires_at > clock_timestamp() for update;
    if v_person is null or not factor_use(v_person, p_step, p_code_hash) then
        return false;
    end if;
    delete from half_login h where h.token_hash = p_half;
    if p_step is null then
        perform person_audit(v_person, 'person.recovery_code', '{}');
    end if;
    return session_create(p_organisation, p_token_hash, p_csrf, v_person, p_device, p_address);
end $$;
comment on function half_login_end(bytea, bigint, bytea, uuid, bytea, bytea, text, text) is 'Ends a login that waited for its second factor.';

-- Where the person of a half login starts, as login_find says.
create function half_login_person(p_half bytea) returns table (person_id uuid, name text, organisation_id uuid, role text, staff_role text, organisations int)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select l.person_id, l.name, l.organisation_id, l.role, l.staff_role, l.organisations
    from half_login h join person p on p.id = h.person_id cross join lateral login_find(p.email) l where h.token_hash = p_half and h.expires_at > clock_timestamp() and not l.disabled;
$$;
comment on function half_login_person(bytea) is 'Who a waiting login is.';

-- Whether the person of a session signs in with a code, since when, and how many recovery codes are left; required: an organisation wants it.
create function second_factor_get(p_organisation uuid, p_session bytea) returns table (email text, confirmed_at timestamptz, seal_key bigint, sealed bytea, codes int, required boolean)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select p.email, f.confirmed_at, f.seal_key::bigint, f.sealed, (select count(*) from recovery_code c where c.person_id = p.id and c.used_at is null)::int,
        exists (select from member m join organisation o on o.id = m.organisation_id and factor_wanted(o.factor_rule, m.role) where m.person_id = p.id and m.deactivated_at is null)
    from person p left join second_factor f on f.person_id = p.id where p.id = session_person(p_organisation, p_session);
$$;
comment on function second_factor_get(uuid, bytea) is 'The second factor of who is signed in.';

-- Whether the person of a session entered the password within five minutes.
create function session_proved(p_organisation uuid, p_session bytea) returns uuid language sql stable as $$
    select s.person_id from session s where s.organisation_id = p_organisation and s.token_hash = p_session and s.proved_at > clock_timestamp() - interval '5 min'
        and s.person_id = session_person(p_organisation, p_session);
$$;
comment on function session_proved(uuid, bytea) is 'Who has just proved to be it. Internal.';

-- Keeps a new secret that the app has not shown a code of. False: not proved, or one is in use.
create function second_factor_begin(p_organisation uuid, p_session bytea, p_seal_key bigint, p_sealed bytea) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := session_proved(p_organisation, p_session);
begin
    if v_person is null then
        return false;
    end if;
    insert into second_factor as f (person_id, seal_key, sealed, made_at) values (v_person, p_seal_key, p_sealed, clock_timestamp())
    on conflict (person_id) do update set seal_key = excluded.seal_key, sealed = excluded.sealed, made_at = excluded.made_at, last_step = 0 where f.confirmed_at is null;
    return found;
end $$;
comment on function second_factor_begin(uuid, bytea, bigint, bytea) is 'Draws a second factor.';

-- The app has shown the code of p_step: from now on it is asked for. All other sessions end. False: that step was used, or nothing waits.
create function second_factor_confirm(p_organisation uuid, p_session bytea, p_step bigint, p_codes bytea[]) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := session_person(p_organisation, p_session);
begin
    update second_factor f set confirmed_at = clock_timestamp(), last_step = p_step
    where f.person_id = v_person and f.confirmed_at is null and f.made_at > clock_timestamp() - interval '1 h';
    if not found then
        return false;
    end if;
    perform recovery_codes_put(v_person, p_codes);
    delete from session s where s.person_id = v_person and (s.organisation_id, s.token_hash) <> (p_organisation, p_session);
    perform person_audit(v_person, 'person.second_factor', '{"on": true}');
    return true;
end $$;
comment on function second_factor_confirm(uuid, bytea, bigint, bytea[]) is 'Switches a second factor on.';

create function recovery_codes_put(p_person uuid, p_codes bytea[]) returns void language plpgsql as $$
begin
    delete from recovery_code c where c.person_id = p_person;
    insert into recovery_code (person_id, code_hash) select p_person, c from unnest(p_codes[1:20]) c;
end $$;
comment on function recovery_codes_put(uuid, bytea[]) is 'Ten new codes for the old ones. Internal.';

-- New recovery codes. False: not proved, or there is no second factor.
create function recovery_codes_renew(p_organisation uuid, p_session bytea, p_codes bytea[]) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := session_proved(p_organisation, p_session);
begin
    if v_person is null or not second_factor_on(v_person) then
        return false;
    end if;
    perform recovery_codes_put(v_person, p_codes);
    perform person_audit(v_person, 'person.recovery_codes', '{}');
    return true;
end $$;
comment on function recovery_codes_renew(uuid, bytea, bytea[]) is 'Draws recovery codes anew.';

-- Switches it off. False: not proved, nothing to switch off, or an organisation requires it.
create function second_factor_end(p_organisation uuid, p_session bytea) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := session_proved(p_organisation, p_session);
begin
    if v_person is null or not second_factor_on(v_person) or (select g.required from second_factor_get(p_organisation, p_session) g) then
        return false;
    end if;
    delete from second_factor f where f.person_id = v_person;
    delete from recovery_code c where c.person_id = v_person;
    perform person_audit(v_person, 'person.second_factor', '{"on": false}');
    return true;
end $$;
comment on function second_factor_end(uuid, bytea) is 'Switches a second factor off.';

-- Counts a try of a code by who is signed in.
create function second_factor_try(p_organisation uuid, p_session bytea) returns boolean
language sql security definer set search_path = sandi, pg_temp as $$ select coalesce(factor_attempt(session_person(p_organisation, p_session)), false) $$;
comment on function second_factor_try(uuid, bytea) is 'Whether a code may be tried.';

-- Whether a member signs in with a code, for admins.
create function member_factor(p_session bytea, p_organisation uuid, p_person uuid) returns boolean language sql stable security definer set search_path = sandi, pg_temp as $$
    select second_factor_on(p_person) and exists (select from session_member(p_organisation, p_session) a where a.role in ('owner', 'admin'))
        and exists (select from member m where m.organisation_id = p_organisation and m.person_id = p_person);
$$;
comment on function member_factor(bytea, uuid, uuid) is 'Whether a member has a second factor.';

-- An admin lets a member in who has lost app and codes, having given the own password within five minutes; the person is written to. Says done, forbidden,
-- password, not_found, owner_only, self, invalid (there is none) or elsewhere: other organisations, or the platform, trust in it, too.
create function member_factor_remove(p_session bytea, p_organisation uuid, p_person uuid, p_letter uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    a record;
    t record;
begin
    select * into a from session_member(p_organisation, p_session);
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    end if;
    select m.role::text, p.name, p.email, p.language::text, p.staff_role into t from member m join person p on p.id = m.person_id
    where m.organisation_id = p_organisation and m.person_id = p_person;
    if t.role is null then
        return 'not_found';
    elsif p_person = a.person_id then
        return 'self';
    elsif t.role = 'owner' and a.role <> 'owner' then
        return 'owner_only';
    elsif t.staff_role is not null or exists (select from member m where m.person_id = p_person and m.organisation_id <> p_organisation and m.deactivated_at is null) then
        return 'elsewhere';
    elsif session_proved(p_organisation, p_session) is null then
        return 'password';
    end if;
    delete from second_factor f where f.person_id = p_person and f.confirmed_at is not null;
    if not found then
        return 'invalid';
    end if;
    delete from recovery_code c where c.person_id = p_person;
    delete from half_login h where h.person_id = p_person;
    delete from session s where s.person_id = p_person;
    perform letter_write(p_letter, 'factor', t.email, coalesce(t.language, (select o.language::text from organisation o where o.id = p_organisation)),
        jsonb_build_object('by', (select p.name from person p where p.id = a.person_id)), null, null);
    perform audit_write(p_organisation, a.person_id, 'member', 'member.factor', p_person::text, jsonb_build_object('name', t.name, 'email', t.email));
    return 'done';
end $$;
comment on function member_factor_remove(bytea, uuid, uuid, uuid) is 'Takes a member''s lost second factor away.';

-- The operator lets somebody in who has lost app and codes. Says done or not_found.
create function person_factor_remove(p_email text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := (select p.id from person p where p.email = lower(p_email));
begin
    delete from recovery_code c where c.person_id = v_person;
    delete from second_factor f where f.person_id = v_person;
    if not found then
        return 'not_found';
    end if;
    delete from session s where s.person_id = v_person;
    perform cli_audit(null, 'person.second_factor', v_person::text, '{"on": false}');
    return 'done';
end $$;
comment on function person_factor_remove(text) is 'Takes a lost second factor away. Says done or not_found.';
