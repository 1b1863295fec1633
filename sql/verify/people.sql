-- Verify people.
select deactivated_at, seen_at from sandi.member where false;
select id, device, address from sandi.session where false;
select scopes, expires_at, made_by, replaces from sandi.api_key where false;
select closed_at from sandi.invite where false;
select expires_at from sandi.password_reset where false;
select mailed_at from sandi.letter where false;
select address from sandi.audit_log where false;
