-- Verify vacuum.
select 1 / count(*) from pg_class where relnamespace = 'sandi'::regnamespace and relname = 'message' and 'autovacuum_vacuum_threshold=5000' = any (reloptions);
