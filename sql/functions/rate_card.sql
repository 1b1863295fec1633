-- Rate cards as operators keep them. Rates are never edited: a file is looked at, and what it changes is written for a moment to come, in one transaction.
-- Each function checks the staff session ($1, its token's hash) itself.

create function rate_card_list(p_session bytea) returns table (id uuid, name text, kind text, created_at timestamptz, countries bigint, organisations bigint, changed_at timestamptz)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select c.id, c.name, c.kind, c.created_at, (select count(distinct r.country) from rate r where r.rate_card_id = c.id and r.country <> ''),
        (select count(*) from organisation o where o.rate_card_id = c.id), (select max(r.effective_from) from rate r where r.rate_card_id = c.id)
    from rate_card c where staff_person(p_session) is not null order by c.kind desc, c.name limit 500
$$;
comment on function rate_card_list(bytea) is 'Rate cards, for staff.';

create function rate_card_create(p_session bytea, p_id uuid, p_name text, p_kind text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
begin
    if v_person is null then
        return 'forbidden';
    end if;
    insert into rate_card (id, name, kind, created_by) values (p_id, p_name, p_kind, v_person) on conflict (name) do nothing;
    if not found then
        return 'exists';
    end if;
    perform audit_write('00000000-0000-0000-0000-000000000000', v_person, 'staff', 'rate_card.create', p_name, jsonb_build_object('kind', p_kind));
    return 'done';
end $$;
comment on function rate_card_create(bytea, uuid, text, text) is 'Makes an empty card. Says done, exists or forbidden.';

create function rate_card_organisation_list(p_session bytea, p_card uuid) returns table (id uuid, name text, slug text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select o.id, o.name, o.slug from organisation o where o.rate_card_id = p_card and staff_person(p_session) is not null order by lower(o.name), o.name limit 200
$$;
comment on function rate_card_organisation_list(bytea, uuid) is 'The organisations on a card, for staff.';

-- Puts an organisation on a card; its next send is priced by it. Locks the credit row, as a send does: no batch sees two cards.
create function rate_card_assign(p_session bytea, p_card uuid, p_slug text, p_reason text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
    v_organisation uuid;
    v_from text;
    v_to text;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    select c.name into v_to from rate_card c where c.id = p_card and c.kind = 'price';
    select o.id into v_organisation from organisation o where o.slug = p_slug;
    if v_to is null or v_organisation is null then
        return 'not_found';
    end if;
    perform credit_lock(array[v_organisation]);
    select c.name into v_from from organisation o join rate_card c on c.id = o.rate_card_id where o.id = v_organisation for no key update of o;
    update organisation o set rate_card_id = p_card where o.id = v_organisation;
    perform audit_write(v_organisation, v_person, 'staff', 'rate_card.assign', p_slug,
        jsonb_build_object('from', v_from, 'to', v_to, 'effective_from', clock_timestamp(), 'reason', left(p_reason, 300)));
    return 'done';
end $$;
comment on function rate_card_assign(bytea, uuid, text, text) is 'Puts an organisation on a card from now on. Says done, not_found or forbidden.';

create function rate_upload_list(p_session bytea, p_card uuid) returns table (id uuid, format text, file_name text, created_at timestamptz, created_by text,
    applied_at timestamptz, effective_from timestamptz, note text, changes int)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select u.id, u.format, u.file_name, u.created_at, p.name, u.applied_at, u.effective_from, u.note, u.changes
    from rate_upload u left join person p on p.id = u.created_by
    where u.rate_card_id = p_card and staff_person(p_session) is not null order by u.created_at desc limit 50
$$;
comment on function rate_upload_list(bytea, uuid) is 'The files of a card, newest first, for staff.';

create function rate_upload_get(p_session bytea, p_card uuid, p_id uuid) returns table (format text, channel text, factor bigint, file_name text, content bytea, sha256 bytea,
    created_at timestamptz, created_by text, applied_at timestamptz, effective_from timestamptz, note text, changes int, again_of uuid, card_name text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select u.format, u.channel::text, u.factor, u.file_name, u.content, u.sha256, u.created_at, p.name, u.applied_at, u.effective_from, u.note, u.changes, u.again_of, c.name
    from rate_upload u join rate_card c on c.id = u.rate_card_id left join person p on p.id = u.created_by
    where u.id = p_id and u.rate_card_id = p_card and staff_person(p_session) is not null
$$;
comment on function rate_upload_get(bytea, uuid, uuid) is 'One file of a card, for staff.';

create function rate_upload_save(p_session bytea, p_id uuid, p_card uuid, p_format text, p_channel text, p_factor bigint, p_file_name text, p_content bytea) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
begin
    if v_person is null then
        return 'forbidden';
    end if;
    insert into rate_upload (id, rate_card_id, format, channel, factor, file_name, content, sha256, created_by)
    select p_id, c.id, p_format, p_channel, p_factor, p_file_name, p_content, sha256(p_content), v_person from rate_card c where c.id = p_card;
    if not found then
        return 'not_found';
    end if;
    perform audit_write('00000000-0000-0000-0000-000000000000', v_person, 'staff', 'rate_upload.save', p_id::text,
        jsonb_build_object('card', (select c.name from rate_card c where c.id = p_card), 'file', p_file_name, 'sha256', encode(sha256(p_content), 'hex')));
    return 'done';
end $$;
comment on function rate_upload_save(bytea, uuid, uuid, text, text, bigint, text, bytea) is 'Keeps a file of rates; changes no rate. Says done, not_found or forbidden.';

-- The same file once more, as an upload of its own: how an earlier state comes back.
create function rate_upload_again(p_session bytea, p_card uuid, p_id uuid, p_new uuid) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
begin
    if v_person is null then
        return 'forbidden';
    end if;
    insert into rate_upload (id, rate_card_id, format, channel, factor, file_name, content, sha256, created_by, again_of)
    select p_new, u.rate_card_id, u.format, u.channel, u.factor, u.file_name, u.content, u.sha256, v_person, u.id
    from rate_upload u where u.id = p_id and u.rate_card_id = p_card;
    if not found then
        return 'not_found';
    end if;
    perform audit_write('00000000-0000-0000-0000-000000000000', v_person, 'staff', 'rate_upload.again', p_new::text, (select jsonb_build_object('of', p_id, 'card', c.name, 'file', u.file_name)
        from rate_upload u join rate_card c on c.id = u.rate_card_id where u.id = p_id));
    return 'done';
end $$;
comment on function rate_upload_again(bytea, uuid, uuid, uuid) is 'Brings an earlier file again. Says done, not_found or forbidden.';

-- What a file's lines would change on a card from a moment on: new, up, down, same, refused, or removed: a country of the file's channels that the file
-- does not name, and to which nothing is sent any more. sharp marks what must be looked at: removals, refusals of what was offered, and changes of more
-- than half.
create function rate_diff(p_card uuid, p_at timestamptz, p_channel text[], p_country text[], p_price bigint[])
returns table (channel text, country text, class text, before bigint, price bigint, sharp boolean) language sql stable as $$
    with file as (
        select f.channel, f.country, f.price from unnest(p_channel, p_country, p_price) f(channel, country, price)
    ), standing as (
        select distinct on (r.channel, r.country) r.channel::text as channel, r.country, r.price, r.refused
        from rate r where r.rate_card_id = p_card and r.effective_from <= p_at and r.channel in (select f.channel from file f)
        order by r.channel, r.country, r.effective_from desc
    ), both_sides as (
        select coalesce(f.channel, s.channel) as channel, coalesce(f.country, s.country) as country, s.price as before, f.price,
            case when f.channel is null then case when s.refused then 'same' else 'removed' end
                when s.channel is null or s.refused and f.price is not null then case when f.price is null then 'refused' else 'new' end
                when f.price is null then case when s.refused then 'same' else 'refused' end
                when f.price > s.price then 'up' when f.price < s.price then 'down' else 'same' end as class
        from file f full join standing s on s.channel = f.channel and s.country = f.country
    )
    select b.channel, b.country, b.class, b.before, b.price,
        b.class = 'removed' or b.class = 'refused' and b.before is not null or b.class in ('up', 'down') and 2 * abs(b.price - b.before) > b.before
    from both_sides b
$$;
comment on function rate_diff(uuid, timestamptz, text[], text[], bigint[]) is 'What a file would change. Runs with the caller''s own rights.';

-- Writes what a file changes, from p_from on, or as soon as may be (null: ten seconds from now). p_sharp is the number of sharp changes that the operator
-- typed, 0 where there are none. A moment must be six seconds away: five must be left after the commit.
create function rate_upload_apply(p_session bytea, p_card uuid, p_id uuid, p_from timestamptz, p_note text, p_sharp bigint, p_channel text[], p_country text[], p_price bigint[])
returns table (outcome text, changes bigint, effective_from timestamptz) language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    v_person uuid := staff_operator(p_session);
    v_at timestamptz;
    v_from timestamptz;
    u rate_upload;
    v_name text;
begin
    outcome := 'done';
    changes := 0;
    if v_person is null then
        outcome := 'forbidden';
        return next;
        return;
    end if;
    select c.name into v_name from rate_card c where c.id = p_card for update;
    select * into u from rate_upload d where d.id = p_id and d.rate_card_id = p_card for update;
    v_at := clock_timestamp();
    -- Without a wish the first second that is free: two files may be applied within the same one.
    v_from := coalesce(p_from, (select s from generate_series(date_trunc('second', v_at) + interval '11 s', v_at + interval '1 min', interval '1 s') s
        where not exists (select from rate r where r.rate_card_id = p_card and r.effective_from = s and r.channel = any (p_channel)) order by s limit 1));
    outcome := case when u.id is null then 'not_found' when u.applied_at is not null then 'applied' when v_from < v_at + interval '6 s' then 'too_early'
        when exists (select from rate r where r.rate_card_id = p_card and r.effective_from = v_from and r.channel = any (p_channel)) then 'taken'
        when (select count(*) from rate_diff(p_card, v_from, p_channel, p_country, p_price) d where d.sharp) <> coalesce(p_sharp, 0) then 'unconfirmed'
        else 'done' end;
    if outcome = 'done' then
        insert into rate (rate_card_id, channel, country, effective_from, price, refused, upload_id)
        select p_card, d.channel, d.country, v_from, d.price, d.price is null, p_id
        from rate_diff(p_card, v_from, p_channel, p_country, p_price) d where d.class <> 'same';
        get diagnostics changes = row_count;
        effective_from := v_from;
        update rate_upload d set applied_at = v_at, applied_by = v_person, effective_from = v_from, note = p_note, changes = rate_upload_apply.changes where d.id = p_id;
        perform audit_write('00000000-0000-0000-0000-000000000000', v_person, 'staff', 'rate_upload.apply', p_id::text,
            jsonb_build_object('card', v_name, 'changes', changes, 'effective_from', v_from, 'note', p_note));
    end if;
    return next;
end $$;
comment on function rate_upload_apply(bytea, uuid, uuid, timestamptz, text, bigint, text[], text[], bigint[]) is
    'Writes the rates of a file. Says done, not_found, applied, too_early, taken, unconfirmed or forbidden.';
