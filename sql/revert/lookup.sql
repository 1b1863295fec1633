-- Revert lookup.
begin;
set local search_path = sandi;
alter table message add unique (organisation_id, verification_id, number);
drop index message_number;
drop index verification_created;
create index verification_created on verification (organisation_id, created_at);
drop index verification_recipient;
create index verification_recipient on verification (organisation_id, prefix, created_at, recipient);
commit;
