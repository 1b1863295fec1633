-- Verify task_import.
select content from sandi.task_import where false;
select import_id from sandi.task where false;
