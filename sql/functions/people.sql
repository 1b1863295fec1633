-- An organisation's people: roles, invitations, and the letters that go to a person. Each function asks the session who acts.

-- Who acts: the member of a live session, and the role. Nulls for anybody else.
create function session_member(p_organisation uuid, p_session bytea, out person_id uuid, out role text) language sql stable as $$
    select m.person_id, m.role::text from session s join person p on p.id = s.person_id join member m on m.organisation_id = s.organisation_id and m.person_id = s.person_id
    where s.organisation_id = p_organisation and s.token_hash = p_session and s.expires_at > now() and s.seen_at > now() - interval '12 hours'
        and p.disabled_at is null and m.deactivated_at is null;
$$;
comment on function session_member(uuid, bytea) is 'The member of a live session. Internal.';

-- Writes to a person. False: too much was written to this address within the hour, or too much waits. That the password was changed or the second factor taken away is always told: nobody must
-- be able to keep that back by asking for links before.
create function letter_write(p_id uuid, p_kind text, p_email text, p_language text, p_detail jsonb, p_seal_key bigint, p_sealed bytea) returns boolean
language plpgsql as $$
begin
    if p_kind not in ('password', 'factor') and ((select count(*) from letter l where l.email = p_email and l.made_at > clock_timestamp() - interval '1 h') >= 10
            or (select count(*) from (select from letter l where l.mailed_at is null limit 10000) w) >= 10000) then
        return false;
    end if;
    insert into letter (id, kind, email, language, detail, seal_key, sealed, made_at) values (p_id, p_kind, p_email, p_language, p_detail, p_seal_key, p_sealed, clock_timestamp());
    return true;
end $$;
comment on function letter_write(uuid, text, text, text, jsonb, bigint, bytea) is 'One letter to a person, for the dispatcher. Internal.';

-- Takes letters upon the caller: each is answered once, with its sealed token, and is lost if the caller ends before it left.
create function letter_claim(p_max bigint) returns table (id uuid, mail_sender uuid, kind text, email text, language text, organisation_name text, by_name text, role text,
    at timestamptz, seal_key bigint, sealed bytea)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_sender uuid := (select s.id from sender s where s.active and s.organisation_id is null and s.channel = 'email');
begin
    delete from letter l where l.id = any (array(select d.id from letter d where d.made_at <= v_at - interval '1 day' order by d.made_at limit p_max for update skip locked));
    delete from password_reset r where r.token_hash = any (array(select d.token_hash from password_reset d where d.expires_at <= v_at limit p_max for update skip locked));
    return query
    with due as materialized (
        select l.* from letter l where l.mailed_at is null and v_sender is not null order by l.made_at limit p_max for no key update skip locked
    ), taken as (
        update letter l set mailed_at = v_at, seal_key = null, sealed = null from due d where l.id = d.id returning l.id
    )
    select d.id, v_sender, d.kind::text, d.email, d.language::text, d.detail ->> 'organisation', d.detail ->> 'by', d.detail ->> 'role', d.made_at, d.seal_key::bigint, d.sealed
    from due d join taken t on t.id = d.id order by d.made_at, d.id;
end $$;
comment on function letter_claim(bigint) is 'Letters that are due, each answered once.';

-- Changes a member: p_do is role, deactivate or reactivate. Says done, not_found, forbidden, invalid, owner_only, last_owner or self.
create function member_change(p_session bytea, p_organisation uuid, p_person uuid, p_do text, p_role text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    a record;
    t record;
begin
    -- One change at a time: two owners who remove each other must not both succeed.
    perform from organisation o where o.id = p_organisation for no key update;
    select * into a from session_member(p_organisation, p_session);
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    end if;
    select m.role::text, m.deactivated_at, p.name, p.email into t from member m join person p on p.id = m.person_id where m.organisation_id = p_organisation and m.person_id = p_person;
    if t.role is null then
        return 'not_found';
    elsif p_do not in ('role', 'deactivate', 'reactivate') or (p_do = 'role' and p_role not in ('owner', 'admin', 'editor', 'planner', 'worker')) or (p_do = 'role' and p_role is null) then
        return 'invalid';
    elsif a.role <> 'owner' and (t.role = 'owner' or (p_do = 'role' and p_role = 'owner')) then
        return 'owner_only';
    elsif p_do = 'deactivate' and p_person = a.person_id then
        return 'self';
    elsif t.role = 'owner' and t.deactivated_at is null and (p_do = 'deactivate' or (p_do = 'role' and p_role <> 'owner')) and not exists (select from member m join person p on p.id = m.person_id
            where m.organisation_id = p_organisation and m.person_id <> p_person and m.role = 'owner' and m.deactivated_at is null and p.disabled_at is null) then
        return 'last_owner';
    end if;
    update member m set role = case p_do when 'role' then p_role else m.role end,
        deactivated_at = case p_do when 'deactivate' then coalesce(m.deactivated_at, clock_timestamp()) when 'reactivate' then null else m.deactivated_at end
    where m.organisation_id = p_organisation and m.person_id = p_person;
    if p_do = 'deactivate' then
        delete from session s where s.organisation_id = p_organisation and s.person_id = p_person;
    end if;
    perform audit_write(p_organisation, a.person_id, 'member', 'member.' || p_do, p_person::text,
        jsonb_strip_nulls(jsonb_build_object('name', t.name, 'email', t.email, 'before', case p_do when 'role' then t.role end, 'after', case p_do when 'role' then p_role end)));
    return 'done';
end $$;
comment on function member_change(bytea, uuid, uuid, text, text) is 'Changes a member''s role, or takes it away for a while. Sessions of who is deactivated end at once.';

-- Where a member is signed in here, for admins.
create function member_session_list(p_session bytea, p_organisation uuid, p_person uuid) returns table (device text, address text, created_at timestamptz, seen_at timestamptz)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.device, s.address, s.created_at, s.seen_at from session s
    where s.organisation_id = p_organisation and s.person_id = p_person and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '12 h'
        and exists (select from session_member(p_organisation, p_session) a where a.role in ('owner', 'admin'))
    order by s.seen_at desc, s.id limit 50;
$$;
comment on function member_session_list(bytea, uuid, uuid) is 'Sessions of a member in one organisation.';

-- Whether who is signed in may look after that member: null, or why not.
create function member_obstacle(p_session bytea, p_organisation uuid, p_person uuid) returns text language sql stable as $$
    select case when a.role is null or a.role not in ('owner', 'admin') then 'forbidden' when t.role is null then 'not_found'
        when t.role = 'owner' and a.role <> 'owner' then 'owner_only' end
    from session_member(p_organisation, p_session) a left join member t on t.organisation_id = p_organisation and t.person_id = p_person;
$$;
comment on function member_obstacle(bytea, uuid, uuid) is 'Why an admin may not look after a member. Internal.';

-- Ends what member_session_list shows. Says done, forbidden, not_found, owner_only or self.
create function member_session_end(p_session bytea, p_organisation uuid, p_person uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_obstacle text := member_obstacle(p_session, p_organisation, p_person);
    v_actor uuid := (select a.person_id from session_member(p_organisation, p_session) a);
    v_n bigint;
begin
    if v_obstacle is not null then
        return v_obstacle;
    elsif p_person = v_actor then
        return 'self';
    end if;
    delete from session s where s.organisation_id = p_organisation and s.person_id = p_person;
    get diagnostics v_n = row_count;
    perform audit_write(p_organisation, v_actor, 'member', 'member.sessions', p_person::text,
        (select jsonb_build_object('name', p.name, 'email', p.email, 'sessions', v_n) from person p where p.id = p_person));
    return 'done';
end $$;
comment on function member_session_end(bytea, uuid, uuid) is 'Signs a member out of one organisation, wherever that is.';

-- Gives the open tasks of a member to another one, or to nobody (null), at most p_max. Says done, forbidden, not_found, owner_only or invalid (not an active one).
create function member_task_move(p_session bytea, p_organisation uuid, p_person uuid, p_to uuid, p_max bigint) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_obstacle text := member_obstacle(p_session, p_organisation, p_person);
    v_actor uuid := (select a.person_id from session_member(p_organisation, p_session) a);
begin
    if v_obstacle is not null then
        return v_obstacle;
    elsif p_to = p_person or p_to is not null and not exists (select from member m join person p on p.id = m.person_id and p.disabled_at is null
            where m.organisation_id = p_organisation and m.person_id = p_to and m.deactivated_at is null) then
        return 'invalid';
    end if;
    with moved as (
        update task t set worker_id = p_to, status = case when p_to is null then 'unassigned' else 'ongoing' end
        where t.organisation_id = p_organisation and t.id = any (array(select d.id from task d where d.organisation_id = p_organisation and d.worker_id = p_person and d.status <> 'done'
            order by d.created_at limit p_max for no key update))
        returning t.id
    )
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select p_organisation, v_actor, 'member', case when p_to is null then 'task.unassign' else 'task.assign' end, m.id::text,
        jsonb_build_object('from', p_person, 'to', p_to, 'name', (select p.name from person p where p.id = coalesce(p_to, p_person)))
    from moved m;
    return 'done';
end $$;
comment on function member_task_move(bytea, uuid, uuid, uuid, bigint) is 'Gives a member''s open tasks to somebody else.';
-- Notes a member's own number, or forgets it (null). Says done, not_found, forbidden or owner_only. The audit log says that it changed, not what it is.
create function member_phone_set(p_session bytea, p_organisation uuid, p_person uuid, p_phone text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    a record;
    t record;
begin
    perform from organisation o where o.id = p_organisation for no key update;
    select * into a from session_member(p_organisation, p_session);
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    end if;
    select m.role::text, m.phone, p.name, p.email into t from member m join person p on p.id = m.person_id where m.organisation_id = p_organisation and m.person_id = p_person;
    if t.role is null then
        return 'not_found';
    elsif t.role = 'owner' and a.role <> 'owner' then
        return 'owner_only';
    elsif t.phone is distinct from p_phone then
        update member m set phone = p_phone where m.organisation_id = p_organisation and m.person_id = p_person;
        perform audit_write(p_organisation, a.person_id, 'member', 'member.phone', p_person::text, jsonb_build_object('name', t.name, 'email', t.email));
    end if;
    return 'done';
end $$;
comment on function member_phone_set(bytea, uuid, uuid, text) is 'Notes the own number of a member, to which no code goes that the member typed the recipient of.';

-- Invites an address, or sends an open invitation anew: the earlier link ends. Says done, forbidden, invalid, owner_only, exists (a member), too_many.
create function invite_send(p_session bytea, p_organisation uuid, p_id uuid, p_email text, p_role text, p_token_hash bytea, p_letter uuid, p_seal_key bigint, p_sealed bytea) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    a record;
    o organisation;
    v_at timestamptz;
    v_id uuid;
begin
    select * into o from organisation x where x.id = p_organisation for no key update;
    select * into a from session_member(p_organisation, p_session);
    v_at := clock_timestamp();
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    elsif p_role is null or p_role not in ('owner', 'admin', 'editor', 'planner', 'worker') or p_email is null or p_email !~ '^[^@\s]+@[^@\s]+$' or length(p_email) > 254 then
        return 'invalid';
    elsif p_role = 'owner' and a.role <> 'owner' then
        return 'owner_only';
    elsif exists (select from member m join person p on p.id = m.person_id where m.organisation_id = p_organisation and p.email = lower(p_email)) then
        return 'exists';
    elsif (select count(*) from audit_log l where l.organisation_id = p_organisation and l.at > v_at - interval '1 day' and l.action = 'invite.send') >= 200 then
        return 'too_many';
    end if;
    insert into invite as i (organisation_id, id, email, role, token_hash, made_by, made_at, expires_at)
    values (p_organisation, p_id, lower(p_email), p_role, p_token_hash, a.person_id, v_at, v_at + interval '7 days')
    on conflict (organisation_id, email) where closed_at is null do update set role = excluded.role, token_hash = excluded.token_hash, made_by = excluded.made_by,
        made_at = excluded.made_at, expires_at = excluded.expires_at where a.role = 'owner' or i.role <> 'owner'
    returning i.id into v_id;
    if v_id is null then
        return 'owner_only';
    end if;
    if not letter_write(p_letter, 'invite', lower(p_email), coalesce((select p.language from person p where p.email = lower(p_email)), o.language),
            jsonb_build_object('organisation', o.name, 'by', (select p.name from person p where p.id = a.person_id), 'role', p_role), p_seal_key, p_sealed) then
        -- What was changed above must not stand without its letter.
        raise exception 'too many letters' using errcode = 'check_violation', constraint = 'letter_room';
    end if;
    perform audit_write(p_organisation, a.person_id, 'member', 'invite.send', v_id::text, jsonb_build_object('email', lower(p_email), 'role', p_role));
    return 'done';
end $$;
comment on function invite_send(bytea, uuid, uuid, text, text, bytea, uuid, bigint, bytea) is 'Asks somebody by e-mail to join an organisation.';

-- Takes an open invitation back. Says done, not_found, forbidden or owner_only.
create function invite_revoke(p_session bytea, p_organisation uuid, p_id uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    a record;
    i invite;
begin
    select * into a from session_member(p_organisation, p_session);
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    end if;
    select * into i from invite x where x.organisation_id = p_organisation and x.id = p_id and x.closed_at is null for update;
    if i.id is null then
        return 'not_found';
    elsif i.role = 'owner' and a.role <> 'owner' then
        return 'owner_only';
    end if;
    update invite x set closed_at = clock_timestamp() where x.organisation_id = p_organisation and x.id = p_id;
    perform audit_write(p_organisation, a.person_id, 'member', 'invite.revoke', p_id::text, jsonb_build_object('email', i.email, 'role', i.role));
    return 'done';
end $$;
comment on function invite_revoke(bytea, uuid, uuid) is 'Takes an invitation back: its link is good for nothing.';

-- What a link's token leads to: open, ended (expired, taken back or accepted); no row for a token that never was. known: somebody has that login.
create function invite_find(p_organisation uuid, p_token_hash bytea) returns table (state text, organisation_name text, email text, role text, by_name text, known boolean)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select case when i.closed_at is null and i.expires_at > clock_timestamp() then 'open' else 'ended' end, o.name, i.email, i.role::text, b.name,
        exists (select from person p where p.email = i.email)
    from invite i join organisation o on o.id = i.organisation_id left join person b on b.id = i.made_by
    where i.organisation_id = p_organisation and i.token_hash = p_token_hash;
$$;
comment on function invite_find(uuid, bytea) is 'The invitation of a link. Changes nothing.';

-- Accepts an invitation for the person with its address. p_person: a new person of that id, name and password; null: the one signed in by p_session, whose
-- login is that address. Says done, with whom; ended; known: the address has a login now; forbidden: another person, staff, or a deactivated member.
create function invite_accept(p_organisation uuid, p_token_hash bytea, p_home uuid, p_session bytea, p_person uuid, p_name text, p_password_hash text,
    out outcome text, out person_id uuid, out role text)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    i invite;
begin
    select * into i from invite x where x.organisation_id = p_organisation and x.token_hash = p_token_hash and x.closed_at is null and x.expires_at > clock_timestamp() for update;
    if i.id is null then
        outcome := 'ended';
        return;
    end if;
    if p_person is null then
        select p.id into person_id from session s join person p on p.id = s.person_id and p.email = i.email and p.disabled_at is null and p.staff_role is null
        where s.organisation_id = p_home and s.token_hash = p_session and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '12 h';
    else
        insert into person (id, email, name, password_hash) values (p_person, i.email, p_name, p_password_hash) on conflict (email) do nothing returning id into person_id;
        if person_id is null then
            outcome := 'known';
            return;
        end if;
    end if;
    if person_id is null or exists (select from member m where m.organisation_id = p_organisation and m.person_id = invite_accept.person_id and m.deactivated_at is not null) then
        outcome := 'forbidden';
        return;
    end if;
    insert into member as m (organisation_id, person_id, role) values (p_organisation, person_id, i.role) on conflict (organisation_id, person_id) do nothing;
    update invite x set closed_at = clock_timestamp(), person_id = invite_accept.person_id where x.organisation_id = p_organisation and x.id = i.id;
    role := i.role;
    perform audit_write(p_organisation, person_id, 'member', 'invite.accept', i.id::text, jsonb_build_object('email', i.email, 'role', i.role));
    outcome := 'done';
end $$;
comment on function invite_accept(uuid, bytea, uuid, bytea, uuid, text, text) is 'Makes the invited person a member. Each invitation is good once.';
