-- Top-ups and corrections: once, audited, by staff only; and an auditor that sees every break (M1 to M7).
begin;
\ir fixture.inc
select plan(44);
insert into person (id, email, name, password_hash, staff_role) values
    ('0f000000-0000-7000-8000-000000000001', 'support@test.example', 'Support', 'x', 'support'), ('0f000000-0000-7000-8000-000000000002', 'admin@test.example', 'Admin', 'x', null);
insert into member values (t.o(), '0f000000-0000-7000-8000-000000000002', 'admin');
select session_create('00000000-0000-0000-0000-000000000000', sha256('staff'), sha256('csrf'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1') \g /dev/null
select session_create(t.o(), sha256('member'), sha256('csrf'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1') \g /dev/null
create function t.up(amount bigint, reference text, form uuid default gen_random_uuid(), kind text default 'top_up', who text default 'staff', reason text default null) returns text language sql volatile as
    $$ select concat_ws(':', u.outcome, u.number, u.before, u.balance) from credit_top_up(sha256(convert_to(who, 'UTF8')), t.o(), amount, kind, null, reference, reason, form, null) u $$;

select is(t.up(5000, 'INV-1', '0a000000-0000-4000-8000-000000000001'), 'done:1:0:5000', 'a top-up by support');
select is(t.up(5000, 'INV-1', '0a000000-0000-4000-8000-000000000001'), 'replayed:1:0:5000', 'the same form again is answered with the same receipt');
select is(t.up(6000, 'INV-1', '0a000000-0000-4000-8000-000000000001'), 'reference_used', 'another amount in the same form is refused');
select is(t.up(5000, 'INV-1'), 'reference_used', 'a reference counts once, whatever the form');
select is(t.up(5000, 'INV-2', who => 'member'), 'not_allowed', 'a member is no staff');
select is(t.up(5000, 'INV-2', who => 'nobody'), 'not_allowed', 'nor is nobody');
select is(t.up(0, 'INV-2') || t.up(-5, 'INV-2') || t.up(5, '') || t.up(5, null) || t.up(5, 'INV-2', kind => 'charge') || t.up(2000000000000, 'INV-2'), repeat('invalid', 6), 'nonsense is invalid');
select is(t.up(-6000, 'C-1', kind => 'correction'), 'insufficient_credit', 'a correction above what is available is refused');
select t.outcomes(t.item(t.o(), '+628110000001')) \g /dev/null
select is(t.up(-3001, 'C-1', kind => 'correction'), 'insufficient_credit', 'what is reserved is not available');
select is(t.up(-3000, 'C-1', kind => 'correction', reason => 'typed twice'), 'done:2:5000:2000', 'up to it, it is done');
select is(t.up(700, 'B-1', kind => 'bonus'), 'done:3:2000:2700', 'a bonus');
select is((select count(*) from audit_log where organisation_id = t.o() and actor = '0f000000-0000-7000-8000-000000000001' and actor_kind = 'staff'), 3::bigint, 'each left a line in the audit log');
select is((select outcome || number from credit_top_up_operator(t.o(), 1000, 'CLI-1', null)), 'done4', 'the command line');
select is((select outcome || number from credit_top_up_operator(t.o(), 1000, 'CLI-1', null)), 'replayed4', 'once');
select is((select outcome from credit_top_up_operator(t.o(), 2000, 'CLI-1', null)), 'reference_used', 'for one amount');
select is((select outcome from credit_top_up_operator(t.o(9), 2000, 'CLI-1', null)), 'invalid', 'for an organisation that exists');
update session set seen_at = clock_timestamp() - interval '13 h' where token_hash = sha256('staff');
select is(t.up(1, 'INV-9'), 'not_allowed', 'a session that sat idle is no session');
update session set seen_at = clock_timestamp() where token_hash = sha256('staff');
update person set disabled_at = now() where email = 'support@test.example';
select is(t.up(1, 'INV-9'), 'not_allowed', 'nor is one of somebody disabled');
update person set disabled_at = null where email = 'support@test.example';
select is(support_top_up_list.reference, 'CLI-1', 'support sees the newest top-up') from support_top_up_list(sha256('staff'), t.o(), null, 1);
select is_empty($$ select * from support_organisation_list(sha256('member'), null, false, 'name', 0, 10) $$, 'a member lists no organisations');

-- The statement: numbers without gaps, a running balance, time that never runs backwards.
select results_eq('select number, kind::text, amount::bigint, balance::bigint from entry where organisation_id = t.o() order by number',
    $$ values (1::bigint, 'top_up', 5000::bigint, 5000::bigint), (2, 'correction', -3000, 2000), (3, 'bonus', 700, 2700), (4, 'top_up', 1000, 3700) $$, 'the statement');
update credit set last_at = clock_timestamp() + interval '1 h' where organisation_id = t.o(2);
select t.top_up(t.o(2), 1000) \g /dev/null
select t.top_up(t.o(2), 1000) \g /dev/null
select is((select bool_and(e.at >= f.at) from entry e join entry f on f.organisation_id = e.organisation_id and f.number = e.number - 1), true, 'at never runs backwards, even if the clock does');
select is_empty('select t.audit()', 'the audit is silent');

-- The auditor sees every break: each is made, seen and undone.
create function t.breaks(how text, rule text) returns text language plpgsql volatile as $$
declare
    v_found text;
begin
    begin
        execute how;
        select string_agg(distinct a.rule, ' ' order by a.rule) into v_found from credit_audit() a;
        raise exception using errcode = 'TT001';
    exception when sqlstate 'TT001' then
        null;
    end;
    return case when rule = any (string_to_array(coalesce(v_found, ''), ' ')) then 'seen' else 'found ' || coalesce(v_found, 'nothing') end;
end $$;
alter table entry disable trigger user;
alter table receipt drop constraint receipt_organisation_id_entry_fkey;
alter table credit drop constraint credit_check;
select m.id as m, m.verification_id as v from message m where m.organisation_id = t.o() \gset
select is(t.breaks('update credit set balance = balance + 1 where organisation_id = t.o()', 'M1'), 'seen', 'M1: a balance that entries do not explain');
select is(t.breaks('update credit set reserved = reserved + 1 where organisation_id = t.o()', 'M2'), 'seen', 'M2: a reservation without a message');
select is(t.breaks('update credit set reserved = balance + 1 where organisation_id = t.o()', 'M2'), 'seen', 'M2: more reserved than there is');
select is(t.breaks(format('update message set settled = true, due_at = null, status = $x$accepted$x$ where id = %L', :'m'), 'M3'), 'seen', 'M3: settled without an entry');
select is(t.breaks(format('insert into entry (organisation_id, number, kind, amount, balance, at, message_id, channel, country) values (t.o(), 5, $x$charge$x$, -2000, 1700, now(), %L, $x$whatsapp$x$, $x$ID$x$)', :'m'), 'M3'), 'seen', 'M3: an entry without a settlement');
select is(t.breaks(format('select ledger_settle(clock_timestamp(), array[t.o()], array[%1$L::uuid], array[$x$charge$x$], array[null]); update entry set amount = -1999 where number = 5', :'m'), 'M3'), 'seen', 'M3: charged another price');
select is(t.breaks('update entry set number = 9 where organisation_id = t.o() and number = 4', 'M4'), 'seen', 'M4: a gap');
select is(t.breaks('update entry set balance = balance + 1 where organisation_id = t.o() and number = 2', 'M4'), 'seen', 'M4: a wrong running balance');
select is(t.breaks('update entry set at = at - interval $x$1 day$x$ where organisation_id = t.o() and number = 3', 'M4'), 'seen', 'M4: time that runs backwards');
select is(t.breaks('delete from entry where organisation_id = t.o() and number = 4', 'M4'), 'seen', 'M4: a lost last entry');
select is(t.breaks(format('insert into idempotency_key values (t.o(), $x$start$x$, $x$k$x$, sha256($x$$x$), %L, gen_random_uuid(), 5, 1, now())', :'v'), 'M5'), 'seen', 'M5: a key that points at nothing');
select is(t.breaks('delete from receipt where organisation_id = t.o() and entry = 3', 'M4'), 'seen', 'M4: an entry of a person without a receipt, and a gap among receipts');
select is(t.breaks('insert into receipt values (t.o(), 2000, 2, 77)', 'M4'), 'seen', 'M4: a year of receipts that begins at 2');
select is(t.breaks('insert into top_up_form values (t.o(), gen_random_uuid(), $x$x$x$, 99, now())', 'M5'), 'seen', 'M5: a form that points at nothing');
select is(t.breaks(format('update message set number = 2 where id = %L', :'m'), 'M7'), 'seen', 'M7: messages that skip a number');
select is(t.breaks(format('update message set created_at = created_at + interval $x$1 h$x$ where id = %L', :'m'), 'M7'), 'seen', 'M7: a message after the end');
select is(t.breaks(format('delete from message where id = %L', :'m'), 'R'), 'seen', 'R: a verification without a message');
select is(t.breaks(format('update verification set status = $x$expired$x$, closed_at = now(), sealed = null where id = %L', :'v'), 'C'), 'seen', 'C: a closed verification with a queued message');
select throws_ok(format('update verification set status = $x$expired$x$, closed_at = now() where id = %L', :'v'), '23514', null, 'C: a closed verification cannot keep its code');
alter table entry enable trigger user;
select throws_ok($$ insert into entry (organisation_id, number, kind, amount, balance, at, reference) values (t.o(), 5, 'top_up', 1, 3701, now(), 'INV-1') $$, '23505', null, 'a reference twice cannot be written');
select is_empty('select t.audit()', 'and silent again');
select * from finish();
rollback;
