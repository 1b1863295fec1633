-- The audit log: one way in for functions, and what the pages read of it. audit_line_list reads with its caller's own rights, so that a page stays under
-- row-level security.

create function audit_write(p_organisation uuid, p_actor uuid, p_kind text, p_action text, p_subject text, p_detail jsonb) returns void language sql as $$
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail) values (p_organisation, p_actor, p_kind, p_action, p_subject, p_detail);
$$;
comment on function audit_write(uuid, uuid, text, text, text, jsonb) is 'One line of the audit log. Internal.';

-- What a change was from and to, without what stayed the same: {"before": {…}, "after": {…}}.
create function audit_change(p_before jsonb, p_after jsonb) returns jsonb language sql immutable as $$
    select jsonb_build_object('before', coalesce(jsonb_object_agg(a.key, coalesce(p_before -> a.key, 'null')), '{}'), 'after', coalesce(jsonb_object_agg(a.key, a.value), '{}'))
    from jsonb_each(p_after) a where a.value is distinct from coalesce(p_before -> a.key, 'null');
$$;
comment on function audit_change(jsonb, jsonb) is 'The detail of a line about a change. Internal.';

-- Lines of an organisation, the nil UUID's for the platform, newest first. p_nouns: groups of actions ("credit top_up"); p_from, p_to: days of p_zone; p_words:
-- to be found anywhere in the line; p_before_at, p_before: the line to go on before.
create function audit_line_list(p_organisation uuid, p_person uuid, p_kind text, p_nouns text, p_from text, p_to text, p_zone text, p_words text,
    p_before_at timestamptz, p_before uuid, p_max bigint)
returns table (id uuid, at timestamptz, actor_kind text, actor_name text, action text, subject text, detail text, address text, program text, about text)
language sql stable set search_path = sandi, pg_temp as $$
    select l.id, l.at, l.actor_kind::text, p.name, l.action, l.subject, l.detail::text, l.address, l.program,
        case split_part(l.action, '.', 1)
            when 'flow' then (select f.name from flow f where f.organisation_id = l.organisation_id and f.id = i.id)
            when 'task' then (select t.title from task t where t.organisation_id = l.organisation_id and t.id = i.id)
            when 'member' then (select m.name from person m where m.id = i.id)
            when 'person' then (select m.name from person m where m.id = i.id)
        end
    from audit_log l
    left join person p on p.id = l.actor
    cross join lateral (select case when l.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then l.subject::uuid end as id) i
    where l.organisation_id = p_organisation
        and (p_person is null or l.actor = p_person)
        and (p_kind = '' or l.actor_kind::text = p_kind)
        and (p_nouns = '' or split_part(l.action, '.', 1) = any (string_to_array(p_nouns, ' ')))
        and (p_from = '' or l.at >= nullif(p_from, '')::date::timestamp at time zone p_zone)
        and (p_to = '' or l.at < (nullif(p_to, '')::date + 1)::timestamp at time zone p_zone)
        and (p_words = '' or strpos(lower(concat_ws(' ', l.action, l.subject, l.address, l.program, p.name, l.detail::text)), lower(p_words)) > 0)
        and (p_before_at is null or (l.at, l.id) < (p_before_at, p_before))
    order by l.at desc, l.id desc
    limit p_max;
$$;
comment on function audit_line_list(uuid, uuid, text, text, text, text, text, text, timestamptz, uuid, bigint) is 'Lines of one audit log.';

-- The same for platform staff, with every name.
create function support_audit_list(p_session bytea, p_organisation uuid, p_person uuid, p_kind text, p_nouns text, p_from text, p_to text, p_zone text, p_words text,
    p_before_at timestamptz, p_before uuid, p_max bigint)
returns table (id uuid, at timestamptz, actor_kind text, actor_name text, action text, subject text, detail text, address text, program text, about text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select l.* from audit_line_list(p_organisation, p_person, p_kind, p_nouns, p_from, p_to, p_zone, p_words, p_before_at, p_before, least(p_max, 1001)) l
    where staff_person(p_session) is not null;
$$;
comment on function support_audit_list(bytea, uuid, uuid, text, text, text, text, text, text, timestamptz, uuid, bigint) is 'Lines of one audit log, for staff.';
