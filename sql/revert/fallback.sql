-- Revert fallback.
begin;
alter table sandi.message drop column cause;
alter table sandi.verification drop column fallback_at, drop column fallback_after;
drop domain sandi.message_cause;
drop domain sandi.fallback_seconds;
commit;
