-- Revert tenant: refuses while an organisation exists.
begin;
do $$ begin
    if exists (select from sandi.organisation) then raise exception 'organisations exist: restore a backup instead'; end if;
end $$;
drop policy own on sandi.person;
drop table sandi.member, sandi.session, sandi.api_key, sandi.country_rule, sandi.audit_log restrict;
commit;
