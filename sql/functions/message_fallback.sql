-- Fallback: the next channel that the editor or the caller allowed, after a failure or after too long without delivery. Each hop is a message of its
-- own, with the same code and the same budget of attempts: permitted, priced and reserved at its own moment. Internal; callers hold the credit row.

-- After its latest message was rejected or failed, or came late, a pending verification tries its next channels until one starts; true if one did.
-- What became of each is kept on that message. A channel that a person chose by name is left alone.
create function message_fallback(p_at timestamptz, p_organisation uuid, p_message uuid, p_cause text default 'failed') returns boolean language plpgsql as $$
#variable_conflict use_column
declare
    v verification;
    m message;
    v_outcome text;
    v_told text;
begin
    select * into m from message d where d.organisation_id = p_organisation and d.id = p_message;
    select * into v from verification d where d.organisation_id = p_organisation and d.id = m.verification_id and d.closed_at is null and d.expires_at > p_at
        and d.fallback_next <= cardinality(d.fallback);
    if not found or exists (select from message l where l.organisation_id = v.organisation_id and l.verification_id = v.id and l.number > m.number) then
        return false;
    end if;
    if m.cause = 'chosen' then
        v_told := 'chosen';
    end if;
    while v_told is distinct from 'chosen' and v.fallback_next <= cardinality(v.fallback) and v_outcome is distinct from 'started' loop
        v_outcome := case when v.expires_at < p_at + interval '30 s' then 'too_late'
            when (v.fallback[v.fallback_next] = 'email') <> (v.recipient_kind = 'email') then 'wrong_channel'
            else message_add(p_at, v, uuid_v7(p_at), v.fallback[v.fallback_next], p_cause) end;
        v_told := concat_ws(' ', v_told, v.fallback[v.fallback_next] || ':' || v_outcome);
        v.fallback_next := v.fallback_next + 1;
    end loop;
    update verification d set fallback_next = v.fallback_next, fallback_at = case when v_outcome = 'started' then fallback_due(v, p_at) end
    where d.organisation_id = v.organisation_id and d.id = v.id;
    update message d set fallback = left(v_told, 100) where d.organisation_id = p_organisation and d.id = p_message;
    return coalesce(v_outcome = 'started', false);
end $$;

-- When the message that was made at p_at will have been too long without delivery; null where nothing can follow it.
create function fallback_due(v verification, p_at timestamptz) returns timestamptz language sql immutable as $$
    select case when v.fallback_next <= cardinality(v.fallback) then p_at + v.fallback_after * interval '1 s' end;
$$;

-- Looks at verifications whose fallback_at has come, in this order: one whose latest message left fallback_after ago without being delivered goes on to
-- the next channel, and so does one whose latest message never left (a provider that takes nothing); that message is withdrawn and released when the
-- next one starts. What left later is looked at later. Returns how many hops started. Time counts from the launch: a queue of ours is no silence.
create function message_fallback_late(p_at timestamptz, p_organisation uuid[], p_verification uuid[]) returns int language plpgsql as $$
#variable_conflict use_column
declare
    v verification;
    m message;
    v_message uuid;
    v_due timestamptz;
    v_hops int := 0;
begin
    for i in 1 .. coalesce(cardinality(p_verification), 0) loop
        select * into v from verification d where d.organisation_id = p_organisation[i] and d.id = p_verification[i] and d.closed_at is null and d.expires_at > p_at
            and d.fallback_at <= p_at;
        continue when not found;
        select d.id into v_message from message d where d.organisation_id = v.organisation_id and d.verification_id = v.id order by d.number desc limit 1;
        -- A callback that is being applied holds its row without the credit row: to wait for it could deadlock, so it is looked at in the next sweep.
        select * into m from message d where d.organisation_id = v.organisation_id and d.id = v_message for no key update skip locked;
        continue when not found;
        v_due := coalesce(m.launched_at, m.created_at) + v.fallback_after * interval '1 s';
        if m.status not in ('queued', 'launched', 'accepted', 'sent', 'unknown') then
            update verification d set fallback_at = null where d.organisation_id = v.organisation_id and d.id = v.id;
        elsif v_due > p_at then
            update verification d set fallback_at = v_due where d.organisation_id = v.organisation_id and d.id = v.id;
        elsif message_fallback(p_at, m.organisation_id, m.id, 'late') then
            v_hops := v_hops + 1;
            if m.status = 'queued' then
                update message d set status = 'withdrawn', reason = 'superseded', settled = true, due_at = null, lease_until = null, lease_by = null, updated_at = p_at
                where d.organisation_id = m.organisation_id and d.id = m.id;
                perform ledger_settle(p_at, array[m.organisation_id], array[m.id], array['release'], array['superseded']);
            end if;
        end if;
    end loop;
    return v_hops;
end $$;
