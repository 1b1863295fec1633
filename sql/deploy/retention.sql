-- Deploy retention: organisations whose recipients are forgotten after some days.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table organisation add column retention_days int check (retention_days between 1 and 3650);
alter table organisation add column erased_until timestamptz not null default '-infinity';
create index organisation_retention on organisation (id) where retention_days is not null;
comment on column organisation.retention_days is 'After how many days recipients are erased; null: they are kept.';
comment on column organisation.erased_until is 'Recipients of verifications that were started before are erased already.';

alter table task add column erased_at timestamptz;
create index task_erase on task (organisation_id, finished_at) where finished_at is not null and erased_at is null;
comment on column task.erased_at is 'When the answers that are recipients were erased; null: they were not.';
commit;
