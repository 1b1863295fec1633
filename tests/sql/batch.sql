-- A batch equals its items applied one by one in item order: random batches, run both ways from the same state, compared in answers and in all tables.
\if :{?seed}
\else
\set seed 0.42
\endif
begin;
\ir fixture.inc
select plan(18);

-- Everything that counts, without moments and without ids made by chance.
create function t.state() returns jsonb language sql volatile as $$
    select jsonb_build_object(
        'credit', (select jsonb_agg(to_jsonb(c) - 'last_at' order by c.organisation_id) from credit c),
        'entry', (select jsonb_agg(jsonb_build_array(e.organisation_id, e.number, e.kind, e.amount, e.balance, e.refers_to, e.reason, e.channel, e.country, m.verification_id, m.number)
            order by e.organisation_id, e.number) from entry e left join message m on m.organisation_id = e.organisation_id and m.id = e.message_id),
        'verification', (select jsonb_agg(to_jsonb(v) - array['created_at', 'expires_at', 'closed_at', 'last_wrong_at', 'wrong_at', 'fallback_at'] || jsonb_build_object('wrong', cardinality(v.wrong_at), 'falls', v.fallback_at is not null)
            order by v.organisation_id, v.id) from verification v),
        'message', (select jsonb_agg(to_jsonb(m) - array['id', 'created_at', 'updated_at', 'due_at', 'expires_at', 'lease_until', 'launched_at', 'accepted_at', 'sent_at', 'delivered_at', 'read_at', 'failed_at', 'unknown_at']
                || jsonb_build_object('due', m.due_at is null, 'known', concat_ws(' ', m.accepted_at is null, m.sent_at is null, m.delivered_at is null, m.read_at is null, m.failed_at is null, m.unknown_at is null))
            order by m.organisation_id, m.verification_id, m.number) from message m),
        'key', (select jsonb_agg(to_jsonb(k) - 'at' order by k.organisation_id, k.operation, k.key) from idempotency_key k),
        'early', (select jsonb_agg(to_jsonb(c) - array['at', 'received_at'] order by c.sender_id, c.provider_id, c.status) from early_callback c))
$$;

insert into api_key (organisation_id, id, name, secret_hash, revoked_at) select t.o(n), '0f000000-0000-7000-8000-000000000002', 'k', sha256('k'), case n when 2 then now() end from generate_series(1, 2) n;

create type t.step as (op text, organisation uuid, id uuid, start t.item, outcome text, provider_id text, sender_id uuid, code text);

create function t.pick(a anyarray) returns anyelement language sql volatile as $$ select a[1 + floor(random() * cardinality(a))::int] $$;

create function t.random_steps(p_op text, n int) returns t.step[] language plpgsql volatile as $$
declare
    s t.step;
    steps t.step[] := '{}';
    m message;
begin
    for i in 1 .. n loop
        s := null;
        s.op := p_op;
        if p_op = 'start' then
            s.start := t.item(t.o(t.pick(array[1, 1, 1, 2, 3, 4])), '+628110000' || t.pick(array['01', '02', '03', '04', '05', '06']) || '0' || t.pick(array['1', '2']),
                t.pick(array['whatsapp', 'sms', 'whatsapp', 'sms', 'email']), t.pick(array['ID', 'ID', 'ID', 'US', 'GB', 'KP', 'SG']),
                key => case when random() < 0.4 then 'k' || t.pick(array[1, 2, 3, 4, 5, 6, 7, 8, 9]) end, fallback => case when random() < 0.5 then t.pick(array['sms', 'sms,whatsapp', 'email,sms']) end, fallback_after => t.pick(array[null, 15, 60]),
                digits => t.pick(array[4, 6]), task => case when random() < 0.3 then t.pick(array['0e000000-0000-7000-8000-000000000001', '0e000000-0000-7000-8000-000000000002']::uuid[]) end,
                person => case when random() < 0.3 then '0f000000-0000-7000-8000-000000000001'::uuid end, address => case when random() < 0.3 then 'home' end,
                api_key => case when random() < 0.5 then '0f000000-0000-7000-8000-000000000002'::uuid end);
        elsif p_op = 'check' then
            select v.organisation_id, v.id into s.organisation, s.id from (select * from verification order by created_at desc limit 12) v order by random() limit 1;
            if random() < 0.05 then
                s.id := gen_random_uuid();
            end if;
            s.code := t.pick(array['123456', 'x', 'y', 'z', 'w']);
        else
            select * into m from (select * from message order by settled, created_at desc limit 15) d order by random() limit 1;
            s.organisation := m.organisation_id;
            s.id := m.id;
            s.sender_id := coalesce(m.sender_id, '0c000000-0000-7000-8000-000000000001');
            s.provider_id := case when random() < 0.7 then 'p' || t.pick(array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) end;
            if p_op = 'settle' then
                s.outcome := t.pick(array['accepted', 'accepted', 'rejected', 'unknown', 'busy']);
            else
                s.outcome := t.pick(array['sent', 'delivered', 'read', 'failed']);
                if random() < 0.3 then
                    s.organisation := null;
                    s.id := null;
                end if;
            end if;
        end if;
        steps := steps || s;
    end loop;
    return steps;
end $$;

-- The answers of steps run as one call.
create function t.run(s t.step[]) returns jsonb language plpgsql volatile as $$
begin
    return case s[1].op
        when 'start' then (select jsonb_agg(jsonb_build_array(r.outcome, r.cap, r.retry_after is null, r.verification_id, r.message_id, r.price, r.attempts_left) order by r.item)
            from t.start(variadic (select array_agg(x.start) from unnest(s) x)) r)
        when 'check' then (select jsonb_agg(jsonb_build_array(r.outcome, r.status, r.attempts_left, r.retry_after is null) order by r.item) from verification_check(
            (select array_agg(x.organisation) from unnest(s) x), (select array_agg(x.id) from unnest(s) x), (select array_agg('\x01'::bytea || sha256(convert_to(x.code, 'UTF8'))) from unnest(s) x)) r)
        when 'settle' then (select jsonb_agg(r.status order by r.item) from message_settle(
            (select array_agg(x.organisation) from unnest(s) x), (select array_agg(x.id) from unnest(s) x), (select array_agg(x.outcome) from unnest(s) x),
            (select array_agg(x.provider_id) from unnest(s) x), array_fill('why'::text, array[cardinality(s)]), array_fill(null::text, array[cardinality(s)]),
            array_fill(null::timestamptz, array[cardinality(s)]), t.worker()) r)
        else (select jsonb_agg(r.outcome order by r.item) from message_event(
            (select array_agg(x.sender_id) from unnest(s) x), (select array_agg(x.organisation) from unnest(s) x), (select array_agg(x.id) from unnest(s) x),
            (select array_agg(x.provider_id) from unnest(s) x), (select array_agg(x.outcome) from unnest(s) x), array_fill('why'::text, array[cardinality(s)]),
            array_fill(null::text, array[cardinality(s)]), array_fill(now(), array[cardinality(s)])) r)
        end;
end $$;

-- One round: the batch in a transaction that is undone, then its items one by one; true where both agree and the audit is silent.
create table t.report (round int, op text, n int, agreed boolean, audit text, batch jsonb, single jsonb, slow boolean);
create function t.round(k int) returns boolean language plpgsql volatile as $$
declare
    s t.step[];
    v_op text := t.pick(array['start', 'start', 'start', 'check', 'check', 'settle', 'settle', 'event']);
    v_batch jsonb;
    v_single jsonb;
    v_answers jsonb := '[]';
    v_audit text;
begin
    -- The world moves on: credit comes, time passes, messages leave.
    if random() < 0.3 then
        perform t.top_up(t.o(n), t.pick(array[1000, 2000, 5000, 20000])) from generate_series(1, 3) n;
    end if;
    if random() < 0.3 then
        perform t.age(v.id, interval '11 min') from verification v where random() < 0.7;
    end if;
    if random() < 0.3 then
        perform t.age(v.id, interval '25 h') from verification v where random() < 0.7;
    end if;
    if random() < 0.3 then
        perform message_sweep(100);
    end if;
    if random() < 0.7 then
        perform t.launch();
    end if;
    s := t.random_steps(v_op, t.pick(array[2, 3, 8, 20]));
    begin
        v_batch := jsonb_build_array(t.run(s));
        v_batch := v_batch || t.state();
        raise exception using errcode = 'TT001';
    exception when sqlstate 'TT001' then
        null;
    end;
    for i in 1 .. cardinality(s) loop
        v_answers := v_answers || t.run(s[i:i]);
    end loop;
    v_single := jsonb_build_array(v_answers) || t.state();
    select string_agg(a, '; ') into v_audit from t.audit() a;
    insert into t.report values (k, v_op, cardinality(s), v_batch = v_single, v_audit, case when v_batch <> v_single then v_batch end, case when v_batch <> v_single then v_single end);
    return v_batch = v_single and v_audit is null;
end $$;

select t.tasks(t.o(n), '0e000000-0000-7000-8000-000000000001', '0e000000-0000-7000-8000-000000000002') from generate_series(1, 3) n \g /dev/null
-- Caps at their platform's numbers, and far stricter.
update organisation set recipient_starts = 2, recipient_day_starts = 3, task_step_starts = 2, person_starts = 2 where id = t.o(2);
update organisation set recipient_starts = 4, task_step_starts = 3 where id = t.o(1);

-- Six worlds of 40 rounds each: one long transaction would only measure its own dead rows.
create table t.seen (kind text);
savepoint world;
\set world 1
\ir batch.inc
\set world 2
\ir batch.inc
\set world 3
\ir batch.inc
\set world 4
\ir batch.inc
\set world 5
\ir batch.inc
\set world 6
\ir batch.inc
select * from finish();
rollback;
