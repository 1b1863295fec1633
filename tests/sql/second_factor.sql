-- The second factor: asked for behind the password, each step and recovery code once, tries counted, secrets nobody reads.
begin;
\ir fixture.inc
select plan(51);
create function t.p(n int) returns uuid language sql immutable as $$ select ('0f000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.h(n text) returns bytea language sql immutable as $$ select sha256(n::bytea) $$;
insert into person (id, email, name, password_hash) select t.p(n), 'p' || n || '@test.example', 'P' || n, 'x' from generate_series(1, 3) n;
insert into member (organisation_id, person_id, role) values (t.o(1), t.p(1), 'admin'), (t.o(1), t.p(2), 'editor'), (t.o(1), t.p(3), 'owner');
select session_create(t.o(1), t.h('s' || n), t.h('c'), t.p(n), null, null) from generate_series(1, 3) n \g /dev/null
select session_create(t.o(1), t.h('s1b'), t.h('c'), t.p(1), null, null) \g /dev/null

select is(half_login_create(t.h('h0'), t.p(1)), false, 'without a second factor nothing is owed');
select is(second_factor_begin(t.o(1), t.h('s1'), 1, '\x01'), false, 'none is drawn without the password');
select is(session_prove(t.o(1), t.h('s1')), true, 'the password is entered');
select is(second_factor_begin(t.o(1), t.h('s1'), 1, '\x02'), true, 'then one is');
select is(half_login_create(t.h('h0'), t.p(1)), false, 'which is not asked for yet');
select is(second_factor_confirm(t.o(1), t.h('s1'), 100, array[t.h('r1'), t.h('r2')]), true, 'until the app has shown a code');
select is(second_factor_confirm(t.o(1), t.h('s1'), 101, array[t.h('r3')]), false, 'once');
select is((select count(*) from session where person_id = t.p(1)), 1::bigint, 'the other sessions ended');
select is(second_factor_begin(t.o(1), t.h('s1'), 1, '\x03'), false, 'it is not overwritten');
select is(half_login_create(t.h('h1'), t.p(1)), true, 'now the password is half a login');
select is((select count(*) from session_find(t.o(1), t.h('h1'))), 0::bigint, 'which is no session');
select results_eq($$ select allowed, person_id, sealed from half_login_try(t.h('h1')) $$, $$ values (true, t.p(1), '\x02'::bytea) $$, 'it is told what to compare with');
select is((select organisation_id from half_login_person(t.h('h1'))), t.o(1), 'and where it leads');
create function t.end(h text, step bigint, code text, s text) returns boolean language sql as $$
    select half_login_end(t.h(h), step, t.h(code), t.o(1), t.h(s), t.h('c'), null, null) $$;
select is(t.end('h1', 100, null, 'n1'), false, 'the step that confirmed it is used up');
select is(t.end('h1', 99, null, 'n1'), false, 'so is an older one');
select is(t.end('h1', 102, null, 'n1'), true, 'a newer one signs in');
select is((select count(*) from session_find(t.o(1), t.h('n1'))), 1::bigint, 'there is the session');
select is(t.end('h1', 103, null, 'n2'), false, 'half a login is completed once');
select half_login_create(t.h('h2'), t.p(1)) \g /dev/null
select is(t.end('h2', 102, null, 'n3'), false, 'the same step does not sign in again');
select is(t.end('h2', null, 'r9', 'n3'), false, 'nor does a code that is none');
select is(t.end('h2', null, 'r1', 'n3'), true, 'a recovery code does');
select half_login_create(t.h('h3'), t.p(1)) \g /dev/null
select is(t.end('h3', null, 'r1', 'n4'), false, 'once');
select is(t.end('h3', null, null, 'n4'), false, 'nothing is no code');
select is((select count(*) from generate_series(1, 12) n where (select x.allowed from half_login_try(t.h('h3'::text || left('', n))) x)), 10::bigint, 'ten tries in a quarter of an hour');
select half_login_create(t.h('h4'), t.p(1)) \g /dev/null
insert into password_reset (token_hash, person_id, made_at, expires_at) values (t.h('reset'), t.p(1), clock_timestamp(), clock_timestamp() + interval '30 min');
savepoint reset;
select password_reset_use(t.h('reset'), 'new', gen_random_uuid()) \g /dev/null
select is((select count(*) from half_login_person(t.h('h4'))), 0::bigint, 'a new password ends half a login with the old one');
rollback to reset;
update half_login set expires_at = clock_timestamp();
select is(t.end('h3', 110, null, 'n4'), false, 'after five minutes it is over');
select is((select count(*) from half_login_try(t.h('h3'))), 0::bigint, 'and is nothing any more');
select is((select codes from second_factor_get(t.o(1), t.h('s1'))), 1, 'one recovery code is left');

update organisation set factor_rule = 'admins' where id = t.o(1);
select is((select string_agg(f.factor_needed::text, ' ' order by n) from generate_series(1, 3) n cross join session_find(t.o(1), t.h('s' || n)) f), 'false false true', 'an owner without one needs it; an editor does not');
select is(session_prove(t.o(1), t.h('s1')) and second_factor_end(t.o(1), t.h('s1')), false, 'what is required is not switched off');
create function t.needs(rule text, due interval) returns text language sql as $$
    update organisation set factor_rule = rule, factor_due = now() + due where id = t.o(1);
    select string_agg(f.factor_needed || '/' || (f.factor_due is not null), ' ' order by n) from generate_series(1, 3) n cross join session_find(t.o(1), t.h('s' || n)) f $$;
select is(t.needs('everybody', null), 'false/false true/false true/false', 'where everybody must, whoever has none needs it');
select is(t.needs('everybody', '1 day'), 'false/false false/true false/true', 'until it is due they are told');
select is(t.needs('admins', '1 day'), 'false/false false/false false/true', 'who must not is not told');
select is(t.needs('everybody', '-1 s'), 'false/false true/false true/false', 'and then it is due');
update organisation set factor_rule = 'nobody', factor_due = null where id = t.o(1);

-- a lost one, taken away by an admin
savepoint lost;
insert into person (id, email, name, password_hash, language) values ('0f000000-0000-7000-8000-000000000071', 'lost@test.example', 'Lost', 'x', 'id'), ('0f000000-0000-7000-8000-000000000072', 'admin@test.example', 'Admin', 'x', null);
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000071', 'worker'), (t.o(1), '0f000000-0000-7000-8000-000000000072', 'admin');
insert into second_factor (person_id, seal_key, sealed, made_at, confirmed_at) values ('0f000000-0000-7000-8000-000000000071', 1, '\x01', now(), now()), ('0f000000-0000-7000-8000-000000000072', 1, '\x01', now(), now());
insert into recovery_code (person_id, code_hash) values ('0f000000-0000-7000-8000-000000000071', t.h('c'));
select session_create(t.o(1), t.h('lost'), t.h('lost'), '0f000000-0000-7000-8000-000000000071', null, null), session_create(t.o(1), t.h('admin'), t.h('admin'), '0f000000-0000-7000-8000-000000000072', null, null) \g /dev/null
create function t.away(who text, n int) returns text language sql as $$ select member_factor_remove(t.h(who), t.o(1), ('0f000000-0000-7000-8000-00000000007' || n)::uuid, gen_random_uuid()) $$;
select is(member_factor(t.h('admin'), t.o(1), '0f000000-0000-7000-8000-000000000071')::text || member_factor(t.h('lost'), t.o(1), '0f000000-0000-7000-8000-000000000071'), 'truefalse', 'admins see who has one');
select is(t.away('lost', 2), 'forbidden', 'a worker takes none away');
select is(t.away('admin', 9), 'not_found', 'nor does an admin from a stranger');
select is(t.away('admin', 2), 'self', 'or from oneself');
select is(t.away('admin', 1), 'password', 'and not without the own password');
select session_prove(t.o(1), t.h('admin')) \g /dev/null
insert into member (organisation_id, person_id, role) values (t.o(2), '0f000000-0000-7000-8000-000000000071', 'worker');
select is(t.away('admin', 1), 'elsewhere', 'nor where another organisation trusts in it');
delete from member where organisation_id = t.o(2) and person_id = '0f000000-0000-7000-8000-000000000071';
update member set role = 'owner' where person_id = '0f000000-0000-7000-8000-000000000071';
select is(t.away('admin', 1), 'owner_only', 'an owner''s is an owner''s to take');
update member set role = 'worker' where person_id = '0f000000-0000-7000-8000-000000000071';
select is(t.away('admin', 1), 'done', 'an admin does it');
select is((select count(*) from second_factor where person_id = '0f000000-0000-7000-8000-000000000071') + (select count(*) from recovery_code where person_id = '0f000000-0000-7000-8000-000000000071')
    + (select count(*) from session where person_id = '0f000000-0000-7000-8000-000000000071'), 0::bigint, 'with its codes and sessions');
select is((select kind || language || (detail ->> 'by') from letter where email = 'lost@test.example'), 'factoridAdmin', 'the person is written to');
select is((select detail ->> 'email' from audit_log where action = 'member.factor' and actor = '0f000000-0000-7000-8000-000000000072'), 'lost@test.example', 'and it is in the log');
select is(t.away('admin', 1), 'invalid', 'once');
rollback to lost;
select is(recovery_codes_renew(t.o(1), t.h('s1'), array[t.h('x')]), true, 'new recovery codes');
select is(second_factor_end(t.o(1), t.h('s1')), true, 'it is switched off');
select is((select count(*) from recovery_code), 0::bigint, 'with its codes');
select is(person_factor_remove('p1@test.example'), 'not_found', 'the operator takes none away that is not there');
select is_empty($$ select r.rolname, c.relname from pg_roles r, pg_class c where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and c.oid in ('second_factor'::regclass, 'recovery_code'::regclass, 'half_login'::regclass)
    and (has_table_privilege(r.oid, c.oid, 'select') or has_table_privilege(r.oid, c.oid, 'insert') or has_table_privilege(r.oid, c.oid, 'update') or has_table_privilege(r.oid, c.oid, 'delete')) $$, 'no program reads or writes these tables but through functions');
select * from finish();
rollback;
