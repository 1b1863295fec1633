-- Verify task_revision.
select revision, step, steps from sandi.task where false;
