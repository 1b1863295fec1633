-- Rules of money, M1 to M7: what each piece of evidence does to credit, once; top-ups; and an audit that finds what breaks a rule.
begin;
\ir fixture.inc
select no_plan();
select t.top_up(t.o(n), 100000) from generate_series(1, 3) n \g /dev/null

-- M3: charged once, on the first evidence.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000201')) \gset a_
select is(t.launch(), 1::bigint, 'a due message is claimed and launched');
select is(t.settle(t.o(), :'a_m', 'accepted', 'P1'), 'accepted', 'the provider accepts');
select is(t.credit(), '98000/0', 'accepted is charged, its reservation ends');
select is(t.event(:'a_m', 'delivered'), 'applied', 'a callback moves the status');
select is(t.event(:'a_m', 'sent'), 'ignored', 'an earlier status that comes later does not');
select is((select status from message where id = :'a_m'), 'delivered', 'status is the maximum');
select is(t.event(:'a_m', 'failed'), 'ignored', 'of failed and delivered the first is final');
select is(t.entries(), 'charge:-2000:accepted', 'one charge, whatever was repeated');

-- Rejected: released with a zero entry that says why.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000202')) \gset b_
select t.launch() \g /dev/null
select is(t.settle(t.o(), :'b_m', 'rejected', null, 'not_on_whatsapp'), 'rejected', 'the provider rejects');
select is(t.credit(), '98000/0', 'nothing is charged');
select is((select kind || ' ' || amount || ' ' || reason from entry where message_id = :'b_m'), 'release 0 not_on_whatsapp', 'a zero entry says why');
select is(t.check(t.o(), :'b_v', '123456'), 'approved', 'failed is not the end: a right code approves');
select is(t.credit(), '98000/0', 'late evidence never moves credit that was settled');

-- Accepted, then failed: one refund that points at its charge.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000203')) \gset c_
select t.launch() \g /dev/null
select t.settle(t.o(), :'c_m', 'accepted', 'P3') \g /dev/null
select is(t.event(:'c_m', 'failed') || ' ' || t.event(:'c_m', 'failed'), 'applied ignored', 'failed counts once');
select is((select string_agg(kind || ':' || amount, ' ' order by number) from entry where message_id = :'c_m'), 'charge:-2000 refund:2000', 'charged, then refunded once');
select is((select r.refers_to = e.number from entry r join entry e on e.message_id = r.message_id and e.kind = 'charge' where r.message_id = :'c_m' and r.kind = 'refund'), true, 'the refund points at its charge');
select is(t.event(:'c_m', 'delivered') || ' ' || t.credit(), 'applied 98000/0', 'delivered after failed is the higher status; the refund stays');

-- Unknown: reserved until 60 s after the code's end, then released for good; a right code proves the latest.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000204')) \gset d_
select t.launch() \g /dev/null
select is(t.settle(t.o(), :'d_m', 'unknown', null, 'no_answer'), 'unknown', 'no answer is unknown');
select is(t.credit(), '98000/2000', 'unknown stays reserved');
select is(t.launch(), 0::bigint, 'what was launched is never claimed again');
select t.age(:'d_v', interval '5 min 30 s') \g /dev/null
select * from message_sweep(100) \g /dev/null
select is(t.credit(), '98000/2000', 'still reserved 30 s after the end');
select t.age(:'d_v', interval '31 s') \g /dev/null
select * from message_sweep(100) \g /dev/null
select is(t.credit(), '98000/0', '61 s after the end it is released');
select is(t.event(:'d_m', 'delivered'), 'applied', 'a late callback changes the status');
select is((select status from message where id = :'d_m') || ' ' || t.credit(), 'delivered 98000/0', 'and not the credit');
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000205')) \gset e_
select t.launch() \g /dev/null
select t.settle(t.o(), :'e_m', 'unknown', null, 'no_answer') \g /dev/null
select is(t.check(t.o(), :'e_v', '123456'), 'approved', 'the recipient read the code out');
select is((select kind || ' ' || amount || ' ' || reason from entry where message_id = :'e_m'), 'charge -2000 proved', 'which proves the unknown message');

-- A lost lease: launched without an outcome becomes unknown, never sent again; not launched it is taken over.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000206')) \gset f_
select t.launch() \g /dev/null
select t.age(:'f_v', interval '31 s') \g /dev/null
select * from message_sweep(100) \g /dev/null
select is((select status from message where id = :'f_m'), 'unknown', 'launched and lost is unknown');
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000207')) \gset g_
select is((select count(*) from message_claim(gen_random_uuid(), 1000, 10)), 1::bigint, 'another dispatcher claims it and dies');
select t.age(:'g_v', interval '2 s') \g /dev/null
select is(t.launch(), 1::bigint, 'its lease over, the next one launches it');
select is((select count(*) from message_launch(array[t.o()], array[:'g_m'::uuid], gen_random_uuid()) l where l.launched), 0::bigint, 'who has no lease launches nothing');

-- Busy: nothing was taken, tried again later.
select is(t.settle(t.o(), :'g_m', 'busy', null, 'rate_limited', clock_timestamp() + interval '5 s'), 'queued', 'busy goes back into the queue');
select is(t.launch(), 0::bigint, 'not before its time');
select t.age(:'g_v', interval '6 s') \g /dev/null
select is(t.launch(), 1::bigint, 'but then');
select is(t.settle(t.o(), :'g_m', 'accepted', 'P7'), 'accepted', 'and is accepted');

-- A callback before the answer: kept, and replayed when the message settles.
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000208')) \gset h_
select t.launch() \g /dev/null
select is((select outcome from message_event(array[(select sender_id from message where id = :'h_m')], array[null::uuid], array[null::uuid], array['P8'], array['delivered'], array[null::text], array[null::text],
    array[now()])), 'kept', 'by the provider''s id nobody knows it yet');
select t.settle(t.o(), :'h_m', 'accepted', 'P8') \g /dev/null
select is((select status from message where id = :'h_m'), 'delivered', 'it is replayed at settlement');
select is(t.event(:'h_m', 'read', '0c000000-0000-7000-8000-000000000002'), 'unknown', 'another sender''s callback does not reach it');

-- M2, M7: prices 2, 2, 1 with 3 available, one by one: the first and the last.
select is((select available from (select balance - reserved as available from credit where organisation_id = t.o(2)) d), 100000::bigint, 'the second organisation is untouched');
select ledger_append(clock_timestamp(), t.o(2), 'correction', -97000, 1, null, 'test', null) \g /dev/null
select is(t.outcomes(t.item(t.o(2), '+628110000211'), t.item(t.o(2), '+628110000212'), t.item(t.o(2), '+628110000213', 'sms')), 'started,insufficient_credit,started',
    'each is decided after the one before it');
select is(t.credit(t.o(2)), '3000/3000', 'reserved never exceeds the balance');

-- M4, M5: top-ups.
select is((select outcome from credit_top_up_operator(t.o(3), 5000, 'R-1', 'paid')), 'done', 'a top-up');
select is((select outcome from credit_top_up_operator(t.o(3), 5000, 'R-1', 'paid')), 'replayed', 'the same reference once more is the first one''s answer');
select is((select outcome from credit_top_up_operator(t.o(3), 6000, 'R-1', 'paid')), 'reference_used', 'for another amount it is refused');
select is(t.credit(t.o(3)), '105000/0', 'credited once');
select is((select outcome from credit_top_up('\x00'::bytea || sha256('nobody'), t.o(3), 5000, 'top_up', null, 'R-2', null, gen_random_uuid(), null)), 'not_allowed', 'without a staff session nothing moves');
select results_eq('select number from entry where organisation_id = t.o() order by number', 'select generate_series(1, (select last_number from credit where organisation_id = t.o()))', 'numbers have no gaps');

-- M1, M6: entries stay as they are, for everybody.
select throws_ok('update entry set amount = 0', null, null, 'an entry is not changed, not even by its owner');
select throws_ok('delete from entry', null, null, 'nor deleted');
select is_empty('select * from t.audit()', 'the books are right');

-- The audit can fail: each of these is found.
create function t.found(statement text) returns boolean language plpgsql as $$
declare
    n bigint;
begin
    begin
        execute statement;
        select count(*) into n from credit_audit();
        raise exception using errcode = 'ZZ000', message = n::text;
    exception when sqlstate 'ZZ000' then
        return sqlerrm::bigint > 0;
    end;
end $$;
select ok(t.found('update credit set balance = balance + 1 where organisation_id = t.o()'), 'a balance that is not its entries'' sum is found');
select ok(t.found('update credit set reserved = reserved + 1 where organisation_id = t.o()'), 'so is a reservation without a message');
select ok(t.found('update credit set last_number = last_number + 1 where organisation_id = t.o()'), 'so is a gap at the end');
select ok(t.found(format('update message set settled = true, due_at = null, status = ''accepted'' where organisation_id = t.o() and id = %L', :'f_m')), 'so is a message settled without an entry');
select * from finish();
rollback;
