-- dispatcher: functions only.
grant execute on function sender_list, sender_stamp, message_claim, message_put_back, message_recover, message_launch, message_launched, message_settle, message_sweep to sandi_dispatcher;
