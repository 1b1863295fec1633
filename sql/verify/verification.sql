-- Verify verification.
select wrong_at from sandi.verification where false;
select due_at from sandi.message where false;
select request_hash from sandi.idempotency_key where false;
select starts from sandi.api_key_use where false;
select received_at from sandi.early_callback where false;
