-- Deploy roles: the owner of everything and one login role a program. Their rights are in sql/roles, granted anew at each load.
begin;
do $$
declare
    name text;
begin
    if not exists (select from pg_roles where rolname = 'sandi_owner') then
        create role sandi_owner nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
    end if;
    foreach name in array array['sandi_console', 'sandi_staff', 'sandi_field', 'sandi_api', 'sandi_hooks', 'sandi_dispatcher', 'sandi_cli'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole noinherit', name);
        end if;
        execute format('alter role %I set search_path = sandi', name);
    end loop;
end $$;
commit;
