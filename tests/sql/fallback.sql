-- Fallback (M7): the next channel after a failure or after too long without delivery; never over a person's choice, never too late, each hop priced by itself.
begin;
\ir fixture.inc
select plan(48);
select t.top_up(t.o(n), 1000000) from generate_series(1, 3) n \g /dev/null
create function t.new(recipient text, fallback text default 'sms', after bigint default 30, channel text default 'whatsapp') returns table (v uuid, m uuid) language sql volatile as
    $$ select s.verification_id, s.message_id from t.start(t.item(t.o(3), recipient, channel, fallback => fallback, fallback_after => after)) s $$;
-- Its messages, each with status, price and why it was made; then what the first says about the next.
create function t.hops(v uuid) returns text language sql volatile as
    $$ select string_agg(m.channel || ':' || m.status || coalesce(':' || m.cause, ''), ' ' order by m.number) || coalesce(' / ' || string_agg(m.fallback, ', ' order by m.number), '') from message m where m.verification_id = v $$;
create function t.single(n int) returns int language sql volatile as $$ select hops from message_sweep(1) $$;
create function t.sweep() returns int language sql volatile as $$ select hops from message_sweep(1000) $$;
create function t.resend(v uuid, channel text default null) returns text language sql volatile as
    $$ select r.outcome || ' ' || r.price from verification_resend(array[t.o(3)], array[v], array[gen_random_uuid()], array[channel], array[null::text], array[null::bytea], array[null::uuid], array[null::text]) r $$;
create function t.newest(v uuid) returns uuid language sql volatile as $$ select id from message where verification_id = v order by number desc limit 1 $$;
create function t.watched(v uuid) returns boolean language sql volatile as $$ select fallback_at is not null from verification where id = v $$;

-- No delivery within N seconds, in each state a message can wait in.
select * from t.new('+628110000001') \gset a_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'a_m', 'accepted', 'w1') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'a_v'), '0 whatsapp:accepted', 'in time nothing follows');
select t.age(:'a_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'a_v'), '1 whatsapp:accepted sms:queued:late / sms:started', 'accepted, then silent: the next channel');
select is((select string_agg(price::text, ' ' order by number) from message where verification_id = :'a_v'), '2000 1000', 'at its own price');
select is(t.credit(t.o(3)), '998000/1000', 'the first is charged, the second reserved');
select is((select fallback_next = 2 and fallback_at is null and attempts_used = 0 and sealed is not null from verification where id = :'a_v'), true, 'the same verification, its code and its attempts; no channel is left');
select t.age(:'a_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'a_v'), '0 whatsapp:accepted sms:queued:late / sms:started', 'once');
select is(t.event(:'a_m', 'delivered'), 'applied', 'delivered after the hop started');
select t.launch() \g /dev/null
select t.settle(t.o(3), t.newest(:'a_v'), 'accepted', 's1') \g /dev/null
select t.event(t.newest(:'a_v'), 'delivered') \g /dev/null
select is(t.hops(:'a_v') || ' ' || t.credit(t.o(3)), 'whatsapp:delivered sms:delivered:late / sms:started 997000/0', 'both arrived: both are charged and both shown');
select is(t.check(t.o(3), :'a_v', 'x', '123456'), 'wrong,approved', 'one code, one budget');

select * from t.new('+628110000002') \gset b_
select t.launch() \g /dev/null
select t.age(:'b_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'b_v'), '1 whatsapp:unknown sms:queued:late / sms:started', 'launched, and nobody answers');
select * from t.new('+628110000003') \gset c_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'c_m', 'unknown') \g /dev/null
select t.age(:'c_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'c_v'), '1 whatsapp:unknown sms:queued:late / sms:started', 'unknown');
select is(t.check(t.o(3), :'c_v', '123456') || ' ' || t.hops(:'c_v'), 'approved whatsapp:unknown sms:withdrawn:late / sms:started', 'a right code proves the latest message only');
select * from t.new('+628110000004') \gset d_
select t.launch() \g /dev/null
select t.event(:'d_m', 'sent') \g /dev/null
select t.age(:'d_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'d_v'), '1 whatsapp:sent sms:queued:late / sms:started', 'sent is not delivered');
select * from t.new('+628110000005') \gset e_
select t.age(:'e_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'e_v'), '1 whatsapp:withdrawn sms:queued:late / sms:started', 'one that never left is withdrawn, so that it cannot come after');
select is((select e.kind || ' ' || e.amount || ' ' || e.reason from entry e where e.message_id = :'e_m'), 'release 0 superseded', 'and released');

-- What ends the waiting.
select * from t.new('+628110000006') \gset f_
select t.launch() \g /dev/null
select t.event(:'f_m', 'delivered') \g /dev/null
select t.age(:'f_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'f_v') || ' ' || t.watched(:'f_v'), '0 whatsapp:delivered false', 'delivered in time: nothing follows, nobody looks again');
select * from t.new('+628110000007') \gset g_
select t.launch() \g /dev/null
select t.age(:'g_v', interval '20 s') \g /dev/null
update verification set fallback_at = clock_timestamp() where id = :'g_v';
select is(t.sweep(), 0, 'the seconds count from the launch');
select is((select v.fallback_at = m.launched_at + interval '30 s' from verification v join message m on m.verification_id = v.id where v.id = :'g_v'), true, 'and it is looked at again then');
select * from t.new('+628110000008') \gset h_
select t.launch() \g /dev/null
select t.age(:'h_v', interval '31 s') \g /dev/null
select is(t.check(t.o(3), :'h_v', '123456') || t.sweep() || ' ' || t.hops(:'h_v'), 'approved0 whatsapp:accepted', 'never after the code was verified');
select * from t.new('+628110000009') \gset i_
select t.launch() \g /dev/null
select t.age(:'i_v', interval '31 s') \g /dev/null
select verification_cancel(array[t.o(3)], array[:'i_v'::uuid]) \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'i_v'), '0 whatsapp:unknown', 'nor after it was canceled');
select * from t.new('+628110000010') \gset j_
select t.launch() \g /dev/null
select t.age(:'j_v', interval '271 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'j_v') || ' ' || t.watched(:'j_v'), '0 whatsapp:unknown / sms:too_late false', 'nor in the last 30 s, and it says so');
select * from t.new('+628110000011') \gset k_
select t.launch() \g /dev/null
select t.age(:'k_v', interval '301 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'k_v'), '0 whatsapp:unknown', 'nor after its end');
select * from t.new('+628110000012', 'sms', null) \gset l_
select t.launch() \g /dev/null
select t.age(:'l_v', interval '200 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'l_v') || ' ' || t.watched(:'l_v'), '0 whatsapp:unknown false', 'without seconds only a failure counts');

-- A failure does not wait; then the next channel has its own time.
select * from t.new('+628110000013', 'sms,whatsapp') \gset m_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'m_m', 'rejected', null, 'not_on_whatsapp') \g /dev/null
select is(t.hops(:'m_v') || ' ' || t.watched(:'m_v'), 'whatsapp:rejected sms:queued:failed / sms:started true', 'rejected: the next at once, and the one after it is waited for');
select t.launch() \g /dev/null
select t.age(:'m_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'m_v') || ' ' || t.watched(:'m_v'), '1 whatsapp:rejected sms:unknown:failed whatsapp:queued:late / sms:started, whatsapp:started false', 'in order, one at a time');
select is(t.event((select id from message where verification_id = :'m_v' and number = 2), 'failed') || ' ' || t.hops(:'m_v'), 'applied whatsapp:rejected sms:failed:failed whatsapp:queued:late / sms:started, whatsapp:started',
    'a failure of what is not the latest starts nothing');
select * from t.new('+628110000014', 'email,sms') \gset n_
select t.launch() \g /dev/null
select t.age(:'n_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'n_v'), '1 whatsapp:unknown sms:queued:late / email:wrong_channel sms:started', 'a channel that the recipient does not have is passed over, and says so');
select * from t.new('+12015550114', 'sms,whatsapp') \gset no_
update rate set price = null, refused = true where channel = 'sms' and country = 'ID';
select * from t.new('+628110000015', 'sms,whatsapp') \gset o_
select t.launch() \g /dev/null
select t.event(:'o_m', 'failed') \g /dev/null
select is(t.hops(:'o_v'), 'whatsapp:failed whatsapp:queued:failed / sms:country_refused whatsapp:started', 'nor one that the rates refuse');
delete from rate where channel = 'sms' and country = 'ID';
select * from t.new('+628110000016') \gset p_
select t.launch() \g /dev/null
select t.age(:'p_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'p_v'), '0 whatsapp:unknown / sms:no_rate', 'no rate, no hop');
insert into rate values ('0a000000-0000-7000-8000-000000000001', 'sms', 'ID', '2026-01-01', 1000, false);
update sender set active = false where name = 't-sms';
select * from t.new('+628110000017') \gset q_
select t.launch() \g /dev/null
select t.age(:'q_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'q_v'), '0 whatsapp:unknown / sms:no_sender', 'no sender, no hop');
update sender set active = true where name = 't-sms';
insert into country_rule values (t.o(3), 'ID', 'refuse');
select * from t.new('+628110000018') \gset r0_
delete from country_rule where organisation_id = t.o(3);
select * from t.new('+628110000018') \gset r_
insert into country_rule values (t.o(3), 'ID', 'refuse');
select t.launch() \g /dev/null
select t.age(:'r_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'r_v'), '0 whatsapp:unknown / sms:country_not_allowed', 'a country that was refused meanwhile gets none');
delete from country_rule where organisation_id = t.o(3);

-- A person's choice.
select * from t.new('+628110000020') \gset s_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'s_m', 'accepted', 'w20') \g /dev/null
select t.age(:'s_v', interval '30 s') \g /dev/null
select is(t.resend(:'s_v', 'whatsapp') || ' ' || t.watched(:'s_v'), 'started 4000 false', 'a channel asked for by name');
select t.launch() \g /dev/null
select t.age(:'s_v', interval '40 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'s_v'), '0 whatsapp:accepted whatsapp:unknown:chosen', 'is not overruled by silence');
select t.settle(t.o(3), t.newest(:'s_v'), 'rejected') \g /dev/null
select is(t.hops(:'s_v'), 'whatsapp:accepted whatsapp:rejected:chosen / chosen', 'nor by a failure, and it says why nothing follows');
select t.age(:'s_v', interval '30 s') \g /dev/null
select is(t.resend(:'s_v') || ' ' || t.hops(:'s_v'), 'started 4000 whatsapp:accepted whatsapp:rejected:chosen whatsapp:queued:chosen / chosen', 'sending it again the same way keeps the choice');
select * from t.new('+628110000021') \gset u_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'u_m', 'accepted', 'w21') \g /dev/null
select t.event(:'u_m', 'delivered') \g /dev/null
select t.age(:'u_v', interval '31 s') \g /dev/null
select t.sweep() \g /dev/null
select is(t.resend(:'u_v') || ' ' || t.watched(:'u_v'), 'started 4000 true', 'sending again without a choice goes by the editor''s rule');
select t.launch() \g /dev/null
select t.age(:'u_v', interval '31 s') \g /dev/null
select is(t.sweep() || ' ' || t.hops(:'u_v'), '1 whatsapp:delivered whatsapp:unknown sms:queued:late / sms:started', 'and falls back as the start would');
select t.launch() \g /dev/null
select t.age(:'u_v', interval '121 s') \g /dev/null
select is(t.resend(:'u_v') || ' ' || t.hops(:'u_v'), 'started 6000 whatsapp:delivered whatsapp:unknown sms:launched:late sms:queued / sms:started', 'after a hop it goes the way it went last');

-- Credit: the hop is reserved when it starts, or not at all; many in one sweep equal their items one by one.
select t.top_up(t.o(1), 1) \g /dev/null
create function t.race(k int) returns void language plpgsql as $$
declare
    x uuid;
begin
    perform ledger_append(clock_timestamp(), t.o(3), 'correction', c.reserved - c.balance, null, 'down to nothing', null, 'cli') from credit c where c.organisation_id = t.o(3) and c.balance > c.reserved;
    perform t.top_up(t.o(3), k * 2000 + 1000 + 500);
    for i in 1 .. k loop
        select v into x from t.new('+62812' || (1000 + i) || '0000', 'sms,whatsapp,sms');
    end loop;
    perform t.launch();
    perform t.age(v.id, interval '31 s') from verification v where v.recipient like '+62812____0000';
    update verification set fallback_at = fallback_at + right(recipient, 8)::int / 10000 * interval '1 us' where recipient like '+62812____0000';
end $$;
create function t.state() returns text language sql volatile as $$
    select string_agg(v.recipient || ' ' || t.hops(v.id) || ' ' || t.watched(v.id), e'\n' order by v.recipient) || t.credit(t.o(3)) from verification v where v.recipient like '+62812____0000' $$;
select t.race(4) \g /dev/null
savepoint s;
select is(t.sweep(), 1, 'with credit for one hop, one of four starts');
select is((select string_agg(m.fallback, ',' order by v.recipient) from verification v join message m on m.verification_id = v.id and m.number = 1 where v.recipient like '+62812____0000'),
    'sms:started,sms:insufficient_credit whatsapp:insufficient_credit sms:insufficient_credit,sms:insufficient_credit whatsapp:insufficient_credit sms:insufficient_credit,sms:insufficient_credit whatsapp:insufficient_credit sms:insufficient_credit',
    'the others keep the reason of each channel');
select is_empty('select t.audit()', 'the audit is silent');
select t.state() as batch \gset
rollback to savepoint s;
select sum(t.single(n)) from generate_series(1, 20) n \g /dev/null
select is(t.state(), :'batch', 'a sweep equals its items one by one');
select is(t.sweep(), 0, 'and leaves nothing to do');

-- The bounds of the seconds are the column's own.
select throws_ok($$ update verification set fallback_after = 14 $$, '23514', null, 'at least 15 s');
select throws_ok($$ update verification set fallback_after = 241 $$, '23514', null, 'at most 240 s');
-- The hot path's other starts are not in the index.
select is((select count(*) from t.start(t.item(t.o(3), '+628110000090'), t.item(t.o(3), '+628110000091', fallback_after => 30), t.item(t.o(3), '+628110000092', fallback => 'sms')) s
    join verification v on v.id = s.verification_id where v.fallback_at is not null), 0::bigint, 'without channels or without seconds nothing is looked at');
select is_empty('select t.audit()', 'the audit is silent');
select is(t.sweep(), 0, 'at rest');
select * from finish();
rollback;
