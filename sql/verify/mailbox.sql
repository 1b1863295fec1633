-- Verify mailbox.
select 1 / (count(*) = 1)::int from pg_indexes where schemaname = 'sandi' and indexname = 'verification_wrong' and indexdef like '%lower(%';
