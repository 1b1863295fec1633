-- Warnings of low credit: counted by the dispatcher at its leisure, told once each. Nothing here is on the path of a send.

-- Charges less the providers' refunds since p_at. Entries' times never run backwards, so the first one is found by halving; between two balances only
-- people's entries have to be added up.
create function credit_spent_since(p_organisation uuid, p_at timestamptz) returns bigint language plpgsql stable as $$
#variable_conflict use_column
declare
    v_low bigint := 1;
    v_high bigint;
    v_middle bigint;
    v_balance bigint;
    v_before bigint;
begin
    select c.last_number + 1, c.balance into v_high, v_balance from credit c where c.organisation_id = p_organisation;
    while v_low < v_high loop
        v_middle := (v_low + v_high) / 2;
        if (select e.at from entry e where e.organisation_id = p_organisation and e.number = v_middle) >= p_at then
            v_high := v_middle;
        else
            v_low := v_middle + 1;
        end if;
    end loop;
    select e.balance - e.amount into v_before from entry e where e.organisation_id = p_organisation and e.number = v_low;
    return coalesce(v_before, v_balance) - v_balance + (select coalesce(sum(e.amount), 0) from receipt r
        join entry e on e.organisation_id = r.organisation_id and e.number = r.entry where r.organisation_id = p_organisation and r.entry >= v_low);
end $$;

-- For how many days the credit lasts at the pace of seven days; null where nothing is spent.
create function credit_days(p_available bigint, p_spent bigint) returns bigint language sql immutable as $$
    select case when p_spent > 0 then floor(least(greatest(p_available, 0)::numeric * 7 / p_spent, 9999))::bigint end;
$$;

-- How grave it is: empty, low, days, or null. By the settings of w; nothing available is grave in any case.
create function credit_level(p_available bigint, w credit_watch) returns text language sql immutable as $$
    select case when p_available <= 0 then 'empty' when p_available < greatest(w.first_below, w.second_below) then 'low'
        when w.spent > 0 and p_available::numeric * 7 < w.days_below::numeric * w.spent then 'days' end;
$$;

-- Looks at up to p_max organisations after p_after and notes what their admins are to be warned of: the gravest, once; again only after a top-up, or
-- after there was a tenth more than the threshold. Answers where to go on; null: that was the last.
create function credit_watch_round(p_after uuid, p_max bigint) returns uuid
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_all uuid[] := array(select c.organisation_id from credit c where (p_after is null or c.organisation_id > p_after) and c.last_number > 0 order by 1 limit p_max);
    v_locked uuid[];
    v record;
begin
    insert into credit_watch (organisation_id) select i.id from unnest(v_all) i(id) where not exists (select from credit_watch w where w.organisation_id = i.id)
    on conflict do nothing;
    v_locked := array(select w.organisation_id from credit_watch w where w.organisation_id = any (v_all) for no key update skip locked);
    update credit_watch w set spent = credit_spent_since(w.organisation_id, v_at - interval '7 days'), watched_at = v_at
    where w.organisation_id = any (v_locked) and w.watched_at < v_at - interval '1 min';
    for v in select w.*, c.balance - c.reserved as available, l.* from credit_watch w join credit c on c.organisation_id = w.organisation_id
            cross join lateral credit_watch_due(c.balance - c.reserved, w) l where w.organisation_id = any (v_locked) and l.changed loop
        update credit_watch w set first_at = case when v.is_first then coalesce(w.first_at, v_at) when v.first_over then null else w.first_at end,
            second_at = case when v.is_second then coalesce(w.second_at, v_at) when v.second_over then null else w.second_at end,
            days_at = case when v.is_days then coalesce(w.days_at, v_at) when v.days_over then null else w.days_at end,
            empty_at = case when v.is_empty then coalesce(w.empty_at, v_at) when v.empty_over then null else w.empty_at end
        where w.organisation_id = v.organisation_id;
        if v.kind is not null then
            insert into notice (organisation_id, kind, detail) values (v.organisation_id, v.kind, jsonb_strip_nulls(jsonb_build_object('available', v.available,
                'days', credit_days(v.available, v.spent), 'below', case when v.kind = 'low' then case when v.is_second then v.second_below else v.first_below end end)));
        end if;
    end loop;
    delete from notice n where n.organisation_id = any (v_locked) and n.made_at < v_at - interval '30 days';
    return case when cardinality(v_all) = p_max then v_all[p_max] end;
end $$;
comment on function credit_watch_round(uuid, bigint) is 'Warns the admins of some organisations of low credit, once.';

-- What holds now (what is graver includes what is less), what is over by a tenth, and of what to warn: the gravest, if it was not told.
create function credit_watch_due(p_available bigint, w credit_watch, out is_empty boolean, out is_second boolean, out is_first boolean, out is_days boolean,
    out empty_over boolean, out second_over boolean, out first_over boolean, out days_over boolean, out kind text, out changed boolean) language plpgsql immutable as $$
begin
    is_empty := p_available <= 0;
    is_second := is_empty or coalesce(p_available < w.second_below, false);
    is_first := is_second or coalesce(p_available < w.first_below, false);
    is_days := is_first or coalesce(w.spent > 0 and p_available::numeric * 7 < w.days_below::numeric * w.spent, false);
    empty_over := not is_empty and coalesce(p_available * 10 >= coalesce(w.second_below, w.first_below) * 11, false);
    second_over := not is_second and coalesce(p_available * 10 >= w.second_below * 11, true);
    first_over := not is_first and coalesce(p_available * 10 >= w.first_below * 11, true);
    days_over := not is_days and coalesce(w.spent <= 0 or p_available::numeric * 70 >= w.days_below::numeric * w.spent * 11, true);
    kind := case when is_empty then case when w.empty_at is null then 'empty' end when is_second then case when w.second_at is null then 'low' end
        when is_first then case when w.first_at is null then 'low' end when is_days and w.days_at is null then 'days' end;
    changed := kind is not null or (is_second and w.second_at is null) or (is_first and w.first_at is null) or (is_days and w.days_at is null)
        or (empty_over and w.empty_at is not null) or (second_over and w.second_at is not null) or (first_over and w.first_at is not null)
        or (days_over and w.days_at is not null);
end $$;

-- Says done, not_allowed or invalid. What is changed is armed anew.
create function credit_watch_set(p_session bytea, p_organisation uuid, p_first bigint, p_second bigint, p_days bigint) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := admin_person(p_organisation, p_session);
    v_was jsonb;
begin
    if v_person is null then
        return 'not_allowed';
    elsif p_first not between 1 and 1000000000000 or p_second not between 1 and 1000000000000 or p_second >= p_first or p_days not between 1 and 90 then
        return 'invalid';
    end if;
    select to_jsonb(w) into v_was from credit_watch w where w.organisation_id = p_organisation for update;
    insert into credit_watch as w (organisation_id, first_below, second_below, days_below) values (p_organisation, p_first, p_second, p_days)
    on conflict (organisation_id) do update set first_below = p_first, second_below = p_second, days_below = p_days,
        first_at = case when w.first_below is not distinct from p_first then w.first_at end,
        second_at = case when w.second_below is not distinct from p_second then w.second_at end,
        days_at = case when w.days_below is not distinct from p_days then w.days_at end;
    perform audit_write(p_organisation, v_person, 'member', 'warnings.set', null,
        audit_change(v_was, jsonb_build_object('first_below', p_first, 'second_below', p_second, 'days_below', p_days)));
    return 'done';
end $$;
comment on function credit_watch_set(bytea, uuid, bigint, bigint, bigint) is 'An admin says when to be warned of low credit; null: never.';

-- Takes notices upon the caller, one row for each admin that it goes to: each is answered once and is lost if the caller ends before the mail left.
-- mail_sender is the platform's own e-mail sender; without one all wait, for a day.
create function notice_claim(p_max bigint) returns table (id uuid, mail_sender uuid, email text, language text, organisation_name text, time_zone text, kind text,
    made_at timestamptz, detail_receipt text, detail_kind text, amount bigint, balance bigint, available bigint, below bigint, days bigint, reference text, reason text)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_at timestamptz := clock_timestamp();
    v_sender uuid := (select s.id from sender s where s.active and s.organisation_id is null and s.channel = 'email');
begin
    return query
    with due as materialized (
        select n.organisation_id, n.id from notice n where n.mailed_at is null and n.made_at > v_at - interval '1 day' and v_sender is not null
        order by n.made_at limit p_max for no key update skip locked
    ), taken as (
        update notice n set mailed_at = v_at from due d where n.organisation_id = d.organisation_id and n.id = d.id returning n.*
    )
    select t.id, v_sender, p.email, coalesce(p.language, o.language)::text, o.name, o.time_zone, t.kind::text, t.made_at, t.detail ->> 'receipt', t.detail ->> 'entry_kind',
        (t.detail ->> 'amount')::bigint, (t.detail ->> 'balance')::bigint, (t.detail ->> 'available')::bigint, (t.detail ->> 'below')::bigint, (t.detail ->> 'days')::bigint,
        t.detail ->> 'reference', t.detail ->> 'reason'
    from taken t join organisation o on o.id = t.organisation_id
    cross join lateral (select p.* from member m join person p on p.id = m.person_id where m.organisation_id = t.organisation_id and m.role in ('owner', 'admin') and m.deactivated_at is null
        and p.disabled_at is null order by m.created_at limit 20) p
    order by t.made_at, t.id;
end $$;
comment on function notice_claim(bigint) is 'Mails to admins that are due, each answered once.';
