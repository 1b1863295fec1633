-- Verify factor_rule.
select factor_rule, factor_due from sandi.organisation where false;
