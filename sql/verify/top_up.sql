-- Verify top_up.
select proved_at from sandi.session where false;
select entry from sandi.receipt where false;
select 1 / count(*) from sandi.credit_policy;
select decision from sandi.top_up_request where false;
select decision from sandi.top_up_approval where false;
select days_below from sandi.credit_watch where false;
select mailed_at from sandi.notice where false;
