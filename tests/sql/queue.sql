-- Who is claimed when: each organisation its turn, the soonest expiry first, nothing that comes too late; what is given back, and what a dead dispatcher held.
begin;
\ir fixture.inc
select plan(31);
select t.top_up(t.o(n), 100000000) from generate_series(1, 3) n \g /dev/null
create function t.many(o uuid, n int, country text default 'ID', channel text default 'whatsapp', lifetime int default 300) returns void language sql volatile as
    $$ select count(*) from (select array_agg(t.item(o, '+6281' || lpad((10000000 + g)::text, 9, '0'), channel, country, lifetime => lifetime)) i from generate_series(1, n) g) x, t.start(variadic x.i) $$;
create function t.claim(most int, variadic busy text[] default '{}') returns table (organisation_id uuid, message_id uuid, country text, expires_at timestamptz, tries int) language sql volatile as $$
    select c.organisation_id, c.message_id, c.country, c.expires_at, c.tries from message_claim(t.worker(), 30000, most,
        (select coalesce(array_agg(('0c000000-0000-7000-8000-00000000000' || split_part(b, ':', 1))::uuid), '{}') from unnest(busy) b),
        (select coalesce(array_agg(nullif(split_part(b, ':', 2), '')), '{}') from unnest(busy) b), (select coalesce(array_agg(split_part(b, ':', 3)::bigint), '{}') from unnest(busy) b), 6000, 3000) c
$$;
create function t.back(m uuid, due timestamptz default null, worker uuid default t.worker()) returns bigint language sql volatile as
    $$ select p from message x, message_put_back(array[x.organisation_id], array[x.id], worker, array[due]) p where x.id = m $$;
update organisation set caps = false where slug ~ '^org[123]$';

-- Each organisation its turn.
select t.many(t.o(3), 2000) \g /dev/null
select t.many(t.o(1), 1) \g /dev/null
select t.many(t.o(2), 1, 'US') \g /dev/null
select results_eq('select organisation_id, count(*) from t.claim(10) group by 1 order by 1', format('values (%L::uuid, 1::bigint), (%L, 1), (%L, 8)', t.o(1), t.o(2), t.o(3)),
    'two thousand of one organisation leave room for one of another, in any country');
select is((select count(*) from t.claim(100)), 100::bigint, 'alone it gets all the room there is');
select t.many(t.o(3), 3, lifetime => 60) \g /dev/null
select is((select string_agg(round(extract(epoch from c.expires_at - clock_timestamp()) / 60)::text, ',') from t.claim(5) c), '1,1,1,5,5', 'the soonest expiry goes first');
select t.many(t.o(1), 2) \g /dev/null
update message set expires_at = clock_timestamp() + interval '5 s' where organisation_id = t.o(1) and lease_by is null;
select is((select count(*) from t.claim(10) c where c.organisation_id = t.o(1)), 0::bigint, 'what has no more life than the floor stays');
update message set expires_at = clock_timestamp() + interval '300 s' where organisation_id = t.o(1) and lease_by is null;
update verification set expires_at = clock_timestamp() + interval '5 s' where organisation_id = t.o(1);
select is((select count(*) from t.claim(10) c where c.organisation_id = t.o(1)), 0::bigint, 'by the verification''s own word too');
update message set due_at = clock_timestamp() + interval '30 s' where lease_by is null;

-- Senders and countries that take no more.
select t.many(t.o(2), 3, 'US') \g /dev/null
select t.many(t.o(2), 3, 'ID') \g /dev/null
select t.many(t.o(2), 3, 'ID', 'sms') \g /dev/null
create temp table sms as select m.id from message m where m.organisation_id = t.o(2) and m.channel = 'sms' and m.lease_by is null;
select is((select string_agg(c.country, ',') from t.claim(10, '1::0', '2::0') c), null, 'a full sender''s messages stay');
select is((select string_agg(c.country, ',') from t.claim(10, '1:ID:0', '2::0') c), 'US,US,US', 'or those of one country');
select is((select string_agg(c.country, ',') from t.claim(10, '1:ID:1', '2::0') c), 'ID', 'one may try');
select t.many(t.o(2), 1, 'ID', lifetime => 400) \g /dev/null
select is((select round(extract(epoch from c.expires_at - clock_timestamp()) / 100)::text from t.claim(10, '1:ID:1', '2::0') c), '4', 'the one whose code lives longest, for it may be lost');
select is((select count(*) from t.claim(10, '1:ID:0', '2::2') c where c.message_id in (select id from sms)), 2::bigint, 'a sender with little room gets little');
select is((select count(*) from t.claim(10, '1::0') c), 1::bigint, 'the rest when it has room');
select is((select count(*) from t.claim(10) c), 2::bigint, 'the others untouched meanwhile');
select is((select count(*) from t.claim(10) c), 0::bigint, 'then the queue is empty');

-- Given back.
select id as m, organisation_id as o from message where id = (select id from sms limit 1) \gset
select is(t.back(:'m', worker => gen_random_uuid()), 0::bigint, 'nobody gives back what another holds');
select is(t.back(:'m') || ' ' || (select count(*) || ' ' || max(c.tries) from t.claim(10) c), '1 1 1', 'given back it is due at once, and the try does not count');
select is(t.back(:'m', clock_timestamp() + interval '1 min') || ' ' || (select count(*) from t.claim(10) c), '1 0', 'or not before a moment');
select is(t.back(:'m'), 0::bigint, 'once');
update message set due_at = clock_timestamp() where id = :'m';
select is((select count(*) from t.claim(10) c), 1::bigint, 'when the moment has come');
select is((select launched from message_launch(array[:'o'::uuid], array[:'m'::uuid], t.worker(), 3600000)), false, 'too little life left is not launched');
select is((select launched from message_launch(array[:'o'::uuid], array[:'m'::uuid], t.worker())), true, 'enough is');
select is(t.back(:'m'), 0::bigint, 'what was launched is never given back');

-- What the doorbell named is claimed by its key, whatever else waits.
update message set due_at = clock_timestamp() + interval '30 s' where lease_by is null;
select t.many(t.o(1), 3) \g /dev/null
create temp table named as select array_agg(m.organisation_id order by m.id) as o, array_agg(m.id order by m.id) as m from message m
    where m.organisation_id = t.o(1) and m.lease_by is null and m.due_at <= clock_timestamp();
create function t.named(o uuid[], m uuid[], busy uuid[] default '{}') returns bigint language sql volatile as
    $$ select count(*) from message_claim(t.worker(), 30000, 10, busy, array_fill(null::text, array[cardinality(busy)]), array_fill(5::bigint, array[cardinality(busy)]), 6000, 3000, null, o, m) $$;
select is(t.named(array[t.o(2)], (select n.m[1:1] from named n)), 0::bigint, 'not under another organisation''s name');
select is((select t.named(n.o, n.m, array['0c000000-0000-7000-8000-000000000001']::uuid[]) from named n), 0::bigint, 'one whose sender is short of room waits for a claim of all');
select is((select t.named(n.o[1:1] || n.o[1:1], n.m[1:1] || n.m[1:1]) from named n), 1::bigint, 'named twice it is claimed once');
select is((select t.named(n.o, n.m) from named n), 2::bigint, 'the others too, and none again');
select is((select count(*) from t.claim(10)), 0::bigint, 'nothing is left of them');

-- A dead dispatcher.
select is(message_recover(1000), 0::bigint, 'what is still held is nobody else''s');
update message set lease_until = clock_timestamp() where status in ('queued', 'launched') and lease_until is not null;
select is(message_recover(100000) > 100, true, 'what was held too long is free again');
select is((select status || ' ' || (due_at > clock_timestamp())::text from message where id = :'m'), 'launched true', 'but never what was launched');
select is((select count(*) from message where status = 'queued' and lease_until is not null), 0::bigint, 'all of it');
select is_empty('select t.audit()', 'the audit is silent');
select * from finish();
rollback;
