-- What admins ask support for: one open request an organisation. Fulfilled by credit_write, together with its entry.

-- The admin of a live session in that organisation; null for anybody else.
create function admin_person(p_organisation uuid, p_session bytea) returns uuid language sql stable as $$
    select p.id from session s join person p on p.id = s.person_id join member m on m.organisation_id = s.organisation_id and m.person_id = s.person_id
    where s.organisation_id = p_organisation and s.token_hash = p_session and s.expires_at > now() and s.seen_at > now() - interval '12 hours'
        and p.disabled_at is null and m.deactivated_at is null and m.role in ('owner', 'admin');
$$;

-- done; replayed: the same form; open_already: another one is open; not_allowed; invalid.
create function top_up_request_create(p_session bytea, p_organisation uuid, p_id uuid, p_amount bigint, p_invoice text, p_note text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
begin
    if v_person is null then
        return 'not_allowed';
    elsif p_id is null or coalesce(p_amount, 0) not between 1 and 1000000000000 or length(p_invoice) > 100 or length(p_note) > 500 then
        return 'invalid';
    end if;
    insert into top_up_request (organisation_id, id, amount, invoice, note, made_by)
    values (p_organisation, p_id, p_amount, nullif(btrim(p_invoice), ''), nullif(btrim(p_note), ''), v_person)
    on conflict do nothing;
    if not found then
        return case when exists (select from top_up_request q where q.organisation_id = p_organisation and q.id = p_id) then 'replayed' else 'open_already' end;
    end if;
    perform audit_write(p_organisation, v_person, 'member', 'top_up.request', p_id::text, jsonb_build_object('amount', p_amount));
    return 'done';
end $$;
comment on function top_up_request_create(bytea, uuid, uuid, bigint, text, text) is 'An admin asks for a top-up, unless one is asked for already.';

-- Says done, not_allowed or closed.
create function top_up_request_cancel(p_session bytea, p_organisation uuid, p_id uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
begin
    if v_person is null then
        return 'not_allowed';
    end if;
    update top_up_request q set state = 'canceled', decided_by = v_person, decided_at = clock_timestamp()
    where q.organisation_id = p_organisation and q.id = p_id and q.state = 'open';
    if not found then
        return 'closed';
    end if;
    perform audit_write(p_organisation, v_person, 'member', 'top_up.cancel', p_id::text, '{}');
    return 'done';
end $$;
comment on function top_up_request_cancel(bytea, uuid, uuid) is 'An admin takes an open request back.';

-- Says done, not_allowed or closed.
create function top_up_request_decline(p_session bytea, p_organisation uuid, p_id uuid, p_reason text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_person(p_session);
    v_amount bigint;
begin
    if v_person is null then
        return 'not_allowed';
    end if;
    update top_up_request q set state = 'declined', decided_by = v_person, decided_at = clock_timestamp(), decision = left(btrim(p_reason), 300)
    where q.organisation_id = p_organisation and q.id = p_id and q.state = 'open' returning q.amount into v_amount;
    if not found then
        return 'closed';
    end if;
    insert into notice (organisation_id, kind, detail) values (p_organisation, 'declined', jsonb_build_object('amount', v_amount, 'reason', left(btrim(p_reason), 300)));
    perform audit_write(p_organisation, v_person, 'staff', 'top_up.decline', p_id::text, jsonb_build_object('reason', left(btrim(p_reason), 300)));
    return 'done';
end $$;
comment on function top_up_request_decline(bytea, uuid, uuid, text) is 'Staff decline an open request and say why.';

-- Open requests, the oldest first; p_organisation null: of all.
create function support_request_list(p_session bytea, p_organisation uuid, p_max bigint) returns table (organisation_id uuid, organisation_name text, id uuid, amount bigint,
    invoice text, note text, made_by text, made_at timestamptz)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select q.organisation_id, o.name, q.id, q.amount, q.invoice, q.note, p.name, q.made_at
    from top_up_request q join organisation o on o.id = q.organisation_id left join person p on p.id = q.made_by
    where q.state = 'open' and (p_organisation is null or q.organisation_id = p_organisation) and staff_person(p_session) is not null
    order by q.made_at, q.id limit least(p_max, 501);
$$;
comment on function support_request_list(bytea, uuid, bigint) is 'Open requests, for staff.';

-- What waits for a second person, the oldest first; p_organisation null: of all.
create function support_approval_list(p_session bytea, p_organisation uuid, p_max bigint) returns table (organisation_id uuid, organisation_name text, form uuid, kind text,
    amount bigint, refers_to bigint, reference text, reason text, made_by text, made_at timestamptz, own boolean, balance bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select a.organisation_id, o.name, a.form, a.kind, a.amount, a.refers_to, a.reference, a.reason, p.name, a.made_at, a.made_by = staff_person(p_session), c.balance
    from top_up_approval a join organisation o on o.id = a.organisation_id join credit c on c.organisation_id = a.organisation_id left join person p on p.id = a.made_by
    where a.state = 'waiting' and (p_organisation is null or a.organisation_id = p_organisation) and staff_person(p_session) is not null
    order by a.made_at, a.form limit least(p_max, 501);
$$;
comment on function support_approval_list(bytea, uuid, bigint) is 'What waits for a second person, for staff.';
