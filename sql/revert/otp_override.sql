-- Revert otp_override: refuses while a step was let pass.
begin;
do $$ begin
    if exists (select from sandi.otp_override) then raise exception 'steps were let pass without a code: restore a backup instead'; end if;
end $$;
drop index sandi.audit_log_task;
drop table sandi.otp_override restrict;
drop function sandi.otp_override_immutable();
commit;
