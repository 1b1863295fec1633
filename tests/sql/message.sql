-- Claim, launch, settle, callbacks, sweep: when a message is charged, released, refunded, and what late evidence may change (M2, M3, M7).
begin;
\ir fixture.inc
select plan(72);
select t.top_up(t.o(n), 1000000) from generate_series(1, 3) n \g /dev/null
create function t.new(recipient text, channel text default 'whatsapp', fallback text default null) returns table (v uuid, m uuid) language sql volatile as
    $$ select s.verification_id, s.message_id from t.start(t.item(t.o(3), recipient, channel, fallback => fallback)) s $$;
create function t.shown(m uuid) returns text language sql volatile as
    $$ select x.status || ' ' || coalesce((select string_agg(e.kind || e.amount, ' ' order by e.number) from entry e where e.message_id = x.id), 'open') from message x where x.id = m $$;

-- Claim and launch.
select * from t.new('+628110000001') \gset a_
select is((select count(*) from message_claim(t.worker(), 30000, 10, array['0c000000-0000-7000-8000-000000000001']::uuid[])), 0::bigint, 'a busy sender''s messages stay');
select results_eq('select message_id, recipient, locale, sealed, seal_key, tries, digits from message_claim(t.worker(), 30000, 10)',
    format('values (%L::uuid, $$+628110000001$$, $$en$$, $$\x0102$$::bytea, 1, 1, 6)', :'a_m'), 'a claim brings what a driver needs');
select is((select count(*) from message_claim(gen_random_uuid(), 30000, 10)), 0::bigint, 'nobody else claims it meanwhile');
select is((select launched from message_launch(array[t.o(3)], array[:'a_m'::uuid], gen_random_uuid())), false, 'nobody else launches it');
select is((select launched from message_launch(array[t.o(2)], array[:'a_m'::uuid], t.worker())), false, 'nor under another organisation');
update message set lease_until = clock_timestamp(), due_at = clock_timestamp() where id = :'a_m';
select is((select launched from message_launch(array[t.o(3)], array[:'a_m'::uuid], t.worker())), false, 'a lease that ended launches nothing');
select is(t.launch(), 1::bigint, 'an unlaunched one is claimed again');
update message set lease_until = clock_timestamp(), due_at = clock_timestamp() where id = :'a_m';
select is((select count(*) from message_claim(t.worker(), 30000, 10)), 0::bigint, 'a launched one is never claimed again');
select is(t.credit(t.o(3)), '1000000/2000', 'it stays reserved');
select is((select unknown from message_sweep(10)), 1, 'without an outcome it becomes unknown');
select is(t.shown(:'a_m'), 'unknown open', 'and stays open');
select is(t.settle(t.o(3), :'a_m', 'accepted', 'w1'), 'accepted', 'a late answer still counts');
select is(t.shown(:'a_m') || ' ' || t.credit(t.o(3)), 'accepted charge-2000 998000/0', 'and charges');
select is(t.settle(t.o(3), :'a_m', 'accepted', 'w1') || t.settle(t.o(3), :'a_m', 'rejected') || t.settle(t.o(3), :'a_m', 'unknown') || t.settle(t.o(3), :'a_m', 'busy'), repeat('accepted', 4), 'once');
select is(t.settle(t.o(2), :'a_m', 'accepted'), null, 'under its own organisation only');

-- A verification that closes while a message is leased.
select * from t.new('+628110000002') \gset b_
select is((select count(*) from message_claim(t.worker(), 30000, 10)), 1::bigint, 'a claimed message');
select t.check(t.o(3), :'b_v', '123456') \g /dev/null
select is((select launched from message_launch(array[t.o(3)], array[:'b_m'::uuid], t.worker())), false, 'is not launched after the approval');
select is(t.shown(:'b_m'), 'withdrawn release0', 'but withdrawn');

-- Settle.
select * from t.new('+628110000003') \gset c_
select t.launch() \g /dev/null
select is(t.settle(t.o(3), :'c_m', 'busy', null, null, clock_timestamp() + interval '1 s'), 'queued', 'busy: again later');
select is((select count(*) from message_claim(t.worker(), 30000, 10)), 0::bigint, 'not before that');
update message set due_at = clock_timestamp() where id = :'c_m';
select is(t.launch(), 1::bigint, 'then it is launched again');
select t.check(t.o(3), :'c_v', '123456') \g /dev/null
select is(t.shown(:'c_m'), 'launched open', 'approved while it is out');
select is(t.settle(t.o(3), :'c_m', 'unknown'), 'accepted', 'an unknown latest message of an approved verification is proved');
select is((select reason from entry where message_id = :'c_m'), 'proved', 'and charged as such');
select * from t.new('+628110000004') \gset d_
select t.launch() \g /dev/null
select is(t.settle(t.o(3), :'d_m', 'unknown'), 'unknown', 'unknown stays reserved');
select t.check(t.o(3), :'d_v', '123456') \g /dev/null
select is(t.shown(:'d_m'), 'accepted charge-2000', 'until the right code proves it');
select * from t.new('+628110000005') \gset e_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'e_m', 'rejected', null, 'not_on_whatsapp') \g /dev/null
select is(t.shown(:'e_m'), 'rejected release0', 'rejected: released');
select is((select reason from entry where message_id = :'e_m'), 'not_on_whatsapp', 'with its reason');
select is((select status::text from verification where id = :'e_v'), 'pending', 'failed is not the end of the verification');
select is(t.check(t.o(3), :'e_v', '123456'), 'approved', 'a right code still approves');
select * from t.new('+628110000006') \gset f_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'f_m', 'unknown') \g /dev/null
select t.age(:'f_v', interval '5 min') \g /dev/null
select is((select expired from message_sweep(10)), 1, 'its code expires');
select is(t.shown(:'f_m'), 'unknown open', 'the unknown message waits 60 s more');
update message set due_at = due_at - interval '60 s' where id = :'f_m';
update verification set created_at = created_at - interval '60 s', expires_at = expires_at - interval '60 s' where id = :'f_v';
select is((select released from message_sweep(10)), 1, 'then it is released');
select is(t.shown(:'f_m'), 'unknown release0', 'finally');
select is(t.event(:'f_m', 'delivered') || ' ' || t.shown(:'f_m'), 'applied delivered release0', 'late evidence changes the status, never the credit');
select is(t.settle(t.o(3), :'f_m', 'accepted') || ' ' || t.shown(:'f_m'), 'delivered delivered release0', 'whoever brings it');

-- Callbacks.
select * from t.new('+628110000007') \gset g_
select is(t.event(:'g_m', 'delivered'), 'ignored', 'what was never claimed cannot be delivered');
select t.launch() \g /dev/null
select is(t.event(:'g_m', 'sent', '0c000000-0000-7000-8000-000000000002'), 'unknown', 'another sender''s secret says nothing about it');
select is(t.event(:'g_m', 'sent') || ' ' || t.shown(:'g_m'), 'applied sent charge-2000', 'a callback before the answer charges');
select is(t.settle(t.o(3), :'g_m', 'accepted', 'w7'), 'sent', 'the answer then changes nothing');
select is(t.event(:'g_m', 'read') || t.event(:'g_m', 'delivered') || t.event(:'g_m', 'sent') || t.event(:'g_m', 'failed') || ' ' || t.shown(:'g_m'),
    'appliedignoredignoredignored read charge-2000', 'status is the maximum, whatever the order; after delivered nothing is refunded');
select * from t.new('+628110000008') \gset h_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'h_m', 'accepted', 'w8') \g /dev/null
select is(t.event(:'h_m', 'failed') || t.event(:'h_m', 'failed') || ' ' || t.shown(:'h_m'), 'appliedignored failed charge-2000 refund2000', 'accepted, then failed: one refund');
select is((select r.refers_to = c.number from entry r, entry c where r.message_id = :'h_m' and c.message_id = :'h_m' and r.kind = 'refund' and c.kind = 'charge'), true, 'that points at its charge');
select is(t.event(:'h_m', 'delivered') || ' ' || t.shown(:'h_m'), 'applied delivered charge-2000 refund2000', 'delivered after failed: the first was final for credit');
select * from t.new('+628110000009') \gset i_
select t.launch() \g /dev/null
select is(t.event(:'i_m', 'failed') || ' ' || t.shown(:'i_m') || ' ' || t.settle(t.o(3), :'i_m', 'accepted', 'w9'), 'applied failed release0 failed', 'failed before any acceptance: released, finally');
insert into sender (id, name, organisation_id, channel, driver) values ('0c000000-0000-7000-8000-00000000000a', 't-own', t.o(3), 'sms', 'kannel');
select * from t.new('+628110000010', 'sms') \gset j_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'j_m', 'accepted', 'w10') \g /dev/null
select is(t.event(:'j_m', 'failed') || ' ' || t.shown(:'j_m'), 'applied failed charge-1000', 'a sender of the organisation''s own refunds nothing by itself');
update sender set settings = '{"refund_failed": true}' where name = 't-own';
select * from t.new('+628110000017', 'sms') \gset ka_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'ka_m', 'accepted', 'w17') \g /dev/null
select is(t.event(:'ka_m', 'failed') || ' ' || t.shown(:'ka_m'), 'applied failed charge-1000', 'whatever its policy says, while the organisation could have signed that');
select * from t.new('+628110000018', 'sms') \gset kb_
select t.launch() \g /dev/null
select is(t.event(:'kb_m', 'failed') || ' ' || t.shown(:'kb_m') || ' ' || t.settle(t.o(3), :'kb_m', 'accepted', 'w18') || ' ' || t.shown(:'kb_m'), 'applied failed open failed failed charge-1000',
    'nor does it free itself by being quicker than the answer');
select * from t.new('+628110000020', 'sms') \gset kd_
select * from t.new('+628110000021', 'sms') \gset ke_
select * from t.new('+628110000022', 'sms') \gset kf_
select * from t.new('+628110000023', 'sms') \gset kg_
select t.launch() \g /dev/null
select is(t.settle(t.o(3), :'kd_m', 'unknown') || ' ' || t.event(:'kd_m', 'failed') || ' ' || t.shown(:'kd_m'), 'unknown applied failed open', 'a failure before any acceptance charges nothing');
select is(t.event(:'ke_m', 'failed') || ' ' || t.settle(t.o(3), :'ke_m', 'rejected') || ' ' || t.shown(:'ke_m'), 'applied failed failed release0', 'a refusal behind it releases');
select is(t.event(:'kf_m', 'failed') || ' ' || t.check(t.o(3), :'kf_v', '123456') || ' ' || t.shown(:'kf_m'), 'applied approved failed charge-1000', 'the code itself proves that it came');
select is(t.event(:'kg_m', 'failed') || ' ' || t.event(:'kg_m', 'delivered') || ' ' || t.shown(:'kg_m'), 'applied applied delivered charge-1000', 'and so does a delivery');
select is_empty('select t.audit()', 'the audit is silent while one waits');
select t.age(:'kd_v', '6 min') \g /dev/null
update message set due_at = verification.expires_at + interval '60 s' from verification where message.id = :'kd_m' and verification.id = verification_id;
select t.age(:'kd_v', '1 min') \g /dev/null
select message_sweep(1000) \g /dev/null
select is(t.shown(:'kd_m') || ' ' || (select reason from entry where message_id = :'kd_m'), 'failed release0 failed', 'without any of them it is released 60 s after the code''s end');
update sender set settings = '{"platform_secret": true}' where name = 't-own';
select * from t.new('+628110000011', 'sms') \gset k_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'k_m', 'accepted', 'w11') \g /dev/null
select is(t.event(:'k_m', 'failed') || ' ' || t.shown(:'k_m'), 'applied failed charge-1000 refund1000', 'unless the platform alone holds its secret');
update sender set settings = '{"refund_failed": false}' where name = 't-whatsapp';
select * from t.new('+628110000019') \gset kc_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'kc_m', 'accepted', 'w19') \g /dev/null
select is(t.event(:'kc_m', 'failed') || ' ' || t.shown(:'kc_m'), 'applied failed charge-2000', 'a policy without refunds is kept to');
update sender set settings = '{}' where name = 't-whatsapp';
delete from sender where name = 't-own';
-- Early callbacks, by the provider's id.
select * from t.new('+628110000012') \gset l_
select t.launch() \g /dev/null
create function t.early(id text, status text) returns text language sql volatile as $$ select e.outcome from message_event(array['0c000000-0000-7000-8000-000000000001'::uuid], array[null::uuid],
    array[null::uuid], array[id], array[status], array[null::text], array[null::text], array[now()]) e $$;
select is(t.early('w12', 'delivered') || t.early('w12', 'delivered') || t.early('w12', 'sent'), 'keptkeptkept', 'a callback by an unknown id is kept');
select is(t.settle(t.o(3), :'l_m', 'accepted', 'w12'), 'delivered', 'and replayed by the settlement');
select is((select count(*) from early_callback), 0::bigint, 'once');
select is(t.early('w12', 'read') || ' ' || t.shown(:'l_m'), 'applied read charge-2000', 'later ones find it by that id');
insert into early_callback values ('0c000000-0000-7000-8000-000000000001', 'w8', 'read', null, null, null, now());
select message_sweep(10) \g /dev/null
select is(t.shown(:'h_m') || ' ' || (select count(*) from early_callback), 'read charge-2000 refund2000 0', 'one that crossed its settlement is replayed by the sweep');
insert into early_callback values ('0c000000-0000-7000-8000-000000000001', 'w8', 'sent', null, null, null, now() - interval '11 min');
select message_sweep(10) \g /dev/null
select is((select count(*) from early_callback), 1::bigint, 'which looks at what came a moment ago, not at all that others keep there');
delete from early_callback;

-- Fallback (M7): a message of its own in the transaction that settles its cause.
select * from t.new('+628110000013', 'whatsapp', 'email,sms') \gset n_
select t.launch() \g /dev/null
select t.settle(t.o(3), :'n_m', 'rejected') \g /dev/null
select is((select fallback from message where id = :'n_m'), 'email:wrong_channel sms:started', 'a channel that cannot reach the recipient is passed over, the next starts');
select is((select string_agg(number || ':' || channel || ':' || status || ':' || price, ' ' order by number) from message where verification_id = :'n_v'), '1:whatsapp:rejected:2000 2:sms:queued:1000',
    'as a message of its own');
select * from t.new('+628110000014', 'whatsapp', 'sms') \gset p_
select t.launch() \g /dev/null
select ledger_append(clock_timestamp(), t.o(3), 'correction', c.reserved - c.balance, null, 'down to nothing', null, 'cli') from credit c where c.organisation_id = t.o(3) \g /dev/null
update rate set price = 2500 where channel = 'sms' and country = 'ID' and rate_card_id = '0a000000-0000-7000-8000-000000000001';
select t.settle(t.o(3), :'p_m', 'rejected') \g /dev/null
select is((select fallback from message where id = :'p_m'), 'sms:insufficient_credit', 'without credit it does not start, and says why');
select t.top_up(t.o(3), 100000) \g /dev/null
select * from t.new('+628110000015', 'whatsapp', 'sms') \gset q_
select t.launch() \g /dev/null
update verification set expires_at = clock_timestamp() + interval '20 s' where id = :'q_v';
select t.settle(t.o(3), :'q_m', 'rejected') \g /dev/null
select is((select fallback from message where id = :'q_m'), 'sms:too_late', 'nor with less than 30 s of life');

-- A sweep says until when nothing is left, and the next one need not look before it.
select * from t.new('+628110000017') \gset s_
select message_sweep(1000) \g /dev/null
update verification set created_at = created_at - interval '1 h', expires_at = clock_timestamp() - interval '30 min' where id = :'s_v';
update message set created_at = created_at - interval '1 h' where verification_id = :'s_v';
select is((select (expired, until is not null)::text from message_sweep(1000, clock_timestamp() - interval '10 min')), '(0,t)', 'what ended before the last sweep is not looked for');
select is((select (expired, until is not null)::text from message_sweep(1, clock_timestamp() - interval '20 min')), '(1,f)', 'what may have ended since is; while there may be more nobody is told that there is not');
select is((select (expired, until between clock_timestamp() - interval '1 s' and clock_timestamp())::text from message_sweep(1000)), '(0,t)', 'the first sweep of all looks at everything');

-- Two of one message in a batch; a null batch.
select * from t.new('+628110000016') \gset r_
select t.launch() \g /dev/null
select results_eq(format('select status from message_settle(array[%1$L::uuid, %1$L], array[%2$L::uuid, %2$L], array[$$rejected$$, $$accepted$$], array[null, $$w$$], array[$$x$$, null], array[null::text, null],
    array[null::timestamptz, null], t.worker()) order by item', t.o(3), :'r_m'), $$ values ('rejected'), ('rejected') $$, 'the first of two answers settles');
select is_empty('select t.audit()', 'the audit is silent');
select is((select sum(e.amount) = c.balance from entry e, credit c where e.organisation_id = t.o(3) and c.organisation_id = t.o(3) group by c.balance), true, 'balance is the sum of entries');
select * from finish();
rollback;
