-- Flows of one organisation; row-level security keeps the others out.

-- name: flow_list
select f.id, f.name, f.base_version, coalesce(f.published_version, 0),
    f.published_version is null or f.draft is distinct from v.definition, f.updated_at, p.name, count(*) over ()
from flow f
left join flow_version v on v.organisation_id = f.organisation_id and v.flow_id = f.id and v.version = f.published_version
left join person p on p.id = f.updated_by
where f.archived_at is null and f.name ilike '%' || $1 || '%'
order by f.updated_at desc, f.id
limit $2;

-- name: flow_list_published
select f.id, f.name, f.base_version, f.published_version, false, f.updated_at, null::text, count(*) over ()
from flow f
where f.archived_at is null and f.published_version is not null
order by lower(f.name), f.id
limit $1;

-- name: flow_get
select f.id, f.name, f.base_version, coalesce(f.published_version, 0),
    f.published_version is null or f.draft is distinct from v.definition, f.updated_at, p.name, f.draft::text
from flow f
left join flow_version v on v.organisation_id = f.organisation_id and v.flow_id = f.id and v.version = f.published_version
left join person p on p.id = f.updated_by
where f.id = $1 and f.archived_at is null;

-- name: flow_published_get
select f.id, f.name, f.base_version, f.published_version, false, v.published_at, p.name, v.definition::text
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
select organisation_id, updated_by, 'member', 'flow.create', id::text, jsonb_build_object('name', name) from made;

-- name: flow_save
with saved as (
    update flow
    set draft = $3::jsonb, base_version = base_version + 1, updated_at = clock_timestamp(), updated_by = $4
    where id = $1 and base_version = $2 and archived_at is null
    returning organisation_id, id, base_version
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $4, 'member', 'flow.save', id::text,
        jsonb_build_object('what', $5::text, 'base_version', base_version)
    from saved
)
select base_version from saved;

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
    select organisation_id, $4, 'member', 'flow.publish', flow_id::text, jsonb_build_object('version', version)
    from version
)
select version from version;
