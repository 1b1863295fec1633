-- The limits that an organisation sets itself, and what it is told about its spending. Callers of the first two hold the credit rows.

-- The beginning of the day after p_at, by the clock of that zone.
create function day_end(p_at timestamptz, p_zone text) returns timestamptz language sql stable as $$
    select (date_trunc('day', p_at at time zone p_zone) + interval '1 day') at time zone p_zone
$$;

-- Begins a new day for the organisations that have a cap and whose day is over. What is on its way then counts towards the new day until it is settled.
create function credit_day_begin(p_at timestamptz, p_organisation uuid[]) returns void language sql as $$
    update credit c set cap_base = c.balance, cap_until = day_end(p_at, o.time_zone)
    from organisation o
    where c.organisation_id = any (p_organisation) and o.id = c.organisation_id and o.day_cap is not null and (c.cap_until is null or c.cap_until <= p_at)
$$;

-- Seconds until an organisation's cap is lifted.
create function credit_day_left(p_at timestamptz, p_organisation uuid) returns int language sql stable as $$
    select greatest(ceil(extract(epoch from c.cap_until - p_at)), 1)::int from credit c where c.organisation_id = p_organisation
$$;

-- The admin of sandi.organisation that sandi.person is; null for anybody else.
create function limit_admin() returns uuid language sql stable as $$
    select m.person_id from member m join person p on p.id = m.person_id and p.disabled_at is null
    where m.organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid and m.person_id = nullif(current_setting('sandi.person', true), '')::uuid
        and m.role in ('owner', 'admin') and m.deactivated_at is null
$$;

-- Sets the cap of sandi.organisation, or lifts it (null). What was charged since midnight counts.
create function day_cap_set(p_cap bigint) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid := nullif(current_setting('sandi.organisation', true), '')::uuid;
    v_person uuid := limit_admin();
    v_at timestamptz;
    v_was bigint;
    v_end timestamptz;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    perform credit_lock(array[v_organisation]);
    v_at := clock_timestamp();
    select o.day_cap, day_end(v_at, o.time_zone) into v_was, v_end from organisation o where o.id = v_organisation for no key update;
    if v_was is not distinct from p_cap then
        return 'done';
    end if;
    update organisation o set day_cap = p_cap where o.id = v_organisation;
    if p_cap is null then
        update credit c set cap_base = null, cap_until = null where c.organisation_id = v_organisation;
    elsif v_was is null then
        update credit c set cap_until = v_end, cap_base = c.balance - (select coalesce(sum(e.amount), 0) from entry e where e.organisation_id = v_organisation
            and e.kind in ('charge', 'refund') and e.at >= v_end - interval '1 day')
        where c.organisation_id = v_organisation;
    end if;
    perform audit_write(v_organisation, v_person, 'member', 'limit.day_cap', null, jsonb_build_object('before', jsonb_build_object('day_cap', v_was), 'after', jsonb_build_object('day_cap', p_cap)));
    return 'done';
end $$;
comment on function day_cap_set(bigint) is 'Sets the spending cap a day of the organisation. Says done or forbidden.';

-- Says the same about many countries; p_country null: about all, its own excepted when p_but_home.
create function country_rule_set(p_country text[], p_rule text, p_but_home boolean) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid := nullif(current_setting('sandi.organisation', true), '')::uuid;
    v_person uuid := limit_admin();
    v_before jsonb;
    v_after jsonb;
    v_changed bigint;
begin
    if v_person is null then
        return -1;
    end if;
    with was as materialized (
        select x.country, x.rule from country_rule x where x.organisation_id = v_organisation for update
    ), wanted as (
        select c.code, case when p_but_home and c.code = o.country then 'allow' else p_rule end as rule
        from country c join organisation o on o.id = v_organisation where p_country is null or c.code = any (p_country)
    ), done as (
        insert into country_rule as r (organisation_id, country, rule)
        select v_organisation, w.code, w.rule from wanted w
        where w.rule is distinct from coalesce((select x.rule::text from was x where x.country = w.code), 'allow')
        on conflict (organisation_id, country) do update set rule = excluded.rule
        returning r.country::text, r.rule::text
    ), told as ( -- by rule, so that a line holds all countries of the world
        select d.rule, string_agg(d.country, ' ' order by d.country) as countries, 'after' as side from done d group by d.rule
        union all
        select coalesce(x.rule, 'allow'), string_agg(d.country, ' ' order by d.country), 'before' from done d left join was x on x.country = d.country group by 1
    )
    select jsonb_object_agg(t.rule, t.countries) filter (where t.side = 'before'), jsonb_object_agg(t.rule, t.countries) filter (where t.side = 'after'),
        (select count(*) from done) into v_before, v_after, v_changed from told t;
    if v_changed > 0 then
        perform audit_write(v_organisation, v_person, 'member', 'country_rule.set', null, jsonb_build_object('before', v_before, 'after', v_after));
    end if;
    return v_changed;
end $$;
comment on function country_rule_set(text[], text, boolean) is 'What the organisation says about countries. Returns how many changed, -1 for who may not.';

create function spend_alert_close(p_day date, p_country text, p_kind text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid := nullif(current_setting('sandi.organisation', true), '')::uuid;
    v_person uuid := limit_admin();
begin
    if v_person is null then
        return 'forbidden';
    end if;
    update spend_alert a set closed_at = clock_timestamp(), closed_by = v_person
    where a.organisation_id = v_organisation and a.day = p_day and a.country = p_country and a.kind = p_kind and a.closed_at is null;
    if found then
        perform audit_write(v_organisation, v_person, 'member', 'spend_alert.close', p_country, jsonb_build_object('day', p_day, 'kind', p_kind));
    end if;
    return 'done';
end $$;
comment on function spend_alert_close(date, text, text) is 'Puts an alert away. Says done or forbidden.';

-- Adds up what organisations spent since the last time, at most p_max entries of each, and raises what their admins should see. Says how many entries
-- were added. Reads entries by number, so that it costs what is new and nothing else.
create function spend_sweep(p_max bigint) returns bigint
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    r record;
    v_n bigint := 0;
begin
    insert into country_day_seen (organisation_id, number)
    select c.organisation_id, 0 from credit c where c.last_number > 0 and not exists (select from country_day_seen s where s.organisation_id = c.organisation_id)
    on conflict do nothing;
    for r in select s.organisation_id, s.number as low, least(c.last_number, s.number + p_max) as high, o.time_zone as zone
        from country_day_seen s join credit c on c.organisation_id = s.organisation_id and c.last_number > s.number
        join organisation o on o.id = s.organisation_id
        order by s.organisation_id for no key update of s skip locked
    loop
        insert into country_day as d (organisation_id, day, country, spent, sends)
        select r.organisation_id, (e.at at time zone r.zone)::date, e.country, -sum(e.amount), count(*) filter (where e.kind = 'charge')
        from entry e
        where e.organisation_id = r.organisation_id and e.number > r.low and e.number <= r.high and e.kind in ('charge', 'refund') and e.country is not null
        group by 2, 3
        on conflict (organisation_id, day, country) do update set spent = d.spent + excluded.spent, sends = d.sends + excluded.sends;
        update country_day_seen s set number = r.high where s.organisation_id = r.organisation_id;
        perform spend_alert_raise(r.organisation_id, (clock_timestamp() at time zone r.zone)::date);
        v_n := v_n + r.high - r.low;
    end loop;
    return v_n;
end $$;
comment on function spend_sweep(bigint) is 'Adds up spending by country and raises alerts about it. Says how many entries were new.';

-- The rule: unusual is what is above both twenty messages' worth and three times the daily mean of the seven days before.
create function spend_alert_raise(p_organisation uuid, p_day date) returns void language sql as $$
    insert into spend_alert as a (organisation_id, day, country, kind, spent, sends, mean, threshold)
    select p_organisation, p_day, d.country, k.kind, d.spent, d.sends, d.mean, d.threshold
    from (select d.country, d.spent, d.sends, m.mean, greatest(20 * d.spent / greatest(d.sends, 1), 3 * m.mean) as threshold
        from country_day d
        cross join lateral (select coalesce(sum(b.spent), 0)::bigint / 7 as mean from country_day b where b.organisation_id = d.organisation_id
            and b.country = d.country and b.day < d.day and b.day >= d.day - 7) m
        where d.organisation_id = p_organisation and d.day = p_day) d
    cross join (values ('watched'), ('unusual')) k(kind)
    where case k.kind when 'unusual' then d.spent > d.threshold
        else d.sends > 0 and exists (select from country_rule c where c.organisation_id = p_organisation and c.country = d.country and c.rule = 'watch') end
    on conflict (organisation_id, day, country, kind) do update
    set spent = excluded.spent, sends = excluded.sends, mean = excluded.mean, threshold = excluded.threshold, seen_at = excluded.seen_at
    where a.spent <> excluded.spent or a.sends <> excluded.sends
$$;
