-- Deploy attachment: photos and drawn signatures of tasks.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table attachment (
    organisation_id uuid not null,
    id              uuid not null,
    task_id         uuid not null,
    component_id    text not null check (component_id ~ '^[a-z][a-z0-9_]{0,39}$'),
    kind            text not null check (kind in ('photo', 'signature')),
    type            text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
    bytes           bytea not null check (octet_length(bytes) between 1 and 2097152),
    sha256          bytea not null check (octet_length(sha256) = 32),
    created_at      timestamptz not null default clock_timestamp(),
    created_by      uuid,
    primary key (organisation_id, id),
    foreign key (organisation_id, task_id) references task (organisation_id, id)
);
-- Pictures are compressed already.
alter table attachment alter column bytes set storage external;
create index attachment_task on attachment (organisation_id, task_id);
comment on table attachment is 'A picture that was taken or drawn in a task. Never changed: what an answer names it keeps, what no answer names any more was taken back.';
comment on column attachment.organisation_id is 'The organisation.';
comment on column attachment.id is 'Its name for programs, as answers name it.';
comment on column attachment.task_id is 'The task.';
comment on column attachment.component_id is 'The component that asked for it.';
comment on column attachment.kind is 'Whether it was taken or drawn.';
comment on column attachment.type is 'What its first bytes say it is.';
comment on column attachment.bytes is 'The picture, at most 2 MB.';
comment on column attachment.sha256 is 'Its fingerprint, so that it can be shown to be the one that was sent.';
comment on column attachment.created_at is 'When it came.';
comment on column attachment.created_by is 'Who sent it.';

alter table attachment enable row level security;
alter table attachment force row level security;
create policy owner on attachment to sandi_owner using (true) with check (true);
create policy own on attachment to sandi_console, sandi_field
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);
commit;
