-- An organisation's texts: only its own, only what may go out, and the claim brings them.
begin;
\ir fixture.inc
select plan(24);
select t.top_up(t.o(n), 100000) from generate_series(1, 2) n \g /dev/null
grant usage on schema t to sandi_console, sandi_api, sandi_field, sandi_dispatcher;

-- One row, right in every column but those given.
create function t.text(o uuid, channel text default 'sms', subject text default null, body text default '{code}', ending text default 'site', app_hash text default null,
    subject_code boolean default false, locale text default 'en') returns text language sql as $$
    select format('insert into message_text (organisation_id, channel, locale, subject, subject_code, body, ending, app_hash) values (%L, %L, %L, %L, %L, %L, %L, %L)',
        o, channel, locale, subject, subject_code, body, ending, app_hash)
$$;

select lives_ok(t.text(t.o(), body => '{organisation}: {code}'), 'an SMS');
select lives_ok(t.text(t.o(), 'email', 'Hello', subject_code => true), 'a mail');
select throws_ok(t.text(t.o(2), 'whatsapp'), '23514', null, 'no WhatsApp: its template decides');
select throws_ok(t.text(t.o(2), body => 'no code'), '23514', null, 'no text without the code');
select throws_ok(t.text(t.o(2), body => '{code} {code}'), '23514', null, 'nor with two');
select throws_ok(t.text(t.o(2), body => E'{code}\t'), '23514', null, 'nor with a control character');
select throws_ok(t.text(t.o(2), body => '{code}' || repeat('x', 1000)), '23514', null, 'nor one that is too long');
select lives_ok(t.text(t.o(2), body => E'a\n{code}', locale => 'id'), 'a line may end');
select throws_ok(t.text(t.o(2), subject => 'Hello'), '23514', null, 'an SMS has no subject');
select throws_ok(t.text(t.o(2), 'email'), '23514', null, 'a mail has one');
select throws_ok(t.text(t.o(2), 'email', E'Hello\nBcc: eve'), '23514', null, 'of one line');
select throws_ok(t.text(t.o(2), ending => 'app'), '23514', null, 'the ending for an app needs a hash');
select throws_ok(t.text(t.o(2), ending => 'app', app_hash => 'short'), '23514', null, 'of 11 characters');
select lives_ok(t.text(t.o(2), ending => 'app', app_hash => 'FA+9qCX9VSu'), 'as this one');
select throws_ok(t.text(t.o(2), locale => 'de'), '23514', null, 'languages are those that Sandi speaks');

-- The claim brings the text of the message's own organisation, channel and language.
select s.* from t.start(t.item(t.o(1), '+628110000201', 'sms'), t.item(t.o(2), '+628110000202', 'sms'), t.item(t.o(1), '+628110000203'),
    t.item(t.o(1), 'one@text.example', 'email')) s \g /dev/null
select is((select string_agg(c.recipient || '=' || coalesce(c.body || '/' || c.ending || '/' || c.organisation_name, '-'), ' ' order by c.recipient)
    from message_claim(t.worker(), 30000, 1000) c where c.recipient ~ '^(.6281100002|one@text)'),
    '+628110000201={organisation}: {code}/site/Organisation 1 +628110000202={code}/app/Organisation 2 +628110000203=- one@text.example={code}/site/Organisation 1',
    'every message leaves with its own text');

set local role sandi_console;
select is((select count(*) from message_text), 0::bigint, 'without an organisation there is none');
select set_config('sandi.organisation', t.o(2)::text, true) \g /dev/null
select is((select count(*) from message_text), 2::bigint, 'an organisation sees its own');
select throws_ok(t.text(t.o(1), locale => 'id'), '42501', null, 'and writes no other''s');
delete from message_text where organisation_id = t.o(1);
reset role;
select is((select count(*) from message_text where organisation_id = t.o(1)), 2::bigint, 'nor removes them');
set local role sandi_console;
select is((select string_agg(s.channel, ',' order by s.channel) from message_text_senders() s), 'email,sms,whatsapp', 'it learns what its senders look like');
reset role;
set local role sandi_field;
select throws_ok('select body from message_text', '42501', null, 'the worker''s program reads no text');
reset role;
set local role sandi_dispatcher;
select throws_ok('select body from message_text', '42501', null, 'the dispatcher gets them by its claim alone');
reset role;
select is_empty('select * from t.audit()', 'the books are right');
select * from finish();
rollback;
