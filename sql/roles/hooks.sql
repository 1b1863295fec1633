-- hooks: functions only.
grant execute on function sender_find, message_event to sandi_hooks;
