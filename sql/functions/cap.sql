-- Caps on starts: what the platform allows, and how an organisation makes four of them stricter. They are counted in verification_start_before.

-- A constant to the planner, so that it costs nothing where it is counted.
create function start_cap(p_cap text) returns int language sql immutable as $$
    select case p_cap when 'recipient' then 5 when 'recipient_day' then 20 when 'task_step' then 10 when 'person' then 30 when 'address' then 60 when 'api_key' then 200
        when 'prefix' then 60 end
$$;
comment on function start_cap(text) is 'How many starts the platform allows: a recipient in 10 min and in a day, a task step, a person in 10 min, an address in a min, an API key in a second, a prefix in 10 min.';

-- Null: as the platform allows. Codes that were started before count.
create function start_cap_set(p_recipient bigint, p_recipient_day bigint, p_task_step bigint, p_person bigint) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_organisation uuid := nullif(current_setting('sandi.organisation', true), '')::uuid;
    v_person uuid := limit_admin();
    v_after jsonb := jsonb_build_object('recipient_starts', p_recipient, 'recipient_day_starts', p_recipient_day, 'task_step_starts', p_task_step, 'person_starts', p_person);
    o organisation;
begin
    if v_person is null then
        return 'forbidden';
    elsif p_recipient not between 1 and start_cap('recipient') or p_recipient_day not between 1 and start_cap('recipient_day')
            or p_task_step not between 1 and start_cap('task_step') or p_person not between 1 and start_cap('person') then
        return 'invalid';
    end if;
    select * into o from organisation x where x.id = v_organisation for no key update;
    if (o.recipient_starts, o.recipient_day_starts, o.task_step_starts, o.person_starts) is distinct from (p_recipient, p_recipient_day, p_task_step, p_person) then
        update organisation x set recipient_starts = p_recipient, recipient_day_starts = p_recipient_day, task_step_starts = p_task_step, person_starts = p_person
        where x.id = v_organisation;
        perform audit_write(v_organisation, v_person, 'member', 'limit.starts', null, audit_change(to_jsonb(o), v_after));
    end if;
    return 'done';
end $$;
comment on function start_cap_set(bigint, bigint, bigint, bigint) is 'Makes the caps on starts of the organisation stricter, or as the platform''s again. Says done, forbidden or invalid.';
