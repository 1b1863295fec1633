-- Verify caps.
select recipient_starts, recipient_day_starts, task_step_starts, person_starts from sandi.organisation where false;
