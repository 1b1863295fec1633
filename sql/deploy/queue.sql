-- Deploy queue: what waits to be sent has an index of its own, by lanes of sender, country and organisation and then by expiry, so that claims are fair
-- and neither they nor the sweep wade through each other's rows.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table message add column expires_at timestamptz;
comment on column message.expires_at is 'When its code ends, copied from the verification: what ends first is sent first.';
update message m set expires_at = v.expires_at from verification v where v.organisation_id = m.organisation_id and v.id = m.verification_id;
alter table message alter column expires_at set not null;
update message set lease_by = '00000000-0000-0000-0000-000000000000' where due_at is not null and lease_by is null and status in ('launched', 'unknown');

-- Each unsettled message stands in one of the two. lease_by changes where due_at does, so launches and callbacks stay heap-only updates.
drop index message_due;
create index message_queue on message (sender_id, coalesce(country::text, ''), organisation_id, expires_at) where due_at is not null and lease_by is null;
create index message_due on message (due_at) where due_at is not null and lease_by is not null;
comment on column message.lease_by is 'The dispatcher that claimed it last; null: nobody did yet, it is in the queue.';
comment on column message.lease_until is 'Until when the dispatcher in lease_by may launch it; null: it holds nothing.';
comment on column message.due_at is 'When it next needs attention: queued, its sending (or, claimed, the end of its lease); launched, the end of its lease; unknown, its release. Null once settled.';
commit;
