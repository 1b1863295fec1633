-- Verify queue.
select expires_at from sandi.message where false;
select 1 / count(*) from pg_indexes where schemaname = 'sandi' and indexname = 'message_queue';
