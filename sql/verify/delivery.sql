-- Verify delivery.
select accepted_at, sent_at, delivered_at, read_at, failed_at, unknown_at from sandi.message where false;
select 'sandi.verification_created'::regclass;
