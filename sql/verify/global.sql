-- Verify global.
select code from sandi.country where false;
select price from sandi.rate where false;
select caps from sandi.organisation where false;
select secrets from sandi.sender where false;
select staff_role from sandi.person where false;
