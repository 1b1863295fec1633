-- api: reads what its answers show; everything else goes through functions.
grant select on organisation, credit, entry, message, country, rate_card, rate, country_rule to sandi_api;
grant select (organisation_id, id, created_at, expires_at, closed_at, last_wrong_at, price, digits, attempts_max, attempts_used, fallback_next, recipient,
    recipient_kind, prefix, country, channel, locale, reference, fallback, status, api_key_id, person_id, task_id, component_id) on verification to sandi_api;
grant execute on function api_key_find to sandi_api;
grant execute on function verification_start, verification_check, verification_resend, verification_cancel, verification_recover, verification_price, resend_next, resend_cooldown to sandi_api;
