-- dispatcher: functions only.
grant execute on function sender_list, sender_stamp, message_claim, message_put_back, message_recover, message_launch, message_launched, message_settle, message_sweep to sandi_dispatcher;
grant execute on function sender_health_note, alert_note, alert_clear, alert_claim, alert_count to sandi_dispatcher;
grant execute on function credit_watch_round, notice_claim, letter_claim, retention_round to sandi_dispatcher;
grant execute on function spend_sweep to sandi_dispatcher;
