-- Deploy task_import: files of tasks, looked at first and then made into tasks at once.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table task_import (
    organisation_id uuid not null references organisation,
    id              uuid not null,
    flow_id         uuid not null,
    file_name       text not null check (length(file_name) <= 255),
    content         bytea check (octet_length(content) between 1 and 2097152),
    made_by         uuid,
    made_at         timestamptz not null default clock_timestamp(),
    applied_at      timestamptz,
    tasks           int check (tasks > 0),
    primary key (organisation_id, id),
    foreign key (organisation_id, flow_id) references flow (organisation_id, id),
    check ((applied_at is null) = (tasks is null) and (applied_at is null) = (content is not null))
);
create index task_import_waiting on task_import (organisation_id, made_at) where applied_at is null;
comment on table task_import is 'A file of tasks, as it came: looked at first, applied at most once. One that was left lying is forgotten after a day.';
comment on column task_import.organisation_id is 'The organisation.';
comment on column task_import.id is 'Its name for programs.';
comment on column task_import.flow_id is 'The flow that its tasks run.';
comment on column task_import.file_name is 'What the browser called it.';
comment on column task_import.content is 'Its bytes, until they became tasks: they hold recipients.';
comment on column task_import.made_by is 'Who brought it.';
comment on column task_import.made_at is 'When.';
comment on column task_import.applied_at is 'When its tasks were made; null: not yet.';
comment on column task_import.tasks is 'How many they were.';

alter table task add column import_id uuid;
alter table task add foreign key (organisation_id, import_id) references task_import (organisation_id, id);
create index task_of_import on task (organisation_id, import_id) where import_id is not null;
comment on column task.import_id is 'The file it was made from; null: none.';

alter table task_import enable row level security;
alter table task_import force row level security;
create policy owner on task_import to sandi_owner using (true) with check (true);
create policy own on task_import to sandi_console
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);
commit;
