-- Revert flow: refuses while a task exists.
begin;
do $$ begin
    if exists (select from sandi.task) then raise exception 'tasks exist: restore a backup instead'; end if;
end $$;
drop table sandi.answer, sandi.task, sandi.flow_version, sandi.flow restrict;
commit;
