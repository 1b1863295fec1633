-- One organisation never sees another's rows, whatever it asks; entries stay as they are, whoever asks.
begin;
\ir fixture.inc
select plan(16);
select t.top_up(t.o(n), 10000) from generate_series(1, 2) n \g /dev/null
select s.verification_id as v from t.start(t.item(t.o(1), '+628110000101')) s \gset
insert into person (id, email, name, password_hash) values ('0f000000-0000-7000-8000-000000000001', 'one@test.example', 'One', 'x'), ('0f000000-0000-7000-8000-000000000002', 'two@test.example', 'Two', 'x');
insert into member values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'admin'), (t.o(2), '0f000000-0000-7000-8000-000000000002', 'admin');
grant usage on schema t to sandi_console, sandi_api;

set local role sandi_console;
select is((select count(*) from verification) + (select count(*) from message) + (select count(*) from entry) + (select count(*) from credit) + (select count(*) from organisation)
    + (select count(*) from person) + (select count(*) from member), 0::bigint, 'without an organisation there is nothing');
select set_config('sandi.organisation', t.o(2)::text, true) \g /dev/null
select is((select count(*) from verification), 0::bigint, 'the other organisation sees no verification');
select is((select count(*) from verification where organisation_id = t.o(1)), 0::bigint, 'not even by naming it');
select is((select count(*) from entry), 1::bigint, 'it sees its own entry');
select is((select string_agg(name, ',') from organisation), 'Organisation 2', 'and itself');
select is((select string_agg(name, ',') from person), 'Two', 'and its own people');
select throws_ok(format('insert into flow (organisation_id, id, name, draft) values (%L, %L, %L, %L)', t.o(1), gen_random_uuid(), 'x', '{}'), '42501', null, 'it writes no flow elsewhere');
select lives_ok(format('insert into flow (organisation_id, id, name, draft) values (%L, %L, %L, %L)', t.o(2), gen_random_uuid(), 'x', '{}'), 'but its own');
select throws_ok('update credit set balance = 0', '42501', null, 'it writes no credit');
select throws_ok('delete from entry', '42501', null, 'it deletes no entry');
select throws_ok('select sealed from verification', '42501', null, 'it reads no sealed code');
select set_config('sandi.organisation', '', true) \g /dev/null
select is((select count(*) from entry), 0::bigint, 'an empty setting is no organisation');
reset role;

select is(t.check(t.o(2), :'v', '123456'), 'not_found', 'another organisation cannot check the code');
select throws_ok('update entry set reason = $$x$$', '23001', null, 'nobody changes an entry, not even a superuser');
select throws_ok('delete from entry', '23001', null, 'nobody deletes one');
select throws_ok('truncate entry cascade', '23001', null, 'nobody truncates them');
select * from finish();
rollback;
