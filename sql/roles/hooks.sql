-- hooks: functions only.
grant execute on function sender_find, message_event to sandi_hooks;
grant execute on function alert_note to sandi_hooks;
