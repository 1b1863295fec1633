-- The delivery log: when things happened to a message whatever the order of callbacks, what the log finds, and what support may see of it.
begin;
\ir fixture.inc
select plan(49);
select t.top_up(t.o(n), 1000000) from generate_series(1, 3) n \g /dev/null
create function t.new(recipient text, channel text default 'whatsapp', fallback text default null, organisation int default 3) returns table (v uuid, m uuid) language sql volatile as
    $$ select s.verification_id, s.message_id from t.start(t.item(t.o(organisation), recipient, channel, fallback => fallback)) s $$;
-- A callback told at that moment.
create function t.told(m uuid, statuses text[], ats timestamptz[]) returns text language sql volatile as $$
    select string_agg(e.outcome, ',' order by e.item) from message x, message_event(array_fill(x.sender_id, array[cardinality(statuses)]), array_fill(x.organisation_id, array[cardinality(statuses)]),
        array_fill(x.id, array[cardinality(statuses)]), array_fill(null::text, array[cardinality(statuses)]), statuses, array_fill('R'::text, array[cardinality(statuses)]),
        array_fill(null::text, array[cardinality(statuses)]), ats) e where x.id = m
$$;
create function t.times(m uuid) returns text language sql volatile as $$
    select concat_ws(' ', case when x.accepted_at is not null then 'accepted' end, 'sent+' || extract(epoch from x.sent_at - x.launched_at)::int, 'delivered+' || extract(epoch from x.delivered_at - x.launched_at)::int,
        'read+' || extract(epoch from x.read_at - x.launched_at)::int, 'failed+' || extract(epoch from x.failed_at - x.launched_at)::int, case when x.unknown_at is not null then 'unknown' end) from message x where x.id = m
$$;
-- Launched 100 s ago.
create function t.out(m uuid, o uuid default t.o(3)) returns timestamptz language plpgsql volatile as $$
begin
    perform t.launch();
    update message x set launched_at = clock_timestamp() - interval '100 s', created_at = x.created_at - interval '101 s' where x.id = m;
    update verification v set created_at = v.created_at - interval '101 s' from message x where x.id = m and v.id = x.verification_id;
    return (select x.launched_at from message x where x.id = m);
end $$;

-- A provider's time is believed between the launch and now, a minute's difference of clocks is cut off, anything else is the moment it was told.
select is(event_time('2026-01-01 10:00', '2026-01-01 09:59', '2026-01-01 09:58'), '2026-01-01 09:59', 'a time between launch and now stands');
select is(event_time('2026-01-01 10:00', '2026-01-01 09:57:30', '2026-01-01 09:58'), '2026-01-01 09:58', 'one a little before the launch is the launch');
select is(event_time('2026-01-01 10:00', '2026-01-01 10:00:30', '2026-01-01 09:58'), '2026-01-01 10:00', 'one a little in the future is now');
select is(event_time('2026-01-01 10:00', '2025-01-01', '2026-01-01 09:58'), '2026-01-01 10:00', 'one of last year is not believed');
select is(event_time('2026-01-01 10:00', '2027-01-01', '2026-01-01 09:58'), '2026-01-01 10:00', 'nor one of next year');
select is(event_time('2026-01-01 10:00', null, '2026-01-01 09:58'), '2026-01-01 10:00', 'none is now');

select * from t.new('+628110000001') \gset a_
select t.out(:'a_m') as launched \gset a_
select t.settle(t.o(3), :'a_m', 'accepted', 'w1') \g /dev/null
select is(t.times(:'a_m'), 'accepted', 'the answer''s time');
select is(t.told(:'a_m', array['sent', 'delivered', 'read'], array[:'a_launched'::timestamptz + interval '2 s', :'a_launched'::timestamptz + interval '5 s', :'a_launched'::timestamptz + interval '9 s']),
    'applied,applied,applied', 'three callbacks');
select is(t.times(:'a_m'), 'accepted sent+2 delivered+5 read+9', 'each leaves its time');
select * from t.new('+628110000002') \gset b_
select t.out(:'b_m') as launched \gset b_
select t.settle(t.o(3), :'b_m', 'accepted', 'w2') \g /dev/null
select is(t.told(:'b_m', array['read', 'sent'], array[:'b_launched'::timestamptz + interval '9 s', :'b_launched'::timestamptz + interval '2 s']) || ','
    || t.told(:'b_m', array['delivered', 'sent'], array[:'b_launched'::timestamptz + interval '5 s', :'b_launched'::timestamptz + interval '7 s']), 'applied,ignored,ignored,ignored', 'the same in another order, one repeated');
select is(t.times(:'b_m'), 'accepted sent+2 delivered+5 read+9', 'leaves the same times, the first of each');
select * from t.new('+628110000003') \gset c_
select t.out(:'c_m') as launched \gset c_
select is(t.told(:'c_m', array['delivered', 'sent'], array[:'c_launched'::timestamptz + interval '5 s', :'c_launched'::timestamptz + interval '2 s']), 'applied,ignored', 'evidence before the answer');
select is(t.times(:'c_m'), 'sent+2 delivered+5', 'has times as well');
select * from t.new('+628110000004') \gset d_
select t.out(:'d_m') \g /dev/null
select t.settle(t.o(3), :'d_m', 'unknown') \g /dev/null
select is(t.times(:'d_m'), 'unknown', 'nobody answered');
select t.check(t.o(3), :'d_v', '123456') \g /dev/null
select is(t.times(:'d_m'), 'accepted unknown', 'until the right code proves it');
select * from t.new('+628110000005', 'whatsapp', 'sms') \gset e_
select t.out(:'e_m') \g /dev/null
select t.settle(t.o(3), :'e_m', 'rejected', null, 'not_on_whatsapp') \g /dev/null
select is(t.times(:'e_m'), 'failed+100', 'refused');
select * from t.new('+628110000006') \gset f_
select t.out(:'f_m') as launched \gset f_
select t.settle(t.o(3), :'f_m', 'accepted', 'w6') \g /dev/null
select is(t.told(:'f_m', array['failed'], array[:'f_launched'::timestamptz + interval '3 s']) || ' ' || t.times(:'f_m'), 'applied accepted failed+3', 'accepted, then failed');

-- The log, as the console reads it.
create function t.log(p_match text default null, p_recipient text default null, p_words text default null, p_channel text default null, p_status text default null, p_from text default null,
    p_to text default null, p_max int default 100, p_before uuid default null) returns text language sql stable as $$
    select string_agg(coalesce(right(l.recipient, 2) || ':' || l.channel || ':' || l.money, 'more'), ' ' order by l.at desc, l.verification_id desc, l.number desc)
    from (select null) one left join verification b on b.id = p_before
    cross join lateral delivery_list(t.o(3), p_match, p_recipient, null, p_words, null, p_channel, p_status, p_from, p_to, b.created_at, b.id, 1, p_max) l
$$;
grant usage on schema t to sandi_console;
set local role sandi_console;
select is(t.log(), null, 'without its organisation the console sees nothing');
select set_config('sandi.organisation', t.o(3)::text, true) \g /dev/null
select is(t.log(), '06:whatsapp:refunded 05:sms:reserved 05:whatsapp:released 04:whatsapp:charged 03:whatsapp:charged 02:whatsapp:charged 01:whatsapp:charged', 'newest first, the hop beside its cause');
select is(t.log(p_max => 3) || ' / ' || t.log(p_max => 3, p_before => :'e_v'), '06:whatsapp:refunded 05:sms:reserved 05:whatsapp:released / 04:whatsapp:charged 03:whatsapp:charged 02:whatsapp:charged', 'page by page');
select is(t.log('exact', '+628110000004'), '04:whatsapp:charged', 'by the whole number');
select is(t.log('ends', '0005'), '05:sms:reserved 05:whatsapp:released', 'by the last digits');
select is(t.log('contains', '0005'), null, 'which are no part of an address');
select is(t.log(p_channel => 'sms') || ' / ' || t.log(p_status => 'rejected,failed'), '05:sms:reserved / 06:whatsapp:refunded 05:whatsapp:released', 'by channel and status');
select is(t.log(p_words => 'nothing'), null, 'by a task''s title');
select is(t.log(p_from => '2020-01-01', p_to => '2020-01-02') is null and t.log(p_from => '2020-01-01', p_to => '2999-01-01') is not null, true, 'by days');
select results_eq('select messages, arrived, failed, charged, complete from delivery_total(t.o(3), null, null, null, null, null, null, null, null, null)',
    'values (7::bigint, 3::bigint, 2::bigint, 8000::bigint, true)', 'and what it comes to');
select is((select count(*) from delivery_list(t.o(1), null, null, null, null, null, null, null, null, null, null, null, null, 10)), 0::bigint, 'never another organisation''s');
select is((select count(*) from delivery_get(t.o(3), :'a_m')), 1::bigint, 'one verification is found by its message');
select is((select count(*) from delivery_message_list(t.o(3), :'e_v')), 2::bigint, 'with all its messages');
select is((select resend_at from delivery_get(t.o(3), :'e_v')), (select max(created_at) + interval '60 s' from delivery_message_list(t.o(3), :'e_v')), 'and the moment it may go again');
select is((select resend_at from delivery_get(t.o(3), :'d_v')), null, 'which one that is approved has not');
reset role;

-- Support: masked, audited, and only for staff.
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'support@test.example', 'Support', 'x', 'support');
insert into session (organisation_id, token_hash, person_id, csrf, expires_at) values ('00000000-0000-0000-0000-000000000000', sha256('staff'), '0f000000-0000-7000-8000-000000000001', sha256('csrf'), now() + interval '1 day'),
    (t.o(3), sha256('member'), '0f000000-0000-7000-8000-000000000001', sha256('csrf'), now() + interval '1 day');
create function t.support(p_session text, p_organisation uuid default t.o(3)) returns table (recipient text, status text) language sql volatile as $$
    select l.recipient, l.status from support_delivery_list(sha256(convert_to(p_session, 'UTF8')), p_organisation, 'exact', '+628110000004', null, null, null, null, null, null, null, null, null, null, 10) l
$$;
select is((select recipient from t.support('staff')), '+62811*****04', 'support finds a message and sees its recipient masked');
select is((select action || ' ' || subject || ' ' || actor_kind from audit_log where organisation_id = t.o(3) and action = 'delivery.list'), 'delivery.list +62811*****04 staff', 'and the audit log says so');
select is_empty($$ select * from t.support('member') $$, 'a member is no staff');
select is_empty($$ select * from t.support('staff', gen_random_uuid()) $$, 'an organisation that is none has no messages');
select is((select recipient from support_delivery_get(sha256('staff'), t.o(3), :'e_v')) || ' ' || (select count(*) from support_delivery_message_list(sha256('staff'), t.o(3), :'e_v')), '+62811*****05 2', 'one verification');
select is((select count(*) from support_delivery_get(sha256('member'), t.o(3), :'e_v')) + (select count(*) from support_delivery_message_list(sha256('member'), t.o(3), :'e_v'))
    + (select count(*) from support_delivery_total(sha256('member'), t.o(3), null, null, null, null, null, null, null, null, null)), 0::bigint, 'is nobody else''s');
select is((select count(*) from support_delivery_get(sha256('staff'), t.o(1), :'e_v')), 0::bigint, 'nor another organisation''s');
select is((select count(*) from audit_log where action = 'delivery.read'), 1::bigint, 'each reading is written down once');

-- What is masked cannot be asked for piece by piece.
select * from t.new('maskedname@host.example', 'email') \gset g_
create function t.search(p_match text, p_recipient text) returns text language plpgsql volatile as $$
declare
    v_rows bigint := (select count(*) from support_delivery_list(sha256('staff'), t.o(3), p_match, p_recipient, null, null, null, null, null, null, null, null, null, null, 10));
begin
    return v_rows || ' ' || (select coalesce(max(x.messages), -1) from support_delivery_total(sha256('staff'), t.o(3), p_match, p_recipient, null, null, null, null, null, null, null) x);
end $$;
select is(t.search('ends', '0004') || ', ' || t.search('ends', '9990004'), '1 1, 1 1', 'of a number''s end no more than four digits are looked at');
select is((select string_agg(subject || (detail ->> 'match'), ' ') from audit_log where action = 'delivery.list' and subject like '*****%'), '*****0004ends *****0004ends', 'as the audit log says');
select is(t.search('contains', 'maskedname'), '0 0', 'nor is an address found by its name');
select is(t.search('contains', 'wrongname@host.') || ', ' || t.search('contains', 'host.ex'), '1 1, 1 1', 'but by its host');
select is(t.search('exact', 'maskedname@host.example'), '1 1', 'or as a whole');
select string_agg(t.search('exact', '+62811000' || g), ' ') from generate_series(1000, 1022) g \g /dev/null
select is((select support_search_spent(sha256('staff'), t.o(3))) || ' ' || t.search('exact', '+628110000004') || ' ' || t.search(null, null), 'true 0 -1 8 8',
    'thirty in ten minutes: then nothing is looked for, but without a recipient');
select is((select count(*) from audit_log where detail ->> 'refused' = 'exact'), 1::bigint, 'which is written down too');
alter table audit_log disable trigger all;
update audit_log set at = at - interval '11 min';
select is(t.search('exact', '+628110000004'), '1 1', 'until some time has passed');
select is_empty('select t.audit()', 'the audit is silent');
select * from finish();
rollback;
