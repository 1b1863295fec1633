-- What a message costs: one rate for each send, from its moment on; and the estimate is what is charged, for every country, channel and refusal.
begin;
\ir fixture.inc
select plan(16);
select t.top_up(t.o(n), 1000000000) from generate_series(1, 3) n \g /dev/null
update organisation set caps = false where slug ~ '^org[12]$';

-- A card with a rate, a newer one, one to come, a refusal or nothing, for every country and channel there is.
insert into country select chr(65 + i / 26) || chr(65 + i % 26), 1 + i from generate_series(0, 675) i on conflict do nothing;
insert into rate_card (id, name) values ('0a000000-0000-7000-8000-000000000002', 'many');
insert into rate (rate_card_id, channel, country, effective_from, price, refused)
select '0a000000-0000-7000-8000-000000000002', c.channel, d.code, s.at, case when d.n % 7 <> 3 or s.step <> 2 then d.n * 10 + s.step end, d.n % 7 = 3 and s.step = 2
from (select code, (row_number() over (order by code))::int as n from country) d cross join (values ('whatsapp'), ('sms')) c(channel)
cross join (values (1, '2026-01-01'::timestamptz), (2, '2026-02-01'), (3, now() + interval '1 h')) s(step, at)
where d.n % 5 <> 4 and (s.step <> 2 or d.n % 3 <> 0) and (s.step <> 1 or d.n % 11 <> 5);
insert into rate values ('0a000000-0000-7000-8000-000000000002', 'email', '', '2026-01-01', 700, false);
update organisation set rate_card_id = '0a000000-0000-7000-8000-000000000002' where id in (t.o(1), t.o(2));
insert into country_rule select t.o(1), c.code, (array['refuse', 'watch', 'allow'])[1 + (row_number() over (order by c.code) % 3)::int] from country c where c.code > 'M';
update sender set active = false where name = 't-sms';
insert into sender (id, name, organisation_id, channel, driver) values ('0c000000-0000-7000-8000-00000000000a', 't-own', t.o(2), 'sms', 'kannel');

-- Every destination, told and sent.
create temp table told as
select o.id as organisation_id, c.channel, d.code as country, e.*
from organisation o cross join (select code from country union all select null) d cross join (values ('whatsapp'), ('sms'), ('email')) c(channel)
cross join lateral rate_terms(clock_timestamp(), o.id, o.rate_card_id, c.channel, d.code) e
where o.id in (t.o(1), t.o(2)) and (d.code is null) = (c.channel = 'email');
create temp table sent (organisation_id uuid, channel text, country text, outcome text, price bigint, rate_from timestamptz, sender_id uuid, charged bigint);
do $$
declare
    r record;
    s record;
    n int := 0;
begin
    for r in select * from told loop
        n := n + 1;
        select * into s from t.start(t.item(r.organisation_id, case r.channel when 'email' then 'a' || n || '@test.example' else '+62811' || 1000000 + n end, r.channel, r.country));
        insert into sent select r.organisation_id, r.channel, r.country, s.outcome, s.price, m.rate_from, m.sender_id, m.price
        from (select) d left join message m on m.organisation_id = r.organisation_id and m.id = s.message_id;
    end loop;
end $$;
select cmp_ok((select count(*) from told), '>', 2600::bigint, 'every country by every channel');
select set_eq('select distinct outcome from told', array['started', 'country_not_allowed', 'no_rate', 'country_refused', 'no_sender'], 'with every outcome');
select is_empty($$ select t.organisation_id, t.channel, t.country, t.outcome, s.outcome from told t join sent s on s.organisation_id = t.organisation_id and s.channel = t.channel
    and s.country is not distinct from t.country where s.outcome <> t.outcome $$, 'what is told is what a start says');
select is_empty($$ select t.channel, t.country from told t join sent s on s.organisation_id = t.organisation_id and s.channel = t.channel and s.country is not distinct from t.country
    where t.outcome = 'started' and (s.price, s.charged, s.rate_from, s.sender_id) is distinct from (t.price, t.price, t.effective_from, t.sender_id) $$,
    'and the price told is the price charged, of the same rate, by the same sender');
select is((select count(*) from told), (select count(*) from sent), 'none was left out');
select ok((select bool_and(p.prolang = (select oid from pg_language where lanname = 'sql') and not p.prosecdef and p.proconfig is null and p.provolatile = 's' and not p.proisstrict)
    from pg_proc p where p.pronamespace = 'sandi'::regnamespace and p.proname = 'rate_terms'), 'the function is one that the planner takes into the start''s own statement');

-- The same by a resend.
select t.age(v.id, interval '40 s') from verification v where v.organisation_id = t.o(1) and v.country = (select min(country) from told where outcome = 'started' and channel = 'whatsapp') \g /dev/null
select v.id as v, v.country as c from verification v where v.organisation_id = t.o(1) and v.channel = 'whatsapp' and v.country = (select min(country) from told where outcome = 'started' and channel = 'whatsapp') \gset
select verification_resend(array[t.o(1)], array[:'v'::uuid], array['0e000000-0000-7000-8000-000000000001'::uuid], array['whatsapp'], array[null::text], array[null::bytea], array[null::uuid], array[null::text]) \g /dev/null
select is((select m.price::bigint from message m where m.id = '0e000000-0000-7000-8000-000000000001'), (select price from told where organisation_id = t.o(1) and channel = 'whatsapp' and country = :'c'),
    'a resend is charged the same');

-- Effective from its moment.
insert into rate values ('0a000000-0000-7000-8000-000000000002', 'email', '', clock_timestamp() + interval '300 ms', 900, false);
select is((select price from t.start(t.item(t.o(1), 'b@test.example', 'email'))), 700::bigint, 'before it the old price');
select pg_sleep(0.4) \g /dev/null
select is((select price from t.start(t.item(t.o(1), 'c@test.example', 'email'))), 900::bigint, 'after it the new one');
select is((select count(distinct (m.rate_card_id, m.rate_from, m.price)) from message m where m.channel = 'email' and m.organisation_id = t.o(1)), 2::bigint, 'each message names its rate');
select is_empty($$ select m.id from message m left join rate r on r.rate_card_id = m.rate_card_id and r.channel = m.channel and r.country = coalesce(m.country, '')
    and r.effective_from = m.rate_from and r.price = m.price where r.price is null $$, 'and every message has exactly one rate row');
select is_empty($$ select m.id from message m join rate r on r.rate_card_id = m.rate_card_id and r.channel = m.channel and r.country = coalesce(m.country, '')
    and r.effective_from > m.rate_from and r.effective_from <= m.created_at $$, 'the newest at its moment');

-- What the page of rates shows is what is in force.
select set_config('sandi.organisation', t.o(1)::text, true) \g /dev/null
select outcome as wanted from told where organisation_id = t.o(1) and channel = 'whatsapp' and country = 'AA' \gset
set local role sandi_console;
select t.outcome as asked, count(*) over () as organisations from organisation o, rate_terms(clock_timestamp(), o.id, o.rate_card_id, 'whatsapp', 'AA') t \gset
reset role;
select is(:'asked'::text, :'wanted'::text, 'the console asks with its own rights');
select is(:organisations::int, 1, 'about its own organisation only');
update organisation set rate_card_id = '0a000000-0000-7000-8000-000000000001' where id = t.o(1);
select is((select price from t.start(t.item(t.o(1), 'd@test.example', 'email'))), 500::bigint, 'another card counts from the next send on');
select is_empty('select * from t.audit()', 'the books are right');
select * from finish();
rollback;
