-- Revert queue.
begin;
set local search_path = sandi;
drop index message_due;
drop index message_queue;
create index message_due on message (due_at) where due_at is not null;
alter table message drop column expires_at;
commit;
