-- field: reads what a worker's pages show; writes answers and the state of tasks.
-- Of the ledger only whether a message was charged: never an amount.
grant select (organisation_id, number, message_id, kind, refers_to) on entry to sandi_field;
grant select on organisation, member, credit, message, flow, flow_version, task, answer, country, rate_card, rate, country_rule to sandi_field;
grant select (id, email, name, language, created_at, disabled_at) on person to sandi_field;
grant select (organisation_id, id, created_at, expires_at, closed_at, last_wrong_at, price, digits, attempts_max, attempts_used, fallback_next, recipient,
    recipient_kind, prefix, country, channel, locale, reference, fallback, status, api_key_id, person_id, task_id, component_id, link_hash, entered_by, hash_key) on verification to sandi_field;
grant insert, update on answer to sandi_field;
grant select, insert, delete on attachment to sandi_field;
-- That a step was let pass without a code, not why.
grant select (organisation_id, task_id, component_id) on otp_override to sandi_field;
grant update (status, worker_id, finished_at, revision, step, steps) on task to sandi_field;
grant select, insert, update, delete on kept_form to sandi_field;
grant insert on audit_log to sandi_field;
grant execute on function login_attempt, login_find, session_create, session_find, session_idle, session_end to sandi_field;
grant execute on function verification_start, verification_check, verification_resend, verification_cancel, verification_recover, verification_price, resend_next, resend_cooldown to sandi_field;
