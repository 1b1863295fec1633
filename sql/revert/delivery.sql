-- Revert delivery: the times are lost; what is owed does not depend on them.
begin;
drop index sandi.verification_created;
alter table sandi.message drop accepted_at, drop sent_at, drop delivered_at, drop read_at, drop failed_at, drop unknown_at;
commit;
