-- Deploy flow: what editors build and workers run.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table flow (
    organisation_id   uuid not null references organisation,
    id                uuid not null,
    name              text not null check (length(name) between 1 and 100),
    draft             jsonb not null check (jsonb_typeof(draft) = 'object' and pg_column_size(draft) <= 1000000),
    base_version      int not null default 1,
    published_version int,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    updated_by        uuid,
    archived_at       timestamptz,
    primary key (organisation_id, id)
);
create unique index flow_name on flow (organisation_id, lower(name)) where archived_at is null;
comment on table flow is 'A flow as its editor sees it.';
comment on column flow.organisation_id is 'The organisation.';
comment on column flow.id is 'Its name for programs.';
comment on column flow.name is 'Its name for people; unique among those not archived, whatever the case.';
comment on column flow.draft is 'The definition being edited.';
comment on column flow.base_version is 'Grows with each save, so that two editors notice each other.';
comment on column flow.published_version is 'The version that new tasks take; null before the first.';
comment on column flow.created_at is 'When it was made.';
comment on column flow.updated_at is 'When it was last saved or published.';
comment on column flow.updated_by is 'By whom.';
comment on column flow.archived_at is 'Since when it is out of sight.';

create table flow_version (
    organisation_id uuid not null,
    flow_id         uuid not null,
    version         int not null check (version > 0),
    definition      jsonb not null check (jsonb_typeof(definition) = 'object' and pg_column_size(definition) <= 1000000),
    note            text check (length(note) <= 500),
    published_at    timestamptz not null default now(),
    published_by    uuid,
    primary key (organisation_id, flow_id, version),
    foreign key (organisation_id, flow_id) references flow (organisation_id, id)
);
comment on table flow_version is 'A published definition; never changed.';
comment on column flow_version.organisation_id is 'The organisation.';
comment on column flow_version.flow_id is 'The flow.';
comment on column flow_version.version is '1, 2, 3.';
comment on column flow_version.definition is 'Its pages and components.';
comment on column flow_version.note is 'What its publisher said about it.';
comment on column flow_version.published_at is 'When.';
comment on column flow_version.published_by is 'By whom.';

create table task (
    organisation_id uuid not null references organisation,
    id              uuid not null,
    flow_id         uuid not null,
    flow_version    int not null,
    title           text not null check (length(title) between 1 and 200),
    status          task_status not null default 'unassigned',
    worker_id       uuid,
    created_by      uuid,
    created_at      timestamptz not null default now(),
    finished_at     timestamptz,
    primary key (organisation_id, id),
    foreign key (organisation_id, flow_id, flow_version) references flow_version (organisation_id, flow_id, version),
    check ((status = 'done') = (finished_at is not null)),
    check (status <> 'ongoing' or worker_id is not null)
);
create index task_created on task (organisation_id, created_at);
create index task_worker on task (organisation_id, worker_id, created_at) where worker_id is not null;
comment on table task is 'A run of a flow''s version by a worker.';
comment on column task.organisation_id is 'The organisation.';
comment on column task.id is 'Its name for programs.';
comment on column task.flow_id is 'The flow.';
comment on column task.flow_version is 'The version it is pinned to.';
comment on column task.title is 'Its name for people.';
comment on column task.status is 'Its state.';
comment on column task.worker_id is 'Who runs it.';
comment on column task.created_by is 'Who made it.';
comment on column task.created_at is 'When it was made.';
comment on column task.finished_at is 'When it was finished.';

create table answer (
    organisation_id uuid not null,
    task_id         uuid not null,
    component_id    text not null check (component_id ~ '^[a-z][a-z0-9_]{0,39}$'),
    value           text not null check (length(value) <= 4000),
    at              timestamptz not null default now(),
    primary key (organisation_id, task_id, component_id),
    foreign key (organisation_id, task_id) references task (organisation_id, id)
);
comment on table answer is 'What was entered at a component of a task.';
comment on column answer.organisation_id is 'The organisation.';
comment on column answer.task_id is 'The task.';
comment on column answer.component_id is 'The component.';
comment on column answer.value is 'The value; for an OTP component the id of the approved verification.';
comment on column answer.at is 'When.';

do $$
declare
    t text;
begin
    foreach t in array array['flow', 'flow_version', 'task', 'answer'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)
            with check (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
commit;
