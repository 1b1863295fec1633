-- Rate cards as operators keep them: files are looked at first, applied once, for a moment to come, in one transaction; organisations are put on cards.
begin;
\ir fixture.inc
select plan(45);
insert into person (id, email, name, password_hash, staff_role) values ('0f000000-0000-7000-8000-000000000001', 'o@test.example', 'O', 'hash', 'operator'),
    ('0f000000-0000-7000-8000-000000000002', 's@test.example', 'S', 'hash', 'support');
select session_create('00000000-0000-0000-0000-000000000000', sha256('o'), sha256('c'), '0f000000-0000-7000-8000-000000000001', null, null) \g /dev/null
select session_create('00000000-0000-0000-0000-000000000000', sha256('s'), sha256('c'), '0f000000-0000-7000-8000-000000000002', null, null) \g /dev/null
select t.top_up(t.o(1), 100000) \g /dev/null
create function t.card(n int default 1) returns uuid language sql immutable as $$ select ('0a000000-0000-7000-8000-00000000000' || n)::uuid $$;
create function t.file(n int) returns uuid language sql immutable as $$ select ('0a100000-0000-7000-8000-00000000000' || n)::uuid $$;
-- Lines as "sms ID 1000", a price of "-" refuses.
create function t.apply(n int, p_from timestamptz, p_sharp bigint, variadic l text[]) returns text language sql volatile as $$
    select a.outcome || case when a.outcome = 'done' then ' ' || a.changes else '' end
    from (select array_agg(split_part(x, ' ', 1)) c, array_agg(split_part(x, ' ', 2)) k, array_agg(nullif(split_part(x, ' ', 3), '-')::bigint) p from unnest(l) x) x,
        rate_upload_apply(sha256('o'), t.card(), t.file(n), p_from, 'because', p_sharp, x.c, x.k, x.p) a
$$;
create function t.diff(variadic l text[]) returns text language sql volatile as $$
    select string_agg(concat_ws(' ', d.channel, nullif(d.country, ''), d.class, case when d.sharp then '!' end), ', ' order by d.channel, d.country)
    from (select array_agg(split_part(x, ' ', 1)) c, array_agg(split_part(x, ' ', 2)) k, array_agg(nullif(split_part(x, ' ', 3), '-')::bigint) p from unnest(l) x) x,
        rate_diff(t.card(), clock_timestamp() + interval '11 s', x.c, x.k, x.p) d
$$;
create function t.at(p interval) returns timestamptz language sql volatile as $$ select date_trunc('second', clock_timestamp() + p) $$;

-- Who may.
select is(rate_card_create(sha256('s'), t.card(5), 'Support''s', 'price'), 'forbidden', 'support makes no card');
select is(rate_card_create(sha256('o'), t.card(5), 'Costs', 'cost'), 'done', 'an operator does');
select is(rate_card_create(sha256('o'), t.card(6), 'Costs', 'price'), 'exists', 'a name is used once');
select is((select action from audit_log where subject = 'Costs'), 'rate_card.create', 'which is audited');
select is_empty($$ select * from rate_card_list(sha256('x')) $$, 'strangers see none');
select isnt_empty($$ select * from rate_card_list(sha256('s')) $$, 'support sees them');
select is(rate_upload_save(sha256('s'), t.file(1), t.card(), 'own', 'sms', 1000000, 'a.csv', 'x'), 'forbidden', 'support brings no file');
select is(rate_upload_save(sha256('o'), t.file(1), t.card(), 'own', 'sms', 1000000, 'a.csv', 'x'), 'done', 'an operator does');
select is(rate_upload_save(sha256('o'), t.file(2), t.card(9), 'own', 'sms', 1000000, 'a.csv', 'x'), 'not_found', 'for a card that is there');
select is((select sha256 from rate_upload where id = t.file(1)), sha256('x'), 'its fingerprint is kept');
select is((select outcome from rate_upload_apply(sha256('s'), t.card(), t.file(1), null, 'x', 0, '{sms}', '{ID}', '{1}')), 'forbidden', 'support applies none');
select is_empty($$ select * from rate_upload_get(sha256('x'), t.card(), t.file(1)) $$, 'strangers read none');

-- What a file would change.
select is(t.diff('sms ID 1000', 'sms US 3000'), 'sms ID same, sms US same', 'the same');
select is(t.diff('sms ID 1500', 'sms US 1499', 'sms GB 5', 'sms SG -'), 'sms GB new, sms ID up, sms SG refused, sms US down !', 'up by half is not looked at, down by more is');
select is(t.diff('sms ID 1501'), 'sms ID up !, sms US removed !', 'what a file leaves out is removed');
select is(t.diff('whatsapp ID -', 'whatsapp US 2500', 'whatsapp KP -'), 'whatsapp ID refused !, whatsapp KP same, whatsapp US same', 'only channels of the file count');
select is(t.diff('email  600'), 'email up', 'e-mail is flat');

-- Applying.
select is(t.apply(1, clock_timestamp() - interval '1 s', 0, 'sms ID 1100', 'sms US 3000'), 'too_early', 'not in the past');
select is(t.apply(1, clock_timestamp() + interval '5 s', 0, 'sms ID 1100', 'sms US 3000'), 'too_early', 'nor within the seconds that a commit may take');
select is(t.apply(1, t.at('1 h'), 0, 'sms ID 5000', 'sms US 3000'), 'unconfirmed', 'what cuts deep must be confirmed');
select is(t.apply(1, t.at('1 h'), 2, 'sms ID 5000', 'sms US 3000'), 'unconfirmed', 'by its number');
select is((select count(*) from rate where upload_id is not null), 0::bigint, 'nothing was written');
select t.at('1 h') as hour \gset
select is(t.apply(1, :'hour', 1, 'sms ID 5000', 'sms US 3000', 'sms GB 700'), 'done 2', 'what changes is written, and nothing else');
select results_eq($$ select country, price, effective_from from rate where upload_id = t.file(1) order by 1 $$, format($$ values ('GB', 700::bigint, %1$L::timestamptz), ('ID', 5000::bigint, %1$L::timestamptz) $$, :'hour'), 'from its moment on');
select is((select note || ' ' || changes || ' ' || (applied_by is not null) from rate_upload where id = t.file(1)), 'because 2 true', 'who and why is kept');
select is((select detail ->> 'changes' from audit_log where action = 'rate_upload.apply'), '2', 'and audited');
select is(t.apply(1, t.at('2 h'), 1, 'sms ID 5000', 'sms US 3000'), 'applied', 'a file is applied once');
select is((select price from t.start(t.item(t.o(1), '+628110000401', 'sms'))), 1000::bigint, 'until then the old price counts');
select is(rate_upload_save(sha256('o'), t.file(3), t.card(), 'own', 'sms', 1000000, 'b.csv', 'y'), 'done', 'a second file');
select is(t.apply(3, :'hour', 0, 'sms ID 5500', 'sms US 3000', 'sms GB 700'), 'taken', 'no two prices of one moment');
select is(t.apply(3, t.at('30 min'), 2, 'sms ID 5500', 'sms US -'), 'done 2', 'an earlier moment is compared with what stands then');
select is((select string_agg(price::text, ' ' order by effective_from) from rate where rate_card_id = t.card() and channel = 'sms' and country = 'ID'), '1000 5500 5000', 'and is followed by what was planned');
select is(rate_upload_again(sha256('s'), t.card(), t.file(1), t.file(4)), 'forbidden', 'support brings nothing again');
select is(rate_upload_again(sha256('o'), t.card(), t.file(1), t.file(4)), 'done', 'an earlier file comes again');
select is((select sha256 = sha256('x') and again_of = t.file(1) and applied_at is null from rate_upload where id = t.file(4)), true, 'as a new one, not applied');
select is((select effective_from >= clock_timestamp() + interval '5 s' and effective_from < clock_timestamp() + interval '12 s' from rate_upload_apply(sha256('o'), t.card(), t.file(4), null, 'back', 0, '{sms,sms}', '{ID,US}', '{1010,3000}')),
    true, 'as soon as may be is some seconds away');
select is(t.apply(9, null, 0, 'sms ID 1'), 'not_found', 'a file that is not there');

-- Organisations.
select is(rate_card_create(sha256('o'), t.card(7), 'Second', 'price'), 'done', 'a second card');
insert into rate values (t.card(7), 'sms', 'ID', '2026-01-01', 4000, false);
select is(rate_card_assign(sha256('s'), t.card(7), 'org1', 'x'), 'forbidden', 'support assigns nobody');
select is(rate_card_assign(sha256('o'), t.card(5), 'org1', 'x'), 'not_found', 'nobody is charged by costs');
select is(rate_card_assign(sha256('o'), t.card(7), 'nobody', 'x'), 'not_found', 'an organisation that is not there');
select is(rate_card_assign(sha256('o'), t.card(7), 'org1', 'contract'), 'done', 'an operator puts one on a card');
select results_eq($$ select detail ->> 'from', detail ->> 'to', detail ->> 'reason' from audit_log where organisation_id = t.o(1) and action = 'rate_card.assign' $$, $$ values ('test', 'Second', 'contract') $$, 'which is audited');
select is((select price from t.start(t.item(t.o(1), '+628110000402', 'sms'))), 4000::bigint, 'its next send is priced by it');
select is_empty('select * from t.audit()', 'the books are right');
select * from finish();
rollback;
