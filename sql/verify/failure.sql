-- Verify failure.
select 1 / count(*) from pg_constraint where conrelid = 'sandi.message'::regclass and conname = 'message_check1' and pg_get_constraintdef(oid) ~ 'failed';
