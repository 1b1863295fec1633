-- Revert task_import_again.
alter table sandi.task_import drop column sha256;
