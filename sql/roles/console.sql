-- console: reads its organisation's rows under row-level security; writes flows, tasks, answers and its own audit lines.
grant select on organisation, member, country_rule, credit, entry, message, flow, flow_version, task, answer, country, rate_card, rate, audit_log,
    receipt, top_up_request, credit_watch to sandi_console;
grant select (organisation_id, id, name, created_at, revoked_at, last_used_at, scopes, expires_at, made_by, replaces) on api_key to sandi_console;
grant select (id, email, name, language, created_at, disabled_at) on person to sandi_console;
grant select (id, name, organisation_id, channel, active) on sender to sandi_console;
grant select (organisation_id, id, created_at, expires_at, closed_at, last_wrong_at, price, digits, attempts_max, attempts_used, fallback_next, recipient,
    recipient_kind, prefix, country, channel, locale, reference, fallback, status, api_key_id, person_id, task_id, component_id, entered_by) on verification to sandi_console;
grant insert, update on flow, task, answer to sandi_console;
grant insert on flow_version, audit_log to sandi_console;
grant select on attachment, otp_override to sandi_console;
grant execute on function otp_override_create to sandi_console;
grant select, insert, delete on flow_change to sandi_console;
-- These read with the console's own rights.
grant execute on function delivery_list, delivery_total, delivery_get, delivery_message_list, resend_next, resend_cooldown, audit_line_list, audit_change to sandi_console;
grant select, insert, update, delete on message_text to sandi_console;
grant execute on function message_text_senders to sandi_console;
grant execute on function flow_save, flow_undo, flow_change_add to sandi_console;
grant select (organisation_id, id, email, role, made_by, made_at, expires_at, closed_at) on invite to sandi_console;
grant execute on function login_attempt, login_find, session_create, session_find, session_end, session_language_set, session_prove, session_list, session_end_other,
    session_organisation_list, session_move, password_reset_ask, password_reset_find, password_reset_use, password_change to sandi_console;
grant execute on function member_change, member_phone_set, member_factor_remove, member_factor, member_session_list, member_session_end, member_task_move, invite_send, invite_revoke, invite_find, invite_accept, organisation_change, api_key_make, api_key_end to sandi_console;
grant execute on function half_login_create, half_login_try, half_login_person, half_login_end, second_factor_get, second_factor_begin, second_factor_try, second_factor_confirm,
    recovery_codes_renew, second_factor_end to sandi_console;
grant execute on function verification_start, verification_check, verification_resend, verification_cancel, verification_recover, verification_price to sandi_console;
grant execute on function sender_identity to sandi_console;
grant execute on function top_up_request_create, top_up_request_cancel, credit_watch_set to sandi_console;
grant select on country_day, spend_alert to sandi_console;
grant execute on function rate_terms, rate_lines, price_state, day_cap_set, start_cap, start_cap_set, country_rule_set, spend_alert_close to sandi_console;
grant execute on function entry_from, entry_balance, entry_sums, entry_span, credit_days, credit_overview, statement_behind, statement_list, statement_sum, statement_month_list, statement_day_list,
    statement_kind_list, usage_list, usage_verified_list to sandi_console;
grant select, insert, update, delete on task_import to sandi_console;
grant execute on function task_search, task_is_begun, task_delete, task_title_told, task_import_apply to sandi_console;
