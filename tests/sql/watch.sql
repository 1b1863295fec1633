-- Warnings of low credit: each once, again only after a top-up or a tenth above the threshold; and the mails of notices, each to every admin, once.
begin;
\ir fixture.inc
select plan(31);
delete from notice;
insert into person (id, email, name, password_hash, language, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'one@test.example', 'One', 'x', 'id', null),
    ('0f000000-0000-7000-8000-000000000002', 'two@test.example', 'Two', 'x', null, null), ('0f000000-0000-7000-8000-000000000003', 'editor@test.example', 'Editor', 'x', null, null);
insert into member values (t.o(), '0f000000-0000-7000-8000-000000000001', 'owner'), (t.o(), '0f000000-0000-7000-8000-000000000002', 'admin'), (t.o(), '0f000000-0000-7000-8000-000000000003', 'editor');
select session_create(t.o(), sha256('admin'), sha256('csrf'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1') \g /dev/null
create function t.correct(amount bigint) returns void language sql volatile as $$ select ledger_append(clock_timestamp(), t.o(), 'correction', amount, null, gen_random_uuid()::text, null, 'test') $$;
-- What one more round warns of, newest last; a round looks at all organisations.
create function t.round() returns text language plpgsql volatile as $$
declare
    v_seen uuid[] := array(select n.id from notice n);
begin
    perform credit_watch_round(null, 1000);
    return (select string_agg(n.kind || coalesce(':' || (n.detail ->> 'below')::bigint / 1000, ''), ' ' order by n.made_at) from notice n where n.organisation_id = t.o() and n.id <> all (v_seen) and n.kind <> 'receipt');
end $$;

select is(t.round(), null, 'an organisation that never had credit is not warned');
select t.top_up(t.o(), 200000) \g /dev/null
select is(t.round(), null, 'nor is one with enough');
select t.correct(-100000);
select is(t.round(), null, 'at the threshold it is not below it');
select t.correct(-1);
select is(t.round(), 'low:100', 'below it the admins are warned');
select is(t.round(), null, 'once');
select t.correct(9000);
select is(t.round(), null, 'a little above it nothing happens');
select t.correct(-9000);
select is(t.round(), null, 'so a credit that wavers there warns once');
select t.correct(10001);
select is(t.round(), null, 'a tenth above it');
select t.correct(-10001);
select is(t.round(), 'low:100', 'arms it');
select t.correct(-75000);
select is(t.round(), 'low:25', 'the second threshold warns for itself');
select t.correct(-24999);
select is(t.round(), 'empty', 'nothing left is said too');
select is(t.round(), null, 'once');
select t.top_up(t.o(), 20000) \g /dev/null
select is(t.round(), 'low:25', 'after a top-up that does not suffice they are warned again');
select t.top_up(t.o(), 1000000) \g /dev/null
select is(t.round(), null, 'one that does ends it');
select t.correct(-1020000);
select is(t.round(), 'empty', 'whoever falls from plenty to nothing hears the gravest only');

-- The pace of seven days.
select t.top_up(t.o(), 1000000) \g /dev/null
select is(credit_spent_since(t.o(), now() - interval '7 days'), 0::bigint, 'top-ups and corrections are no pace');
update organisation set caps = false where id = t.o();
select t.outcomes(variadic array(select t.item(t.o(), '+6281100' || lpad(i::text, 5, '0'), 'email') from generate_series(1, 20) i)) \g /dev/null
select t.launch() \g /dev/null
select t.settle(m.organisation_id, m.id, 'accepted') from message m where m.organisation_id = t.o() \g /dev/null
select is(credit_spent_since(t.o(), now() - interval '7 days'), 10000::bigint, 'charges are');
select is(credit_spent_since(t.o(), clock_timestamp() + interval '1 s'), 0::bigint, 'of what was before, nothing counts');
update credit_watch set watched_at = '-infinity', first_below = null, second_below = null, days_below = 3;
select is(t.round(), null, '990 credits at 10 a week last');
select is((select w.spent from credit_watch w where w.organisation_id = t.o()), 10000::bigint, 'the round counts it');
select t.correct(-986000);
select is(t.round(), 'days', '4 do not');
select is((select n.detail ->> 'days' from notice n where n.organisation_id = t.o() and n.kind = 'days'), '2', 'for more than two days');
select is(t.round(), null, 'once');
select is((select credit_level || ' ' || credit_days from session_find(t.o(), sha256('admin'))), 'days 2', 'each page knows it');

-- Settings, by admins.
select is(credit_watch_set(sha256('nobody'), t.o(), 50000, 10000, 5), 'not_allowed', 'nobody sets them');
select is(credit_watch_set(sha256('admin'), t.o(), 10000, 50000, 5), 'invalid', 'the second threshold is the lower one');
select is(credit_watch_set(sha256('admin'), t.o(), 500000, 10000, null), 'done', 'an admin does');
select is(t.round(), 'low:10', 'and they count from the next round on');

-- Mails.
select is((select string_agg(distinct c.email || ':' || c.language, ' ') from notice_claim(100) c where c.organisation_name = 'Organisation 1'), 'one@test.example:id two@test.example:en', 'each notice goes to every admin, in the own language');
select is_empty('select * from notice_claim(100)', 'once');
update notice set mailed_at = null, made_at = made_at - interval '31 days';
select t.round() \g /dev/null
select is_empty('select * from notice where organisation_id = t.o()', 'and is forgotten after 30 days');
select * from finish();
rollback;
