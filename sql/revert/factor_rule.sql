-- Revert factor_rule.
begin;
alter table sandi.organisation add column admin_factor boolean not null default false;
update sandi.organisation set admin_factor = factor_rule <> 'nobody';
alter table sandi.organisation drop column factor_rule, drop column factor_due;
commit;
