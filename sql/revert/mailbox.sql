-- Revert mailbox.
begin;
drop index sandi.verification_wrong;
create index verification_wrong on sandi.verification (organisation_id, recipient, last_wrong_at) where last_wrong_at is not null;
commit;
