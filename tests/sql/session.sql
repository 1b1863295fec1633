-- Signing in: sessions that end, keys that are revoked, guesses that are counted.
begin;
\ir fixture.inc
select plan(33);
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'a@test.example', 'A', 'hash', null),
    ('0f000000-0000-7000-8000-000000000002', 's@test.example', 'S', 'hash', 'operator');
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'editor');
select results_eq($$ select name, role, staff_role, disabled, organisation_id from login_find('A@test.example') $$, $$ values ('A', 'editor', null, false, t.o(1)) $$, 'a login is found whatever its case');
select is_empty($$ select * from login_find('b@test.example') $$, 'an unknown one is not');
select is(session_create(t.o(1), sha256('1'), sha256('c'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1'), true, 'a member signs in');
select is(session_create(t.o(2), sha256('2'), sha256('c'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1'), false, 'not elsewhere');
select is(session_create('00000000-0000-0000-0000-000000000000', sha256('3'), sha256('c'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1'), false, 'nor as staff');
select is(session_create('00000000-0000-0000-0000-000000000000', sha256('4'), sha256('c'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1'), true, 'staff does');
select t.top_up(t.o(1), 5000) \g /dev/null
select results_eq($$ select name, role, organisation_name, available from session_find(t.o(1), sha256('1')) $$, $$ values ('A', 'editor', 'Organisation 1', 5000::bigint) $$, 'a session tells what pages show');
select results_eq($$ select name, role, staff_role, organisation_name from session_find('00000000-0000-0000-0000-000000000000', sha256('4')) $$, $$ values ('S', null, 'operator', null) $$, 'staff''s too');
select is(session_language_set('00000000-0000-0000-0000-000000000000', sha256('4'), 'id'), true, 'staff choose their language too');
select results_eq($$ select language from session_find('00000000-0000-0000-0000-000000000000', sha256('4')) $$, $$ values ('id') $$, 'and keep it');
select is(session_language_set(t.o(2), sha256('1'), 'id'), false, 'nobody chooses for another session');
select is_empty($$ select * from session_find(t.o(2), sha256('1')) $$, 'it belongs to its organisation');
update session set seen_at = clock_timestamp() - interval '11 h' where token_hash = sha256('1');
select isnt_empty($$ select * from session_find(t.o(1), sha256('1')) $$, 'after 11 idle hours it is good');
select cmp_ok((select clock_timestamp() - seen_at from session where token_hash = sha256('1')), '<', interval '1 min', 'and seen anew');
select is_empty($$ select * from session_idle(t.o(1), sha256('1')) $$, 'a live session is not idle');
update session set seen_at = clock_timestamp() - interval '12 h' where token_hash = sha256('1');
select is_empty($$ select * from session_find(t.o(1), sha256('1')) $$, 'after 12 it is not');
select results_eq($$ select person_id, csrf from session_idle(t.o(1), sha256('1')) $$, $$ values ('0f000000-0000-7000-8000-000000000001'::uuid, sha256('c')) $$, 'but says whose it was');
select is_empty($$ select * from session_idle(t.o(2), sha256('1')) $$, 'in its organisation only');
update session set seen_at = clock_timestamp() - interval '6 days' where token_hash = sha256('1');
select isnt_empty($$ select * from session_idle(t.o(1), sha256('1')) $$, 'after days, too');
select is_empty($$ select * from session_idle('00000000-0000-0000-0000-000000000000', sha256('4')) $$, 'staff''s says nothing');
update session set seen_at = clock_timestamp(), expires_at = clock_timestamp() where token_hash = sha256('1');
select is_empty($$ select * from session_find(t.o(1), sha256('1')) $$, 'nor after its last day');
update session set expires_at = clock_timestamp() + interval '1 day' where token_hash = sha256('1');
delete from member where person_id = '0f000000-0000-7000-8000-000000000001';
select is_empty($$ select * from session_find(t.o(1), sha256('1')) $$, 'nor when its person left');
update session set seen_at = clock_timestamp() - interval '13 h' where token_hash = sha256('1');
select is_empty($$ select * from session_idle(t.o(1), sha256('1')) $$, 'of whom it says nothing either');
select is(session_end(t.o(1), sha256('1')), true, 'it ends');
select is(session_end(t.o(1), sha256('1')), false, 'once');
insert into api_key values (t.o(1), '0f000000-0000-7000-8000-000000000003', 'k', sha256('k'));
select results_eq($$ select item, name, organisation_country from api_key_find(array[t.o(1), t.o(2), t.o(1)], array[sha256('k'), sha256('k'), sha256('k')]) order by item $$,
    $$ values (1, 'k', 'ID'), (2, null, null), (3, 'k', 'ID') $$, 'keys are found, each its own organisation''s');
update api_key set revoked_at = now();
select results_eq($$ select item, api_key_id from api_key_find(array[t.o(1)], array[sha256('k')]) $$, $$ values (1, null::uuid) $$, 'until it is revoked');
insert into api_key (organisation_id, id, name, secret_hash, scopes, expires_at) values (t.o(1), '0f000000-0000-7000-8000-000000000004', 'r', sha256('r'), '{read}', now() + interval '1 day'),
    (t.o(1), '0f000000-0000-7000-8000-000000000005', 'e', sha256('e'), '{read,send}', now());
select results_eq($$ select may_read, may_send from api_key_find(array[t.o(1)], array[sha256('r')]) $$, $$ values (true, false) $$, 'a key says what it may do');
select results_eq($$ select item, api_key_id from api_key_find(array[t.o(1)], array[sha256('e')]) $$, $$ values (1, null::uuid) $$, 'one that expired is not found');
select results_eq($$ select organisations from session_find('00000000-0000-0000-0000-000000000000', sha256('4')) $$, $$ values (0) $$, 'a session tells of how many organisations');
select is((select count(*) from generate_series(1, 12) n where login_attempt('S@test.example', '::' || n)), 10::bigint, 'ten tries an e-mail');
select session_create('00000000-0000-0000-0000-000000000000', sha256('5'), sha256('c'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1') \g /dev/null
select is(login_attempt('s@test.example', '::1'), true, 'signing in forgets them');
select is((select count(*) from generate_series(1, 302) n where login_attempt('x' || n, '::99')), 300::bigint, 'three hundred tries an address');
select * from finish();
rollback;
