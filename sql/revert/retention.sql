-- Revert retention: what was erased stays erased.
begin;
alter table sandi.task drop column erased_at;
alter table sandi.organisation drop column erased_until, drop column retention_days;
commit;
