-- Deploy failure: a failure that an organisation could have signed itself settles nothing. The message is failed, and its credit stays reserved until there
-- is better evidence, or until it is released like what is unknown.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table message drop constraint message_check1;
alter table message add constraint message_check1
    check (case status when 'queued' then not settled when 'launched' then not settled when 'unknown' then true when 'failed' then true else settled end);
comment on column message.due_at is
    'When it next needs attention: queued, its sending (or, claimed, the end of its lease); launched, the end of its lease; unknown or failed, its release. Null once settled.';
commit;
