-- staff: functions that check the staff session and its role themselves; besides, what is the same for everybody.
grant select on country, rate_card, rate to sandi_staff;
