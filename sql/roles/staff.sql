-- staff: functions that check the staff session and its role themselves; besides, what is the same for everybody.
grant select on country, rate_card, rate to sandi_staff;
grant execute on function login_attempt, login_find, session_create, session_find, session_end, session_prove to sandi_staff;
grant execute on function credit_top_up, credit_decide, top_up_request_decline, support_organisation_list, support_organisation_get, support_top_up_list, support_entry,
    support_request_list, support_approval_list to sandi_staff;
grant execute on function support_search_spent, support_delivery_list, support_delivery_total, support_delivery_get, support_delivery_message_list to sandi_staff;
grant execute on function operator_sender_list, operator_sender_get, operator_sender_create, operator_sender_set, operator_sender_switch, operator_alert_list,
    operator_alert_close to sandi_staff;
grant execute on function rate_card_list, rate_card_create, rate_card_organisation_list, rate_card_assign, rate_upload_list, rate_upload_get, rate_upload_save,
    rate_upload_again, rate_upload_apply to sandi_staff;
-- These read with staff's own rights.
grant execute on function rate_lines, rate_diff to sandi_staff;
grant execute on function operator_price_get, operator_price_set to sandi_staff;
