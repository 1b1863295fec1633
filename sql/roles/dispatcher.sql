-- The dispatcher: functions only.
grant execute on function sender_list(), sender_stamp() to sandi_dispatcher;
