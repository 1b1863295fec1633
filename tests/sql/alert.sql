-- Health of senders and alerts to operators: one open alert a sender and class, an all-clear once it accepts again, mails claimed once.
begin;
\ir fixture.inc
select plan(38);
create function t.s(n int) returns uuid language sql immutable as $$ select ('0c000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.note(n int, class text, reason text default 'sender_unauthorized', times bigint default 1) returns bigint language sql volatile as $$
    update alert set seen_at = seen_at - interval '1 s' where closed_at is null; -- a second later
    select alert_note(array[t.s(n)], array[class], array[reason], array['190: x'], array[times])
$$;
create function t.health(n int, accepted bigint, failed bigint, p_accepted timestamptz default null, p_error timestamptz default null, reason text default null, open bigint default 0)
returns bigint language sql volatile as $$
    select sender_health_note(array[t.s(n)], array[accepted], array[failed], array[p_accepted], array[p_error], array[reason], array[reason || '!'], array[open])
$$;
create function t.alert(n int, p_class text) returns text language sql volatile as $$
    select string_agg(concat_ws(' ', case when a.closed_at is null then 'open' else 'closed' end, a.count, a.closed_reason), ', ' order by a.opened_at) from alert a
    where a.sender_id = t.s(n) and a.class = p_class
$$;
create function t.claimed() returns text language sql volatile as $$ select string_agg(concat_ws(' ', c.sender, c.class, case when c.opening then 'opens' else 'ends' end), ', ') from alert_claim(10) c $$;
create function t.later(p interval) returns void language sql volatile as $$
    update alert set opened_at = opened_at - p, seen_at = seen_at - p, closed_at = closed_at - p;
    update sender_health set accepted_at = accepted_at - p
$$;

select results_eq($$ select * from enum_labels('alert_class') $$, $$ values ('unauthorised'), ('template'), ('payment'), ('credit'), ('blocked'), ('permission'), ('request'), ('breaker'), ('unusable') $$,
    'the classes, in the order of backend/alert.h');

-- Health.
select is(t.health(1, 3, 1, now(), now(), 'no_answer'), 1::bigint, 'figures of one sender');
select t.health(1, 2, 0, now() + interval '1 s') \g /dev/null
select results_eq($$ select accepted_at - now(), error_at - now(), error_reason, error_detail from sender_health where sender_id = t.s(1) $$,
    $$ values (interval '1 s', interval '0', 'no_answer', 'no_answer!') $$, 'the newest success and the newest error stay');
select t.health(1, 0, 1, null, now() - interval '5 s', 'older') \g /dev/null
select is((select error_reason from sender_health where sender_id = t.s(1)), 'no_answer', 'an older error does not hide a newer one');
select is((select accepted || ' ' || failed from sender_minute where sender_id = t.s(1)), '5 2', 'a minute adds up');
insert into sender_minute values (t.s(1), date_trunc('minute', now()) - interval '62 min', 9, 9);
select t.health(1, 0, 0, null, null, null, 4) \g /dev/null
select is((select count(*) from sender_minute where sender_id = t.s(1)), 1::bigint, 'older minutes are forgotten');
select is((select open_countries from sender_health where sender_id = t.s(1)), 4::bigint, 'the breaker is noted');
select is(sender_health_note(array['0c000000-0000-7000-8000-0000000000ff'::uuid], array[1::bigint], array[0::bigint], array[now()], array[null::timestamptz], array[null::text], array[null::text], array[0::bigint]),
    0::bigint, 'a sender that is gone is passed over');
select t.health(1, 0, 0) \g /dev/null

-- One open alert.
select is(t.note(1, 'unauthorised', 'sender_unauthorized', 3), 1::bigint, 'an alert opens');
select t.note(1, 'unauthorised', 'sender_unauthorized', 2) \g /dev/null
select is(t.alert(1, 'unauthorised'), 'open 5', 'seen again, it is the same');
select is(alert_note(array[t.s(1)], array['unauthorised'], array['x'], array['x'], array[1::bigint]), 0::bigint, 'what was just seen is not written again');
select t.note(1, 'template', 'template_paused') \g /dev/null
select is((select count(*) from alert where closed_at is null), 2::bigint, 'another class is another one');
select results_eq('select * from alert_count() order by 1', $$ values ('template', 1::bigint), ('unauthorised', 1::bigint) $$, 'counted by class');
select throws_ok($$ insert into alert (sender_id, class, reason, count, opened_at, seen_at) values (t.s(1), 'template', 'x', 1, now(), now()) $$, '23505', null, 'never two open ones of a kind');
select is(alert_note(array[t.s(1), t.s(2), t.s(2)], array['payment', 'credit', 'credit'], array['a', 'b', 'b'], array[null, null, null], array[1, 1, 2]::bigint[]), 2::bigint, 'several at once, doubles summed up');
select is(t.alert(2, 'credit'), 'open 3', 'in one row');

-- Mails are claimed once.
select is(length(t.claimed()) > 0, true, 'four mails are due');
select is(t.claimed(), null, 'once');
select is((select count(*) from alert where opened_mail_at is not null), 4::bigint, 'each is marked');

-- The all-clear.
select is(alert_clear(), 0::bigint, 'nothing is over');
select t.health(1, 1, 0, clock_timestamp()) \g /dev/null
select is(alert_clear(), 0::bigint, 'one success among failures is none');
select t.later(interval '16 s') \g /dev/null
select t.health(1, 1, 0, clock_timestamp()) \g /dev/null
select is(alert_clear(), 3::bigint, 'after 15 quiet seconds it is: all of this sender');
select is(t.alert(2, 'credit'), 'open 3', 'no other sender''s');
select is((select count(*) from regexp_matches(t.claimed(), 'ends', 'g')), 3::bigint, 'each all-clear is mailed');
select is(t.claimed(), null, 'once');
select t.note(1, 'unauthorised') \g /dev/null
select is(t.claimed(), 't-whatsapp unauthorised opens', 'the next one is mailed again');
select t.later(interval '16 s') \g /dev/null
select t.health(1, 1, 0, clock_timestamp()) \g /dev/null
select is(alert_clear(), 0::bigint, 'a second one of a day is waited for longer');
select t.later(interval '60 s') \g /dev/null
select t.health(1, 1, 0, clock_timestamp()) \g /dev/null
select is(alert_clear(), 1::bigint, 'a minute');
select t.note(1, 'breaker', 'breaker_open') \g /dev/null
select t.health(1, 1, 0, clock_timestamp() + interval '1 h', null, null, 1) \g /dev/null
select t.later(interval '20 s') \g /dev/null
select is(alert_clear(), 0::bigint, 'a breaker''s ends when it is closed everywhere, whatever is accepted elsewhere');
select t.health(1, 0, 0) \g /dev/null
select is(alert_clear(), 1::bigint, 'then');
select t.note(3, 'unusable', 'sender_unusable') \g /dev/null
select alert_clear() \g /dev/null
update alert set closed_at = clock_timestamp() where class = 'unusable';
select ok(coalesce(t.claimed(), '') !~ 'unusable', 'what ended before anybody was told is not mailed');

-- Switched off: no alerts.
select sender_set('t-sms', '{}', '{}', '{}', false) \g /dev/null
select is(t.alert(2, 'credit'), 'closed 3 switched off', 'switching a sender off ends its alerts');
select is(t.note(2, 'credit'), 0::bigint, 'and it has none while it is off');

-- Rights.
select ok(has_function_privilege('sandi_hooks', 'alert_note(uuid[], text[], text[], text[], bigint[])', 'execute'), 'hooks raise alerts');
select ok(not has_function_privilege('sandi_hooks', 'alert_clear()', 'execute'), 'but do not end them');
select ok(not has_table_privilege('sandi_staff', 'alert', 'select') and not has_table_privilege('sandi_staff', 'sender', 'select'), 'staff reads neither but through functions');
select is((select string_agg(r.rolname, ' ') from pg_roles r where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner'
    and (has_function_privilege(r.oid, 'sender_put(text, bigint, jsonb, jsonb, text[], boolean, text, uuid)', 'execute')
        or has_function_privilege(r.oid, 'sender_add(uuid, text, text, text, text, uuid)', 'execute'))), null, 'nobody calls what is internal');
select is_empty('select t.audit()', 'the audit is silent');
select * from finish();
rollback;
