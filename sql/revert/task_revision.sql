-- Revert task_revision.
begin;
drop index sandi.task_open, sandi.task_finished;
alter table sandi.task drop column revision, drop column step, drop column steps;
commit;
