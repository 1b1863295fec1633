-- Deploy mailbox: wrong guesses are counted by mailbox, as starts are, whatever the capitals of its address.
begin;
set local role sandi_owner;
set local search_path = sandi;

drop index verification_wrong;
create index verification_wrong on verification (organisation_id, lower(recipient), last_wrong_at) where last_wrong_at is not null;
commit;
