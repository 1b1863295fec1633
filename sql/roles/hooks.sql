-- Callbacks of providers: functions only.
grant execute on function sender_find(text) to sandi_hooks;
