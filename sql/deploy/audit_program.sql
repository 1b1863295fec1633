-- Deploy audit_program: which program a line of the audit log came through, and room for what a long text was before and after.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table audit_log add column program text check (length(program) <= 20);
alter table audit_log alter column program set default left(regexp_replace(session_user, '^sandi_', ''), 20);
alter table audit_log drop constraint audit_log_detail_check;
alter table audit_log add constraint audit_log_detail_check check (pg_column_size(detail) <= 16000);
comment on column audit_log.program is 'The program that it was done with, by its database login; null in lines from before this was noted.';
commit;
