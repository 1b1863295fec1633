-- What people do to credit: receipts, passwords, second persons, reversals, refunds, and requests of admins.
begin;
\ir fixture.inc
select plan(76);
insert into person (id, email, name, password_hash, staff_role) values
    ('0f000000-0000-7000-8000-000000000001', 'maker@test.example', 'Maker', 'x', 'support'), ('0f000000-0000-7000-8000-000000000002', 'checker@test.example', 'Checker', 'x', 'operator'),
    ('0f000000-0000-7000-8000-000000000003', 'admin@test.example', 'Admin', 'x', null), ('0f000000-0000-7000-8000-000000000004', 'editor@test.example', 'Editor', 'x', null);
insert into member values (t.o(), '0f000000-0000-7000-8000-000000000003', 'admin'), (t.o(), '0f000000-0000-7000-8000-000000000004', 'editor');
create function t.s(who text) returns bytea language sql immutable as $$ select sha256(convert_to(who, 'UTF8')) $$;
select session_create('00000000-0000-0000-0000-000000000000', t.s('maker'), t.s('csrf'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1') \g /dev/null
select session_create('00000000-0000-0000-0000-000000000000', t.s('checker'), t.s('csrf'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1') \g /dev/null
select session_create(t.o(), t.s('admin'), t.s('csrf'), '0f000000-0000-7000-8000-000000000003', 'Firefox', '192.0.2.1') \g /dev/null
select session_create(t.o(), t.s('editor'), t.s('csrf'), '0f000000-0000-7000-8000-000000000004', 'Firefox', '192.0.2.1') \g /dev/null
create function t.f(n int) returns uuid language sql immutable as $$ select ('0a000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
create function t.up(amount bigint, reference text, form int, kind text default 'top_up', refers_to bigint default null, request uuid default null, who text default 'maker', reason text default null)
returns text language sql volatile as $$
    select concat_ws(':', u.outcome, u.number, u.balance) from credit_top_up(t.s(who), t.o(), amount, kind, refers_to, reference, reason, t.f(form), request) u $$;
create function t.decide(form int, approve boolean, who text default 'checker', reason text default null) returns text language sql volatile as $$
    select concat_ws(':', d.outcome, d.number) from credit_decide(t.s(who), t.o(), t.f(form), approve, reason) d $$;

-- Receipts: numbered without gaps for each organisation and year.
select is(t.up(10000, 'INV-1', 1), 'done:1:10000', 'a top-up');
select is(t.up(500, 'BON-1', 2, 'bonus'), 'done:2:10500', 'a bonus');
select is((select string_agg(r.name, ' ' order by r.entry) from receipt r where r.organisation_id = t.o()),
    format('TU-%1$s-000001 TU-%1$s-000002', extract(year from now() at time zone 'Asia/Jakarta')), 'each has a receipt, by the organisation''s year');
savepoint millionth;
alter table receipt drop constraint receipt_organisation_id_entry_fkey;
insert into receipt (organisation_id, year, number, entry) values (t.o(), 2000, 1234567, 9);
select is((select r.name from receipt r where r.year = 2000), 'TU-2000-1234567', 'also the millionth');
rollback to millionth;
select t.top_up(t.o(2), 1000) \g /dev/null
select is((select max(r.number) from receipt r where r.organisation_id = t.o(2)), 1, 'another organisation counts for itself');
select is((select e.receipt || ' ' || e.actor || ' ' || e.before || ' ' || e.left_over from support_entry(t.s('maker'), t.o(), 1) e),
    format('TU-%s-000001 Maker 0 10000', extract(year from now() at time zone 'Asia/Jakarta')), 'support reads the receipt');
select is_empty($$ select * from support_entry(t.s('admin'), t.o(), 1) $$, 'nobody else does');
select is((select n.detail ->> 'amount' from notice n where n.organisation_id = t.o() order by n.made_at limit 1), '10000', 'the admins are told');

-- The same form: once. Another amount in it, or its reference elsewhere: refused.
select is(t.up(10000, 'INV-1', 1), 'replayed:1:10000', 'the same form again is the first receipt');
select is(t.up(10000, 'INV-1', 1, who => 'checker'), 'replayed:1:10000', 'from another browser, too');
select is(t.up(9000, 'INV-1', 1), 'reference_used', 'with another amount it is refused');
select is(t.up(10000, 'INV-1', 3), 'reference_used', 'its reference is used');
select is((select u.outcome from credit_top_up(t.s('maker'), t.o(), 5, 'top_up', null, 'X', null, null, null) u), 'invalid', 'without a form there is none');

-- Corrections and reversals point back and take back no more than there was.
select is(t.up(-10001, null, 4, 'correction', 1), 'corrected', 'more than the entry moved is refused');
select is(t.up(-4000, null, 5, 'correction', 1, reason => 'typed wrongly'), 'done:3:6500', 'a part of it is corrected');
select is((select e.left_over from support_entry(t.s('maker'), t.o(), 1) e), 6000::bigint, 'what is left of it');
select is(t.up(-6001, null, 6, 'correction', 1), 'corrected', 'twice it may not exceed it either');
select is(t.up(-1, null, 6, 'correction', 3), 'no_entry', 'what corrects is not corrected itself');
select is(t.up(-1, null, 6, 'correction', 99), 'no_entry', 'nor what is not there');
select is(t.up(100, 'INV-7', 6, 'top_up', 1), 'invalid', 'a top-up corrects nothing');
select is((select e.refers_to from entry e where e.organisation_id = t.o() and e.number = 3), 1::bigint, 'a correction points at its entry');
select t.outcomes(t.item(t.o(), '+628110000001'), t.item(t.o(), '+628110000002'), t.item(t.o(), '+628110000003')) \g /dev/null
select is(t.up(-6000, null, 7, 'correction', 1), 'insufficient_credit', 'what is reserved cannot be taken back');
select t.launch() \g /dev/null
select t.settle(m.organisation_id, m.id, case when m.recipient = '+628110000003' then 'rejected' else 'accepted' end)
    from (select m.*, v.recipient from message m join verification v on v.organisation_id = m.organisation_id and v.id = m.verification_id where m.organisation_id = t.o()) m \g /dev/null
select is(t.credit(), '2500/0', 'two charges of three sends');
select is(t.up(-6000, null, 7, 'correction', 1), 'insufficient_credit', 'nor what was spent');
select is(t.up(-500, null, 8, 'correction', 2), 'done:7:2000', 'the bonus is reversed in full');
select is((select e.left_over from support_entry(t.s('maker'), t.o(), 2) e), 0::bigint, 'nothing is left of it');
select is(t.up(-500, null, 9, 'correction', 2), 'corrected', 'so it is reversed once');

-- A charge has one refund, by whomever.
select e.number as charge, e.message_id as charged from entry e where e.organisation_id = t.o() and e.kind = 'charge' order by e.number limit 1 \gset
select e.number as other, e.message_id as failed from entry e where e.organisation_id = t.o() and e.kind = 'charge' order by e.number desc limit 1 \gset
select e.number as released from entry e where e.organisation_id = t.o() and e.kind = 'release' \gset
select is(t.up(2001, null, 10, 'refund', :charge), 'no_entry', 'only what was charged is given back');
select is(t.up(2000, null, 10, 'refund', :released), 'no_entry', 'a release was no charge');
select is(t.up(2000, null, 10, 'refund'), 'invalid', 'a refund is of something');
select is(t.up(2000, null, 10, 'refund', :charge, reason => 'never arrived'), 'done:8:4000', 'a charge is given back');
select is(t.up(2000, null, 10, 'refund', :charge, reason => 'never arrived'), 'replayed:8:4000', 'once');
select is(t.up(2000, null, 11, 'refund', :charge), 'corrected', 'only');
select is(t.event(:'charged', 'failed'), 'applied', 'its provider says later that it failed');
select is(t.credit(), '4000/0', 'which gives nothing back again');
select is(t.event(:'failed', 'failed'), 'applied', 'a provider says that the other failed');
select is(t.up(2000, null, 12, 'refund', :other), 'corrected', 'so support cannot give it back, too');
select is((select e.channel || ' ' || e.country || ' ' || (e.message_id = :'charged') from entry e where e.organisation_id = t.o() and e.number = 8), 'whatsapp ID true', 'the refund is of the charge''s message');
select is_empty('select t.audit()', 'the books are right');

-- Above a threshold the password is entered again, and counts for five minutes.
select credit_policy_set(50000, 100000) \g /dev/null
select is(t.up(50000, 'P-1', 20), 'done:10:56000', 'up to the threshold nothing is asked');
select is(t.up(50001, 'P-2', 21), 'password_needed', 'above it the password is');
select is((select count(*) from entry e where e.organisation_id = t.o() and e.reference = 'P-2'), 0::bigint, 'and nothing moved');
select is(session_prove('00000000-0000-0000-0000-000000000000', t.s('nobody')), false, 'nobody cannot enter it');
select is(session_prove('00000000-0000-0000-0000-000000000000', t.s('maker')), true, 'it is entered');
select is(t.up(50001, 'P-2', 21), 'done:11:106001', 'then it is done');
select is(t.up(50001, 'P-3', 22, who => 'checker'), 'password_needed', 'for others it does not count');
update session set proved_at = proved_at - interval '5 min' where token_hash = t.s('maker');
select is(t.up(50001, 'P-3', 22), 'password_needed', 'nor after five minutes');
select is(t.up(-50001, null, 23, 'correction', 11), 'password_needed', 'taking away asks for it as well');

-- Above another one a second person approves.
update session set proved_at = clock_timestamp() where token_hash in (t.s('maker'), t.s('checker'));
select is(t.up(200000, 'A-1', 30), 'waiting', 'a large one waits');
select is(t.up(200000, 'A-1', 30), 'waiting', 'and waits once');
select is(t.up(200000, 'A-1', 31), 'reference_used', 'its reference is taken already');
select is(t.up(200001, 'A-1', 30), 'reference_used', 'its form, too');
select is((select count(*) from support_approval_list(t.s('checker'), null, 10)), 1::bigint, 'staff see it');
select is(t.decide(30, true, 'maker'), 'own', 'nobody approves what is his own');
select is(t.decide(30, true, 'admin'), 'not_allowed', 'nor does an admin');
update person set disabled_at = now() where email = 'maker@test.example';
select is(t.decide(30, true), 'not_allowed', 'what somebody wanted who left is not approved');
update person set disabled_at = null where email = 'maker@test.example';
select is(t.decide(30, true), 'done:12', 'somebody else does');
select is(t.decide(30, true), 'closed', 'once');
select is(t.up(200000, 'A-1', 30), 'replayed:12:306001', 'its form now leads to the receipt');
select is((select l.actor || ' ' || l.approver from support_top_up_list(t.s('maker'), t.o(), null, 1) l), 'Maker Checker', 'the history names both');
select is(t.up(200000, 'A-2', 32), 'waiting', 'another one');
select is(t.decide(32, false, 'checker', 'not paid'), 'done', 'is refused');
select is(t.up(200000, 'A-2', 32), 'refused', 'and its form says so');
select is(t.up(-200000, null, 33, 'correction', 12), 'waiting', 'a large reversal waits');
select is(t.decide(33, false, 'maker'), 'done', 'who wants it takes it back');
select credit_policy_set(null, null) \g /dev/null

-- Requests: one open at a time, by admins, fulfilled together with the entry.
create function t.ask(id int, amount bigint default 5000, who text default 'admin') returns text language sql volatile as $$ select top_up_request_create(t.s(who), t.o(), t.f(id), amount, 'PO-1', 'soon') $$;
select is(t.ask(40, who => 'editor') || t.ask(40, who => 'maker') || t.ask(40, -1), 'not_allowednot_allowedinvalid', 'only admins ask, for something');
select is(t.ask(40) || ' ' || t.ask(40) || ' ' || t.ask(41), 'done replayed open_already', 'once, and one at a time');
select is((select q.amount || q.invoice || q.made_by from support_request_list(t.s('maker'), null, 10) q), '5000PO-1Admin', 'support sees it');
select is(t.up(5000, 'R-1', 42, request => t.f(40)), 'done:13:311001', 'and fulfils it');
select is((select q.state || q.entry from top_up_request q where q.organisation_id = t.o() and q.id = t.f(40)), 'fulfilled13', 'both are linked');
select is(t.up(5000, 'R-2', 43, request => t.f(40)), 'request_closed', 'once');
select is(t.ask(44) || ' ' || top_up_request_decline(t.s('maker'), t.o(), t.f(44), 'unpaid') || ' ' || top_up_request_decline(t.s('maker'), t.o(), t.f(44), 'unpaid'), 'done done closed', 'or declines it');
select is((select n.detail ->> 'reason' from notice n where n.organisation_id = t.o() and n.kind = 'declined'), 'unpaid', 'and the admins are told why');
select is(t.ask(45) || ' ' || top_up_request_cancel(t.s('admin'), t.o(2), t.f(45)) || ' ' || top_up_request_cancel(t.s('admin'), t.o(), t.f(45)) || ' ' || t.ask(46), 'done not_allowed done done',
    'an admin takes it back and asks for another');
select is((select count(*) from audit_log a where a.organisation_id = t.o() and a.action ~ '^(credit|top_up)\.'), 21::bigint, 'all of it stands in the audit log');
select is_empty('select t.audit()', 'and the books are right');
select * from finish();
rollback;
