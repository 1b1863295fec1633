-- Top-ups, bonuses, corrections and refunds that people make: by staff, by a second person's approval and by the command line. All end in credit_write.

-- Whether the session's person entered the password within the last five minutes.
create function staff_proved(p_session bytea) returns boolean language sql stable as $$
    select exists (select from session s where s.organisation_id = '00000000-0000-0000-0000-000000000000' and s.token_hash = p_session
        and s.proved_at > clock_timestamp() - interval '5 min');
$$;

-- What is asked for before that much moves: the password, then a second person.
create function password_needed(p_session bytea, p_amount bigint) returns boolean language sql stable as $$
    select abs(p_amount) > p.password_over and not staff_proved(p_session) from credit_policy p;
$$;
create function approval_needed(p_amount bigint) returns boolean language sql stable as $$
    select abs(p_amount) > p.approval_over from credit_policy p;
$$;

-- A move as it was asked for, not stored yet.
create function credit_move_new(p_organisation uuid, p_form uuid, p_kind text, p_amount bigint, p_refers_to bigint, p_reference text, p_reason text, p_request uuid,
    p_person uuid) returns top_up_approval language sql stable as $$
    select (p_organisation, p_form, sha256(convert_to(concat_ws('|', p_kind, p_amount, coalesce(p_refers_to, 0), coalesce(btrim(p_reference), ''), coalesce(p_reason, ''), p_request), 'UTF8')),
        p_kind, p_amount, p_refers_to, nullif(btrim(p_reference), ''), nullif(btrim(p_reason), ''), p_request, p_person, clock_timestamp(), 'waiting', null, null, null,
        null)::top_up_approval;
$$;

create function credit_move_is_nonsense(m top_up_approval) returns boolean language sql immutable as $$
    select m.organisation_id is null or m.amount is null or m.amount = 0 or abs(m.amount) > 1000000000000 or m.kind not in ('top_up', 'bonus', 'correction', 'refund')
        or (m.amount < 0 and m.kind <> 'correction') or coalesce(length(m.reference), 0) > 100 or coalesce(length(m.reason), 0) > 200
        or (m.reference is null and m.refers_to is null) or (m.refers_to is null and m.kind = 'refund') or (m.refers_to is not null and m.kind in ('top_up', 'bonus'))
        or (m.reference is null and m.kind in ('top_up', 'bonus'));
$$;

-- The answer to a form or a reference that was used before; no row where neither was. A form is good for one thing, a reference for one entry. The caller
-- holds the credit row.
create function credit_replay(m top_up_approval) returns table (outcome text, number bigint) language plpgsql stable as $$
#variable_conflict use_column
declare
    v_form top_up_form;
    v_waiting top_up_approval;
    v_entry entry;
begin
    if m.form is not null then
        select * into v_form from top_up_form f where f.organisation_id = m.organisation_id and f.token = m.form;
        select * into v_waiting from top_up_approval a where a.organisation_id = m.organisation_id and a.form = m.form;
    end if;
    select * into v_entry from entry e where e.organisation_id = m.organisation_id and e.reference = m.reference;
    if v_form.token is not null then
        outcome := case when v_form.request_hash = m.request_hash then 'replayed' else 'reference_used' end;
        number := v_form.number;
    elsif v_waiting.form is not null then
        outcome := case when v_waiting.request_hash = m.request_hash then v_waiting.state else 'reference_used' end;
    elsif v_entry.number is not null then
        outcome := case when m.form is null and v_entry.kind = m.kind and v_entry.amount = m.amount then 'replayed' else 'reference_used' end;
        number := v_entry.number;
    elsif exists (select from top_up_approval a where a.organisation_id = m.organisation_id and a.reference = m.reference and a.state = 'waiting') then
        outcome := 'reference_used';
    end if;
    if outcome is not null then
        return next;
    end if;
end $$;

-- What stands in the way of a move, or null. An entry is corrected by no more than it moved; a charge only by its one refund, in full. The caller holds the
-- credit row.
create function credit_obstacle(c credit, m top_up_approval) returns text language plpgsql stable as $$
#variable_conflict use_column
declare
    v_entry entry;
    v_left bigint;
begin
    if m.refers_to is not null then
        select * into v_entry from entry e where e.organisation_id = m.organisation_id and e.number = m.refers_to;
        if v_entry.number is null or (case m.kind when 'refund' then v_entry.kind <> 'charge' or m.amount <> -v_entry.amount
                else v_entry.kind not in ('top_up', 'bonus', 'correction') or v_entry.refers_to is not null end) then
            return 'no_entry';
        end if;
        select v_entry.amount + coalesce(sum(e.amount), 0) into v_left from entry e join receipt r on r.organisation_id = e.organisation_id and r.entry = e.number
        where r.organisation_id = m.organisation_id and r.entry > m.refers_to and e.refers_to = m.refers_to;
        if (case m.kind when 'refund' then exists (select from entry e where e.organisation_id = m.organisation_id and e.refers_to = m.refers_to and e.kind = 'refund')
                else sign(v_left + m.amount) = -sign(v_entry.amount) end) then
            return 'corrected';
        end if;
    end if;
    if m.request_id is not null and not exists (select from top_up_request q where q.organisation_id = m.organisation_id and q.id = m.request_id and q.state = 'open') then
        return 'request_closed';
    end if;
    return case when m.amount < 0 and c.balance - c.reserved + m.amount < 0 then 'insufficient_credit' when c.balance + m.amount > 1000000000000000 then 'invalid' end;
end $$;

-- Writes the entry with all that goes with it: form, request, audit, the admins' notice; and arms the warnings anew. The caller holds the credit row.
create function credit_write(m top_up_approval, p_actor_kind text) returns bigint language plpgsql as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_entry record;
begin
    select * into v_entry from ledger_append(v_at, m.organisation_id, m.kind, m.amount, m.refers_to, m.reference, m.reason, coalesce('person:' || m.made_by, 'cli'));
    if m.form is not null then
        insert into top_up_form values (m.organisation_id, m.form, m.request_hash, v_entry.number, v_entry.at);
    end if;
    update top_up_request q set state = 'fulfilled', decided_by = m.made_by, decided_at = v_at, entry = v_entry.number
    where q.organisation_id = m.organisation_id and q.id = m.request_id and q.state = 'open';
    perform audit_write(m.organisation_id, m.made_by, p_actor_kind, 'credit.' || m.kind, coalesce(m.reference, v_entry.receipt),
        jsonb_strip_nulls(jsonb_build_object('number', v_entry.number, 'amount', m.amount, 'before', v_entry.balance - m.amount, 'after', v_entry.balance,
            'reason', left(m.reason, 300), 'refers_to', m.refers_to, 'request', m.request_id)));
    insert into notice (organisation_id, kind, detail)
    values (m.organisation_id, 'receipt', jsonb_build_object('receipt', v_entry.receipt, 'entry_kind', m.kind, 'amount', m.amount, 'balance', v_entry.balance,
        'reference', m.reference, 'reason', m.reason, 'requested', m.request_id is not null));
    if m.amount > 0 then
        update credit_watch w set first_at = null, second_at = null, days_at = null, empty_at = null where w.organisation_id = m.organisation_id;
    end if;
    return v_entry.number;
end $$;

-- Moves credit once, or says why not. Staff are asked for what the policy demands; the command line, without a session, is an operator's already.
create function credit_move(m top_up_approval, p_session bytea) returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
    c credit;
    v_staff boolean := p_session is not null;
begin
    select * into c from credit d where d.organisation_id = m.organisation_id for no key update;
    if c.organisation_id is null or credit_move_is_nonsense(m) then
        outcome := 'invalid';
        return next;
        return;
    end if;
    select r.outcome, r.number into outcome, number from credit_replay(m) r;
    outcome := coalesce(outcome, credit_obstacle(c, m), case when v_staff and password_needed(p_session, m.amount) then 'password_needed'
        when v_staff and approval_needed(m.amount) then 'new' end);
    if outcome = 'new' then
        insert into top_up_approval select m.*;
        perform audit_write(m.organisation_id, m.made_by, 'staff', 'credit.ask', coalesce(m.reference, m.refers_to::text), jsonb_build_object('kind', m.kind, 'amount', m.amount));
        outcome := 'waiting';
    elsif outcome is null then
        number := credit_write(m, case when v_staff then 'staff' else 'cli' end);
        outcome := 'done';
    end if;
    if outcome in ('done', 'replayed') then
        select e.balance, e.balance - e.amount, e.at into balance, before, at from entry e where e.organisation_id = m.organisation_id and e.number = credit_move.number;
    else
        number := null;
    end if;
    return next;
end $$;

-- A top-up, bonus, correction or refund by staff; p_refers_to is the entry that it corrects or gives back, p_request what it fulfils.
-- done, replayed; waiting, refused (a second person approves, or did not); password_needed; not_allowed: the session is not one of staff;
-- reference_used; insufficient_credit; no_entry, corrected; request_closed; invalid.
create function credit_top_up(p_session bytea, p_organisation uuid, p_amount bigint, p_kind text, p_refers_to bigint, p_reference text, p_reason text, p_form uuid, p_request uuid)
returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_person(p_session);
begin
    if v_person is null or p_form is null then
        return query select case when v_person is null then 'not_allowed' else 'invalid' end, null::bigint, null::bigint, null::bigint, null::timestamptz;
    else
        return query select * from credit_move(credit_move_new(p_organisation, p_form, p_kind, p_amount, p_refers_to, p_reference, p_reason, p_request, v_person), p_session);
    end if;
end $$;
comment on function credit_top_up(bytea, uuid, bigint, text, bigint, text, text, uuid, uuid) is 'Moves credit by staff, once a form, or says why not.';

-- A top-up by the command line; the same reference twice is one top-up.
create function credit_top_up_operator(p_organisation uuid, p_amount bigint, p_reference text, p_reason text)
returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    return query select * from credit_move(credit_move_new(p_organisation, null, 'top_up', p_amount, null, p_reference, p_reason, null, null), null);
end $$;

-- A second person approves or refuses what waits; who wants it may only take it back. done, with the entry's number; not_allowed, own, password_needed,
-- not_found, closed; or what stands in its way by now.
create function credit_decide(p_session bytea, p_organisation uuid, p_form uuid, p_approve boolean, p_reason text) returns table (outcome text, number bigint)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_person(p_session);
    c credit;
    m top_up_approval;
begin
    select * into c from credit d where d.organisation_id = p_organisation for no key update;
    select * into m from top_up_approval a where a.organisation_id = p_organisation and a.form = p_form;
    outcome := case when v_person is null then 'not_allowed' when m.form is null then 'not_found' when m.state <> 'waiting' then 'closed'
        when p_approve and v_person = m.made_by then 'own' when p_approve and password_needed(p_session, m.amount) then 'password_needed'
        when p_approve and not exists (select from person p where p.id = m.made_by and p.staff_role is not null and p.disabled_at is null) then 'not_allowed'
        when p_approve then coalesce(case when exists (select from entry e where e.organisation_id = p_organisation and e.reference = m.reference) then 'reference_used' end,
            credit_obstacle(c, m)) end;
    if outcome is null then
        if p_approve then
            number := credit_write(m, 'staff');
        end if;
        update top_up_approval a set state = case when p_approve then 'approved' else 'refused' end, decided_by = v_person, decided_at = clock_timestamp(),
            decision = nullif(btrim(left(p_reason, 300)), ''), entry = number
        where a.organisation_id = p_organisation and a.form = p_form;
        perform audit_write(p_organisation, v_person, 'staff', case when p_approve then 'credit.approve' else 'credit.refuse' end, coalesce(m.reference, m.refers_to::text),
            jsonb_strip_nulls(jsonb_build_object('amount', m.amount, 'number', number, 'asked_by', m.made_by)));
        outcome := 'done';
    end if;
    return next;
end $$;
comment on function credit_decide(bytea, uuid, uuid, boolean, text) is 'Approves or refuses a move that waits for a second person.';

-- What is asked for before credit moves, by the command line. Null: nothing.
create function credit_policy_set(p_password_over bigint, p_approval_over bigint) returns void language sql security definer set search_path = sandi, pg_temp as $$
    select cli_audit(null, 'credit.policy', null, jsonb_build_object('before', jsonb_build_object('password_over', p.password_over, 'approval_over', p.approval_over),
        'after', jsonb_build_object('password_over', p_password_over, 'approval_over', p_approval_over))) from credit_policy p;
    update credit_policy set password_over = p_password_over, approval_over = p_approval_over, changed_at = clock_timestamp();
$$;
comment on function credit_policy_set(bigint, bigint) is 'Sets above what the password and a second person are asked for.';
