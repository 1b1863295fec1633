-- Flows of one organisation; row-level security keeps the others out. All lists and gets begin with the same columns.

-- name: flow_list
select f.id, f.name, f.base_version, coalesce(f.published_version, 0),
    f.published_version is null or f.draft is distinct from v.definition, f.updated_at, p.name, f.archived_at, f.draft::text, count(*) over ()
from flow f
left join flow_version v on v.organisation_id = f.organisation_id and v.flow_id = f.id and v.version = f.published_version
left join person p on p.id = f.updated_by
where (f.archived_at is not null) = $2 and f.name ilike '%' || $1 || '%'
order by case when $3 then lower(f.name) end, f.updated_at desc, f.id
limit $4 offset $5;

-- name: flow_list_published
select f.id, f.name, f.base_version, f.published_version, false, f.updated_at, null::text, null::timestamptz, null::text, count(*) over ()
from flow f
where f.archived_at is null and f.published_version is not null
order by lower(f.name), f.id
limit $1;

-- name: flow_get
select f.id, f.name, f.base_version, coalesce(f.published_version, 0),
    f.published_version is null or f.draft is distinct from v.definition, f.updated_at, p.name, f.archived_at, f.draft::text,
    u.what, u.subject, up.name, u.at, r.what, r.subject, rp.name, r.at
from flow f
left join flow_version v on v.organisation_id = f.organisation_id and v.flow_id = f.id and v.version = f.published_version
left join person p on p.id = f.updated_by
left join flow_change c on c.organisation_id = f.organisation_id and c.flow_id = f.id and c.base_version = f.base_version
left join flow_change before on before.organisation_id = f.organisation_id and before.flow_id = f.id and before.base_version = c.undo_to
left join flow_change u on u.organisation_id = f.organisation_id and u.flow_id = f.id and u.base_version = c.change and before.base_version is not null
left join person up on up.id = u.made_by
left join flow_change after on after.organisation_id = f.organisation_id and after.flow_id = f.id and after.base_version = c.redo_to
left join flow_change r on r.organisation_id = f.organisation_id and r.flow_id = f.id and r.base_version = after.change
left join person rp on rp.id = r.made_by
where f.id = $1 and (f.archived_at is null or $2);

-- name: flow_get_at
select c.definition::text
from flow_change c
where c.flow_id = $1 and c.base_version = $2;

-- name: flow_published_get
select f.id, f.name, f.base_version, f.published_version, false, v.published_at, p.name, null::timestamptz, v.definition::text
from flow f
join flow_version v on v.organisation_id = f.organisation_id and v.flow_id = f.id and v.version = f.published_version
left join person p on p.id = v.published_by
where f.id = $1 and f.archived_at is null;

-- name: flow_create
with made as (
    insert into flow (organisation_id, id, name, draft, updated_by)
    values ($1, $2, $3, $4::jsonb, $5)
    returning organisation_id, id, name, updated_by
)
insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
select organisation_id, updated_by, 'member', 'flow.create', id::text, jsonb_build_object('name', name, 'from', $6::text) from made;

-- name: flow_save
select flow_save($1, $2::int, $3::jsonb, $4, $5, $6);

-- name: flow_undo
select flow_undo($1, $2::int, $3, $4);

-- name: flow_publish
with published as (
    update flow
    set published_version = coalesce(published_version, 0) + 1, updated_at = clock_timestamp(), updated_by = $4
    where id = $1 and base_version = $2 and archived_at is null
    returning organisation_id, id, draft, published_version
), version as (
    insert into flow_version (organisation_id, flow_id, version, definition, note, published_by)
    select organisation_id, id, published_version, draft, $3, $4 from published
    returning organisation_id, flow_id, version
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $4, 'member', 'flow.publish', flow_id::text,
        jsonb_build_object('from', nullif(version - 1, 0), 'to', version, 'base_version', $2)
    from version
)
select version from version;

-- name: flow_rename
with old as (
    select f.organisation_id, f.id, f.name from flow f where f.id = $1 and f.archived_at is null for update
), renamed as (
    update flow f set name = $2, updated_at = clock_timestamp(), updated_by = $3
    from old
    where f.organisation_id = old.organisation_id and f.id = old.id
    returning f.organisation_id, f.id, old.name as was, f.name
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $3, 'member', 'flow.rename', id::text, jsonb_build_object('from', was, 'to', name) from renamed
)
select count(*) from renamed;

-- name: flow_archive
with archived as (
    update flow f set archived_at = clock_timestamp()
    where f.id = $1 and f.archived_at is null
    returning f.organisation_id, f.id, f.name, f.published_version
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $2, 'member', 'flow.archive', id::text, jsonb_build_object('name', name, 'version', published_version) from archived
)
select count(*) from archived;

-- name: flow_restore
with old as (
    select f.organisation_id, f.id, f.name from flow f where f.id = $1 and f.archived_at is not null for update
), restored as (
    update flow f set archived_at = null, name = $2
    from old
    where f.organisation_id = old.organisation_id and f.id = old.id
    returning f.organisation_id, f.id, old.name as was, f.name
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $3, 'member', 'flow.restore', id::text, jsonb_build_object('from', was, 'to', name) from restored
)
select count(*) from restored;

-- name: flow_task_count
select count(*) from task t where t.flow_id = $1 and t.status <> 'done';

-- name: flow_version_list
select v.version, v.published_at, v.note, p.name, count(*) over ()
from flow_version v
left join person p on p.id = v.published_by
where v.flow_id = $1
order by v.version desc
limit $2 offset $3;

-- name: flow_version_get
select v.version, v.published_at, v.note, p.name, v.definition::text
from flow_version v
left join person p on p.id = v.published_by
where v.flow_id = $1 and v.version = $2;
