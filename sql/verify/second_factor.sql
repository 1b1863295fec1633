-- Verify second_factor.
select last_step, confirmed_at from sandi.second_factor where false;
select used_at from sandi.recovery_code where false;
select expires_at from sandi.half_login where false;
select admin_factor from sandi.organisation where false;
