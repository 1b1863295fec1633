-- Verify fallback.
select fallback_after, fallback_at from sandi.verification where false;
select cause from sandi.message where false;
