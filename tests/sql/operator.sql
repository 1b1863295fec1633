-- Senders as operators change them: roles checked in SQL, one active sender an organisation and channel, every change in the audit log.
begin;
\ir fixture.inc
select plan(41);
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'o@test.example', 'O', 'hash', 'operator'),
    ('0f000000-0000-7000-8000-000000000002', 's@test.example', 'S', 'hash', 'support'), ('0f000000-0000-7000-8000-000000000003', 'a@test.example', 'A', 'hash', null);
insert into member (organisation_id, person_id, role) values (t.o(1), '0f000000-0000-7000-8000-000000000003', 'owner');
select session_create('00000000-0000-0000-0000-000000000000', sha256('o'), sha256('c'), '0f000000-0000-7000-8000-000000000001', 'Firefox', '192.0.2.1') \g /dev/null
select session_create('00000000-0000-0000-0000-000000000000', sha256('s'), sha256('c'), '0f000000-0000-7000-8000-000000000002', 'Firefox', '192.0.2.1') \g /dev/null
select session_create(t.o(1), sha256('a'), sha256('c'), '0f000000-0000-7000-8000-000000000003', 'Firefox', '192.0.2.1') \g /dev/null
create function t.audited() returns text language sql volatile as $$ select concat_ws(' ', a.actor_kind, p.name, a.action, a.subject) from audit_log a left join person p on p.id = a.actor order by a.at desc limit 1 $$;
create function t.active(p_channel text default 'sms') returns text language sql volatile as $$
    select string_agg(s.name, ' ' order by s.name) from sender s where s.active and s.channel = p_channel
$$;

-- Who may.
select is(operator_sender_create(sha256('s'), gen_random_uuid(), 'x1', 'sms', 'kannel', null), 'forbidden', 'support makes no sender');
select is(operator_sender_create(sha256('a'), gen_random_uuid(), 'x1', 'sms', 'kannel', null), 'forbidden', 'nor does a customer');
select is(operator_sender_create(null, gen_random_uuid(), 'x1', 'sms', 'kannel', null), 'forbidden', 'nor nobody');
select is(operator_sender_set(sha256('s'), 't-sms', 1, '{"from": "X"}', '{}', '{}'), 'forbidden', 'support changes none');
select is(operator_sender_switch(sha256('s'), 't-sms', false, 'x'), 'forbidden', 'nor switches one off');
select is((select version from sender where name = 't-sms'), 1::bigint, 'nothing changed');
select is((select count(*) from operator_sender_list(sha256('s'), 't-', null, 10)), 3::bigint, 'support sees senders');
select is_empty($$ select * from operator_sender_list(sha256('a'), null, null, 10) $$, 'a customer does not');
select is_empty($$ select * from operator_sender_get(sha256('a'), 't-sms') $$, 'not one either');
select isnt_empty($$ select * from operator_sender_get(sha256('s'), 't-sms') $$, 'support sees one');

-- Making and changing.
select is(operator_sender_create(sha256('o'), gen_random_uuid(), 'own-sms', 'sms', 'kannel', 'org1'), 'done', 'an operator makes one');
select is(t.audited(), 'staff O sender.create own-sms', 'which is audited');
select is(operator_sender_create(sha256('o'), gen_random_uuid(), 'own-sms', 'sms', 'kannel', 'org2'), 'exists', 'a name is used once');
select is(operator_sender_create(sha256('o'), gen_random_uuid(), 'x2', 'sms', 'kannel', 'nobody'), 'not_found', 'for an organisation that is there');
select is(t.active(), 't-sms', 'a new one waits for its settings');
select is(operator_sender_set(sha256('o'), 'own-sms', 1, '{"from": "ACME", "username": "u"}', '{"password": {"key_id": 1, "sealed": "aa"}}', '{}'), 'done', 'its settings');
select is(t.audited(), 'staff O sender.set own-sms', 'are audited');
select ok(not exists (select from audit_log where detail::text ~ 'sealed|"aa"'), 'without the secret, sealed or not');
select is(operator_sender_set(sha256('o'), 'own-sms', 1, '{"from": "OTHER"}', '{}', '{}'), 'stale', 'who looked at an older version is told');
select is((select settings ->> 'from' from sender where name = 'own-sms'), 'ACME', 'and changes nothing');
select is(operator_sender_set(sha256('o'), 'own-sms', 2, '{}', '{}', '{username}'), 'done', 'a setting is taken away');
select is((select settings::text from sender where name = 'own-sms'), '{"from": "ACME"}', 'that one');
select results_eq($$ select secrets::jsonb -> 'password' > '0', secrets ~ 'aa' from operator_sender_get(sha256('o'), 'own-sms') $$, $$ values (true, false) $$,
    'a secret is shown by when it was set');
select is(operator_sender_set(sha256('o'), 'nobody', 1, '{}', '{}', '{}'), 'not_found', 'there must be such a sender');

-- One active sender.
select is(operator_sender_switch(sha256('o'), 'own-sms', true, 'approved'), 'done', 'switched on');
select is(t.active(), 'own-sms t-sms', 'an organisation''s own stands beside the platform''s');
select is((select detail ->> 'reason' from audit_log where action = 'sender.set' and subject = 'own-sms' order by at desc limit 1), 'approved', 'with its reason');
select is((select sender_identity.name from sender_identity(t.o(1)) where channel = 'sms'), 'own-sms', 'and sends for its organisation');
select results_eq($$ select own, shown from sender_identity(t.o(1)) where channel = 'sms' $$, $$ values (true, 'ACME') $$, 'as what recipients see');
select is((select sender_identity.name from sender_identity(t.o(2)) where channel = 'sms'), 't-sms', 'not for another');
select t.top_up(t.o(1), 10000) \g /dev/null
select * from t.start(t.item(t.o(1), '+628110000021', 'sms')) \gset v_
select is((select s.name from message m join sender s on s.id = m.sender_id where m.id = :'v_message_id'), 'own-sms', 'messages take it');
select is(sender_create(gen_random_uuid(), 'second-sms', 'sms', 'kannel', null), 'done', 'a second one of the platform''s');
select is(t.active(), 'own-sms t-sms', 'waits while there is an active one');
select is(sender_set('second-sms', '{}', '{}', '{}', true), 'done', 'switched on');
select is(t.active(), 'own-sms second-sms', 'it takes the place of the first');
select is((select count(*) from audit_log where action = 'sender.set' and subject = 't-sms' and detail ->> 'replaced_by' = 'second-sms'), 1::bigint, 'which is audited');
select throws_ok($$ update sender set active = true where name = 't-sms' $$, '23505', null, 'never two active ones');

-- Resealing.
select sender_reseal(id, version, '{"password": {"key_id": 2, "sealed": "bb"}}') as r, version from sender where name = 'own-sms' \gset
select is((select (secrets -> 'password' ->> 'key_id') || ' ' || (secrets -> 'password' ->> 'sealed') || ' ' || (secrets -> 'password' ? 'at') from sender where name = 'own-sms'), '2 bb true',
    'a secret is sealed anew, and its date stays');
select is(sender_reseal((select id from sender where name = 'own-sms'), :version, '{}'), 'stale', 'not what was changed meanwhile');

-- Closing an alert.
select alert_note(array[id], array['payment'], array['sender_unpaid'], array[null::text], array[1::bigint]) from sender where name = 'own-sms' \g /dev/null
select is(operator_alert_close(sha256('s'), (select id from alert), 'x') || ' ' || operator_alert_close(sha256('o'), (select id from alert), 'paid') || ' ' ||
    operator_alert_close(sha256('o'), (select id from alert), 'paid'), 'forbidden done not_found', 'an operator closes an alert, once');
select is_empty('select t.audit()', 'the audit is silent');
select * from finish();
rollback;
