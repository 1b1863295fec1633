-- Forgetting recipients: where an organisation says so, numbers and addresses are overwritten some days after they were used. What was sent, what it cost
-- and what became of it stays. An hour more than the days keeps the caps of a day exact.

-- One organisation after p_after, at most p_max verifications and tasks of it. Answers where to go on: the same organisation again while it did as many as
-- it may; null behind the last one.
create function retention_round(p_after uuid, p_max bigint) returns table (next uuid, erased bigint)
language plpgsql security definer set search_path = sandi, pg_temp as $$
#variable_conflict use_column
declare
    o organisation;
    v_before timestamptz;
    v_last timestamptz;
    v_verifications bigint;
    v_tasks bigint;
begin
    -- Files of tasks that nobody made into tasks hold recipients, too.
    if p_after is null then
        delete from task_import i where i.applied_at is null and i.made_at < clock_timestamp() - interval '1 day';
    end if;
    select * into o from organisation x where x.retention_days is not null and (p_after is null or x.id > p_after) order by x.id limit 1;
    next := null;
    erased := 0;
    if o.id is not null then
        v_before := clock_timestamp() - o.retention_days * interval '1 day' - interval '1 h';
        with due as materialized (
            select v.id, v.created_at from verification v
            where v.organisation_id = o.id and v.created_at >= o.erased_until and v.created_at < v_before and v.status <> 'pending' and v.recipient <> 'erased'
            order by v.created_at limit p_max for no key update
        ), forgotten as (
            update verification v set recipient = 'erased', prefix = 'erased' from due d where v.organisation_id = o.id and v.id = d.id returning v.id
        ), told as ( -- providers name the number in what they say
            update message m set detail = null from due d where m.organisation_id = o.id and m.verification_id = d.id and m.detail is not null
        )
        select count(*), max(d.created_at) into v_verifications, v_last from due d;
        with due as materialized (
            select t.id, t.flow_id, t.flow_version from task t
            where t.organisation_id = o.id and t.finished_at < v_before and t.erased_at is null order by t.finished_at limit p_max for no key update
        ), forgotten as (
            update answer a set value = 'erased' from due d join flow_version f on f.organisation_id = o.id and f.flow_id = d.flow_id and f.version = d.flow_version
            where a.organisation_id = o.id and a.task_id = d.id and a.component_id in (select p #>> '{}' from jsonb_path_query(f.definition, '$.**.recipient') p)
        ), marked as (
            update task t set erased_at = clock_timestamp() from due d where t.organisation_id = o.id and t.id = d.id
        )
        select count(*) into v_tasks from due;
        erased := v_verifications + v_tasks;
        if v_verifications < p_max and v_tasks < p_max then
            next := o.id;
            -- What is pending is looked at again: none is for longer than ten minutes.
            update organisation x set erased_until = v_before where x.id = o.id and x.erased_until < v_before - interval '1 h'
                and not exists (select from verification v where v.organisation_id = o.id and v.created_at >= x.erased_until and v.created_at < v_before and v.recipient <> 'erased');
        else
            next := p_after;
        end if;
    end if;
    return next;
end $$;
comment on function retention_round(uuid, bigint) is 'Erases recipients that an organisation no longer keeps.';
