-- Revert statement.
drop index sandi.entry_payment;
