-- The statement adds up (M4): random histories, told by the functions and counted by hand, for any moment, day, month, page and filter.
begin;
\ir fixture.inc
select plan(24);
select setseed(0.42);
update organisation set time_zone = 'America/New_York' where id = t.o(2);
update organisation set time_zone = 'Asia/Kolkata' where id = t.o(3);

-- n entries of an organisation from p_from on, several of one moment now and then, never below 0.
create function t.history(o uuid, n int, p_from timestamptz, step interval) returns void language plpgsql volatile as $$
declare
    v_at timestamptz := p_from;
    v_balance bigint := 0;
    v_amount bigint;
    v_kind text;
    v_charge bigint[] := '{}';
    v_refers bigint;
    v_message uuid;
begin
    for i in 1 .. n loop
        v_kind := (array['charge', 'charge', 'charge', 'charge', 'charge', 'release', 'refund', 'top_up', 'bonus', 'correction'])[1 + floor(random() * 10)];
        v_refers := null;
        if i = 1 or v_kind = 'charge' and v_balance < 3000 or v_kind = 'refund' and cardinality(v_charge) = 0 then
            v_kind := 'top_up';
        end if;
        v_message := case when v_kind in ('charge', 'release', 'refund') then gen_random_uuid() end;
        if v_kind = 'refund' then
            v_refers := v_charge[1];
            v_charge := v_charge[2:];
            select -e.amount, e.message_id into v_amount, v_message from entry e where e.organisation_id = o and e.number = v_refers;
        else
            v_amount := case v_kind when 'charge' then -floor(random() * 3000) when 'release' then 0 when 'correction' then -least(v_balance, 1 + floor(random() * 500))
                else 1 + floor(random() * 20000) end;
        end if;
        if v_amount = 0 and v_kind = 'correction' then
            v_amount := 1;
        end if;
        if v_kind = 'charge' then
            v_charge := v_charge || i::bigint;
        end if;
        v_balance := v_balance + v_amount;
        v_at := v_at + case when random() < 0.3 then interval '0' else step * random() end;
        insert into entry (organisation_id, number, kind, amount, balance, at, message_id, refers_to, reference, channel, country)
        values (o, i, v_kind, v_amount, v_balance, v_at, v_message, v_refers, case when v_kind in ('top_up', 'bonus') then 'R' || i end,
            case when v_message is not null then (array['whatsapp', 'sms', 'email'])[1 + i % 3] end,
            case when v_message is not null and i % 3 <> 2 then (array['ID', 'US', 'SG'])[1 + floor(random() * 3)] end);
    end loop;
    update credit c set balance = v_balance, last_number = n, last_at = v_at where c.organisation_id = o;
end $$;
select t.history(t.o(1), 400, '2026-01-30 12:00+00', '12 h') \g /dev/null
select t.history(t.o(2), 400, '2026-02-20 12:00+00', '12 h') \g /dev/null
select t.history(t.o(3), 150, now() - interval '40 days', '12 h') \g /dev/null

create table t.line as select e.*, (e.at at time zone o.time_zone)::date as day, sum(e.amount) over (partition by e.organisation_id order by e.number) as running
    from entry e join organisation o on o.id = e.organisation_id;
create function t.last(o uuid) returns bigint language sql stable as $$ select c.last_number from credit c where c.organisation_id = o $$;
create table t.org as select t.o(n) as o from generate_series(1, 3) n;

select is_empty('select * from t.line where running <> balance', 'the running balance is the sum of all before it');

-- Moments: of entries, just before and after them, and any.
create table t.moment as
select o, m from t.org, lateral (select e.at + d from entry e, unnest(array[interval '0', '-1 us', '1 us']) d where e.organisation_id = o
    union all select timestamptz '2025-12-01' + random() * interval '500 days' from generate_series(1, 100)) x(m);
select is_empty($$ select * from t.moment where entry_from(o, m, t.last(o)) <> coalesce((select min(e.number) from entry e where e.organisation_id = o and e.at >= m), t.last(o) + 1) $$,
    'a moment is found by halving');
select is_empty($$ select * from t.org, generate_series(0, 40) n where entry_from(o, now() + interval '1 year', n) <> n + 1 $$, 'among the first entries only, whatever came later');
select is(entry_from(t.o(9), now(), 0), 1::bigint, 'who has no entry has none from any moment on');

-- Days: any two, in any order of the calendar, with and without an end.
create table t.days as
select o, a as from_day, b as to_day from t.org, lateral (select date '2026-01-15' + (random() * 400)::int, date '2026-01-15' + (random() * 400)::int from generate_series(1, 150)) x(a, b)
union all select o, null, null from t.org union all select o, '2026-03-08', null from t.org union all select o, null, '2026-03-08' from t.org union all select o, '2026-03-08', '2026-03-08' from t.org;
create table t.span as select d.*, s.* from t.days d, entry_span(d.o, d.from_day, d.to_day, t.last(d.o)) s;
select is_empty($$ select * from t.span s where s.opening + s.paid - s.spent <> s.closing $$, 'opening + topped up - spent = closing');
select is_empty($$ select * from t.span s where s.last - s.first + 1 > 0 and s.closing - s.opening <> (select sum(l.amount) from t.line l where l.organisation_id = s.o
    and l.number between s.first and s.last) $$, 'opening + entries = closing, for any days');
select is_empty($$ select * from t.span s where array(select l.number from t.line l where l.organisation_id = s.o and (s.from_day is null or l.day >= s.from_day)
    and (s.to_day is null or l.day <= s.to_day) order by l.number) <> array(select generate_series(s.first, s.last)) $$, 'the days are those of the organisation''s clock, also where it is set forward');
select is_empty($$ select * from t.span s where s.last >= s.first and s.spent <> (select coalesce(-sum(l.amount), 0) from t.line l where l.organisation_id = s.o and l.number between s.first and s.last
    and l.kind in ('charge', 'refund')) $$, 'spent is charges less refunds');
select is_empty($$ select * from t.span s where s.last < s.first and (s.opening <> s.closing or s.paid <> 0 or s.spent <> 0) $$, 'where there is no entry, nothing moved');

-- Months and days follow one another.
create view t.months as select o, m.* from t.org, statement_month_list(o) m;
select is_empty($$ select * from (select m.*, lag(closing) over (partition by o order by month) as before, lag(last) over (partition by o order by month) as previous from t.months m) m
    where coalesce(before, 0) <> opening or coalesce(previous, 0) + 1 <> first $$, 'a month begins with what the one before ended with');
select is_empty($$ select o, max(last), (array_agg(closing order by month desc))[1] from t.months group by o
    except select organisation_id, last_number, balance from credit $$, 'the last one ends with the balance');
select is_empty($$ select * from t.org, statement_day_list(o, '2026-03-01', '2026-03-31', t.last(o)) d where d.closing - d.opening <> (select coalesce(sum(l.amount), 0) from t.line l
    where l.organisation_id = o and l.day = d.day::date) $$, 'each day adds up');
select is_empty($$ select s.o, s.first, s.last from t.span s where s.last >= s.first and (select sum(k.amount) from statement_kind_list(s.o, s.first, s.last) k) <> s.closing - s.opening $$,
    'what moved credit adds up to what the balance moved');
select is_empty($$ select s.o from t.span s where s.last >= s.first and (select sum(k.lines) from statement_kind_list(s.o, s.first, s.last) k) <> s.last - s.first + 1 $$, 'and counts every line');

-- Filters and pages: any of them, in pieces of any size, leave nothing out and show nothing twice.
create table t.filter as
select o, k as kind, c as channel, p as country, (1 + floor(random() * 40))::bigint as size, (1 + floor(random() * 60))::bigint as look
from t.org, unnest(array[null, 'charge', 'refund', 'top_up', 'top_up,bonus,correction']) k, unnest(array[null, 'sms', 'email']) c, unnest(array[null, 'ID', 'ID,SG', '-']) p;
create function t.pages(f t.filter) returns bigint[] language plpgsql stable as $$
declare
    v_last bigint := t.last(f.o);
    v_all bigint[] := '{}';
    v_page bigint[];
begin
    while v_last >= 1 loop
        v_page := array(select l.number from statement_list(f.o, greatest(1, v_last - f.look + 1), v_last, f.kind, f.channel, f.country, null, null, f.size) l);
        v_all := v_all || v_page;
        v_last := case when cardinality(v_page) = f.size then v_page[f.size] - 1 else v_last - f.look end;
    end loop;
    return v_all;
end $$;
create function t.fits(f t.filter, e entry) returns boolean language sql immutable as $$
    select e.organisation_id = f.o and (f.kind is null or e.kind = any (string_to_array(f.kind, ','))) and (f.channel is null or e.channel = f.channel)
        and (f.country is null or e.country = any (string_to_array(f.country, ',')))
$$;
select is_empty($$ select * from t.filter f where t.pages(f) <> array(select e.number from entry e where coalesce(t.fits(f, e), false) order by e.number desc) $$, 'every page of every filter');
select is_empty($$ select f.* from t.filter f, statement_sum(f.o, 1, t.last(f.o), f.kind, f.channel, f.country, null, null) s
    where s.lines || '/' || s.added + s.taken <> (select count(*) || '/' || coalesce(sum(e.amount), 0) from entry e where coalesce(t.fits(f, e), false)) $$, 'the sum is that of all lines that fit');

-- The head of the page.
select is((select spent_month from credit_overview(t.o(3), null, null)), (select coalesce(-sum(l.amount), 0)::bigint from t.line l where l.organisation_id = t.o(3)
    and l.kind in ('charge', 'refund') and l.day >= date_trunc('month', now() at time zone 'Asia/Kolkata')), 'spent this month');
select is((select days_left from credit_overview(t.o(3), null, null)), (select floor(c.balance * 7 / -sum(e.amount))::bigint from credit c, entry e where c.organisation_id = t.o(3)
    and e.organisation_id = t.o(3) and e.kind in ('charge', 'refund') and e.at >= clock_timestamp() - interval '7 days' group by c.balance), 'days left at the pace of seven days');
select is((select sends_left from credit_overview(t.o(3), null, null)), (select balance / 2000 from credit where organisation_id = t.o(3)), 'WhatsApp messages that are left at home');
select is((select array[balance, last] from credit_overview(t.o(3), null, null)), (select array[balance, last_number] from credit where organisation_id = t.o(3)), 'the statement ends with the balance');

-- Flow and person are those of the message's verification.
insert into person (id, email, name, password_hash) values ('0f000000-0000-7000-8000-000000000007', 'w@test.example', 'W', 'x');
insert into organisation (id, slug, name, country, rate_card_id) values (t.o(4), 'org4', 'Organisation 4', 'ID', '0a000000-0000-7000-8000-000000000001');
insert into credit (organisation_id) values (t.o(4));
insert into flow (organisation_id, id, name, draft) select t.o(4), ('0e000000-0000-7000-8000-00000000000' || n)::uuid, 'Flow ' || n, '{}' from generate_series(1, 2) n;
insert into flow_version (organisation_id, flow_id, version, definition) select organisation_id, id, 1, '{}' from flow where organisation_id = t.o(4);
insert into task (organisation_id, id, flow_id, flow_version, title) select organisation_id, ('0e100000' || right(id::text, 28))::uuid, id, 1, 'Task' from flow where organisation_id = t.o(4);
select t.top_up(t.o(4), 100000) \g /dev/null
select t.outcomes(t.item(t.o(4), '+628110000001', task => '0e100000-0000-7000-8000-000000000001', person => '0f000000-0000-7000-8000-000000000007'),
    t.item(t.o(4), '+628110000002', task => '0e100000-0000-7000-8000-000000000002'), t.item(t.o(4), '+628110000003', person => '0f000000-0000-7000-8000-000000000007')) \g /dev/null
select t.launch() \g /dev/null
select t.settle(m.organisation_id, m.id, case when v.recipient like '%3' then 'rejected' else 'accepted' end) from message m join verification v on v.id = m.verification_id
where m.organisation_id = t.o(4) \g /dev/null
create function t.seen(p_flow uuid, p_person uuid) returns text language sql stable as $$
    select string_agg(l.kind || right(l.recipient, 1), ' ' order by right(l.recipient, 1)) from statement_list(t.o(4), 1, 100, null, null, null, p_flow, p_person, 10) l $$;
select is(t.seen('0e000000-0000-7000-8000-000000000001', null) || '/' || t.seen(null, '0f000000-0000-7000-8000-000000000007') || '/'
    || coalesce(t.seen('0e000000-0000-7000-8000-000000000002', '0f000000-0000-7000-8000-000000000007'), '-'), 'charge1/charge1 release3/-', 'lines of a flow, of a person, of both');
select is((select lines || '/' || taken from statement_sum(t.o(4), 1, 100, null, null, null, null, '0f000000-0000-7000-8000-000000000007')), '2/-2000', 'and their sum');

-- A program reads its own organisation and no other.
grant usage on schema t to sandi_console;
grant select on t.org to sandi_console;
select set_config('sandi.organisation', t.o(1)::text, true) \g /dev/null
set local role sandi_console;
select is((select string_agg((select count(*) from statement_list(o, 1, 1000, null, null, null, null, null, 1000)) || '/' || (select count(*) from statement_month_list(o)) || '/'
    || (select count(*) from credit_overview(o, null, null)), ' ' order by o) from t.org), (select '400/' || count(*) || '/1 0/0/0 0/0/0' from statement_month_list(t.o(1))), 'row-level security holds');
reset role;
select is_empty($$ select * from credit_audit() where organisation_id = t.o(4) $$, 'the audit is silent');
rollback;
