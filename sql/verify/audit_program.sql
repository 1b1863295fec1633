-- Verify audit_program.
select program from sandi.audit_log where false;
