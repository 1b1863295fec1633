-- Steps that an admin lets pass without a code: who may, what becomes of a waiting code, and that a right code and an override never both count.
begin;
\ir fixture.inc
select plan(44);
select t.top_up(t.o(n), 100000) from generate_series(1, 2) n \g /dev/null
grant usage on schema t to sandi_console, sandi_field, sandi_api;
insert into person (id, email, name, password_hash) select ('0f000000-0000-7000-8000-00000000000' || n)::uuid, r || '@test.example', r, 'x' from unnest(array['owner', 'admin', 'editor', 'planner', 'worker', 'stranger']) with ordinality r(r, n);
insert into member select t.o(case r when 'stranger' then 2 else 1 end), p.id, case r when 'stranger' then 'admin' else r end from unnest(array['owner', 'admin', 'editor', 'planner', 'worker', 'stranger']) r join person p on p.name = r;
insert into session (organisation_id, token_hash, person_id, csrf, expires_at, proved_at)
select m.organisation_id, sha256(convert_to(p.name, 'UTF8')), p.id, sha256('x'), now() + interval '1 day', clock_timestamp() from member m join person p on p.id = m.person_id where m.organisation_id in (t.o(1), t.o(2));
insert into flow (organisation_id, id, name, draft) values (t.o(), '0e000000-0000-7000-8000-000000000001', 'Flow', '{}');
insert into flow_version (organisation_id, flow_id, version, definition) values (t.o(), '0e000000-0000-7000-8000-000000000001', 1,
    '{"pages": [{"components": [{"id": "phone", "type": "phone"}]}, {"components": [{"id": "otp", "type": "otp"}, {"id": "word", "type": "text"}]}]}');
create function t.task(n int) returns uuid language sql immutable as $$ select ('0e100000-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into task (organisation_id, id, flow_id, flow_version, title) select t.o(), t.task(n), '0e000000-0000-7000-8000-000000000001', 1, 'Task' from generate_series(1, 9) n;

create function t.pass(who text, task int, component text default 'otp', p_to text default '+628110000101', o int default 1, reason text default 'Seen in person, card checked') returns text language sql volatile as $$
    select otp_override_create(sha256(convert_to(who, 'UTF8')), t.o(o), t.task(task), component, p_to, reason)
$$;

-- Who may, and for what.
select is(t.pass('editor', 1), 'forbidden', 'an editor may not');
select is(t.pass('planner', 1), 'forbidden', 'nor a planner');
select is(t.pass('worker', 1), 'forbidden', 'nor a worker');
select is(t.pass('stranger', 1), 'forbidden', 'nor another organisation''s admin');
select is(t.pass('stranger', 1, o => 2), 'not_found', 'who does not find the task in the own one either');
select is(t.pass('nobody', 1), 'forbidden', 'nor who has no session');
update session set proved_at = clock_timestamp() - interval '6 min' where token_hash = sha256('admin');
select is(t.pass('admin', 1), 'unproved', 'an admin enters the password first');
update session set proved_at = clock_timestamp() where token_hash = sha256('admin');
select is(t.pass('admin', 1, reason => 'too short'), 'invalid', 'and says why');
select is(t.pass('admin', 1, 'word'), 'not_found', 'a component that is no OTP is none');
select is(t.pass('admin', 1, 'none'), 'not_found', 'nor one that is not there');
select is(t.pass('admin', 1, E'otp" || 1 == 1 || "'), 'not_found', 'whatever its name says');
select is(t.pass('admin', 99), 'not_found', 'nor a task that is not there');
select is((select count(*) from otp_override), 0::bigint, 'nothing was let pass so far');

-- A waiting code ends with it.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000101', task => t.task(1))) \gset a_
select is(t.credit(), '100000/2000', 'a code waits, its price is reserved');
select is(t.pass('admin', 1), 'done', 'an admin lets the step pass');
select is((select v.status || ' ' || (v.sealed is null) || ' ' || m.status || ' ' || m.settled from verification v join message m on m.verification_id = v.id where v.id = :'a_v'), 'canceled true withdrawn true', 'the code is canceled and its message withdrawn');
select is(t.credit(), '100000/0', 'nothing stays reserved');
select is((select verification_id from otp_override where task_id = t.task(1)), :'a_v'::uuid, 'which code it was stays known');
select is(t.check(t.o(), :'a_v', '123456'), 'closed', 'the right code comes too late');
select is((select outcome from verification_resend(array[t.o()], array[:'a_v'::uuid], array[gen_random_uuid()], array[null], array[null], array[sha256('x')], array[null::uuid], array[null::text])), 'closed', 'it is not sent again');
select is(t.outcomes(t.item(t.o(), '+628110000101', task => t.task(1))), 'closed', 'no new code goes out for the step');
select is(t.outcomes(t.item(t.o(), '+628110000102', task => t.task(1)), t.item(t.o(), '+628110000103', task => t.task(2)), t.item(t.o(), '+628110000104', task => t.task(1))), 'closed,started,closed', 'not in a batch, where other steps go on');
select is(t.pass('owner', 1), 'exists', 'once is enough');
select is((select count(*) || ' ' || min(actor_kind) || ' ' || min(detail ->> 'component') from audit_log where action = 'task.override' and subject = t.task(1)::text), '1 member otp', 'the audit log has it');

-- A right code that came first counts.
select verification_id as v from t.start(t.item(t.o(), '+628110000111', task => t.task(3))) \gset b_
select is(t.check(t.o(), :'b_v', '123456'), 'approved', 'a code is verified');
select is(t.pass('owner', 3, p_to => '+628110000111'), 'verified', 'then the step is not let pass');
select is(t.pass('owner', 3, p_to => '+628110000112'), 'done', 'but where the recipient is another one by now');
select is(t.pass('owner', 4), 'done', 'a step that no code was sent for passes, too');
update task set status = 'done', finished_at = now() where id = t.task(5);
select is(t.pass('owner', 5), 'finished', 'a finished task stays as it is');

-- A reason is kept for ever, a recipient is not.
select is(t.pass('owner', 9, reason => 'Called 0811_0000,101 twice'), 'recipient', 'a reason names no recipient, however it is written');
select is(t.pass('owner', 2, reason => 'Called 0811 0000 103 twice'), 'recipient', 'nor one that a code of the task went to before');
select is((select count(*) from otp_override where task_id in (t.task(2), t.task(9))), 0::bigint, 'then nothing is let pass');

-- It stays, and is seen by the own organisation alone.
select throws_ok('update otp_override set reason = $$something else$$', '23001', null, 'nobody changes one, not even a superuser');
select throws_ok('delete from otp_override', '23001', null, 'or deletes one');
set local role sandi_field;
select set_config('sandi.organisation', t.o()::text, true) \g /dev/null
select throws_ok('select reason from otp_override', '42501', null, 'a worker''s pages do not read why');
set local role sandi_console;
select is((select count(*) from otp_override), 3::bigint, 'its organisation sees them');
select set_config('sandi.organisation', t.o(2)::text, true) \g /dev/null
select is((select count(*) from otp_override), 0::bigint, 'another one does not');
reset role;
select is_empty('select * from t.audit()', 'the books are right');

-- A task that is finished or gone takes no code; while one is sent to it, it is neither finished nor deleted.
select is(t.outcomes(t.item(t.o(), '+628110000121', task => t.task(5)), t.item(t.o(), '+628110000122', task => t.task(98)), t.item(t.o(2), '+628110000123', task => t.task(6)),
    t.item(t.o(), '+628110000124', task => t.task(6))), 'closed,closed,closed,started', 'no code for a task that is finished, that is gone, or that is another organisation''s');
select is((select array_agg(xmax <> 0 order by id) from task where id in (t.task(6), t.task(7))), '{t,f}', 'who deletes or finishes a task waits for the code that goes to it');
select is((select count(*) from verification v where v.task_id is not null and not exists (select from task x where x.organisation_id = v.organisation_id and x.id = v.task_id)), 0::bigint, 'no code is of no task');
select is(t.pass('owner', 8), 'done', 'what was let pass');
select is(task_delete(t.o(), array[t.task(8), t.task(9)], '0f000000-0000-7000-8000-000000000001'), 1::bigint, 'is worked on: it stays when many are deleted');
select is((select string_agg(x.id::text, ',') from task x where x.id in (t.task(8), t.task(9))), t.task(8)::text, 'and the others go');
select * from finish();
rollback;
