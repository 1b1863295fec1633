-- Revert global: refuses while an organisation exists.
begin;
do $$ begin
    if exists (select from sandi.organisation) then raise exception 'organisations exist: restore a backup instead'; end if;
end $$;
drop table sandi.login_try, sandi.sender, sandi.person, sandi.organisation, sandi.rate, sandi.rate_card, sandi.country restrict;
commit;
