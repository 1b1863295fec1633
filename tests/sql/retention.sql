-- Erasing recipients: only where an organisation says so, only what is old and over, a bounded part at a time, and nothing of money.
begin;
\ir fixture.inc
select plan(32);
select t.top_up(t.o(n), 100000) from generate_series(1, 2) n \g /dev/null
select verification_id as a from t.start(t.item(t.o(1), '+628110000301')) \gset
select verification_id as b from t.start(t.item(t.o(1), '+628110000302')) \gset
select verification_id as c from t.start(t.item(t.o(2), '+628110000303')) \gset
select verification_id as p from t.start(t.item(t.o(1), '+628110000304')) \gset
select * from verification_cancel(array[t.o(1), t.o(1), t.o(2)], array[:'a', :'b', :'c']::uuid[]) \g /dev/null
select t.age(v, interval '3 days') from unnest(array[:'a', :'c', :'p']::uuid[]) v \g /dev/null
create function t.who(v uuid) returns text language sql as $$ select x.recipient || '/' || x.prefix from verification x where x.id = v $$;
create function t.round(after uuid default null, most bigint default 100) returns text language sql as $$ select coalesce(r.next::text, 'end') || ' ' || r.erased from retention_round(after, most) r $$;

select is(t.round(), 'end 0', 'where nobody says so nothing is erased');
select is(t.who(:'a'), '+628110000301/+62811000', 'and all is kept');
update organisation set retention_days = 3 where id = t.o(1);
select is(t.round(), t.o(1) || ' 0', 'three days are three days and an hour');
update organisation set retention_days = 2 where id = t.o(1);
select is(t.round(), t.o(1) || ' 1', 'what is old and over is erased');
select is(t.who(:'a'), 'erased/erased', 'number and prefix');
select is(t.who(:'b'), '+628110000302/+62811000', 'what is young is kept');
select is(t.who(:'p'), '+628110000304/+62811000', 'so is what is pending');
select is(t.who(:'c'), '+628110000303/+62811000', 'and what belongs to another organisation');
select is(t.round(t.o(1)), 'end 0', 'behind the last one it begins anew');
update verification set status = 'expired', closed_at = now(), sealed = null where id = :'p';
select is(t.round(null, 1), t.o(1) || ' 1', 'an organisation with more than a round may erase keeps no other one waiting');
select is(t.who(:'p'), 'erased/erased', 'what was pending is erased once it is over');
select ok(not has_function_privilege('sandi_console', 'retention_round(uuid, bigint)', 'execute') and has_function_privilege('sandi_dispatcher', 'retention_round(uuid, bigint)', 'execute'), 'the dispatcher alone erases');

-- every form of a number
create function t.forgets(form text, who text default '+628110000399') returns text language sql as $$
    select is(recipient_forget('for ' || form || ', please', who), 'for erased, please', form || ' is ' || who) $$;
select t.forgets(f) from unnest(array['+628110000399', '628110000399', '00628110000399', '08110000399', '8110000399', '+62 811 0000 399', '0811-0000-399', '+62 (0)811 000 03 99',
    '0811.0000.399']) f;
select t.forgets('ANI@Example.com', 'ani@example.com');
select t.forgets('08110000399', '08110000399');
select is(recipient_forget('order 8110000398 of 2026', '+628110000399'), 'order 8110000398 of 2026', 'another number is no form of it');
select is(recipient_forget('a', 'erased') || recipient_forget('axb@c', 'a.b@c'), 'aaxb@c', 'nothing else is');
select is(detail_mask('131026 to 628110000399 or ani@example.com'), '131026 to 6281*****99 or a***@example.com', 'what a provider says of it is kept without it');

-- a task that names it everywhere, and the API's reference
insert into flow (organisation_id, id, name, draft) values (t.o(1), '0c000000-0000-7000-8000-000000000001', 'Visit', '{}');
insert into flow_version (organisation_id, flow_id, version, definition) values (t.o(1), '0c000000-0000-7000-8000-000000000001', 1,
    '{"pages":[{"components":[{"id":"number","type":"phone"},{"id":"other","type":"email"},{"id":"typed","type":"text"},{"id":"note","type":"text"},{"id":"otp","type":"otp","recipient":"typed"}]}]}');
insert into task (organisation_id, id, flow_id, flow_version, title, status, finished_at, worker_id) values
    (t.o(1), '0d000000-0000-7000-8000-000000000001', '0c000000-0000-7000-8000-000000000001', 1, 'Visit 0811-0000-305', 'ongoing', null, t.o(1));
insert into answer (organisation_id, task_id, component_id, value) select t.o(1), '0d000000-0000-7000-8000-000000000001', a, b from (values ('number', '+628110000306'),
    ('other', 'ani@example.com'), ('typed', '+628110000305'), ('note', 'call 08110000305 or 08110000306')) v(a, b);
create function t.answers() returns text language sql as $$ select string_agg(value, '|' order by component_id) from answer where task_id = '0d000000-0000-7000-8000-000000000001' $$;
select verification_id as v from t.start(t.item(t.o(1), '+628110000305')) \gset
select * from verification_cancel(array[t.o(1)], array[:'v'::uuid]) \g /dev/null
update verification set reference = 'DO-7 628110000305', task_id = '0d000000-0000-7000-8000-000000000001', component_id = 'otp' where id = :'v';
select t.age(:'v', interval '3 days') \g /dev/null
update organisation set erased_until = '-infinity';
select is(t.round(), t.o(1) || ' 1', 'a verification of a task that goes on');
select is((select reference from verification where id = :'v') || (select title from task where id = '0d000000-0000-7000-8000-000000000001'), 'DO-7 erasedVisit erased', 'reference and title name it no more');
select is(t.answers(), 'call erased or 08110000306|+628110000306|ani@example.com|+628110000305', 'the answers that the task needs stay');
update task set status = 'done', finished_at = now() - interval '3 days' where id = '0d000000-0000-7000-8000-000000000001';
select is(t.round() || t.answers(), t.o(1) || ' 1call erased or erased|erased|erased|erased', 'until it is old');
select is(t.round(), t.o(1) || ' 0', 'and there is nothing left to do');
select is((select string_agg(detail, ' ') from credit_audit() where rule ~ '^M'), null, 'the books are right');
select * from finish();
rollback;
