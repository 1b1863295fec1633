-- Revert limit: refuses while an organisation has a cap or watches a country.
begin;
do $$ begin
    if exists (select from sandi.organisation where day_cap is not null) or exists (select from sandi.country_rule where rule = 'watch') then
        raise exception 'organisations have limits: restore a backup instead';
    end if;
end $$;
drop table sandi.spend_alert, sandi.country_day_seen, sandi.country_day restrict;
alter table sandi.credit drop cap_base, drop cap_until;
alter table sandi.organisation drop day_cap;
alter domain sandi.rule_kind drop constraint rule_kind_check;
alter domain sandi.rule_kind add constraint rule_kind_check check (value in ('allow', 'refuse'));
commit;
