-- Deploy task_revision: two phones on one task notice each other, and pictures that were taken back go.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table task add column revision int not null default 0;
alter table task add column step int;
alter table task add column steps int;
alter table task add constraint task_step check (step between 1 and steps);
create index task_open on task (organisation_id, worker_id) where status <> 'done';
create index task_finished on task (organisation_id, worker_id, finished_at) where status = 'done';
comment on column task.revision is 'Grows with each change of its answers, so that nothing is written over what its writer has not read.';
comment on column task.step is 'The step that the worker goes on with, from 1; null before anything was stored.';
comment on column task.steps is 'How many steps it had then.';
comment on table attachment is 'A picture that was taken or drawn in a task. Never changed; removed when the worker takes it back, and at the task''s end when no answer names it.';
commit;
