-- Verify roles: all are there and none walks past row-level security.
do $$ begin
    assert (select count(*) = 8 from pg_roles where rolname ~ '^sandi_(owner|console|staff|field|api|hooks|dispatcher|cli)$' and not rolbypassrls and not rolsuper);
end $$;
