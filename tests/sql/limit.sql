-- Limits that an organisation sets itself: a spending cap a day, exact and in the reserving transaction; countries refused and watched; unusual spending.
begin;
\ir fixture.inc
select plan(57);
insert into person (id, email, name, password_hash) values ('0f000000-0000-7000-8000-000000000001', 'a@test.example', 'A', 'hash'), ('0f000000-0000-7000-8000-000000000002', 'e@test.example', 'E', 'hash');
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'admin'), (t.o(1), '0f000000-0000-7000-8000-000000000002', 'editor');
select t.top_up(t.o(n), 100000) from generate_series(1, 3) n \g /dev/null
create function t.act(o uuid, p int) returns void language sql volatile as $$
    select set_config('sandi.organisation', o::text, true), set_config('sandi.person', '0f000000-0000-7000-8000-00000000000' || p, true)
$$;
create function t.counted(o uuid default t.o()) returns bigint language sql volatile as $$ select c.cap_base - c.balance + c.reserved from credit c where c.organisation_id = o $$;

-- Who may.
select is(day_cap_set(5000), 'forbidden', 'nobody');
select t.act(t.o(1), 2) \g /dev/null
select is(day_cap_set(5000), 'forbidden', 'an editor sets no cap');
select is(country_rule_set('{US}', 'refuse', false), -1::bigint, 'nor says anything about countries');
select t.act(t.o(2), 1) \g /dev/null
select is(day_cap_set(5000), 'forbidden', 'nor does the admin of another organisation');
select t.act(t.o(1), 1) \g /dev/null
update member set deactivated_at = now() where person_id = '0f000000-0000-7000-8000-000000000001';
select is(day_cap_set(5000), 'forbidden', 'nor does an admin who was deactivated');
update member set deactivated_at = null where person_id = '0f000000-0000-7000-8000-000000000001';
select is(day_cap_set(5000), 'done', 'an admin does');
select is((select action || ' ' || (detail #>> '{after,day_cap}') from audit_log where organisation_id = t.o(1) order by at desc limit 1), 'limit.day_cap 5000', 'which is audited');

-- Exact, one by one and in a batch; 2 credits each.
select is(t.outcomes(t.item(t.o(), '+628110000301')), 'started', 'the first fits');
select is(t.outcomes(t.item(t.o(), '+628110000302'), t.item(t.o(), '+628110000303'), t.item(t.o(), '+628110000304', 'sms'), t.item(t.o(), '+628110000305', 'sms')),
    'started,day_cap,started,day_cap', 'a batch is decided one by one: 2, then 1, and 5 are full');
select is(t.counted(), 5000::bigint, 'to the last thousandth');
select is(t.credit(), '100000/5000', 'and nothing more is reserved');
select is(t.outcomes(t.item(t.o(), 'x@test.example', 'email'), t.item(t.o(2), '+628110000306')), 'day_cap,started', 'e-mail counts too; other organisations do not');
select cmp_ok((select retry_after from t.start(t.item(t.o(), '+628110000307'))), '<=', 86400, 'it says when');
select cmp_ok((select retry_after from t.start(t.item(t.o(), '+628110000307'))), '>', 0, 'the next day begins');
update organisation set caps = false where id = t.o(1);
select is(t.outcomes(t.item(t.o(), '+628110000307')), 'day_cap', 'caps = off lifts the platform''s caps, not the organisation''s own');
update organisation set caps = true where id = t.o(1);

-- What is released makes room, what is charged does not; a top-up changes nothing.
select t.launch() \g /dev/null
select id as m from message where organisation_id = t.o(1) and channel = 'sms' and settled is false limit 1 \gset
select is(t.settle(t.o(1), :'m', 'rejected', null, 'operator_refused'), 'rejected', 'a message is refused by its operator');
select is(t.counted(), 4000::bigint, 'its credit comes back under the cap');
select is(t.outcomes(t.item(t.o(), '+628110000308'), t.item(t.o(), '+628110000309', 'sms')), 'day_cap,started', 'and one of its price fits again');
select id as m from message where organisation_id = t.o(1) and channel = 'whatsapp' and status = 'launched' limit 1 \gset
select t.settle(t.o(1), :'m', 'accepted', 'p1') \g /dev/null
select is(t.counted(), 5000::bigint, 'a charge counts as its reservation did');
select t.top_up(t.o(1), 7000) \g /dev/null
select is(t.counted(), 5000::bigint, 'a top-up does not count');
select is(t.outcomes(t.item(t.o(), '+628110000310')), 'day_cap', 'nor lifts it');

-- Resend and fallback.
select v.id as v from verification v join message m on m.organisation_id = v.organisation_id and m.verification_id = v.id where m.id = :'m' \gset
select t.age(:'v', interval '40 s') \g /dev/null
select results_eq(format($$ select outcome, retry_after > 0 from verification_resend(array[t.o(1)], array[%L::uuid], array[gen_random_uuid()], array[null::text], array[null::text], array[null::bytea], array[null::uuid], array[null::text]) $$, :'v'),
    $$ values ('day_cap', true) $$, 'a resend is held to it, and says when');
select is(day_cap_set(7000), 'done', 'raised');
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000311', fallback => 'sms')) \gset f_
select is(t.counted(), 7000::bigint, 'what was counted stays counted');
select t.launch() \g /dev/null
select is(day_cap_set(6000), 'done', 'lowered below what is spent');
select is(t.settle(t.o(1), :'f_m', 'rejected', null, 'not_on_whatsapp'), 'rejected', 'a message that falls back');
select is((select status || ' ' || coalesce(fallback, '') from message where id = :'f_m'), 'rejected sms:started', 'goes on: its own release made room');
select is(t.counted(), 6000::bigint, 'for exactly that');
select verification_id as v, message_id as m from t.start(t.item(t.o(2), '+628110000312', fallback => 'sms')) \gset g_
update organisation set day_cap = 0 where id = t.o(2);
select t.launch() \g /dev/null
select t.settle(t.o(2), :'g_m', 'rejected', null, 'not_on_whatsapp') \g /dev/null
select is((select fallback from message where id = :'g_m'), 'sms:day_cap', 'where there is none, the hop does not start, and says why');
update organisation set day_cap = null where id = t.o(2);

-- Insufficient credit stays what it is.
select is(t.outcomes(t.item(t.o(3), '+628110000313')), 'started', 'without a cap nothing changes');
update organisation set day_cap = 1000000 where id = t.o(3);
update credit set balance = 3000 where organisation_id = t.o(3);
select is(t.outcomes(t.item(t.o(3), '+628110000314')), 'insufficient_credit', 'a cap above what there is does not hide that there is too little');
update credit set balance = 100000 where organisation_id = t.o(3);

-- A new day.
update credit set cap_until = clock_timestamp() where organisation_id = t.o(1);
select is(t.outcomes(t.item(t.o(), '+628110000315')), 'started', 'the next day begins anew');
select is(t.counted(), (select sum(price) from message where organisation_id = t.o(1) and not settled)::bigint, 'with what is on its way');
select cmp_ok((select cap_until from credit where organisation_id = t.o(1)), '>', clock_timestamp(), 'until its own end');
select is((select cap_until at time zone 'Asia/Jakarta' from credit where organisation_id = t.o(1))::time, '00:00', 'which is midnight where the organisation is');
select is(day_cap_set(null), 'done', 'lifted');
select is((select cap_base from credit where organisation_id = t.o(1)), null, 'nothing is counted any more');
select is(day_cap_set(9000), 'done', 'set again in the middle of the day');
select is(t.counted(), (select -sum(amount) from entry where organisation_id = t.o(1) and kind in ('charge', 'refund'))::bigint
    + (select reserved from credit where organisation_id = t.o(1)), 'what was charged since midnight counts');
select is(day_cap_set(null), 'done', 'and lifted');

-- Countries.
select is(country_rule_set('{US,SG}', 'watch', false), 2::bigint, 'two are watched');
select is(country_rule_set('{US,SG,GB}', 'allow', false), 2::bigint, 'what is not new is not counted');
select is(country_rule_set(null, 'refuse', true), (select count(*) - 1 from country), 'only home: all others are refused');
select is(t.outcomes(t.item(t.o(), '+628110000316'), t.item(t.o(), '+12015550316', country => 'US')), 'started,country_not_allowed', 'from the next send on');
select is(country_rule_set(null, 'allow', false), (select count(*) - 1 from country), 'and all are allowed again');
select is(country_rule_set('{US}', 'watch', false), 1::bigint, 'the United States are watched');
select is(t.outcomes(t.item(t.o(), '+12015550317', country => 'US')), 'started', 'watched countries are sent to');

-- Spending by country, and what is unusual.
select t.launch() \g /dev/null
select t.settle(t.o(1), id, 'accepted', 'u' || id) from message where organisation_id = t.o(1) and status = 'launched' \g /dev/null
select spend_sweep(1000) \g /dev/null
select is(spend_sweep(1000), 0::bigint, 'entries are added up once');
select results_eq($$ select country::text, sum(spent)::bigint from country_day where organisation_id = t.o(1) group by 1 order by 1 $$,
    $$ select country::text, -sum(amount)::bigint from entry where organisation_id = t.o(1) and kind in ('charge', 'refund') and country is not null group by 1 order by 1 $$, 'as the ledger says');
select results_eq($$ select country::text, kind, spent, sends from spend_alert where organisation_id = t.o(1) $$, $$ values ('US', 'watched', 2500::bigint, 1::bigint) $$, 'the watched country is told, the ordinary one is not');
create function t.raised() returns text language sql volatile as $$
    select spend_alert_raise(t.o(3), '2026-10-10');
    select string_agg(concat_ws(' ', a.spent, a.sends, a.mean, a.threshold), ',' order by a.country) from spend_alert a where a.organisation_id = t.o(3) and a.kind = 'unusual'
$$;
insert into country_day values (t.o(3), '2026-10-10', 'US', 50000, 20);
select is(t.raised(), null, 'twenty messages are nothing unusual');
update country_day set spent = 52500, sends = 21 where organisation_id = t.o(3);
select is(t.raised(), '52500 21 0 50000', 'one more to where nothing went for a week is');
delete from spend_alert where organisation_id = t.o(3);
insert into country_day select t.o(3), '2026-10-03'::date + d, 'US', 17500, 7 from generate_series(0, 6) d;
select is(t.raised(), null, 'three times a day''s mean is not yet unusual');
update country_day set spent = 55000, sends = 22 where organisation_id = t.o(3) and day = '2026-10-10';
select is(t.raised(), '55000 22 17500 52500', 'more is, and what it was computed from is kept');
select is(spend_alert_close((select day from spend_alert where organisation_id = t.o(1)), 'US', 'watched'), 'done', 'an admin puts an alert away');
select is((select count(*) from spend_alert where organisation_id = t.o(1) and closed_at is null), 0::bigint, 'it is gone');
select is_empty('select * from t.audit()', 'the books are right');
select * from finish();
rollback;
