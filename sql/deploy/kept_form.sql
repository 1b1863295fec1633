-- Deploy kept_form: what a worker sent after the session had ended, until the same person signs in again.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table kept_form (
    organisation_id uuid not null,
    person_id       uuid not null,
    task_id         uuid not null,
    page_id         text not null check (page_id ~ '^[a-z][a-z0-9_]{0,39}$'),
    fields          text not null check (octet_length(fields) <= 65536),
    kept_at         timestamptz not null default clock_timestamp(),
    primary key (organisation_id, person_id, task_id, page_id),
    foreign key (organisation_id, task_id) references task (organisation_id, id) on delete cascade
);
create index kept_form_task on kept_form (organisation_id, task_id);
create index kept_form_age on kept_form (kept_at);
comment on table kept_form is 'A page of a task that was sent when its session had sat idle for too long. Shown again to the same person, never stored as answers by itself; gone after a day.';
comment on column kept_form.organisation_id is 'The organisation.';
comment on column kept_form.person_id is 'Whose session it was: nobody else sees it.';
comment on column kept_form.task_id is 'The task.';
comment on column kept_form.page_id is 'The page of its flow.';
comment on column kept_form.fields is 'What was typed, as the form sent it; no code, no token, no file.';
comment on column kept_form.kept_at is 'When.';

alter table kept_form enable row level security;
alter table kept_form force row level security;
create policy owner on kept_form to sandi_owner using (true) with check (true);
create policy own on kept_form to sandi_field
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);
commit;
