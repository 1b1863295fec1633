-- Functions are reloaded as a whole, in one transaction: first all go but those that triggers hold.
-- Load order: functions/*.sql, then roles/*.sql, by name.
\set ON_ERROR_STOP 1
set client_min_messages = warning;
set check_function_bodies = off;
set search_path = sandi;
do $$
declare
    f regprocedure;
begin
    for f in select p.oid from pg_proc p where p.pronamespace = 'sandi'::regnamespace and p.prorettype <> 'trigger'::regtype loop
        execute format('drop function %s', f);
    end loop;
end $$;
set role sandi_owner;
-- New functions are nobody's until granted.
alter default privileges for role sandi_owner revoke execute on functions from public;
