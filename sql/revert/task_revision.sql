-- Revert task_revision.
begin;
alter table sandi.task drop column revision;
commit;
