-- Drafts of flows: a log that undo and redo walk along, one organisation each; versions that never change.
begin;
\ir fixture.inc
select plan(42);
grant usage on schema t to sandi_console, sandi_field, sandi_api;
insert into person (id, email, name, password_hash) values ('0f000000-0000-7000-8000-000000000001', 'one@test.example', 'One', 'x'), ('0f000000-0000-7000-8000-000000000002', 'two@test.example', 'Two', 'x');
create function t.p(n int default 1) returns uuid language sql immutable as $$ select ('0f000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.f(n int default 1) returns uuid language sql immutable as $$ select ('0e000000-0000-7000-8000-00000000000' || n)::uuid $$;
insert into flow (organisation_id, id, name, draft, updated_by) values (t.o(1), t.f(1), 'One', '{"v": 1}', t.p(1)), (t.o(2), t.f(2), 'Two', '{"v": 1}', null);

-- A save of {"v": v} over base; the draft's version and content after undo or redo.
create function t.save(v int, base int, by int default 1) returns int language sql as $$ select flow_save(t.f(1), base, jsonb_build_object('v', v), t.p(by), 'settings', 'V' || v) $$;
create function t.undo(redo boolean default false) returns text language sql as $$
    select flow_undo(t.f(1), (select f.base_version from flow f where f.id = t.f(1)), t.p(2), redo)::text $$;
create function t.v() returns text language sql as $$ select f.draft ->> 'v' from flow f where f.id = t.f(1) $$;

set local role sandi_console;
select set_config('sandi.organisation', t.o(1)::text, true) \g /dev/null
select is(t.save(2, 1), 2, 'a save raises the version');
select is(t.save(9, 1), null, 'one over an older draft does nothing');
select is(t.v(), '2', 'the newer draft stays');
select is((select string_agg(what || ':' || subject || ':' || (definition ->> 'v'), ',' order by base_version) from flow_change), 'start::1,settings:V2:2', 'the log begins with what was there');
select is((select made_by from flow_change where base_version = 1), t.p(1), 'by whom it was made');
select is(t.save(3, 2), 3, 'a second save');
select is(t.save(4, 3, 2), 4, 'a third one, by somebody else');

select is(t.undo(), '5', 'undo is a change of its own');
select is(t.v(), '3', 'back to the third draft');
select is(t.undo(), '6', 'and again');
select is(t.v(), '2', 'to the second one');
select is(t.undo(true), '7', 'redo');
select is(t.v(), '3', 'makes it again');
select is(t.undo(true), '8', 'and again');
select is(t.v(), '4', 'up to the newest');
select is(t.undo(true), '0', 'then there is nothing to redo');
select is(t.undo() || t.undo() || t.undo(), '91011', 'three times back');
select is(t.v(), '1', 'to the first draft');
select is(t.undo(), '0', 'before which there is none');
select is((select base_version from flow where id = t.f(1)), 11, 'what does nothing raises no version');
select is(t.save(5, 11), 12, 'a save after undo');
select is(t.undo(true), '0', 'cuts redo');
select is(t.undo(), '13', 'but can be undone itself');
select is(t.v(), '1', 'to what was before it');
select is((select definition ->> 'v' from flow_change where base_version = 4), '4', 'what was cut off is still there for whoever has it open');
select is(flow_undo(t.f(1), 12, t.p(1), false), null, 'undo over an older draft does nothing');
select is((select string_agg(detail ->> 'what' || ':' || (detail ->> 'subject'), ',' order by at) from audit_log where action = 'flow.undo' and (detail ->> 'from')::int < 7), 'settings:V4,settings:V3', 'the audit log says what was undone');
select is((select count(distinct detail ->> 'by') from audit_log where action = 'flow.undo'), 2::bigint, 'and whose it was');

-- Every step of a long life can be told from the others; only the last 200 are kept.
select t.save(i, i - 1) from generate_series(14, 260) i \g /dev/null
select is((select count(*) || ' ' || min(base_version) || ' ' || max(base_version) from flow_change), '200 61 260', 'the log is bounded');
select is((select count(*) from generate_series(1, 250) i where t.undo() <> '0'), 100::bigint, 'and undo, which adds to it, meets its end half way');

select is(flow_save(t.f(2), 1, '{"v": 2}', t.p(1), 'settings', ''), null, 'another organisation''s flow is not there');
select is(flow_undo(t.f(2), 1, t.p(1), false), null, 'for undo neither');
select throws_ok(format('insert into flow_change (organisation_id, flow_id, base_version, what, subject, definition, change) values (%L, %L, 1, %L, %L, %L, 1)', t.o(2), t.f(2), 'x', '', '{}'), '42501', null, 'its log takes nothing');
select throws_ok('update flow_change set what = $$x$$', '42501', null, 'the log is not rewritten');
update flow set archived_at = now() where id = t.f(1);
select is(t.save(1, (select base_version from flow where id = t.f(1))), null, 'what is archived is not saved');

insert into flow_version (organisation_id, flow_id, version, definition) values (t.o(1), t.f(1), 1, '{}');
select throws_ok('update flow_version set note = $$x$$', '42501', null, 'the console changes no version');
select throws_ok('delete from flow_version', '42501', null, 'nor deletes one');
set local role sandi_field;
select throws_ok('select count(*) from flow_change', '42501', null, 'workers'' pages read no drafts');
select throws_ok(format('select flow_save(%L, 1, %L, null, %L, %L)', t.f(1), '{}', 'x', ''), '42501', null, 'and save none');
set local role sandi_api;
select throws_ok('select count(*) from flow_change', '42501', null, 'nor does the API');
reset role;
select throws_ok('update flow_version set note = $$x$$', 'P0001', null, 'nobody changes a version, not even a superuser');
select throws_ok('delete from flow_version', 'P0001', null, 'or deletes one');
select * from finish();
rollback;
