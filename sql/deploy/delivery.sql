-- Deploy delivery: what the delivery log shows. The times stand on the message, in no index, so that callbacks stay heap-only updates.
-- The log is read in the order in which verifications were started: an index there is written at start and at the end, twice; one on message would be
-- written a third time, since claim and settlement move due_at. It leaves out the id: a batch shares its moment, so that duplicates are stored once.
-- It costs some 60 bytes of WAL a send (1,042 to 1,105 in batches of 50, medians of five interleaved rounds) and nothing that sends a second would show.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table message
    add accepted_at  timestamptz,
    add sent_at      timestamptz,
    add delivered_at timestamptz,
    add read_at      timestamptz,
    add failed_at    timestamptz,
    add unknown_at   timestamptz;
comment on column message.accepted_at is 'When the provider''s answer or the right code told that it was accepted.';
comment on column message.sent_at is 'When it was sent, by the provider''s clock where event_time believes it.';
comment on column message.delivered_at is 'When it was delivered; likewise.';
comment on column message.read_at is 'When it was read; likewise.';
comment on column message.failed_at is 'When it was rejected or failed; likewise.';
comment on column message.unknown_at is 'When it turned out that nobody answered.';

create index verification_created on verification (organisation_id, created_at);
commit;
