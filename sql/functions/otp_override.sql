-- The supervised way around a code: an admin lets a task's OTP step pass. Either a right code counts or this does, never both: whichever holds the
-- organisation's credit row first, as verification_check does.

-- p_to: the step's recipient as it stands; a code that was approved for it counts. Says done, exists (it was let pass before), verified (a right code came
-- first), finished (the task is), not_found, unproved (the password was not entered within five minutes), recipient (the reason names
-- one that the task's codes go or went to: it could never be forgotten), invalid or forbidden.
create function otp_override_create(p_session bytea, p_organisation uuid, p_task uuid, p_component text, p_to text, p_reason text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_at timestamptz;
    v_status text;
    v_waiting uuid;
    a record;
begin
    select * into a from session_member(p_organisation, p_session);
    if a.role is null or a.role not in ('owner', 'admin') then
        return 'forbidden';
    elsif session_proved(p_organisation, p_session) is null then
        return 'unproved';
    elsif p_reason is null or length(p_reason) not between 10 and 500 then
        return 'invalid';
    end if;
    perform credit_lock(array[p_organisation]);
    -- A task is not finished between the look and the row.
    select t.status into v_status from task t join flow_version f on f.organisation_id = t.organisation_id and f.flow_id = t.flow_id and f.version = t.flow_version
        where t.organisation_id = p_organisation and t.id = p_task
            and f.definition @? format('$.pages[*].components[*] ? (@.id == %s && @.type == "otp")', to_json(p_component))::jsonpath
        for share of t;
    if v_status is null then
        return 'not_found';
    elsif exists (select from otp_override x where x.organisation_id = p_organisation and x.task_id = p_task and x.component_id = p_component) then
        return 'exists';
    elsif v_status = 'done' then
        return 'finished';
    elsif exists (select from (select v.status, v.recipient from verification v where v.organisation_id = p_organisation and v.task_id = p_task and v.component_id = p_component
            order by v.created_at desc, v.id desc limit 1) n where n.status = 'approved' and n.recipient = p_to) then
        return 'verified';
    elsif exists (select from (select p_to union select v.recipient from verification v where v.organisation_id = p_organisation and v.task_id = p_task) r(recipient)
            where recipient_forget(p_reason, r.recipient) <> p_reason) then
        return 'recipient';
    end if;
    v_at := clock_timestamp();
    select v.id into v_waiting from verification v where v.organisation_id = p_organisation and v.task_id = p_task and v.component_id = p_component and v.closed_at is null
        order by v.created_at desc, v.id desc limit 1;
    perform verification_supersede(v_at, p_organisation, p_task, p_component, '00000000-0000-0000-0000-000000000000');
    insert into otp_override (organisation_id, task_id, component_id, person_id, at, reason, verification_id)
    values (p_organisation, p_task, p_component, a.person_id, v_at, p_reason, v_waiting);
    perform audit_write(p_organisation, a.person_id, 'member', 'task.override', p_task::text,
        jsonb_strip_nulls(jsonb_build_object('component', p_component, 'verification', v_waiting)));
    return 'done';
end $$;
comment on function otp_override_create(bytea, uuid, uuid, text, text, text) is 'Lets a task''s OTP step pass without a code.';
