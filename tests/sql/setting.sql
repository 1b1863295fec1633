-- What admins set: the organisation and its API keys. Each change is in the log with what was before; nobody else's organisation is reached.
begin;
\ir fixture.inc
select plan(29);
insert into person (id, email, name, password_hash) select ('0f000000-0000-7000-8000-00000000000' || n)::uuid, 'p' || n || '@test.example', 'P' || n, 'x' from generate_series(1, 2) n;
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000001', 'admin'), (t.o(1), '0f000000-0000-7000-8000-000000000002', 'editor');
select session_create(t.o(1), sha256('1'), sha256('1'), '0f000000-0000-7000-8000-000000000001', null, null), session_create(t.o(1), sha256('2'), sha256('2'), '0f000000-0000-7000-8000-000000000002', null, null) \g /dev/null
create function t.set(n text, o int, name text, country text default 'US', zone text default 'Asia/Tokyo', lang text default 'id') returns text language sql as $$
    select organisation_change(sha256(n::bytea), t.o(o), name, country, zone, lang, 'nobody', 0, null) $$;
select set_config('sandi.address', '192.0.2.55', true) \g /dev/null
select is(t.set('2', 1, 'X'), 'forbidden', 'an editor sets nothing');
select is(t.set('1', 2, 'X'), 'forbidden', 'nor does an admin elsewhere');
select is(t.set('1', 1, 'X', 'XX'), 'no_country', 'the country exists');
select is(t.set('1', 1, 'X', 'US', 'Moon/Crater'), 'no_time_zone', 'so does the zone');
select is(t.set('1', 1, ' '), 'invalid', 'there is a name');
select is(t.set('1', 1, 'X', 'US', 'Asia/Tokyo', 'tlh'), 'invalid', 'and a language');
select is(t.set('1', 1, 'New name'), 'done', 'an admin sets');
select results_eq($$ select name, country::text, time_zone, language::text from organisation where id = t.o(1) $$, $$ values ('New name', 'US', 'Asia/Tokyo', 'id') $$, 'all four');
select results_eq($$ select detail #>> '{before,name}', detail #>> '{after,name}', address from audit_log where action = 'organisation.change' $$,
    $$ values ('Organisation 1', 'New name', '192.0.2.55') $$, 'the log has before, after and from where');
create function t.rule(rule text, days bigint) returns text language sql as $$ select organisation_change(sha256('1'), t.o(1), 'New name', 'US', 'Asia/Tokyo', 'id', rule, days, null) $$;
select is(t.set('1', 1, 'New name') || (select count(*) from audit_log where action = 'organisation.change'), 'done1', 'no change, no line');

select is(t.rule('admins', 91) || t.rule('friends', 0), 'invalidinvalid', 'who needs a second factor is one of three, with ninety days at most');
select is(t.rule('admins', 14), 'done', 'two weeks to set it up');
select ok((select factor_due between now() + interval '13 days' and now() + interval '15 days' from organisation where id = t.o(1)), 'are kept');
select t.rule('admins', 30) \g /dev/null
select ok((select factor_due < now() + interval '15 days' from organisation where id = t.o(1)), 'and not prolonged by saving again');
select t.rule('everybody', 0) \g /dev/null
select is((select factor_due from organisation where id = t.o(1)), null, 'a new rule without days counts at once');
select t.rule('nobody', 0) \g /dev/null

create function t.key(n text, id int, name text, scopes text[], days bigint default null, old int default null, hours bigint default 0) returns text language sql as $$
    select api_key_make(sha256(n::bytea), t.o(1), ('0e000000-0000-7000-8000-00000000000' || id)::uuid, name, sha256(('k' || id)::bytea), scopes, days,
        ('0e000000-0000-7000-8000-00000000000' || old)::uuid, hours) $$;
create function t.found(id int) returns text language sql as $$ select name || may_read || may_send from api_key_find(array[t.o(1)], array[sha256(('k' || id)::bytea)]) $$;
select is(t.key('2', 1, 'a', '{read}'), 'forbidden', 'an editor makes no key');
select is(t.key('1', 1, '', '{read}'), 'invalid', 'a key has a name');
select is(t.key('1', 1, 'a', '{}'), 'invalid', 'and may do something');
select is(t.key('1', 1, 'a', '{admin}'), 'invalid', 'that exists');
select is(t.key('1', 1, 'a', '{read}', 0), 'invalid', 'and lives for a day at least');
select is(t.key('1', 1, 'a', '{read}', 30), 'done', 'an admin makes one');
select is(t.found(1), 'atruefalse', 'it may what it may');
select is(t.key('1', 2, null, null, null, 1, 24), 'done', 'one is made to follow it');
select is(t.found(1) || t.found(2), 'atruefalseatruefalse', 'both work for a while, for the same');
update api_key set expires_at = now() where id = '0e000000-0000-7000-8000-000000000001';
select is(t.found(1), null, 'then the old one does not');
select is(t.key('1', 3, null, null, null, 1, 24), 'not_found', 'nothing follows what has ended');
select is(api_key_end(sha256('2'), t.o(1), '0e000000-0000-7000-8000-000000000002'), 'forbidden', 'an editor revokes none');
select is(api_key_end(sha256('1'), t.o(1), '0e000000-0000-7000-8000-000000000002'), 'done', 'an admin does');
select is(t.found(2), null, 'at once');
select * from finish();
rollback;
