-- Deploy task_revision: two phones on one task notice each other, and pictures that were taken back go.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table task add column revision int not null default 0;
comment on column task.revision is 'Grows with each change of its answers, so that nothing is written over what its writer has not read.';
comment on table attachment is 'A picture that was taken or drawn in a task. Never changed; removed when the worker takes it back, and at the task''s end when no answer names it.';
commit;
