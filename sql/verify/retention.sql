-- Verify retention.
select retention_days, erased_until from sandi.organisation where false;
select erased_at from sandi.task where false;
