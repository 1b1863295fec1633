-- A person's own way in: setting a password by a link, changing it, seeing and ending sessions, going from one organisation to another.

-- The person of a live session, staff or member. Internal.
create function session_person(p_organisation uuid, p_session bytea) returns uuid language sql stable as $$
    select p.id from session s join person p on p.id = s.person_id and p.disabled_at is null
    where s.organisation_id = p_organisation and s.token_hash = p_session and s.expires_at > now() and s.seen_at > now() - interval '12 hours';
$$;
comment on function session_person(uuid, bytea) is 'The person of a live session. Internal.';

-- One line in the log of each organisation that the person is a member of, or in the platform's.
create function person_audit(p_person uuid, p_action text, p_detail jsonb) returns void language sql as $$
    select audit_write(coalesce(m.organisation_id, '00000000-0000-0000-0000-000000000000'), p.id, case when p.staff_role is null then 'member' else 'staff' end, p_action, p.id::text,
        p_detail || jsonb_build_object('name', p.name))
    from person p left join member m on m.person_id = p.id and m.deactivated_at is null where p.id = p_person;
$$;
comment on function person_audit(uuid, text, jsonb) is 'What a person did about the own login, for the log. Internal.';

-- Writes a link to the person with that login; for an address that nobody has it does the same work and writes to nobody. Says done or too_many.
create function password_reset_ask(p_email text, p_address text, p_language text, p_token_hash bytea, p_letter uuid, p_seal_key bigint, p_sealed bytea) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_email text := login_bucket('r:', p_email);
    v_address text := login_bucket('q:', coalesce(p_address, ''));
    v_at timestamptz;
    v_person uuid;
    v_language text;
begin
    perform pg_advisory_xact_lock(d.k) from (select hashtextextended(b, 0) as k from unnest(array[v_email, v_address]) b order by 1) d;
    v_at := clock_timestamp();
    if (select count(*) from login_try t where t.bucket = v_email and t.at > v_at - interval '15 min') >= 3
            or (select count(*) from login_try t where t.bucket = v_address and t.at > v_at - interval '15 min') >= 30 then
        return 'too_many';
    end if;
    insert into login_try (bucket, at) values (v_email, v_at), (v_address, v_at);
    select p.id, p.language::text into v_person, v_language from person p where p.email = lower(p_email) and p.disabled_at is null;
    insert into password_reset (token_hash, person_id, made_at, expires_at) values (p_token_hash, v_person, v_at, v_at + interval '30 min');
    insert into letter (id, kind, email, language, seal_key, sealed, made_at, mailed_at)
    values (p_letter, 'reset', lower(p_email), coalesce(v_language, p_language), p_seal_key, p_sealed, v_at, case when v_person is null then v_at end);
    return 'done';
end $$;
comment on function password_reset_ask(text, text, text, bytea, uuid, bigint, bytea) is 'Asks for a link to set a password. Says the same of an address that nobody has.';

-- Whose link it is; no row where it ended.
create function password_reset_find(p_token_hash bytea) returns table (email text, name text) language sql stable security definer set search_path = sandi, pg_temp as $$
    select p.email, p.name from password_reset r join person p on p.id = r.person_id and p.disabled_at is null
    where r.token_hash = p_token_hash and r.expires_at > clock_timestamp();
$$;
comment on function password_reset_find(bytea) is 'The person of a link to set a password. Changes nothing.';

-- Sets the password, once a link; all sessions and all other links of the person end. False: the link ended.
create function password_reset_use(p_token_hash bytea, p_password_hash text, p_letter uuid) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid;
begin
    delete from password_reset r where r.token_hash = p_token_hash and r.expires_at > clock_timestamp() returning r.person_id into v_person;
    if v_person is null or not exists (select from person p where p.id = v_person and p.disabled_at is null) then
        return false;
    end if;
    perform password_put(v_person, p_password_hash, p_letter);
    delete from session s where s.person_id = v_person;
    perform person_audit(v_person, 'person.password', '{"by": "link"}');
    return true;
end $$;
comment on function password_reset_use(bytea, text, uuid) is 'Sets a password by a link that was mailed.';

-- What every change of a password does; the person is told of it.
create function password_put(p_person uuid, p_password_hash text, p_letter uuid) returns void language plpgsql as $$
begin
    update person p set password_hash = p_password_hash where p.id = p_person;
    delete from password_reset r where r.person_id = p_person;
    delete from half_login h where h.person_id = p_person;
    delete from login_try t where t.bucket = (select login_bucket('e:', p.email) from person p where p.id = p_person);
    perform letter_write(p_letter, 'password', p.email, coalesce(p.language::text, 'en'), '{}', null, null) from person p where p.id = p_person;
end $$;
comment on function password_put(uuid, text, uuid) is 'Sets a password. Internal.';

-- Sets the password of who is signed in and has proved to be it within five minutes; the other sessions end. False: the session ended, or was not proved.
create function password_change(p_organisation uuid, p_session bytea, p_password_hash text, p_letter uuid) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := session_person(p_organisation, p_session);
begin
    if v_person is null or not exists (select from session s where s.organisation_id = p_organisation and s.token_hash = p_session and s.proved_at > clock_timestamp() - interval '5 min') then
        return false;
    end if;
    perform password_put(v_person, p_password_hash, p_letter);
    delete from session s where s.person_id = v_person and (s.organisation_id, s.token_hash) <> (p_organisation, p_session);
    perform person_audit(v_person, 'person.password', '{"by": "person"}');
    return true;
end $$;
comment on function password_change(uuid, bytea, text, uuid) is 'Changes one''s own password.';

-- All sessions of who is signed in, the newest use first.
create function session_list(p_organisation uuid, p_session bytea) returns table (id uuid, organisation_name text, device text, address text, created_at timestamptz, seen_at timestamptz,
    own boolean)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, o.name, s.device, s.address, s.created_at, s.seen_at, (s.organisation_id, s.token_hash) = (p_organisation, p_session)
    from session s left join organisation o on o.id = s.organisation_id
    where s.person_id = session_person(p_organisation, p_session) and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '12 h'
    order by 7 desc, s.seen_at desc, s.id limit 100;
$$;
comment on function session_list(uuid, bytea) is 'Where a person is signed in.';

-- Ends one other session of the same person, or all others (null). Answers how many.
create function session_end_other(p_organisation uuid, p_session bytea, p_id uuid) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_n bigint;
begin
    delete from session s where s.person_id = session_person(p_organisation, p_session) and (s.organisation_id, s.token_hash) <> (p_organisation, p_session) and (p_id is null or s.id = p_id);
    get diagnostics v_n = row_count;
    return v_n;
end $$;
comment on function session_end_other(uuid, bytea, uuid) is 'Ends sessions of the same person elsewhere.';

-- Where the person of a session may act.
create function session_organisation_list(p_organisation uuid, p_session bytea) returns table (id uuid, name text, role text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select o.id, o.name, m.role::text from member m join organisation o on o.id = m.organisation_id
    where m.person_id = session_person(p_organisation, p_session) and m.deactivated_at is null order by lower(o.name), o.id limit 200;
$$;
comment on function session_organisation_list(uuid, bytea) is 'The organisations of a person.';

-- Goes on in another organisation: the session moves there under a new token, and ends when it would have. Answers the role there; null: no active member there, or the session ended.
create function session_move(p_organisation uuid, p_session bytea, p_to uuid, p_token_hash bytea, p_csrf bytea) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_role text;
begin
    update session s set organisation_id = p_to, token_hash = p_token_hash, csrf = p_csrf, seen_at = clock_timestamp()
    where s.organisation_id = p_organisation and s.token_hash = p_session and session_person(p_organisation, p_session) is not null
        and exists (select from member m where m.organisation_id = p_to and m.person_id = s.person_id and m.deactivated_at is null);
    if not found then
        return null;
    end if;
    update member m set seen_at = clock_timestamp() from session s where s.organisation_id = p_to and s.token_hash = p_token_hash and m.organisation_id = p_to and m.person_id = s.person_id
    returning m.role into v_role;
    return v_role;
end $$;
comment on function session_move(uuid, bytea, uuid, bytea, bytea) is 'Moves a session to another organisation of its person.';
