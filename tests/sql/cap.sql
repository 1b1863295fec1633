-- Caps that an organisation makes stricter: exact at its number, one by one and in a batch, and nobody else's; nothing makes them looser.
begin;
\ir fixture.inc
select plan(35);
select t.top_up(t.o(n), 1000000) from generate_series(1, 3) n \g /dev/null
insert into person (id, email, name, password_hash) select ('0f000000-0000-7000-8000-00000000000' || n)::uuid, 'p' || n || '@test.example', 'P' || n, 'x' from generate_series(1, 2) n;
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'admin'), (t.o(1), '0f000000-0000-7000-8000-000000000002', 'editor'),
    (t.o(3), '0f000000-0000-7000-8000-000000000001', 'admin');
create function t.act(o uuid, p int) returns void language sql volatile as $$
    select set_config('sandi.organisation', o::text, true), set_config('sandi.person', '0f000000-0000-7000-8000-00000000000' || p, true)
$$;
-- Seconds to wait that a start is told.
create function t.wait(i t.item) returns int language sql volatile as $$ select s.retry_after from t.start(i) s $$;
create function t.number(n int) returns text language sql immutable as $$ select '+6281' || n || '0000001' $$;

-- Who may, and what.
select is(start_cap_set(1, 1, 1, 1), 'forbidden', 'nobody');
select t.act(t.o(1), 2) \g /dev/null
select is(start_cap_set(1, 1, 1, 1), 'forbidden', 'an editor sets none');
select t.act(t.o(2), 1) \g /dev/null
select is(start_cap_set(1, 1, 1, 1), 'forbidden', 'nor does the admin of another organisation');
select t.act(t.o(1), 1) \g /dev/null
select is(start_cap_set(6, null, null, null) || start_cap_set(null, 21, null, null) || start_cap_set(null, null, 11, null) || start_cap_set(null, null, null, 31),
    repeat('invalid', 4), 'nothing is looser than the platform''s');
select is(start_cap_set(0, null, null, null) || start_cap_set(null, -1, null, null), 'invalidinvalid', 'one start at least');
select throws_ok($$ update organisation set recipient_starts = 6 where id = t.o(1) $$, '23514', null, 'not even past the function');
select is(start_cap_set(5, 20, 10, 30) || start_cap_set(null, null, null, null), 'donedone', 'the platform''s own numbers, and back to them');
select is(start_cap_set(2, 3, 2, 4), 'done', 'an admin sets them');
select is(start_cap_set(2, 3, 2, 4), 'done', 'and sets them again');
select results_eq($$ select detail, count(*) over () from audit_log where organisation_id = t.o(1) and action = 'limit.starts' order by at desc limit 1 $$,
    $$ values ('{"before": {"recipient_starts": null, "recipient_day_starts": null, "task_step_starts": null, "person_starts": null},
        "after": {"recipient_starts": 2, "recipient_day_starts": 3, "task_step_starts": 2, "person_starts": 4}}'::jsonb, 3::bigint) $$, 'one line a change tells what was and what is');

-- A recipient, one by one.
select is(t.outcomes(t.item(t.o(), t.number(10))) || t.outcomes(t.item(t.o(), t.number(10))) || t.outcomes(t.item(t.o(), t.number(10))), 'startedstartedtoo_many:recipient',
    'two a recipient in ten minutes');
select ok(t.wait(t.item(t.o(), t.number(10))) between 595 and 600, 'the refusal says how long');
-- In a batch, whose items share the cap; beside another recipient and other organisations.
select is(t.outcomes(t.item(t.o(), t.number(11)), t.item(t.o(), t.number(12)), t.item(t.o(), t.number(11)), t.item(t.o(), t.number(11)), t.item(t.o(), t.number(12))),
    'started,started,started,too_many:recipient,started', 'the same in a batch');
select is(t.outcomes(t.item(t.o(2), t.number(11)), t.item(t.o(), t.number(13)), t.item(t.o(2), t.number(11)), t.item(t.o(2), t.number(11)), t.item(t.o(), t.number(13)), t.item(t.o(), t.number(13))),
    'started,started,started,started,started,too_many:recipient', 'other organisations keep the platform''s, also in the same batch');
select is(t.outcomes(t.item(t.o(2), t.number(11)), t.item(t.o(2), t.number(11)), t.item(t.o(2), t.number(11))), 'started,started,too_many:recipient', 'which is five');

-- A day.
select t.age(v.id, interval '11 min') from verification v where v.organisation_id = t.o() \g /dev/null
select is(t.outcomes(t.item(t.o(), t.number(10)), t.item(t.o(), t.number(10))), 'started,too_many:recipient_day', 'three a recipient in a day');
select ok(t.wait(t.item(t.o(), t.number(10))) between 85000 and 86400 - 11 * 60, 'until the first of the three is a day ago');
select t.age(v.id, interval '23 h 48 min') from verification v where v.organisation_id = t.o() and v.recipient = t.number(10) and v.created_at < clock_timestamp() - interval '5 min' \g /dev/null
select is(t.outcomes(t.item(t.o(), t.number(10))), 'too_many:recipient_day', 'a minute before that it is still too many');
select ok(t.wait(t.item(t.o(), t.number(10))) between 1 and 60, 'for a minute');
select is(start_cap_set(1, 3, 2, 4), 'done', 'when two caps hold');
select ok(t.wait(t.item(t.o(), t.number(10))) between 595 and 600, 'the one that holds longer says when');
select is(start_cap_set(2, 3, 2, 4), 'done', 'back');

-- A person, whoever it is sent to.
select is((select string_agg(s.outcome || coalesce(':' || s.cap, ''), ',' order by s.item) from t.start(variadic (select array_agg(t.item(t.o(), t.number(20 + n), person => '0f000000-0000-7000-8000-000000000002')
    order by n) from generate_series(1, 6) n)) s), repeat('started,', 4) || 'too_many:person,too_many:person', 'four a person in ten minutes, in a batch');
select is(t.outcomes(t.item(t.o(), t.number(30), person => '0f000000-0000-7000-8000-000000000002')) || t.outcomes(t.item(t.o(), t.number(30), person => '0f000000-0000-7000-8000-000000000001')),
    'too_many:personstarted', 'and one by one; another person may');

-- A task step, for ever.
select t.tasks(t.o(), '0e000000-0000-7000-8000-000000000001') \g /dev/null
select is(t.outcomes(t.item(t.o(), t.number(40), task => '0e000000-0000-7000-8000-000000000001'), t.item(t.o(), t.number(41), task => '0e000000-0000-7000-8000-000000000001'),
    t.item(t.o(), t.number(42), task => '0e000000-0000-7000-8000-000000000001')), 'started,started,too_many:task_step', 'two a task step, in a batch');
select t.age(v.id, interval '2 days') from verification v where v.task_id is not null \g /dev/null
select is(t.outcomes(t.item(t.o(), t.number(43), task => '0e000000-0000-7000-8000-000000000001')) || coalesce(t.wait(t.item(t.o(), t.number(43), task => '0e000000-0000-7000-8000-000000000001')), 0),
    'too_many:task_step0', 'for ever: there is no time to wait for');
select is(t.outcomes(t.item(t.o(), t.number(44)), t.item(t.o(), t.number(44))) || t.outcomes(t.item(t.o(), t.number(44), task => '0e000000-0000-7000-8000-000000000001')),
    'started,startedtoo_many:task_step', 'which is told before what time would lift');

-- Off and on.
update organisation set caps = false where id = t.o(1);
select is((select string_agg(distinct s.outcome, ',') from t.start(variadic (select array_agg(t.item(t.o(), t.number(10), person => '0f000000-0000-7000-8000-000000000002')) from generate_series(1, 7))) s),
    'started', 'caps = off lifts these, too');
update organisation set caps = true where id = t.o(1);
select is(t.outcomes(t.item(t.o(), t.number(10))), 'too_many:recipient_day', 'on again, what was started in between counts');
select is(start_cap_set(2, null, null, null), 'done', 'back to the platform''s day');
select is(t.outcomes(t.item(t.o(), t.number(10))), 'too_many:recipient', 'which leaves the ten minutes');
select t.act(t.o(3), 1) \g /dev/null
select is(start_cap_set(1, 1, 1, 1), 'done', 'where they are off, they can be set');
select is(t.outcomes(t.item(t.o(3), t.number(50)), t.item(t.o(3), t.number(50))), 'started,started', 'and stay off');

select is((select count(*) from message where organisation_id = t.o(1)), (select count(*) from verification where organisation_id = t.o(1)), 'what was refused left nothing');
select is_empty('select * from t.audit()', 'the books are right');
select * from finish();
rollback;
