-- Plans last for a session and are made when the planner knows little: whatever it took the tables for, what is done for ten looks at some dozens of rows.
begin;
\ir fixture.inc
select plan(32);
select t.top_up(t.o(n), 100000000) from generate_series(1, 3) n \g /dev/null
update organisation set caps = n.caps from (values (t.o(1), true), (t.o(2), true), (t.o(3), false)) n(id, caps) where organisation.id = n.id;
create table t.made (verification_id uuid, message_id uuid);
create function t.many(o uuid, n int, base int) returns void language sql volatile as $$
    select count(*) from (select array_agg(t.item(o, '+6281' || lpad((base + 10000 * g)::text, 9, '0'), address => g::text, fallback => 'sms')) i from generate_series(1, n) g) x, t.start(variadic x.i)
$$;
create function t.looked() returns bigint language sql volatile as $$
    select sum(x.idx_tup_fetch + x.seq_tup_read)::bigint from pg_stat_xact_all_tables x where x.schemaname = 'sandi' and x.relname in ('verification', 'message', 'entry', 'early_callback', 'idempotency_key', 'api_key_use')
$$;
-- Ten messages of one organisation through all that happens to them; how many rows each step looked at.
create function t.round(base int) returns bigint[] language plpgsql volatile as $$
declare
    looked bigint[] := array[t.looked()];
    o uuid[] := array_fill(t.o(1), array[10]);
    v uuid[];
    m uuid[];
begin
    perform t.many(t.o(1), 10, base);
    looked := looked || t.looked();
    select array_agg(c.verification_id), array_agg(c.message_id) into v, m from message_claim(t.worker(), 30000, 10) c;
    o := array_fill(t.o(1), array[cardinality(m)]);
    looked := looked || t.looked();
    perform message_launch(o, m, t.worker());
    looked := looked || t.looked();
    perform message_settle(o, m, array_fill('accepted'::text, array[10]), array_fill(null::text, array[10]), array_fill(null::text, array[10]), array_fill(null::text, array[10]),
        array_fill(null::timestamptz, array[10]), t.worker());
    looked := looked || t.looked();
    perform message_event(array_fill('0c000000-0000-7000-8000-000000000001'::uuid, array[10]), o, m, array_fill(null::text, array[10]), array_fill('sent'::text, array[10]),
        array_fill(null::text, array[10]), array_fill(null::text, array[10]), array_fill(clock_timestamp(), array[10]));
    looked := looked || t.looked();
    perform verification_check(o, v, array_fill('\x02'::bytea || sha256('old') || '\x01'::bytea || sha256('654321'), array[10]));
    looked := looked || t.looked();
    perform verification_resend(o, v, array(select gen_random_uuid() from generate_series(1, 10)), array_fill(null::text, array[10]), array_fill(null::text, array[10]),
        array_fill(null::bytea, array[10]), array_fill(null::uuid, array[10]), array_fill(null::text, array[10]));
    looked := looked || t.looked();
    perform message_sweep(10);
    looked := looked || t.looked();
    perform message_event(array_fill('0c000000-0000-7000-8000-000000000001'::uuid, array[10]), o, m, array_fill(null::text, array[10]), array_fill('failed'::text, array[10]),
        array_fill('R'::text, array[10]), array_fill(null::text, array[10]), array_fill(clock_timestamp(), array[10]));
    looked := looked || t.looked();
    perform verification_cancel(o, v);
    return array(select (looked || t.looked())[n + 1] - looked[n] from generate_series(1, 10) n);
end $$;
create function t.told(looked bigint[], state text) returns setof text language sql volatile as $$
    select cmp_ok(looked[n], '<', 600::bigint, (array['a start', 'a claim', 'a launch', 'a settlement', 'a callback', 'a check', 'a resend', 'a sweep', 'a refund and its next channel', 'a cancellation'])[n] || ' of ten looks at few of three thousand, planned '
        || state) from generate_series(1, 10) n
$$;

savepoint many;
discard plans;
select t.round(2) \g /dev/null
select t.many(t.o(1), 3000, 3) \g /dev/null
select t.round(4) as looked \gset
rollback to savepoint many;
select t.told(:'looked', 'on tables that nobody looked at yet');

savepoint many;
select t.many(t.o(n), 1, 1) from generate_series(1, 3) n \g /dev/null
analyze verification, message;
discard plans;
select t.round(2) \g /dev/null
select t.many(t.o(1), 3000, 3) \g /dev/null
select t.round(4) as looked \gset
rollback to savepoint many;
select t.told(:'looked', 'on one row for each organisation');

savepoint many;
analyze verification, message;
discard plans;
select t.round(2) \g /dev/null
select t.many(t.o(1), 3000, 3) \g /dev/null
select t.round(4) as looked \gset
rollback to savepoint many;
select t.told(:'looked', 'on empty tables');

select is_empty($$select i.indexrelid::regclass from pg_index i where i.indrelid in ('verification'::regclass, 'message'::regclass) and i.indpred is null and not i.indisprimary$$,
    'besides the key, an index of theirs serves those alone that ask for its columns');
select is_empty('select t.audit()', 'the audit is silent');
select * from finish();
rollback;
