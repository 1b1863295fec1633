-- Revert task_window: refuses while there are windows.
begin;
do $$ begin
    if exists (select from sandi.task where starts_at is not null or ends_at is not null) then raise exception 'tasks have windows: restore a backup instead'; end if;
end $$;
alter table sandi.task drop column starts_at, drop column ends_at;
commit;
