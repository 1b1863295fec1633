-- Verify task_window.
select starts_at, ends_at from sandi.task where false;
