-- Deploy fallback: when a verification tries its next channel without waiting for a failure, and why a message was made.
begin;
set local role sandi_owner;
set local search_path = sandi;

create domain fallback_seconds as int check (value between 15 and 240);
comment on domain fallback_seconds is 'How long a message may go without delivery before the next channel is tried.';
create domain message_cause as text check (value in ('chosen', 'failed', 'late'));
comment on domain message_cause is 'Why a message follows another one.';

alter table verification add column fallback_after fallback_seconds, add column fallback_at timestamptz;
comment on column verification.fallback_after is 'Seconds without delivery after which the next channel of fallback is tried; null: only after a failure.';
comment on column verification.fallback_at is 'When that is looked at next; null where no channel is left or nobody asked for it.';
-- Closing a verification takes it out of the index: status is in another predicate already, so no update loses by it.
create index verification_fallback on verification (fallback_at) where fallback_at is not null and status = 'pending';

alter table message add column cause message_cause;
comment on column message.cause is 'chosen: a person named its channel, so nothing follows it by itself; failed, late: the message before it failed, or was not delivered in time. Null: the start, or the same way again.';
comment on column message.fallback is 'What became of the next channels after this message failed or was late, as "channel:outcome" with spaces between; "chosen" where a person''s choice forbade it.';
commit;
