-- Drafts of flows. Each runs with its caller's own rights, under row-level security, and writes the audit log.

-- One more draft of a flow whose base_version is locked and known: the row of its log, and the older ones that are too many.
create function flow_change_add(p_flow flow, p_draft jsonb, p_actor uuid, p_row flow_change) returns int
language plpgsql set search_path = sandi, pg_temp as $$
declare
    v_next int := p_flow.base_version + 1;
begin
    -- A draft that came here without a log, by the demo or an import: where the first undo leads.
    insert into flow_change (organisation_id, flow_id, base_version, what, subject, definition, made_by, change)
    values (p_flow.organisation_id, p_flow.id, p_flow.base_version, 'start', '', p_flow.draft, p_flow.updated_by, p_flow.base_version)
    on conflict do nothing;
    update flow f set draft = p_draft, base_version = v_next, updated_at = clock_timestamp(), updated_by = p_actor
    where f.organisation_id = p_flow.organisation_id and f.id = p_flow.id;
    insert into flow_change (organisation_id, flow_id, base_version, what, subject, definition, made_by, change, undo_to, redo_to)
    values (p_flow.organisation_id, p_flow.id, v_next, p_row.what, p_row.subject, p_draft, p_actor, coalesce(p_row.change, v_next), p_row.undo_to, p_row.redo_to);
    delete from flow_change c
    where c.organisation_id = p_flow.organisation_id and c.flow_id = p_flow.id and c.base_version <= v_next - 200;
    return v_next;
end $$;
comment on function flow_change_add(flow, jsonb, uuid, flow_change) is 'Makes a draft the newest and writes it to the flow''s log.';

create function flow_save(p_id uuid, p_base int, p_draft jsonb, p_actor uuid, p_what text, p_subject text) returns int
language plpgsql set search_path = sandi, pg_temp as $$
declare
    v_flow flow;
    v_row flow_change;
    v_next int;
begin
    select * into v_flow from flow f where f.id = p_id and f.base_version = p_base and f.archived_at is null for update;
    if not found then
        return null;
    end if;
    v_row.what := p_what;
    v_row.subject := p_subject;
    v_row.undo_to := p_base;
    v_next := flow_change_add(v_flow, p_draft, p_actor, v_row);
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    values (v_flow.organisation_id, p_actor, 'member', 'flow.save', p_id::text,
        jsonb_build_object('what', p_what, 'subject', p_subject, 'from', p_base, 'to', v_next));
    return v_next;
end $$;
comment on function flow_save(uuid, int, jsonb, uuid, text, text) is 'Stores a draft if p_base is still its newest version; the new version, or null.';

create function flow_undo(p_id uuid, p_base int, p_actor uuid, p_redo boolean) returns int
language plpgsql set search_path = sandi, pg_temp as $$
declare
    v_flow flow;
    v_now flow_change;
    v_to flow_change;
    v_done flow_change;
    v_next int;
begin
    select * into v_flow from flow f where f.id = p_id and f.base_version = p_base and f.archived_at is null for update;
    if not found then
        return null;
    end if;
    select * into v_now from flow_change c
    where c.organisation_id = v_flow.organisation_id and c.flow_id = p_id and c.base_version = p_base;
    select * into v_to from flow_change c
    where c.organisation_id = v_flow.organisation_id and c.flow_id = p_id
        and c.base_version = case when p_redo then v_now.redo_to else v_now.undo_to end;
    if not found then
        return 0;
    end if;
    -- What is undone is what made the draft of now; what is redone made the draft to come.
    select * into v_done from flow_change c
    where c.organisation_id = v_flow.organisation_id and c.flow_id = p_id
        and c.base_version = case when p_redo then v_to.change else v_now.change end;
    v_now.what := case when p_redo then 'redo' else 'undo' end;
    v_now.subject := v_done.subject;
    v_now.change := v_to.change;
    v_now.undo_to := v_to.undo_to;
    v_now.redo_to := case when p_redo then v_to.redo_to else p_base end;
    v_next := flow_change_add(v_flow, v_to.definition, p_actor, v_now);
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    values (v_flow.organisation_id, p_actor, 'member', case when p_redo then 'flow.redo' else 'flow.undo' end, p_id::text,
        jsonb_build_object('what', v_done.what, 'subject', v_done.subject, 'by', v_done.made_by, 'from', p_base, 'to', v_next));
    return v_next;
end $$;
comment on function flow_undo(uuid, int, uuid, boolean) is 'Takes the draft one change back, or forth: the new version, 0 when there is nothing, null when p_base is not the newest.';
