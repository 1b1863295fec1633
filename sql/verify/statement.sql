-- Verify statement.
select 'sandi.entry_payment'::regclass;
