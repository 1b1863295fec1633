-- Revert rate_upload: refuses while there are files.
begin;
do $$ begin
    if exists (select from sandi.rate_upload) then raise exception 'files of rates are kept: restore a backup instead'; end if;
end $$;
alter table sandi.rate drop upload_id;
drop table sandi.rate_upload restrict;
alter table sandi.rate_card drop kind, drop created_by;
commit;
