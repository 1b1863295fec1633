-- Deploy caps: organisations make the platform's caps on starts stricter for themselves.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table organisation
    add recipient_starts int check (recipient_starts between 1 and 5),
    add recipient_day_starts int check (recipient_day_starts between 1 and 20),
    add task_step_starts int check (task_step_starts between 1 and 10),
    add person_starts int check (person_starts between 1 and 30);
comment on column organisation.recipient_starts is 'How many codes one recipient is started in ten minutes; null: as many as the platform allows. Set by its admins; caps = off lifts it too.';
comment on column organisation.recipient_day_starts is 'The same in a day.';
comment on column organisation.task_step_starts is 'The same for one step of a task, for ever.';
comment on column organisation.person_starts is 'The same that one person starts in ten minutes, whoever they go to.';
commit;
