-- Pictures of tasks: only an organisation's own, bounded, and never changed: taken back at most.
begin;
\ir fixture.inc
select plan(15);
insert into flow (organisation_id, id, name, draft) select t.o(n), ('0e000000-0000-7000-8000-00000000000' || n)::uuid, 'Flow', '{}' from generate_series(1, 2) n;
insert into flow_version (organisation_id, flow_id, version, definition) select t.o(n), ('0e000000-0000-7000-8000-00000000000' || n)::uuid, 1, '{}' from generate_series(1, 2) n;
insert into task (organisation_id, id, flow_id, flow_version, title) select t.o(n), ('0e100000-0000-7000-8000-00000000000' || n)::uuid, ('0e000000-0000-7000-8000-00000000000' || n)::uuid, 1, 'Task' from generate_series(1, 2) n;
grant usage on schema t to sandi_console, sandi_field, sandi_api;

-- One row, right in every column but those given.
create function t.attach(o int, bytes bytea default '\xffd8ff', kind text default 'photo', type text default 'image/jpeg', task int default null) returns text language sql as $$
    select format('insert into attachment (organisation_id, id, task_id, component_id, kind, type, bytes, sha256) values (%L, %L, %L, %L, %L, %L, %L, %L)', t.o(o), gen_random_uuid(),
        '0e100000-0000-7000-8000-00000000000' || coalesce(task, o), 'photo', kind, type, bytes, sha256(bytes))
$$;

set local role sandi_field;
select throws_ok(t.attach(1), '42501', null, 'without an organisation nothing is written');
select set_config('sandi.organisation', t.o(1)::text, true) \g /dev/null
select lives_ok(t.attach(1), 'a photo');
select lives_ok(t.attach(1, '\x89504e47', 'signature', 'image/png'), 'a signature');
select throws_ok(t.attach(2), '42501', null, 'none for another organisation');
select throws_ok(t.attach(1, task => 2), '23503', null, 'none in another organisation''s task');
select throws_ok(t.attach(1, ''), '23514', null, 'none without bytes');
select throws_ok(t.attach(1, convert_to(repeat('x', 2097153), 'UTF8')), '23514', null, 'none over 2 MB');
select throws_ok(t.attach(1, type => 'image/svg+xml'), '23514', null, 'nothing that could run');
select throws_ok(t.attach(1, kind => 'voice'), '23514', null, 'nothing of another kind');
select is((select count(*) from attachment), 2::bigint, 'both are seen');
select throws_ok('update attachment set kind = $$photo$$', '42501', null, 'nothing is changed');
select lives_ok('delete from attachment where kind = $$signature$$', 'what was taken back goes');
set local role sandi_console;
select throws_ok(t.attach(1), '42501', null, 'the office takes none');
select set_config('sandi.organisation', t.o(2)::text, true) \g /dev/null
select is((select count(*) from attachment), 0::bigint, 'another organisation sees none');
set local role sandi_api;
select throws_ok('select from attachment', '42501', null, 'nor does any other program');
select * from finish();
rollback;
