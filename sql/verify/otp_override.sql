-- Verify otp_override.
select reason from sandi.otp_override where false;
