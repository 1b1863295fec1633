-- Callbacks and answers shuffled, repeated and forged by the thousand: the final status and the final credit of each message are those that the rules
-- name (M3), told here from the order in which things came, without looking at how they are applied. :seed repeats a run.
\if :{?seed}
\else
\set seed 0.37
\endif
begin;
\ir fixture.inc
select plan(25);
select setseed(:seed) \g /dev/null
select t.top_up(t.o(3), 100000000) \g /dev/null
-- Who may sign: the platform alone, with and without refunds; the organisation; the organisation's own sender whose secret only the platform has.
insert into sender (id, name, organisation_id, channel, driver, active, settings) values
    ('0c000000-0000-7000-8000-000000000011', 'x-platform', null, 'whatsapp', 'whatsapp', false, '{}'), ('0c000000-0000-7000-8000-000000000012', 'x-keeps', null, 'whatsapp', 'whatsapp', false, '{"refund_failed": false}'),
    ('0c000000-0000-7000-8000-000000000013', 'x-own', t.o(3), 'whatsapp', 'whatsapp', false, '{"refund_failed": true}'), ('0c000000-0000-7000-8000-000000000014', 'x-branded', t.o(3), 'whatsapp', 'whatsapp', false, '{"platform_secret": true}');
create table t.step (round int, m uuid, kind text, word text, forged boolean, place int);
create table t.chunk (at serial, round int, kind text, m uuid[], words text[], sender uuid[]);

-- A world: n messages that were launched, each with an answer or none, callbacks, repetitions of both, and forgeries, all in one random order.
create function t.world(k int, n int) returns void language plpgsql as $$
declare
    v_new uuid[];
    c record;
begin
    select array_agg(s.message_id) into v_new from t.start(variadic (select array_agg(t.item(t.o(3), '+62816' || (k * 10000 + i) || '00')) from generate_series(1, n) i)) s;
    perform t.launch();
    update message m set sender_id = ('0c000000-0000-7000-8000-00000000001' || 1 + floor(random() * 4)::int)::uuid, due_at = m.due_at + interval '1 h', lease_until = m.lease_until + interval '1 h' where m.id = any (v_new);
    insert into t.step
    select k, d.m, d.kind, d.word, d.forged, row_number() over (order by d.luck) from (
        select m, 'settle' as kind, (array['accepted', 'accepted', 'accepted', 'unknown', 'rejected'])[1 + floor(random() * 5)::int] as word, false as forged, random() as luck
        from unnest(v_new) m where random() < 0.9
        union all
        select m, 'event', word, false, random() from unnest(v_new) m, unnest(array['sent', 'delivered', 'read', 'failed']) word, generate_series(1, 3) again where random() < 0.3
        union all
        select m, 'event', word, true, random() from unnest(v_new) m, unnest(array['sent', 'delivered', 'read', 'failed']) word where random() < 0.2) d;
    -- An answer comes again only as itself.
    insert into t.step select k, s.m, s.kind, s.word, s.forged, s.place + 1 + floor(random() * 500)::int from t.step s where s.round = k and s.kind = 'settle' and random() < 0.3;
    for c in
        select array_agg(d.m order by d.place) as m, array_agg(d.word order by d.place) as words, d.kind,
            array_agg(case when d.forged then '0c000000-0000-7000-8000-000000000002' else d.sender_id end order by d.place) as sender
        from (select s.*, m.sender_id, row_number() over w / 12 as part, row_number() over w - row_number() over (partition by s.kind order by s.place, s.m, s.word) as run from t.step s join message m on m.id = s.m where s.round = k
            window w as (order by s.place, s.m, s.word)) d
        group by d.kind, d.run, d.part order by min(d.place), min(d.part)
    loop
        if c.kind = 'settle' then
            perform message_settle(array_fill(t.o(3), array[cardinality(c.m)]), c.m, c.words, array_fill(null::text, array[cardinality(c.m)]), c.words, array_fill(null::text, array[cardinality(c.m)]),
                array_fill(null::timestamptz, array[cardinality(c.m)]), t.worker());
        else
            perform message_event(c.sender, array_fill(t.o(3), array[cardinality(c.m)]), c.m, array_fill(null::text, array[cardinality(c.m)]), c.words, c.words, array_fill(null::text, array[cardinality(c.m)]),
                array_fill(now(), array[cardinality(c.m)]));
        end if;
        insert into t.chunk (round, kind, m, words, sender) values (k, c.kind, c.m, c.words, c.sender);
    end loop;
end $$;

-- What the rules say of each message. Status: the greatest callback, else the answer. Credit: the first that settles decides between charge and release;
-- a failure that the organisation could have signed itself settles nothing;
-- a charge is given back when the platform alone vouches for a failure, its policy refunds, and the failure came before any delivery.
create view t.rule as
with told as (
    select s.round, s.m, s.word, s.kind, row_number() over (partition by s.m order by s.at, s.nth) as place from (
        select k.at, k.round, k.kind, u.m, u.word, u.sender, u.nth from t.chunk k, unnest(k.m, k.words, k.sender) with ordinality u(m, word, sender, nth)) s
    join message m on m.id = s.m where s.sender = m.sender_id or s.kind = 'settle'
), first as (
    select m.id as m, m.verification_id, m.price, m.status, m.settled, s.name as sender, min(t.place) filter (where t.word <> 'unknown' and (t.word <> 'failed' or s.name <> 'x-own')) as settles, min(t.place) filter (where t.word = 'failed') as failed,
        min(t.place) filter (where t.word in ('delivered', 'read')) as arrived, max(message_rank(t.word)) filter (where t.kind = 'event') as rank,
        min(t.word) filter (where t.kind = 'settle') as answer, min(t.round) as round
    from message m join sender s on s.id = m.sender_id join told t on t.m = m.id where s.name like 'x-%' group by m.id, m.verification_id, m.price, m.status, m.settled, s.name
)
select f.*, coalesce((array['sent', 'failed', 'delivered', 'read'])[f.rank], f.answer) as should_be,
    case when f.settles is null then null when t.word in ('rejected', 'failed') then 0
        when f.failed < coalesce(f.arrived, 1000000) and f.sender in ('x-platform', 'x-branded') then 0 else f.price end as should_cost,
    (select -sum(e.amount) from entry e where e.organisation_id = t.o(3) and e.message_id = f.m) as cost,
    (select count(*) filter (where e.kind <> 'refund') * 10 + count(*) filter (where e.kind = 'refund') from entry e where e.organisation_id = t.o(3) and e.message_id = f.m) as entries
from first f left join told t on t.m = f.m and t.place = f.settles;

create function t.judge(k int) returns table (n bigint, evidence bigint, status text, cost text, entries text, credit text, audit text) language plpgsql as $$
begin
    perform t.world(k, 250);
    return query select count(*), (select count(*) from t.step s where s.round = k),
        string_agg(r.m || ' is ' || r.status || ', not ' || r.should_be, '; ') filter (where r.status <> r.should_be),
        string_agg(r.m || ' (' || r.sender || ') costs ' || coalesce(r.cost, -1) || ', not ' || coalesce(r.should_cost, -1), '; ') filter (where r.cost is distinct from r.should_cost),
        string_agg(r.m || ' has ' || r.entries, '; ') filter (where r.entries not in (0, 10, 11) or (r.entries = 0) <> (r.should_cost is null)),
        (select case when c.balance = 100000000 - (select sum(x.should_cost) from t.rule x) then null else 'balance ' || c.balance end from credit c where c.organisation_id = t.o(3)),
        (select string_agg(a, '; ') from t.audit() a)
    from t.rule r where r.round = k;
end $$;
\set world 1
\ir callback.inc
\set world 2
\ir callback.inc
\set world 3
\ir callback.inc
\set world 4
\ir callback.inc

-- The order decides nothing but between failure and delivery: of all other messages, those that were told the same cost the same and are the same.
select is_empty($$ select d.sender, d.told, count(distinct d.status || coalesce(d.cost, -1)) from (
    select r.sender, r.status, r.cost, string_agg(distinct s.kind || s.word, ' ' order by s.kind || s.word) as told from t.rule r join t.step s on s.m = r.m and not s.forged
        where r.sender <> 'x-keeps' and coalesce(r.answer, '') <> 'rejected' and (r.failed is null or r.arrived is null) group by r.m, r.sender, r.status, r.cost) d
    group by d.sender, d.told having count(distinct d.status || coalesce(d.cost, -1)) > 1 $$, 'the same evidence in another order comes to the same status and the same credit');
select cmp_ok((select count(*) from t.rule r where r.entries = 11), '>', 20::bigint, 'many were refunded');
select is_empty($$ select r.m from t.rule r where r.sender = 'x-own' and r.entries = 11 $$, 'none whose secret the organisation owns');
select is_empty($$ select r.m from t.rule r join t.step s on s.m = r.m where r.sender = 'x-own' and r.cost = 0 and r.answer is distinct from 'rejected' $$, 'and none of those went free but what was refused');
select is((select count(*) from entry e where e.organisation_id = t.o(3) and e.kind = 'refund' and e.reason is null), 0::bigint, 'each refund says why');
select * from finish();
rollback;
