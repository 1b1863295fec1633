-- Forgetting recipients: where an organisation says so, numbers and addresses are overwritten some days after they were used. What was sent, what it cost
-- and what became of it stays. An hour more than the days keeps the caps of a day exact.

-- A text without a recipient that it names, however the number is written: with or without the country, the zero before it, spaces or signs between its
-- digits. p_to may be as it was typed, too.
create function recipient_forget(p_text text, p_to text) returns text language plpgsql stable as $$
declare
    v_digits text := regexp_replace(p_to, '[^0-9]', '', 'g');
    v_code text := '';
begin
    if p_text is null or coalesce(p_to, 'erased') = 'erased' then
        return p_text;
    elsif strpos(p_to, '@') > 0 then
        return regexp_replace(p_text, regexp_replace(p_to, '([^[:alnum:]])', '\\\1', 'g'), 'erased', 'gi');
    elsif left(p_to, 1) = '+' then
        select c.calling_code::text into v_code from country c where v_digits like c.calling_code || '%' order by c.calling_code desc limit 1;
        v_digits := substr(v_digits, coalesce(length(v_code), 0) + 1);
    end if;
    v_digits := ltrim(v_digits, '0');
    if length(v_digits) < 5 then
        return replace(p_text, p_to, 'erased');
    end if;
    return regexp_replace(p_text, '(\+|00)?' || regexp_replace(coalesce(v_code, '') || '0', '(.)', '(\1[^[:alnum:]]{0,3})?', 'g')
        || array_to_string(regexp_split_to_array(v_digits, ''), '[^[:alnum:]]{0,3}'), 'erased', 'g');
end $$;
comment on function recipient_forget(text, text) is 'A text with "erased" in the place of a recipient. Internal.';

-- Which components of a flow hold recipients: numbers, addresses, and whatever a code goes to.
create function recipient_components(p_definition jsonb) returns setof text language sql immutable as $$
    select p #>> '{}' from jsonb_path_query(p_definition, '$.**.recipient') p
    union
    select p #>> '{}' from jsonb_path_query(p_definition, '$.**.components[*] ? (@.type == "phone" || @.type == "email").id') p;
$$;

-- Verifications of an organisation that are old and over. What else of their tasks names the recipient is overwritten with them; the answers that are
-- recipients stay until the task is old, for it may need them. Says how many there were, of p_max at most.
create function retention_verifications(p_organisation uuid, p_since timestamptz, p_before timestamptz, p_max bigint) returns bigint language plpgsql as $$
declare
    r record;
    v_n bigint := 0;
begin
    for r in select v.id, v.recipient, v.reference, v.task_id from verification v
        where v.organisation_id = p_organisation and v.created_at > '-infinity' and v.created_at >= p_since and v.created_at < p_before and v.status <> 'pending' and v.recipient <> 'erased'
        order by v.created_at limit p_max for no key update skip locked
    loop
        update verification v set recipient = 'erased', prefix = 'erased', reference = recipient_forget(r.reference, r.recipient)
        where v.organisation_id = p_organisation and v.id = r.id;
        -- Providers name the number in what they say.
        update message m set detail = null where m.organisation_id = p_organisation and m.verification_id = r.id and m.detail is not null;
        if r.task_id is not null then
            perform task_forget(p_organisation, r.task_id, array[r.recipient::text]);
        end if;
        v_n := v_n + 1;
    end loop;
    return v_n;
end $$;

-- Overwrites recipients where a task's title or its other answers name them.
create function task_forget(p_organisation uuid, p_task uuid, p_to text[]) returns void language plpgsql as $$
declare
    v_to text;
begin
    foreach v_to in array p_to loop
        update task t set title = left(recipient_forget(t.title, v_to), 200)
        where t.organisation_id = p_organisation and t.id = p_task and t.title <> left(recipient_forget(t.title, v_to), 200);
        update answer a set value = left(recipient_forget(a.value, v_to), 4000)
        from task t join flow_version f on f.organisation_id = t.organisation_id and f.flow_id = t.flow_id and f.version = t.flow_version
        where a.organisation_id = p_organisation and a.task_id = p_task and t.organisation_id = p_organisation and t.id = p_task
            and a.component_id not in (select recipient_components(f.definition)) and a.value <> recipient_forget(a.value, v_to);
    end loop;
end $$;

-- Tasks that are finished for long enough: the answers that are recipients, and wherever else they stand in them.
create function retention_tasks(p_organisation uuid, p_before timestamptz, p_max bigint) returns bigint language plpgsql as $$
declare
    r record;
    v_to text[];
    v_n bigint := 0;
begin
    for r in select t.id, f.definition from task t
        join flow_version f on f.organisation_id = t.organisation_id and f.flow_id = t.flow_id and f.version = t.flow_version
        where t.organisation_id = p_organisation and t.finished_at < p_before and t.erased_at is null order by t.finished_at limit p_max for no key update of t skip locked
    loop
        select array_agg(distinct a.value) into v_to from answer a
        where a.organisation_id = p_organisation and a.task_id = r.id and a.value <> '' and a.component_id in (select recipient_components(r.definition));
        update answer a set value = 'erased'
        where a.organisation_id = p_organisation and a.task_id = r.id and a.value <> '' and a.component_id in (select recipient_components(r.definition));
        perform task_forget(p_organisation, r.id, coalesce(v_to, '{}'));
        update task t set erased_at = clock_timestamp() where t.organisation_id = p_organisation and t.id = r.id;
        v_n := v_n + 1;
    end loop;
    return v_n;
end $$;

-- One organisation after p_after, at most p_max verifications and p_max tasks of it: what is more waits until all others had their turn. Answers where to go
-- on, null behind the last one, and how many were erased.
create function retention_round(p_after uuid, p_max bigint) returns table (next uuid, erased bigint)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    o organisation;
    v_before timestamptz;
begin
    -- Files of tasks that nobody made into tasks hold recipients, too.
    if p_after is null then
        delete from task_import i where i.applied_at is null and i.made_at < clock_timestamp() - interval '1 day';
    end if;
    select * into o from organisation x where x.retention_days is not null and (p_after is null or x.id > p_after) order by x.id limit 1;
    next := o.id;
    erased := 0;
    if o.id is not null then
        v_before := clock_timestamp() - o.retention_days * interval '1 day' - interval '1 h';
        erased := retention_verifications(o.id, o.erased_until, v_before, p_max) + retention_tasks(o.id, v_before, p_max);
        -- What is pending is looked at again: none is for longer than ten minutes.
        update organisation x set erased_until = v_before where x.id = o.id and x.erased_until < v_before - interval '1 h'
            and not exists (select from verification v where v.organisation_id = o.id and v.created_at > '-infinity' and v.created_at >= x.erased_until and v.created_at < v_before and v.recipient <> 'erased');
    end if;
    return next;
end $$;
comment on function retention_round(uuid, bigint) is 'Erases recipients that an organisation no longer keeps.';
