-- Top-ups, bonuses and corrections, by staff and by the command line; both end in credit_move.

create function audit_write(p_organisation uuid, p_actor uuid, p_kind text, p_action text, p_subject text, p_detail jsonb) returns void language sql as $$
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail) values (p_organisation, p_actor, p_kind, p_action, p_subject, p_detail);
$$;

-- Adds one entry once: a reference or a form's token that was used for the same is answered with the first entry, for anything else refused.
create function credit_move(p_organisation uuid, p_kind text, p_amount bigint, p_reference text, p_reason text, p_form uuid, p_actor text, p_person uuid, p_actor_kind text)
returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
    v_hash bytea := sha256(convert_to(concat_ws('|', p_kind, p_amount, p_reference, coalesce(p_reason, '')), 'UTF8'));
    v_form top_up_form;
    v_entry entry;
    c credit;
begin
    if p_organisation is null or p_amount is null or p_kind not in ('top_up', 'bonus', 'correction') or coalesce(length(btrim(p_reference)), 0) not between 1 and 100
            or length(p_reason) > 200 or abs(p_amount) > 1000000000000 or p_amount = 0 or (p_amount < 0 and p_kind <> 'correction') then
        outcome := 'invalid';
        return next;
        return;
    end if;
    select * into c from credit d where d.organisation_id = p_organisation for no key update;
    if not found then
        outcome := 'invalid';
        return next;
        return;
    end if;
    if p_form is not null then
        select * into v_form from top_up_form f where f.organisation_id = p_organisation and f.token = p_form;
    end if;
    if v_form.token is not null then
        select * into v_entry from entry e where e.organisation_id = p_organisation and e.number = v_form.number;
    else
        select * into v_entry from entry e where e.organisation_id = p_organisation and e.reference = btrim(p_reference);
    end if;
    if v_entry.number is not null then
        outcome := case when case when v_form.token is not null then v_form.request_hash = v_hash
            else v_entry.kind = p_kind and v_entry.amount = p_amount and p_form is null end then 'replayed' else 'reference_used' end;
        if outcome = 'replayed' then
            number := v_entry.number;
            balance := v_entry.balance;
            before := v_entry.balance - v_entry.amount;
            at := v_entry.at;
        end if;
        return next;
        return;
    end if;
    if p_amount < 0 and c.balance - c.reserved + p_amount < 0 or c.balance + p_amount > 1000000000000000 then
        outcome := 'invalid';
        return next;
        return;
    end if;
    select a.number, a.balance, a.at into number, balance, at
    from ledger_append(clock_timestamp(), p_organisation, p_kind, p_amount, null, btrim(p_reference), nullif(btrim(p_reason), ''), p_actor) a;
    before := c.balance;
    if p_form is not null then
        insert into top_up_form values (p_organisation, p_form, v_hash, credit_move.number, credit_move.at);
    end if;
    perform audit_write(p_organisation, p_person, p_actor_kind, 'credit.' || p_kind, btrim(p_reference), jsonb_build_object('number', credit_move.number, 'amount', p_amount));
    outcome := 'done';
    return next;
end $$;

-- A top-up, bonus or correction by staff. not_allowed: the session is not one of staff. Corrections and bonuses are the operator's too.
create function credit_top_up(p_session bytea, p_organisation uuid, p_amount bigint, p_kind text, p_reference text, p_reason text, p_form uuid)
returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_person(p_session);
begin
    if v_person is null then
        return query select 'not_allowed', null::bigint, null::bigint, null::bigint, null::timestamptz;
    else
        return query select * from credit_move(p_organisation, p_kind, p_amount, p_reference, p_reason, p_form, 'person:' || v_person, v_person, 'staff');
    end if;
end $$;

-- A top-up by the command line; the same reference twice is one top-up.
create function credit_top_up_operator(p_organisation uuid, p_amount bigint, p_reference text, p_reason text)
returns table (outcome text, number bigint, balance bigint, before bigint, at timestamptz)
language plpgsql security definer set search_path = sandi, pg_temp as $$
begin
    return query select * from credit_move(p_organisation, 'top_up', p_amount, p_reference, p_reason, null, 'cli', null, 'cli');
end $$;
