-- staff: functions that check the staff session and its role themselves; besides, what is the same for everybody.
grant select on country, rate_card, rate to sandi_staff;
grant execute on function login_find, session_create, session_find, session_end to sandi_staff;
grant execute on function credit_top_up to sandi_staff;
