-- People of an organisation: who may change whom, invitations that are good once, sessions that end with rights, letters and links; nobody reaches another organisation.
begin;
\ir fixture.inc
select plan(85);
create function t.p(n int) returns uuid language sql immutable as $$ select ('0f000000-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
create function t.h(n int) returns bytea language sql immutable as $$ select sha256(('s' || n)::bytea) $$;
insert into person (id, email, name, password_hash) select t.p(n), 'p' || n || '@test.example', 'Person ' || n, 'x' from generate_series(1, 9) n;
insert into person (id, email, name, password_hash, staff_role) values (t.p(10), 'staff@test.example', 'Staff', 'x', 'support');
insert into member (organisation_id, person_id, role) values (t.o(1), t.p(1), 'owner'), (t.o(1), t.p(2), 'admin'), (t.o(1), t.p(3), 'editor'), (t.o(1), t.p(4), 'worker'),
    (t.o(2), t.p(5), 'owner'), (t.o(2), t.p(4), 'admin');
create function t.session(n int, o int) returns boolean language sql as $$ select session_create(t.o(o), t.h(n), t.h(n), t.p(n), 'Firefox, Linux', '192.0.2.7') $$;
select t.session(n, 1) from generate_series(1, 4) n \g /dev/null
select t.session(5, 2) \g /dev/null
create function t.change(n int, who int, what text, role text default null) returns text language sql as $$ select member_change(t.h(n), t.o(1), t.p(who), what, role) $$;

-- roles
select is(t.change(3, 4, 'role', 'admin'), 'forbidden', 'an editor changes nobody');
select is(t.change(5, 4, 'role', 'admin'), 'forbidden', 'nor does the owner of another organisation');
select is(member_change(t.h(2), t.o(2), t.p(4), 'role', 'owner'), 'forbidden', 'a session counts in its own organisation only');
select is(t.change(2, 5, 'role', 'worker'), 'not_found', 'somebody of another organisation is nobody here');
select is(t.change(2, 4, 'role', 'planner'), 'done', 'an admin changes a worker');
select is((select role::text from member where organisation_id = t.o(2) and person_id = t.p(4)), 'admin', 'only there');
select is(t.change(2, 3, 'role', 'owner'), 'owner_only', 'an admin makes no owner');
select is(t.change(2, 1, 'role', 'worker'), 'owner_only', 'changes none');
select is(t.change(2, 1, 'deactivate'), 'owner_only', 'and removes none');
select is(t.change(1, 1, 'role', 'admin'), 'last_owner', 'the last owner stays');
select is(t.change(1, 1, 'deactivate'), 'self', 'nobody deactivates oneself');
select is(t.change(1, 3, 'role', 'owner'), 'done', 'an owner makes an owner');
select is(t.change(1, 1, 'role', 'admin'), 'done', 'then may stop being one');
select is(t.change(3, 3, 'role', 'admin'), 'last_owner', 'and the other is the last');
select is(t.change(3, 4, 'role', null), 'invalid', 'no role is no role');
select is(t.change(3, 4, 'role', 'king'), 'invalid', 'nor is one that does not exist');
select is(t.change(3, 4, 'promote'), 'invalid', 'what is unknown is not done');
select is((select detail ->> 'before' || '>' || (detail ->> 'after') from audit_log where action = 'member.role' and subject = t.p(4)::text), 'worker>planner', 'the log has before and after');

-- deactivating
select is(t.change(3, 4, 'deactivate'), 'done', 'a member is deactivated');
select is((select count(*) from session where organisation_id = t.o(1) and person_id = t.p(4)), 0::bigint, 'its sessions are gone at once');
select is(t.session(4, 1), false, 'it gets no new one');
select is((select count(*) from session_find(t.o(1), t.h(4))), 0::bigint, 'and is found by none');
select is((select organisation_id from login_find('p4@test.example')), t.o(2), 'it signs in where it may');
update member set deactivated_at = now() where organisation_id = t.o(1) and person_id = t.p(2);
select is(t.change(2, 3, 'role', 'worker'), 'forbidden', 'a session that outlived its right is worth nothing');
select is((select count(*) from session_find(t.o(1), t.h(2))), 0::bigint, 'and shows no page');
select is(admin_person(t.o(1), t.h(2)), null, 'nor is it an admin for billing');
update member set deactivated_at = null where organisation_id = t.o(1) and person_id = t.p(2);
select is(t.change(3, 4, 'reactivate'), 'done', 'it is let in again');
select is(t.session(4, 1), true, 'and signs in');

-- invitations
create function t.invite(n int, email text, role text, token int) returns text language sql as $$
    select invite_send(t.h(n), t.o(1), gen_random_uuid(), email, role, sha256(('i' || token)::bytea), gen_random_uuid(), 1, '\x01'::bytea) $$;
create function t.accept(token int, n int default null, person int default null, o int default 1) returns text language sql as $$
    select outcome from invite_accept(t.o(1), sha256(('i' || token)::bytea), t.o(o), t.h(n), t.p(person), 'New', 'hash') $$;
select is(t.invite(4, 'a@test.example', 'worker', 1), 'forbidden', 'a planner invites nobody');
select is(t.invite(2, 'a@test.example', 'owner', 1), 'owner_only', 'an admin invites no owner');
select is(t.invite(2, 'P4@test.example', 'worker', 1), 'exists', 'who is a member is not invited');
select is(t.invite(2, 'nonsense', 'worker', 1), 'invalid', 'nor what is no address');
select is(t.invite(2, 'A@test.example', 'editor', 1), 'done', 'an admin invites');
select is((select email || role || known from invite_find(t.o(1), sha256('i1'))), 'a@test.exampleeditorfalse', 'the link says to what');
select is((select count(*) from invite_find(t.o(2), sha256('i1'))), 0::bigint, 'only with its own organisation');
select is(t.invite(2, 'a@test.example', 'planner', 2), 'done', 'it is sent anew');
select is((select count(*) from invite where closed_at is null), 1::bigint, 'and there is still one');
select is(t.accept(1, null, 20), 'ended', 'the first link is worth nothing now');
select is((select count(*) from letter where kind = 'invite' and email = 'a@test.example'), 2::bigint, 'two letters went out');
select is(t.accept(2, null, 20), 'done', 'a new person joins');
select is((select role::text from member where organisation_id = t.o(1) and person_id = t.p(20)), 'planner', 'in the newest role');
select is(t.accept(2, null, 21), 'ended', 'once');
select is(t.invite(2, 'p5@test.example', 'worker', 3), 'done', 'somebody with a login is invited');
select is(t.accept(3, null, 22), 'known', 'who is no new person');
select is(t.accept(3, 3, null), 'forbidden', 'nobody else accepts it');
select is(t.accept(3, 5, null, 2), 'done', 'the person does, signed in elsewhere');
select is((select count(*) from session_organisation_list(t.o(2), t.h(5))), 2::bigint, 'and may act in both');
select is(session_move(t.o(2), t.h(5), t.o(1), t.h(55), t.h(56)), 'worker', 'goes there');
select is((select count(*) from session where token_hash = t.h(5)), 0::bigint, 'with a new token only');
select is(session_move(t.o(1), t.h(3), t.o(2), t.h(57), t.h(58)), null, 'nobody goes where there is no place');
select is(t.invite(2, 'b@test.example', 'worker', 4), 'done', 'another one');
select is(invite_revoke(t.h(2), t.o(1), (select id from invite where email = 'b@test.example')), 'done', 'is taken back');
select is(t.accept(4, null, 23), 'ended', 'and cannot be accepted');
select is(t.invite(2, 'c@test.example', 'worker', 5), 'done', 'one more');
update invite set expires_at = now() - interval '1 s' where email = 'c@test.example';
select is(t.accept(5, null, 24), 'ended', 'ends by itself');
select is(t.invite(2, 'staff@test.example', 'admin', 6), 'done', 'the address of staff');
select session_create('00000000-0000-0000-0000-000000000000', t.h(10), t.h(10), t.p(10), null, null) \g /dev/null
select is((select outcome from invite_accept(t.o(1), sha256('i6'), '00000000-0000-0000-0000-000000000000', t.h(10), null, null, null)), 'forbidden', 'makes no member of staff');
select t.invite(2, 'd@test.example', 'worker', 100 + n) from generate_series(1, 10) n \g /dev/null
select throws_ok($$ select t.invite(2, 'd@test.example', 'worker', 200) $$, '23514', null, 'nobody is written to eleven times within an hour');

-- sessions and open tasks of a member
savepoint care;
insert into person (id, email, name, password_hash) select t.p(n), 'p' || n || '@test.example', 'Person ' || n, 'x' from generate_series(31, 33) n;
insert into member (organisation_id, person_id, role) values (t.o(1), t.p(31), 'owner'), (t.o(1), t.p(32), 'admin'), (t.o(1), t.p(33), 'worker'), (t.o(2), t.p(33), 'worker');
select t.session(n, 1) from generate_series(31, 33) n \g /dev/null
select session_create(t.o(2), t.h(34), t.h(34), t.p(33), null, null) \g /dev/null
select is((select string_agg(device || address, ' ') from member_session_list(t.h(32), t.o(1), t.p(33))), 'Firefox, Linux192.0.2.7', 'an admin sees where a member is signed in, here');
select is((select count(*) from member_session_list(t.h(33), t.o(1), t.p(32))), 0::bigint, 'a worker does not');
select is(member_session_end(t.h(33), t.o(1), t.p(32)) || member_session_end(t.h(32), t.o(1), t.p(31)) || member_session_end(t.h(32), t.o(1), t.p(32)), 'forbiddenowner_onlyself', 'nor ends any');
select is(member_session_end(t.h(32), t.o(1), t.p(9)), 'not_found', 'of a stranger nobody does');
select is(member_session_end(t.h(32), t.o(1), t.p(33)), 'done', 'an admin does');
select is((select string_agg(organisation_id::text, ' ') from session where person_id = t.p(33)), t.o(2)::text, 'here, not elsewhere');
insert into flow (organisation_id, id, name, draft) values (t.o(1), '0c000000-0000-7000-8000-000000000001', 'Visit', '{}');
insert into flow_version (organisation_id, flow_id, version, definition) values (t.o(1), '0c000000-0000-7000-8000-000000000001', 1, '{}');
insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id, finished_at) select t.o(1), gen_random_uuid(), '0c000000-0000-7000-8000-000000000001', 1, 'Task ' || n,
    case n when 1 then 'done' else 'ongoing' end, t.p(33), case n when 1 then now() end from generate_series(1, 4) n;
update member set deactivated_at = now() where organisation_id = t.o(1) and person_id = t.p(33);
create function t.tasks() returns text language sql as $$ select string_agg(status || coalesce((select name from person where id = worker_id), '-'), ' ' order by title) from task where organisation_id = t.o(1) $$;
select is(member_task_move(t.h(4), t.o(1), t.p(33), null, 9) || member_task_move(t.h(32), t.o(1), t.p(33), t.p(33), 9) || member_task_move(t.h(32), t.o(1), t.p(33), t.p(9), 9), 'forbiddeninvalidinvalid', 'tasks go to active members only');
select is(member_task_move(t.h(32), t.o(1), t.p(33), t.p(31), 2), 'done', 'an admin hands over who was deactivated''s');
select is(t.tasks(), 'donePerson 33 ongoingPerson 31 ongoingPerson 31 ongoingPerson 33', 'open ones, as many as may be at once');
select is(member_task_move(t.h(32), t.o(1), t.p(33), null, 9) || t.tasks(), 'donedonePerson 33 ongoingPerson 31 ongoingPerson 31 unassigned-', 'or to nobody yet');
select is((select string_agg(action || (detail ->> 'name'), ' ' order by at) from audit_log where action ~ '^task\.(un)?assign'), 'task.assignPerson 31 task.assignPerson 31 task.unassignPerson 33', 'a line for each task');
select is((select detail ->> 'sessions' from audit_log where action = 'member.sessions'), '1', 'and one for the sessions');
rollback to care;

-- passwords by a link
create function t.ask(email text, token int, address text default '192.0.2.1') returns text language sql as $$
    select password_reset_ask(email, address, 'en', sha256(('r' || token)::bytea), gen_random_uuid(), 1, '\x01'::bytea) $$;
select is(t.ask('p3@test.example', 1) || t.ask('nobody@test.example', 2), 'donedone', 'known and unknown address get one answer');
select is((select count(*) from letter where kind = 'reset' and mailed_at is null), 1::bigint, 'one of them gets a letter');
select is((select count(*) from password_reset_find(sha256('r2'))), 0::bigint, 'the other''s link leads nowhere');
select is(password_reset_use(sha256('r2'), 'new', gen_random_uuid()), false, 'and sets nothing');
select is(password_reset_use(sha256('r1'), 'new', gen_random_uuid()), true, 'the right link sets the password');
select is((select password_hash from person where id = t.p(3)) || (select count(*) from session where person_id = t.p(3)), 'new0', 'and ends all sessions');
select is(password_reset_use(sha256('r1'), 'again', gen_random_uuid()), false, 'once');
select is(t.ask('p1@test.example', 3) || t.ask('p1@test.example', 4) || t.ask('p1@test.example', 5) || t.ask('p1@test.example', 6), 'donedonedonetoo_many', 'a mailbox is asked for three times');
select is(password_change(t.o(1), t.h(1), 'x', gen_random_uuid()), false, 'no change without the password');
insert into letter (id, kind, email, language, made_at) select gen_random_uuid(), 'reset', 'p1@test.example', 'en', clock_timestamp() from generate_series(1, 10);
update session set proved_at = clock_timestamp() where token_hash = t.h(1);
select is(password_change(t.o(1), t.h(1), 'x', gen_random_uuid()), true, 'a change with it');
select is((select count(*) from letter where kind = 'password' and email = 'p1@test.example'), 1::bigint, 'is told however many links were asked for before');

-- the log
select throws_ok('update audit_log set action = $$a.b$$', '23001', null, 'nobody changes a line of the log, not even a superuser');
select throws_ok('delete from audit_log', '23001', null, 'nobody deletes one');
select throws_ok('truncate audit_log', '23001', null, 'nobody empties it');
select is_empty($$ select r.rolname, p from pg_roles r, unnest(array['update', 'delete', 'truncate']) p where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and has_table_privilege(r.oid, 'audit_log', p) $$,
    'no program may');
select * from finish();
rollback;
