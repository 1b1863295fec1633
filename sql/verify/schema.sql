-- Verify schema.
select 'whatsapp'::sandi.channel, 'pending'::sandi.verification_status, 'queued'::sandi.message_status, 'charge'::sandi.entry_kind;
