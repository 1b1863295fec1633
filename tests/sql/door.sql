-- At the door: links on which recipients type the code, who typed it, own numbers of members; nobody reaches another organisation.
begin;
\ir fixture.inc
select plan(27);
select t.top_up(t.o(n), 100000) from generate_series(1, 3) n \g /dev/null

-- A start with a link and one without, in one batch.
create function t.linked(o uuid, recipient text, link bytea) returns uuid language sql volatile as $$
    select s.verification_id from (select (t.item(o, recipient)).*) i, verification_start(array[i.organisation], array[i.verification], array[i.message], array[i.recipient], array[i.kind],
        array[i.prefix], array[i.country], array[i.channel], array[i.digits]::bigint[], array[i.locale], array[i.reference], array[i.fallback], array[i.code_hash], array[i.hash_key]::bigint[],
        array[i.sealed], array[i.seal_key]::bigint[], array[i.key], array[i.request_hash], array[i.api_key], array[i.person], array[i.address], array[i.task], array[i.component],
        array[i.lifetime]::bigint[], array[i.fallback_after], array[link]) s
$$;
select t.linked(t.o(), '+628110000601', sha256('one')) as a, t.linked(t.o(2), '+628110000601', sha256('one')) as b, t.linked(t.o(), '+628110000602', null) as c \gset
select is((select link_hash::bytea from verification where id = :'a'), sha256('one'), 'the hash of a link is kept');
select is((select link_hash::bytea from verification where id = :'c'), null, 'a start without has none');
select is((select verification_id from t.start(t.item(t.o(), '+628110000603')) where false), null, 'older callers need not know of links');
select is((select link_hash::bytea from verification v, t.start(t.item(t.o(), '+628110000603')) s where v.id = s.verification_id), null, 'and get none');

-- Only the organisation of the scope sees its links, with the rights of the worker's pages.
create function t.found(o uuid, link text) returns setof uuid language plpgsql as $$ begin
    perform set_config('sandi.organisation', o::text, true);
    set local role sandi_field;
    return query select v.id from sandi.verification v where v.link_hash = sha256(link::bytea) and v.status = 'pending' and v.expires_at > clock_timestamp();
    reset role;
end $$;
select results_eq(format('select t.found(t.o(), %L)', 'one'), format('select %L::uuid', :'a'), 'a link is found in its organisation');
select results_eq(format('select t.found(t.o(2), %L)', 'one'), format('select %L::uuid', :'b'), 'the same bits elsewhere are another link');
select is_empty($$ select t.found(t.o(3), 'one') $$, 'and nothing in a third');
select is_empty($$ select t.found(t.o(), 'two') $$, 'another link finds nothing');

-- Who typed the right code.
create function t.type(o uuid, v uuid, code text, typist text) returns text language sql volatile as $$
    select c.outcome || ':' || c.attempts_left from verification_check(array[o], array[v], array['\x01'::bytea || sha256(convert_to(code, 'UTF8'))], array[length(code)]::bigint[], array[typist]) c
$$;
select is(t.type(t.o(), :'a', '999999', 'recipient'), 'wrong:4', 'a wrong code of the recipient costs an attempt');
select is((select entered_by::text from verification where id = :'a'), null, 'and is nobody''s');
select is(t.type(t.o(), :'a', '999998', 'worker'), 'wrong:3', 'recipient and worker share the attempts');
select is(t.type(t.o(), :'a', '123456', 'recipient'), 'approved:2', 'the right code approves');
select is((select entered_by::text from verification where id = :'a'), 'recipient', 'and is the recipient''s');
select is(t.type(t.o(), :'a', '123456', 'worker'), 'closed:2', 'whoever comes second');
select is((select entered_by::text from verification where id = :'a'), 'recipient', 'changes nothing');
select is_empty($$ select t.found(t.o(), 'one') $$, 'and the link is over');
select is(t.check(t.o(), :'c', '123456'), 'approved', 'a program need not say who typed');
select is((select entered_by::text from verification where id = :'c'), null, 'it is nobody of a page');
select throws_ok(format('select t.type(t.o(2), %L, %L, %L)', :'b', '123456', 'burglar'), '23514', null, 'nobody else types');
select t.age(:'b', interval '6 min') \g /dev/null
select is_empty($$ select t.found(t.o(2), 'one') $$, 'a link ends with its code');

-- Own numbers.
insert into person (id, email, name, password_hash) select ('0f000000-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, 'd' || n || '@test.example', 'Person ' || n, 'x' from generate_series(1, 4) n;
create function t.p(n int) returns uuid language sql immutable as $$ select ('0f000000-0000-7000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into member (organisation_id, person_id, role) values (t.o(1), t.p(1), 'owner'), (t.o(1), t.p(2), 'admin'), (t.o(1), t.p(3), 'worker'), (t.o(2), t.p(4), 'owner');
select session_create(t.o(case n when 4 then 2 else 1 end), sha256(('s' || n)::bytea), sha256('c'), t.p(n), 'Firefox', '192.0.2.7') from generate_series(1, 4) n \g /dev/null
create function t.phone(n int, who int, phone text) returns text language sql as $$ select member_phone_set(sha256(('s' || n)::bytea), t.o(1), t.p(who), phone) $$;
select is(t.phone(3, 3, '+628110000611'), 'forbidden', 'a worker does not change the own number');
select is(t.phone(4, 3, '+628110000611'), 'forbidden', 'nor does another organisation');
select is(t.phone(2, 1, '+628110000611'), 'owner_only', 'an admin does not change an owner');
select is(t.phone(2, 3, '+628110000611'), 'done', 'an admin changes a worker');
select is((select phone::text from member where person_id = t.p(3)), '+628110000611', 'it is kept');
select is((select detail::text from audit_log where action = 'member.phone'), '{"name": "Person 3", "email": "d3@test.example"}', 'the log does not say the number');

select is_empty('select t.audit()', 'the books balance');
select * from finish();
rollback;
