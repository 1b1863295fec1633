-- Rules of codes: attempts, expiry, resends, caps, replays; and what each does to credit.
begin;
\ir fixture.inc
select plan(61);
select t.top_up(t.o(n), 100000) from generate_series(1, 3) n \g /dev/null

-- Start.
select * from t.start(t.item(t.o(), '+628110000101')) \gset a_
select is(:'a_outcome'::text, 'started', 'a start starts');
select is(array[:a_price, :a_attempts_left, :a_digits], array[2000, 5, 6], 'it is priced, has five attempts and six digits');
select is(:'a_expires_at'::timestamptz - :'a_created_at'::timestamptz, interval '5 min', 'it lives as long as it was asked to');
select is(:'a_resend_at'::timestamptz - :'a_created_at'::timestamptz, interval '30 s', 'the next message may follow after 30 s');
select is(t.credit(), '100000/2000', 'its price is reserved');
select is((select attempts_left from t.start(t.item(t.o(), '+628110000102', digits => 5))), 3, 'fewer than six digits have three attempts');
select is(t.outcomes(t.item(t.o(4), '+628110000101')), 'not_found', 'an unknown organisation is not found');
select is(t.outcomes(t.item(t.o(), '+850110000101', country => 'KP')), 'country_refused', 'a refused country is refused');
select is(t.outcomes(t.item(t.o(), '+44740000101', country => 'GB')), 'no_rate', 'no rate, no send');
insert into country_rule values (t.o(), 'US', 'refuse');
select is(t.outcomes(t.item(t.o(), '+12015550101', country => 'US'), t.item(t.o(2), '+12015550101', country => 'US')), 'country_not_allowed,started', 'an organisation refuses countries for itself');
update sender set active = false where name = 't-sms';
select is(t.outcomes(t.item(t.o(), '+628110000103', 'sms')), 'no_sender', 'without an active sender there is no send');
insert into sender (id, name, organisation_id, channel, driver) values ('0c000000-0000-7000-8000-00000000000a', 't-own', t.o(2), 'sms', 'kannel');
select is(t.outcomes(t.item(t.o(), '+628110000103', 'sms'), t.item(t.o(2), '+628110000103', 'sms')), 'no_sender,started', 'another organisation''s sender is not used');
update sender set active = true where name = 't-sms';
insert into rate values ('0a000000-0000-7000-8000-000000000001', 'email', '', clock_timestamp() + interval '1 h', 9000, false);
select is((select price from t.start(t.item(t.o(), 'a@test.example', 'email'))), 500::bigint, 'a rate counts from its moment on');

-- Check.
select is(t.check(t.o(), :'a_verification_id', 'x', '123456', '123456'), 'wrong,approved,closed', 'wrong, right, and right again: approved once');
select is((select status || ' ' || attempts_used || ' ' || (sealed is null) from verification where id = :'a_verification_id'), 'approved 2 true', 'the right code counts too, and the text of the code is gone');
select is((select status || ' ' || reason from message where id = :'a_message_id'), 'withdrawn approved', 'what was not launched is withdrawn');
select is(t.entries(), 'release:0:approved', 'and released, with a reason');
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000104')) \gset b_
select is(t.check(t.o(), :'b_v', '1', '2', '3', '4', '5', '6', '7', '8'), 'wrong,wrong,wrong,wrong,locked,closed,closed,closed', 'eight guesses at once: the fifth locks');
select is(t.check(t.o(), :'b_v', '123456'), 'closed', 'a locked one is closed to the right code');
select verification_id as v, message_id as m from t.start(t.item(t.o(), '+628110000105')) \gset c_
update verification set expires_at = clock_timestamp() where id = :'c_v';
select results_eq(format('select outcome, status from verification_check(array[%L::uuid], array[%L::uuid], array[$$x$$::bytea])', t.o(), :'c_v'), $$ values ('closed', 'expired') $$, 'time closes it before any sweep');
select is((select expired from message_sweep(10)), 1, 'the sweep expires it');
select is((select v.sealed is null and m.status = 'expired' and m.settled from verification v join message m on m.verification_id = v.id where v.id = :'c_v'), true, 'its code is erased, its message released');
select is(t.check(t.o(), gen_random_uuid(), '1'), 'not_found', 'an unknown one is not found');
-- The recipient's twenty wrong guesses a day: four locked verifications.
select t.check(t.o(3), verification_id, '1', '2', '3', '4', '5') from t.start(t.item(t.o(3), '+628110000109'), t.item(t.o(3), '+628110000109'), t.item(t.o(3), '+628110000109'), t.item(t.o(3), '+628110000109')) \g /dev/null
select verification_id as v from t.start(t.item(t.o(3), '+628110000109')) \gset d_
select is(t.check(t.o(3), :'d_v', '123456'), 'too_many', 'after twenty wrong guesses a day the recipient is asked no more, caps or not');
select is((select attempts_used from verification where id = :'d_v'), 0, 'which is not counted as an attempt');
select cmp_ok((select retry_after from verification_check(array[t.o(3)], array[:'d_v'::uuid], array['x'::bytea])), '>', 86000, 'and says when');
select t.age(id, interval '24 h') from verification where recipient = '+628110000109' and status = 'locked' \g /dev/null
select is(t.check(t.o(3), :'d_v', '123456'), 'approved', 'a day later it is');

-- Cancel.
select verification_id as v from t.start(t.item(t.o(), '+628110000106')) \gset e_
select results_eq(format('select outcome, status from verification_cancel(array[%1$L::uuid, %1$L::uuid, %1$L::uuid], array[%2$L::uuid, %2$L::uuid, gen_random_uuid()])', t.o(), :'e_v'),
    $$ values ('canceled', 'canceled'), ('closed', 'canceled'), ('not_found', null) $$, 'cancel, cancel again, cancel nothing');

-- Task steps.
select t.tasks(t.o(), '0e000000-0000-7000-8000-000000000001', '0e000000-0000-7000-8000-000000000003') \g /dev/null
select verification_id as v from t.start(t.item(t.o(), '+628110000107', task => '0e000000-0000-7000-8000-000000000001')) \gset f_
select is(t.outcomes(t.item(t.o(), '+628110000108', task => '0e000000-0000-7000-8000-000000000001')), 'started', 'another recipient for the same step');
select is((select status::text from verification where id = :'f_v'), 'canceled', 'supersedes the pending one');

-- Resend.
select verification_id as v, message_id as m, resend_at from t.start(t.item(t.o(), '+628110000110')) \gset g_
create function t.resend(v uuid, channel text default null, key text default null, hash bytea default '\x00000000000000000000000000000000') returns text language sql volatile as
    $$ select r.outcome || coalesce(':' || r.price, '') from verification_resend(array[t.o()], array[v], array[gen_random_uuid()], array[channel], array[key], array[hash], array[null::uuid], array[null::text]) r $$;
select is(t.resend(:'g_v'), 'cooldown', 'a resend waits');
select t.age(:'g_v', interval '31 s') \g /dev/null
select is(t.resend(:'g_v', 'email'), 'wrong_channel', 'not by e-mail to a number');
select is(t.resend(:'g_v', null, 'again'), 'started:4000', 'then it goes, at its own price on top');
select is(t.resend(:'g_v', null, 'again'), 'replayed:4000', 'its key answers the same, without another message');
select is(t.resend(:'g_v', null, 'again', '\x01000000000000000000000000000000'), 'key_reused', 'another request under the key is refused');
select t.age(:'g_v', interval '31 s') \g /dev/null
select is(t.resend(:'g_v'), 'cooldown', 'the next waits a minute');
select t.age(:'g_v', interval '30 s') \g /dev/null
select is(t.resend(:'g_v', 'sms'), 'started:5000', 'and may go by another channel');
select is((select string_agg(number || ':' || channel || ':' || price, ' ' order by number) from message where verification_id = :'g_v'), '1:whatsapp:2000 2:whatsapp:2000 3:sms:1000', 'messages are numbered and priced one by one');
select t.age(:'g_v', interval '180 s') \g /dev/null
select is(t.resend(:'g_v'), 'too_late', 'with less than 30 s of life left none starts');
update verification set expires_at = clock_timestamp() where id = :'g_v';
select is(t.resend(:'g_v'), 'closed', 'after the end none starts');
select is(t.resend(gen_random_uuid()), 'not_found', 'nor of an unknown one');

-- Keys.
select is(t.outcomes(t.item(t.o(3), '+628110000120', key => 'k'), t.item(t.o(3), '+628110000120', key => 'k'), t.item(t.o(3), '+628110000121', key => 'k')), 'started,replayed,key_reused', 'one key three times in a batch');
select is((select string_agg(distinct s.outcome || s.verification_id || s.price || s.attempts_left, ' ') from t.start(t.item(t.o(3), '+628110000120', key => 'k'), t.item(t.o(3), '+628110000120', key => 'k')) s),
    (select 'replayed' || verification_id || price || 5 from idempotency_key where organisation_id = t.o(3) and key = 'k'), 'a replay answers what the first answered');
select is(t.outcomes(t.item(t.o(2), '+628110000120', key => 'k')), 'started', 'a key belongs to its organisation');
update idempotency_key set at = at - interval '24 h' where key = 'k';
select is(t.outcomes(t.item(t.o(3), '+628110000121', key => 'k')), 'started', 'after 24 hours it is free');

-- Credit, one by one.

select ledger_append(clock_timestamp(), t.o(2), 'correction', 3000 - (c.balance - c.reserved), null, 'down to 3', null, 'cli') from credit c where c.organisation_id = t.o(2) \g /dev/null
select is(t.outcomes(t.item(t.o(2), '+628110000131'), t.item(t.o(2), '+628110000132'), t.item(t.o(2), '+628110000133', 'sms')), 'started,insufficient_credit,started', 'prices 2, 2, 1 with 3 available: first and third');
select is(t.outcomes(t.item(t.o(2), 'x@test.example', 'email')), 'insufficient_credit', 'then there is nothing left');

-- Caps.
select t.top_up(t.o(n), 1000000) from generate_series(1, 3) n \g /dev/null
select is(t.outcomes(t.item(t.o(), '+628110000201'), t.item(t.o(), '+628110000201'), t.item(t.o(), '+628110000201'), t.item(t.o(), '+628110000201'), t.item(t.o(), '+628110000201'), t.item(t.o(), '+628110000201')),
    'started,started,started,started,started,too_many:recipient', 'five starts a recipient in ten minutes');
select cmp_ok((select retry_after from t.start(t.item(t.o(), '+628110000201'))), '>=', 598, 'the refusal says how long');
select is(t.outcomes(t.item(t.o(2), '+628110000201')), 'started', 'another organisation counts for itself');
select is((select string_agg(distinct s.outcome, '') from generate_series(1, 8) n, t.start(t.item(t.o(3), '+628110000201')) s), 'started', 'caps off lifts it');
do $$ begin
    for i in 1 .. 3 loop
        perform t.age(v.id, interval '11 min') from verification v where v.recipient = '+628110000201' and v.organisation_id = t.o();
        perform t.outcomes(t.item(t.o(), '+628110000201')) from generate_series(1, 5);
    end loop;
    perform t.age(v.id, interval '11 min') from verification v where v.recipient = '+628110000201' and v.organisation_id = t.o();
end $$;
select is(t.outcomes(t.item(t.o(), '+628110000201')), 'too_many:recipient_day', 'twenty a day');
select is((select string_agg(s.outcome || coalesce(s.cap, ''), ' ') from generate_series(1, 11) n, t.start(t.item(t.o(), '+6281100' || n || '0202', task => '0e000000-0000-7000-8000-000000000003')) s),
    repeat('started ', 10) || 'too_manytask_step', 'ten starts a task step');
select is((select count(*) filter (where s.outcome = 'started') || ' ' || max(s.cap) from t.start(variadic (select array_agg(t.item(t.o(), '+62812' || n || '0000', person => '0f000000-0000-7000-8000-000000000009')) from generate_series(1000, 1039) n)) s),
    '30 person', 'thirty a person in ten minutes');
select is((select count(*) filter (where s.outcome = 'started') || ' ' || max(s.cap) from t.start(variadic (select array_agg(t.item(t.o(), '+62813' || n || '0000', address => 'home')) from generate_series(1000, 1069) n)) s),
    '60 address', 'sixty an address in a minute');
insert into api_key (organisation_id, id, name, secret_hash) values (t.o(2), '0f000000-0000-7000-8000-000000000008', 'k', sha256('k'));
select is((select count(*) filter (where s.outcome = 'started') || ' ' || max(s.cap) from t.start(variadic (select array_agg(t.item(t.o(2), '+62814' || n || '0000', api_key => '0f000000-0000-7000-8000-000000000008')) from generate_series(1000, 1209) n)) s),
    '200 api_key', 'two hundred an API key in a second');
insert into api_key (organisation_id, id, name, secret_hash, revoked_at, expires_at) values (t.o(2), '0f000000-0000-7000-8000-000000000009', 'valid', sha256('v'), null, null),
    (t.o(2), '0f000000-0000-7000-8000-000000000006', 'revoked', sha256('r'), clock_timestamp(), null),
    (t.o(2), '0f000000-0000-7000-8000-000000000007', 'expired', sha256('e'), null, clock_timestamp());
select is(t.outcomes(t.item(t.o(2), '+628160000001', api_key => '0f000000-0000-7000-8000-000000000006'), t.item(t.o(2), '+628160000002', api_key => '0f000000-0000-7000-8000-000000000007'),
    t.item(t.o(2), '+628160000003', api_key => '0f000000-0000-7000-8000-000000000005'), t.item(t.o(1), '+628160000004', api_key => '0f000000-0000-7000-8000-000000000008'),
    t.item(t.o(2), '+628160000005'), t.item(t.o(2), '+628160000006', api_key => '0f000000-0000-7000-8000-000000000009')),
    'unauthorized,unauthorized,unauthorized,unauthorized,started,started', 'a key that is revoked, expired, unknown or another organisation''s starts nothing, and its neighbours do');
select is((select count(*) filter (where s.outcome = 'started') || ' ' || max(s.cap) from t.start(variadic (select array_agg(t.item(t.o(2), '+628150000' || n)) from generate_series(1000, 1069) n)) s),
    '60 prefix', 'sixty a prefix in ten minutes');

select is_empty('select t.audit()', 'the audit is silent');
select is((select count(*) from verification where status <> 'pending' and sealed is not null), 0::bigint, 'no closed verification keeps its code');
select is((select count(*) from verification_recover(array[t.o(), t.o()], array[:'a_message_id'::uuid, gen_random_uuid()]) where outcome = 'started'), 1::bigint, 'recover finds what committed');
select * from finish();
rollback;
