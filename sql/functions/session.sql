-- Sign-in: people by e-mail, sessions by the hash of their token, API keys by the hash of their secret.

-- The person of a login, with the organisation where the person was last. Answers no row for an unknown e-mail; a disabled person comes with disabled = true.
create function login_find(p_email text)
returns table (person_id uuid, password_hash text, name text, language text, disabled boolean, organisation_id uuid, role text, staff_role text,
    organisations int)
language plpgsql stable security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
begin
    return query
    select p.id, p.password_hash, p.name, p.language::text, p.disabled_at is not null, m.organisation_id, m.role::text, p.staff_role::text,
        (select count(*) from member a where a.person_id = p.id and a.deactivated_at is null)::int
    from person p
    left join lateral (select * from member m where m.person_id = p.id and m.deactivated_at is null order by m.seen_at desc nulls last, m.created_at, m.organisation_id limit 1) m on true
    where p.email = lower(p_email);
end $$;

-- Begins a session: of a member in its organisation, or of staff under the nil UUID. False where the person is neither, or disabled.
create function session_create(p_organisation uuid, p_token_hash bytea, p_csrf bytea, p_person uuid, p_device text, p_address text) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    insert into session (organisation_id, token_hash, person_id, csrf, created_at, seen_at, expires_at, device, address)
    select p_organisation, p_token_hash, p.id, p_csrf, clock_timestamp(), clock_timestamp(), clock_timestamp() + interval '7 days', left(p_device, 100), left(p_address, 64)
    from person p
    where p.id = p_person and p.disabled_at is null and case p_organisation when '00000000-0000-0000-0000-000000000000' then p.staff_role is not null
        else exists (select from member m where m.organisation_id = p_organisation and m.person_id = p.id and m.deactivated_at is null) end;
    if not found then
        return false;
    end if;
    update member m set seen_at = clock_timestamp() where m.organisation_id = p_organisation and m.person_id = p_person;
    delete from login_try t where t.bucket = (select login_bucket('e:', p.email) from person p where p.id = p_person);
    return true;
end $$;

-- The session of a token, and what every page shows about it. factor_needed: of staff, whether it has none, for the program decides; of members, whether the
-- organisation wants one by now; factor_due: by when it will.
--  No row when it ended, sat idle for 12 hours, or its person left.
create function session_find(p_organisation uuid, p_token_hash bytea)
returns table (person_id uuid, name text, email text, language text, role text, staff_role text, csrf bytea, organisation_name text, country text, time_zone text,
    org_language text, available bigint, currency text, unit_price numeric, credit_level text, credit_days bigint,
    organisations int, factor_needed boolean, factor_due timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
begin
    -- Written at most once a minute: a page view must not cost a commit.
    update session s set seen_at = clock_timestamp()
    where s.organisation_id = p_organisation and s.token_hash = p_token_hash and s.seen_at < clock_timestamp() - interval '1 min'
        and s.seen_at > clock_timestamp() - interval '12 h' and s.expires_at > clock_timestamp();
    if found then
        update member m set seen_at = clock_timestamp() from session s
        where s.organisation_id = p_organisation and s.token_hash = p_token_hash and m.organisation_id = s.organisation_id and m.person_id = s.person_id;
    end if;
    return query
    select p.id, p.name, p.email, p.language::text, m.role::text, p.staff_role::text, s.csrf, o.name, o.country::text, o.time_zone, o.language::text,
        (c.balance - c.reserved)::bigint, o.currency, o.unit_price, credit_level(c.balance - c.reserved, w), credit_days(c.balance - c.reserved, w.spent),
        (select count(*) from member a where a.person_id = p.id and a.deactivated_at is null)::int,
        (m.role is null or factor_wanted(o.factor_rule, m.role) and coalesce(o.factor_due <= clock_timestamp(), true)) and not second_factor_on(p.id),
        case when factor_wanted(o.factor_rule, m.role) and o.factor_due > clock_timestamp() and not second_factor_on(p.id) then o.factor_due end
    from session s
    join person p on p.id = s.person_id and p.disabled_at is null
    left join member m on m.organisation_id = s.organisation_id and m.person_id = s.person_id and m.deactivated_at is null
    left join organisation o on o.id = s.organisation_id
    left join credit c on c.organisation_id = s.organisation_id
    left join credit_watch w on w.organisation_id = s.organisation_id
    where s.organisation_id = p_organisation and s.token_hash = p_token_hash and s.seen_at > clock_timestamp() - interval '12 h' and s.expires_at > clock_timestamp()
        and (m.role is not null or p.staff_role is not null and s.organisation_id = '00000000-0000-0000-0000-000000000000');
end $$;

-- The member of a session that ended by itself, for as long as its row stays, until a day after its seven: it opens nothing, but says whose form was sent
-- too late, be it after a weekend. No row of one that is live, or that was ended.
create function session_idle(p_organisation uuid, p_token_hash bytea) returns table (person_id uuid, csrf bytea)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.person_id, s.csrf
    from session s
    join person p on p.id = s.person_id and p.disabled_at is null
    join member m on m.organisation_id = s.organisation_id and m.person_id = s.person_id and m.deactivated_at is null
    where s.organisation_id = p_organisation and s.token_hash = p_token_hash
        and (s.seen_at <= clock_timestamp() - interval '12 h' or s.expires_at <= clock_timestamp())
$$;

-- Notes that the person of a session entered the password again, which the caller has verified. False: the session ended.
create function session_prove(p_organisation uuid, p_token_hash bytea) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    update session s set proved_at = clock_timestamp()
    where s.organisation_id = p_organisation and s.token_hash = p_token_hash and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '12 h';
    if not found then
        return false;
    end if;
    delete from login_try t where t.bucket = (select login_bucket('e:', p.email) from session s join person p on p.id = s.person_id
        where s.organisation_id = p_organisation and s.token_hash = p_token_hash);
    return true;
end $$;

-- Keeps the language that the person of a session chose; staff's people belong to no organisation, so no policy of one would let their row be changed.
create function session_language_set(p_organisation uuid, p_token_hash bytea, p_language text) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    update person p set language = p_language
    from session s
    where s.organisation_id = p_organisation and s.token_hash = p_token_hash and s.expires_at > clock_timestamp() and p.id = s.person_id and p.disabled_at is null;
    return found;
end $$;

-- Ends a session.
create function session_end(p_organisation uuid, p_token_hash bytea) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    delete from session s where s.organisation_id = p_organisation and s.token_hash = p_token_hash;
    return found;
end $$;

-- The API key of each secret; nulls where it is revoked, expired or unknown. Notes its use at most once a minute, in one order whoever asks.
create function api_key_find(p_organisation uuid[], p_secret_hash bytea[])
returns table (item int, api_key_id uuid, name text, organisation_country text, may_read boolean, may_send boolean)
language plpgsql security definer set search_path = sandi, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_stale record;
begin
    for v_stale in
        select distinct f.organisation_id, f.id
        from unnest(p_organisation, p_secret_hash) i(organisation_id, secret_hash)
        cross join lateral (select k.organisation_id, k.id from api_key k where k.organisation_id = i.organisation_id and k.secret_hash = i.secret_hash
            and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_at) and (k.last_used_at is null or k.last_used_at < v_at - interval '1 min') limit 1) f
        order by f.organisation_id, f.id
    loop
        update api_key k set last_used_at = v_at where k.organisation_id = v_stale.organisation_id and k.id = v_stale.id;
    end loop;
    return query
    select i.ord::int, f.id, f.name, f.country, f.may_read, f.may_send
    from unnest(p_organisation, p_secret_hash) with ordinality i(organisation_id, secret_hash, ord)
    left join lateral (select k.id, k.name, o.country::text as country, 'read' = any (k.scopes) as may_read, 'send' = any (k.scopes) as may_send
        from api_key k join organisation o on o.id = k.organisation_id
        where k.organisation_id = i.organisation_id and k.secret_hash = i.secret_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > v_at) limit 1) f on true;
end $$;

-- Counts a try to sign in. False when this e-mail failed 10 times or this address tried 300 times within 15 minutes: then the password is not even
-- looked at. Signing in forgets the e-mail's tries (session_create).
create function login_attempt(p_email text, p_address text) returns boolean
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_email text := login_bucket('e:', p_email);
    v_address text := login_bucket('a:', coalesce(p_address, ''));
    v_at timestamptz;
begin
    -- One at a time for the same e-mail or address, in a fixed order, so that parallel tries are counted exactly.
    perform pg_advisory_xact_lock(d.k) from (select hashtextextended(b, 0) as k from unnest(array[v_email, v_address]) b order by 1) d;
    v_at := clock_timestamp();
    if (select count(*) from login_try t where t.bucket = v_email and t.at > v_at - interval '15 min') >= 10
            or (select count(*) from login_try t where t.bucket = v_address and t.at > v_at - interval '15 min') >= 300 then
        return false;
    end if;
    insert into login_try (bucket, at) values (v_email, v_at), (v_address, v_at);
    return true;
end $$;

create function login_bucket(p_kind text, p_value text) returns text language sql immutable as $$
    select p_kind || encode(sha256(convert_to(lower(p_value), 'UTF8')), 'hex');
$$;
