-- Erasing recipients: only where an organisation says so, only what is old and over, a bounded part at a time, and nothing of money.
begin;
\ir fixture.inc
select plan(13);
select t.top_up(t.o(n), 100000) from generate_series(1, 2) n \g /dev/null
select verification_id as a from t.start(t.item(t.o(1), '+628110000301')) \gset
select verification_id as b from t.start(t.item(t.o(1), '+628110000302')) \gset
select verification_id as c from t.start(t.item(t.o(2), '+628110000303')) \gset
select verification_id as p from t.start(t.item(t.o(1), '+628110000304')) \gset
select * from verification_cancel(array[t.o(1), t.o(1), t.o(2)], array[:'a', :'b', :'c']::uuid[]) \g /dev/null
select t.age(v, interval '3 days') from unnest(array[:'a', :'c', :'p']::uuid[]) v \g /dev/null
create function t.who(v uuid) returns text language sql as $$ select x.recipient || '/' || x.prefix from verification x where x.id = v $$;
create function t.round(after uuid default null, most bigint default 100) returns text language sql as $$ select coalesce(r.next::text, 'end') || ' ' || r.erased from retention_round(after, most) r $$;

select is(t.round(), 'end 0', 'where nobody says so nothing is erased');
select is(t.who(:'a'), '+628110000301/+62811000', 'and all is kept');
update organisation set retention_days = 3 where id = t.o(1);
select is(t.round(), t.o(1) || ' 0', 'three days are three days and an hour');
update organisation set retention_days = 2 where id = t.o(1);
select is(t.round(), t.o(1) || ' 1', 'what is old and over is erased');
select is(t.who(:'a'), 'erased/erased', 'number and prefix');
select is(t.who(:'b'), '+628110000302/+62811000', 'what is young is kept');
select is(t.who(:'p'), '+628110000304/+62811000', 'so is what is pending');
select is(t.who(:'c'), '+628110000303/+62811000', 'and what belongs to another organisation');
select is(t.round(t.o(1)), 'end 0', 'behind the last one it begins anew');
update verification set status = 'expired', closed_at = now(), sealed = null where id = :'p';
select is(t.round(null, 1), 'end 1', 'it comes back to an organisation while it does as much as it may');
select is(t.who(:'p'), 'erased/erased', 'what was pending is erased once it is over');
select ok(not has_function_privilege('sandi_console', 'retention_round(uuid, bigint)', 'execute') and has_function_privilege('sandi_dispatcher', 'retention_round(uuid, bigint)', 'execute'), 'the dispatcher alone erases');
select is((select string_agg(detail, ' ') from credit_audit() where rule ~ '^M'), null, 'the books are right');
select * from finish();
rollback;
