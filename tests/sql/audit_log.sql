-- The audit log: it only grows, whoever asks; it says through which program, what was before and after, and staff alone read other logs than their own.
begin;
\ir fixture.inc
select plan(22);
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'a@test.example', 'Admin', 'x', null),
    ('0f000000-0000-7000-8000-000000000002', 's@test.example', 'Support', 'x', 'support');
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'admin');
select session_create(t.o(1), sha256('a'), sha256('a'), '0f000000-0000-7000-8000-000000000001', null, null),
    session_create('00000000-0000-0000-0000-000000000000', sha256('s'), sha256('s'), '0f000000-0000-7000-8000-000000000002', null, null) \g /dev/null
create function t.last(what text, detail_of text default null) returns text language sql as $$
    select coalesce(l.detail #>> detail_of::text[], l.detail::text) from audit_log l where l.action = what order by l.at desc limit 1 $$;

-- append only
select audit_write(t.o(1), null, 'program', 'test.line', 'x', '{}') \g /dev/null
select throws_ok(format($$ %s $$, s), '23001', null, s) from unnest(array['update audit_log set subject = null', 'delete from audit_log', 'truncate audit_log']) s;
select is_empty($$ select r.rolname, p from pg_roles r, unnest(array['update', 'delete', 'truncate', 'trigger', 'references']) p
    where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and has_table_privilege(r.oid, 'audit_log', p) $$, 'no program has the right to');
select is_empty($$ select r.rolname, a.attname from pg_roles r, pg_attribute a where a.attrelid = 'audit_log'::regclass and a.attnum > 0 and r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner'
    and has_column_privilege(r.oid, 'audit_log', a.attname, 'update') $$, 'nor to change a column');
select is_empty($$ select r.rolname from pg_roles r where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and pg_has_role(r.oid, 'sandi_owner', 'usage') $$, 'none is its owner');
select is((select string_agg(tgname || ' ' || tgenabled::text, ' ' order by tgname) from pg_trigger where tgrelid = 'audit_log'::regclass and not tgisinternal), 'audit_log_immutable O audit_log_kept O', 'both triggers stand');

-- where from
select is((select program from audit_log where action = 'test.line'), session_user::text, 'the program is the login');
select matches((select column_default from information_schema.columns where table_schema = 'sandi' and table_name = 'audit_log' and column_name = 'program'), 'SESSION_USER', 'whatever function runs as whom');

-- before and after
select is(audit_change('{"a": 1, "b": 2, "z": 0}', '{"a": 1, "b": 3, "c": null, "d": 4}')::text, '{"after": {"b": 3, "d": 4}, "before": {"b": 2, "d": null}}', 'what stayed the same is left out');
select is(audit_change(null, '{"a": 1}')::text, '{"after": {"a": 1}, "before": {"a": null}}', 'nothing before is null before');
select credit_watch_set(sha256('a'), t.o(1), 7000, 5000, 2) \g /dev/null
select credit_watch_set(sha256('a'), t.o(1), 7000, 4000, 2) \g /dev/null
select is(t.last('warnings.set'), '{"after": {"second_below": 4000}, "before": {"second_below": 5000}}', 'warnings');
select organisation_change(sha256('a'), t.o(1), 'New', 'US', 'Asia/Tokyo', 'id', 'nobody', 0, 30) \g /dev/null
select is(t.last('organisation.change', '{before,name}') || t.last('organisation.change', '{after,retention_days}'), 'Organisation 130', 'settings');
select organisation_set('org1', 'caps', 'off') \g /dev/null
select is(t.last('organisation.set'), '{"after": {"caps": "off"}, "before": {"caps": "on"}}', 'the command line''s');
select member_set('org1', 'a@test.example', 'owner') \g /dev/null
select is(t.last('member.set'), '{"after": "owner", "before": "admin"}', 'roles');
select credit_policy_set(1000, null) \g /dev/null
select is(t.last('credit.policy', '{after,password_over}') || coalesce(t.last('credit.policy', '{before,password_over}'), '-'), '1000' || t.last('credit.policy', '{before,password_over}'), 'what moves of credit ask for');
select set_config('sandi.organisation', t.o(1)::text, true), set_config('sandi.person', '0f000000-0000-7000-8000-000000000001', true) \g /dev/null
select country_rule_set('{SG,MY}', 'refuse', false), country_rule_set('{SG}', 'watch', false) \g /dev/null
select is(t.last('country_rule.set'), '{"after": {"watch": "SG"}, "before": {"refuse": "SG"}}', 'countries');
insert into country (code, calling_code) select chr(65 + n / 26) || chr(65 + n % 26), 1 from generate_series(0, 675) n on conflict do nothing;
select is(country_rule_set(null, 'refuse', true) > 600, true, 'more countries than the world has');
select matches(t.last('country_rule.set', '{before,allow}'), '^AA AB AC', 'fit in a line');

-- who reads
select is((select count(*) from support_audit_list(sha256('a'), t.o(1), null, '', '', '', '', 'UTC', '', null, null, 10)), 0::bigint, 'an admin is no staff');
select is((select actor_name from support_audit_list(sha256('s'), t.o(1), null, '', 'warnings', '', '', 'UTC', '', null, null, 1)), 'Admin', 'staff see who it was');
select is((select count(*) from support_audit_list(sha256('s'), t.o(2), null, '', '', '', '', 'UTC', '', null, null, 10)), 0::bigint, 'of one organisation at a time');
select * from finish();
rollback;
