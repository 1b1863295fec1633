-- Revert second_factor: refuses while somebody's login rests on one.
begin;
do $$ begin
    if exists (select from sandi.second_factor where confirmed_at is not null) then
        raise exception 'second factors are in use: restore a backup instead';
    end if;
end $$;
alter table sandi.organisation drop column admin_factor;
drop table sandi.half_login, sandi.recovery_code, sandi.second_factor restrict;
commit;
