-- Verify ledger.
select last_number from sandi.credit where false;
select refers_to from sandi.entry where false;
select token from sandi.top_up_form where false;
