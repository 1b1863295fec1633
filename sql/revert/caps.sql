-- Revert caps: refuses while an organisation has caps of its own.
begin;
do $$ begin
    if exists (select from sandi.organisation where num_nonnulls(recipient_starts, recipient_day_starts, task_step_starts, person_starts) > 0) then
        raise exception 'organisations have caps of their own: restore a backup instead';
    end if;
end $$;
alter table sandi.organisation drop recipient_starts, drop recipient_day_starts, drop task_step_starts, drop person_starts;
commit;
