-- Random histories of top-ups, bonuses, corrections, reversals, charges, releases and refunds: whatever comes, the statement adds up after each step.
begin;
\ir fixture.inc
select plan(9);
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'support@test.example', 'Support', 'x', 'support');
select session_create('00000000-0000-0000-0000-000000000000', sha256('staff'), sha256('csrf'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1') \g /dev/null
update organisation set caps = false where id in (t.o(1), t.o(2), t.o(3));
create table t.tally (outcome text, n int);

-- A number from 0 to p_below - 1.
create function t.dice(p_below int) returns int language sql volatile as $$ select floor(random() * p_below)::int $$;
create function t.move(o uuid, amount bigint, kind text, refers_to bigint default null) returns text language sql volatile as $$
    select kind || ':' || u.outcome from credit_top_up(sha256('staff'), o, amount, kind, refers_to, case when refers_to is null then gen_random_uuid()::text end, 'history', gen_random_uuid(), null) u $$;
create function t.entry(o uuid, kinds text[]) returns entry language sql volatile as $$
    select e.* from entry e where e.organisation_id = o and e.kind = any (kinds) order by random() limit 1 $$;
create function t.step(o uuid, i int) returns text language plpgsql volatile as $$
declare
    e entry;
    m record;
begin
    case t.dice(10)
    when 0 then
        return t.move(o, 1 + t.dice(30000), 'top_up');
    when 1 then
        return t.move(o, 1 + t.dice(2000), 'bonus');
    when 2 then
        return t.move(o, t.dice(20000) - 15000, 'correction');
    when 3 then
        e := t.entry(o, array['top_up', 'bonus', 'correction']);
        return t.move(o, -e.amount, 'correction', e.number);
    when 4 then
        e := t.entry(o, array['top_up', 'bonus', 'correction']);
        return t.move(o, t.dice(3000) - 2500, 'correction', e.number);
    when 5 then
        e := t.entry(o, array['charge']);
        return t.move(o, -e.amount, 'refund', e.number);
    when 6 then
        select d.id into m from message d where d.organisation_id = o and d.status = 'accepted' order by random() limit 1;
        return 'event:' || t.event(m.id, case when t.dice(3) = 0 then 'delivered' else 'failed' end);
    else
        return 'start:' || t.outcomes(t.item(o, '+6281' || lpad(i::text, 9, '0'), (array['whatsapp', 'sms', 'email'])[1 + t.dice(3)]));
    end case;
end $$;

-- Every so often the dispatcher comes by: of what it launched some is accepted, some rejected, some stays open.
create function t.deliver() returns void language plpgsql volatile as $$
begin
    perform t.launch();
    perform t.settle(m.organisation_id, m.id, case when t.dice(4) = 0 then 'rejected' else 'accepted' end, null, 'history')
    from message m where m.status = 'launched' and m.lease_by = t.worker() and random() < 0.8;
end $$;

-- What a statement promises, told from its rows alone: numbers without gaps, a running balance that never falls below what is reserved or zero, opening +
-- entries = closing for any part of it, receipts without gaps.
create function t.wrong(o uuid) returns text language sql volatile as $$
    select string_agg(d.what, ', ') from (
        select 'a gap' as what from entry e where e.organisation_id = o having coalesce(max(e.number), 0) <> count(*)
        union all
        select 'a balance at ' || r.number from (select e.number, e.balance, sum(e.amount) over (order by e.number) as running from entry e where e.organisation_id = o) r where r.balance <> r.running or r.balance < 0
        union all
        select 'a balance that is not the last entry''s' from credit c where c.organisation_id = o and c.balance <> coalesce((select e.balance from entry e where e.organisation_id = o order by e.number desc limit 1), 0)
        union all
        select 'reserved' from credit c where c.organisation_id = o and (c.reserved > c.balance or c.reserved <> (select coalesce(sum(m.price), 0) from message m where m.organisation_id = o and not m.settled))
        union all
        select 'a part from ' || p.low from (select t.dice(c.last_number::int) + 1 as low, c.last_number as high from credit c where c.organisation_id = o and c.last_number > 0) p
        join entry f on f.organisation_id = o and f.number = p.low join entry l on l.organisation_id = o and l.number = p.high
        where f.balance - f.amount + (select sum(e.amount) from entry e where e.organisation_id = o and e.number between p.low and p.high) <> l.balance
        union all
        select 'a charge given back twice' from entry e where e.organisation_id = o and e.kind = 'refund' group by e.refers_to having count(*) > 1
        union all
        select 'an entry corrected beyond itself' from entry e where e.organisation_id = o and e.kind <> 'charge'
            and sign(e.amount + (select sum(d.amount) from entry d where d.organisation_id = o and d.kind = 'correction' and d.refers_to = e.number)) = -sign(e.amount)
        union all
        select 'spent' from credit c where c.organisation_id = o and credit_spent_since(o, '-infinity') <>
            (select coalesce(-sum(e.amount), 0) from entry e where e.organisation_id = o and (e.kind = 'charge' or e.kind = 'refund' and e.actor is null))
    ) d
$$;
create function t.history(seed float, o uuid, steps int) returns text language plpgsql volatile as $$
declare
    v_wrong text;
    v_outcome text;
begin
    perform setseed(seed);
    for i in 1 .. steps loop
        v_outcome := t.step(o, i);
        insert into t.tally values (v_outcome, 1);
        if i % 7 = 0 then
            perform t.deliver();
        end if;
        v_wrong := t.wrong(o);
        if v_wrong is not null then
            return format('step %s, %s: %s', i, v_outcome, v_wrong);
        end if;
    end loop;
    return (select string_agg(a.rule || ' ' || a.detail, ', ') from credit_audit() a);
end $$;

select is(t.history(0.1, t.o(1), 250), null, 'a history adds up after each of 250 steps');
select is(t.history(0.2, t.o(2), 250), null, 'another one');
select is(t.history(0.3, t.o(3), 250), null, 'a third one');
-- A history in which something never happened would prove less.
select ok(count(*) > 20, 'top-ups happened') from t.tally where outcome in ('top_up:done', 'bonus:done');
select ok(count(*) > 5, 'corrections happened') from t.tally where outcome = 'correction:done';
select ok(count(*) > 5, 'corrections were refused') from t.tally where outcome in ('correction:insufficient_credit', 'correction:corrected');
select ok(count(*) > 5, 'charges were given back') from t.tally where outcome = 'refund:done';
select ok(count(*) > 5, 'and not twice') from t.tally where outcome in ('refund:corrected', 'event:applied');
select ok(count(*) > 5, 'sends were refused') from t.tally where outcome = 'start:insufficient_credit';
select * from finish();
rollback;
