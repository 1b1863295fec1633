-- Revert audit_program.
begin;
alter table sandi.audit_log drop column program, drop constraint audit_log_detail_check, add check (pg_column_size(detail) <= 8000) not valid;
commit;
