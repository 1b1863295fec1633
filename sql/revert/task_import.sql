-- Revert task_import: refuses while there are imports.
begin;
do $$ begin
    if exists (select from sandi.task_import) then raise exception 'tasks were imported: restore a backup instead'; end if;
end $$;
alter table sandi.task drop column import_id;
drop table sandi.task_import restrict;
commit;
