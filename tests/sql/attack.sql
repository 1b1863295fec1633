-- What cannot be the code costs no attempt, also within a batch; addresses that differ in capitals share their caps; no program makes temporary tables.
begin;
\ir fixture.inc
select plan(5);
select t.top_up(t.o(), 100000) \g /dev/null

select verification_id as v from t.start(t.item(t.o(), '+628110000201')) \gset a_
select is((select string_agg(r.outcome || r.attempts_left, ',' order by r.item) from verification_check(array_fill(t.o(), array[4]), array_fill(:'a_v'::uuid, array[4]),
    array_fill('x'::bytea, array[4]), array[5, 6, 7, 6]) r), 'invalid_code5,wrong4,invalid_code4,wrong3', 'a guess of another length is refused and not counted, in item order');
select is((select attempts_used from verification where id = :'a_v'), 2, 'two guesses were counted');
select is(t.outcomes(t.item(t.o(), 'Ani@test.example', 'email'), t.item(t.o(), 'ani@test.example', 'email'), t.item(t.o(), 'ANI@test.example', 'email'),
    t.item(t.o(), 'aNi@test.example', 'email'), t.item(t.o(), 'anI@test.example', 'email'), t.item(t.o(), 'AnI@test.example', 'email')),
    'started,started,started,started,started,too_many:recipient', 'the sixth start to one mailbox is too many, whatever its capitals');

-- Five addresses of one mailbox: the guesses of four are all that a day has.
select is((select string_agg(t.check(t.o(), s.verification_id, variadic array_fill('x'::text, array[case n when 5 then 1 else 5 end])), ' ' order by n)
    from unnest(array['Budi@test.example', 'budi@test.example', 'BUDI@test.example', 'buDi@test.example', 'bUdi@test.example']) with ordinality r(recipient, n),
    t.start(t.item(t.o(), r.recipient, 'email')) s), repeat('wrong,wrong,wrong,wrong,locked ', 4) || 'too_many', 'twenty wrong guesses a day for one mailbox, whatever its capitals');
select is_empty($$ select r.rolname from pg_roles r where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and has_database_privilege(r.rolname, current_database(), 'temp') $$,
    'no program may make a temporary table');
select * from finish();
rollback;
