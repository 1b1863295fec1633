-- Tasks in the hands of planners: what is found, handed out, deleted and imported, in one organisation only, each change with its line in the log.
begin;
\ir fixture.inc
select plan(34);
grant usage on schema t to sandi_console, sandi_field, sandi_api;
create function t.p(n int) returns uuid language sql immutable as $$ select ('0f000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.f(n int) returns uuid language sql immutable as $$ select ('0e000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.k(n int) returns uuid language sql immutable as $$ select ('0d000000-0000-7000-8000-00000000000' || n)::uuid $$;
insert into person (id, email, name, password_hash) select t.p(n), 'p' || n || '@test.example', 'Person ' || n, 'x' from generate_series(1, 3) n;
insert into member (organisation_id, person_id, role) values (t.o(1), t.p(1), 'planner'), (t.o(1), t.p(2), 'worker'), (t.o(2), t.p(3), 'worker');
insert into flow (organisation_id, id, name, draft, published_version) values (t.o(1), t.f(1), 'Flow', '{}', 1), (t.o(2), t.f(2), 'Other', '{}', 1);
insert into flow_version (organisation_id, flow_id, version, definition) values (t.o(1), t.f(1), 1, '{"pages": [{"components": [{"id": "phone", "type": "phone"}]}]}'), (t.o(2), t.f(2), 1, '{}');
insert into task (organisation_id, id, flow_id, flow_version, title, worker_id, status, finished_at, starts_at, ends_at) values
    (t.o(1), t.k(1), t.f(1), 1, 'Free', null, 'unassigned', null, null, null),
    (t.o(1), t.k(2), t.f(1), 1, 'Begun', t.p(2), 'ongoing', null, '2026-01-02 08:00Z', '2026-01-02 10:00Z'),
    (t.o(1), t.k(3), t.f(1), 1, 'Done', t.p(2), 'done', now(), null, '2026-01-01 00:00Z'),
    (t.o(1), t.k(4), t.f(1), 1, 'Late', t.p(2), 'ongoing', null, null, '2026-01-01 00:00Z'),
    (t.o(2), t.k(5), t.f(2), 1, 'Foreign', t.p(3), 'ongoing', null, '2026-01-02 08:00Z', null);
insert into answer (organisation_id, task_id, component_id, value) values (t.o(1), t.k(1), 'order', 'A'), (t.o(1), t.k(1), 'phone', '+628110000101');
insert into answer (organisation_id, task_id, component_id, value, at) values (t.o(1), t.k(2), 'note', 'x', clock_timestamp());
select throws_ok($$ update task set starts_at = '2026-01-02', ends_at = '2026-01-02' where title = 'Free' $$, '23514', null, 'a window does not end as it starts');

create function t.found(query text default '', status text default '', worker uuid default null, nobody boolean default false, f timestamptz default null, u timestamptz default null,
    overdue timestamptz default null) returns text language sql as $$
    select string_agg(s.title, ',' order by s.title) from sandi.task_search(query, status, null, worker, nobody, f, u, overdue, null) s $$;
create function t.apply(id uuid, version bigint default 1, first uuid default t.k(6)) returns text language sql as $$
    select a.outcome || a.tasks from sandi.task_import_apply(id, t.p(1), version, array[first, t.k(7)], array['One', 'Two'], array[t.p(2), null], array['2026-05-01'::timestamptz, null],
        array[null, null]::timestamptz[], array[first, first, t.k(7)], array['order', 'size', 'order'], array['1', 'L', '2']) a $$;
set local role sandi_console;
select set_config('sandi.organisation', t.o(1)::text, true) \g /dev/null
select is(t.found(), 'Begun,Done,Free,Late', 'all of one organisation');
select is(t.found('person 2'), 'Begun,Done,Late', 'by a worker''s name');
select is(t.found(status => 'done'), 'Done', 'by status');
select is(t.found(worker => t.p(2)), 'Begun,Done,Late', 'by worker');
select is(t.found(nobody => true), 'Free', 'without a worker');
select is(t.found(f => '2026-01-02 09:00Z', u => '2026-01-02 09:30Z'), 'Begun', 'in the midst of its window');
select is(t.found(f => '2026-01-02 10:00Z'), null, 'a window that ends as the search begins is not in it');
select is(t.found(u => '2026-01-02 08:00Z'), 'Done,Late', 'nor one that begins as it ends');
select is(t.found(overdue => '2026-01-02 09:00Z'), 'Late', 'overdue are open ones');

select is((select string_agg(x.title, ',' order by x.title) from task x where task_is_begun(x)), 'Begun,Done', 'begun by a worker''s answer, not by the office''s');
select throws_ok('delete from task', '42501', null, 'the console deletes no task by itself');
select throws_ok('delete from answer', '42501', null, 'and no answer');
select is(task_title_told(t.o(1), t.k(1), 'Parcel for 0811-0000-101'), 'Parcel for erased', 'the log is told no recipient');
select is(task_title_told(t.o(2), t.k(1), 'Parcel for 0811-0000-101'), 'Parcel for 0811-0000-101', 'and tells another organisation none');
select is(task_title_told(t.o(1), t.k(2), 'Parcel 17'), 'Parcel 17', 'any other title is told as it is');
select is(task_delete(t.o(1), array[t.k(1), t.k(2), t.k(3), t.k(5)], t.p(1)), 1::bigint, 'only what nobody began is deleted');
select is(t.found(), 'Begun,Done,Late', 'the others stay');
select is((select count(*) from answer where task_id = t.k(1)), 0::bigint, 'its answers are gone');
select results_eq($$ select subject, detail ->> 'title', actor from audit_log where action = 'task.delete' $$, $$ values (t.k(1)::text, 'Free', t.p(1)) $$, 'the log knows what it was');

insert into task_import (organisation_id, id, flow_id, file_name, content, made_by) values (t.o(1), t.k(9), t.f(1), 'a.csv', 'x', t.p(1));
select is(t.apply(t.k(8)), 'not_found0', 'an import that there is not');
select is(t.apply(t.k(9), 2), 'flow_changed0', 'the flow has no such version now');
select throws_ok($$ select t.apply(t.k(9), 1, t.k(2)) $$, '23505', null, 'one bad line');
select is((select count(*) from task where import_id is not null), 0::bigint, 'and nothing is made');
select is(t.apply(t.k(9)), 'done2', 'all are made');
select is(t.apply(t.k(9)), 'applied2', 'once');
select is((select string_agg(title || status, ',' order by created_at desc) from task where import_id = t.k(9)), 'Oneongoing,Twounassigned', 'newest first is the order of the file');
select is((select count(*) from answer where task_id in (t.k(6), t.k(7))), 3::bigint, 'with their answers');
select is((select count(*) from task x where x.import_id = t.k(9) and task_is_begun(x)), 0::bigint, 'which nobody has begun');
select results_eq('select content, tasks, applied_at is not null from task_import', 'values (null::bytea, 2, true)', 'the file is forgotten');
select is((select detail ->> 'tasks' from audit_log where action = 'task.import'), '2', 'one line in the log');
select set_config('sandi.organisation', t.o(2)::text, true) \g /dev/null
select is(t.apply(t.k(9)), 'not_found0', 'another organisation has no such import');
select is(t.found(), 'Foreign', 'and only its own tasks');
reset role;
insert into task_import (organisation_id, id, flow_id, file_name, content, made_at) values
    (t.o(2), t.k(7), t.f(2), 'left.csv', 'x', now() - interval '25 h'), (t.o(2), t.k(8), t.f(2), 'new.csv', 'x', now());
select retention_round(null, 10) \g /dev/null
select is((select string_agg(file_name, ',' order by file_name) from task_import), 'a.csv,new.csv', 'a file that was left lying is forgotten after a day');
select * from finish();
rollback;
