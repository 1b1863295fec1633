-- Verify task_import_again.
select sha256 from sandi.task_import where false;
