-- Verify tenant.
select role from sandi.member where false;
select csrf from sandi.session where false;
select secret_hash from sandi.api_key where false;
select rule from sandi.country_rule where false;
select detail from sandi.audit_log where false;
