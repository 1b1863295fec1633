-- Verify task_revision.
select revision from sandi.task where false;
