-- Deploy task_import_again: what a file said, so that the same one is recognised when it comes a second time.
begin;
set local role sandi_owner;
set local search_path = sandi;
alter table task_import add column sha256 bytea check (octet_length(sha256) = 32);
comment on column task_import.sha256 is 'Of its bytes, which are not kept; null: it came before this was noted.';
commit;
