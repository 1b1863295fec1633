-- Rights are granted anew as a whole, after the functions: first every program loses all it had.
\set ON_ERROR_STOP 1
reset role;
set client_min_messages = warning;
revoke all on all tables in schema sandi from public, sandi_console, sandi_staff, sandi_field, sandi_api, sandi_hooks, sandi_dispatcher, sandi_cli;
revoke all on all functions in schema sandi from public, sandi_console, sandi_staff, sandi_field, sandi_api, sandi_hooks, sandi_dispatcher, sandi_cli;
do $$
declare
    c record;
begin
    -- Rights on single columns survive a revoke on their table: take them by name.
    for c in select distinct g.table_name, g.column_name, g.privilege_type, g.grantee from information_schema.column_privileges g
        where g.table_schema = 'sandi' and g.grantee ~ '^sandi_' and g.grantee <> 'sandi_owner' loop
        execute format('revoke %s (%I) on sandi.%I from %I', c.privilege_type, c.column_name, c.table_name, c.grantee);
    end loop;
end $$;
grant usage on schema sandi to sandi_console, sandi_staff, sandi_field, sandi_api, sandi_hooks, sandi_dispatcher, sandi_cli;
-- Nothing waits for ever: a stuck program must not hold an organisation's credit row.
alter role sandi_console set statement_timeout = '10s';
alter role sandi_staff set statement_timeout = '10s';
alter role sandi_field set statement_timeout = '10s';
alter role sandi_api set statement_timeout = '10s';
alter role sandi_hooks set statement_timeout = '10s';
alter role sandi_dispatcher set statement_timeout = '30s';
alter role sandi_console set idle_in_transaction_session_timeout = '10s';
alter role sandi_staff set idle_in_transaction_session_timeout = '10s';
alter role sandi_field set idle_in_transaction_session_timeout = '10s';
alter role sandi_api set idle_in_transaction_session_timeout = '10s';
alter role sandi_hooks set idle_in_transaction_session_timeout = '10s';
alter role sandi_dispatcher set idle_in_transaction_session_timeout = '10s';
-- Whoever looks from outside (the operator's psql, checks) finds the tables by their names; no program needs a temporary table.
do $$ begin
    execute format('alter database %I set search_path = public, sandi', current_database());
    execute format('revoke temporary on database %I from public', current_database());
end $$;
set search_path = sandi;
