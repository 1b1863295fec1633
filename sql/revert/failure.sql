-- Revert failure.
alter table sandi.message drop constraint message_check1;
alter table sandi.message add constraint message_check1
    check (case status when 'queued' then not settled when 'launched' then not settled when 'unknown' then true else settled end);
