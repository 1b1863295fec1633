-- Verify limit.
select o.day_cap, c.cap_base, c.cap_until from sandi.organisation o, sandi.credit c where false;
select spent from sandi.country_day where false;
select number from sandi.country_day_seen where false;
select threshold from sandi.spend_alert where false;
