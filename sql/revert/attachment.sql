-- Revert attachment: refuses while there are pictures.
begin;
do $$ begin
    if exists (select from sandi.attachment) then raise exception 'tasks have pictures: restore a backup instead'; end if;
end $$;
drop table sandi.attachment restrict;
commit;
