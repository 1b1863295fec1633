-- Verify lookup.
select 1 / (count(*) = 3)::int from pg_index where indexrelid in ('sandi.verification_recipient'::regclass, 'sandi.verification_created'::regclass,
    'sandi.message_number'::regclass) and indpred is not null;
