-- Deploy task_window: when a task is to be done.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table task add column starts_at timestamptz;
alter table task add column ends_at timestamptz;
alter table task add constraint task_window check (ends_at > starts_at);
create index task_starts on task (organisation_id, starts_at) where starts_at is not null;
create index task_ends on task (organisation_id, ends_at) where ends_at is not null;
comment on column task.starts_at is 'From when on it is to be done; null: at any time before its end.';
comment on column task.ends_at is 'Until when; an open task is overdue afterwards. Null: at any time from its start on.';
commit;
