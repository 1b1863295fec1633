-- Deploy otp_override: steps of tasks that an admin let pass without a code, and what a task's page asks the audit log.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table otp_override (
    organisation_id uuid not null,
    task_id         uuid not null,
    component_id    text not null check (component_id ~ '^[a-z][a-z0-9_]{0,39}$'),
    person_id       uuid not null,
    at              timestamptz not null,
    reason          text not null check (length(reason) between 10 and 500),
    verification_id uuid,
    primary key (organisation_id, task_id, component_id),
    foreign key (organisation_id, task_id) references task (organisation_id, id)
);
comment on table otp_override is 'OTP steps of tasks that an admin let pass without a code. Rows are added by otp_override_create, never changed.';
comment on column otp_override.organisation_id is 'The organisation.';
comment on column otp_override.task_id is 'The task.';
comment on column otp_override.component_id is 'The step''s component.';
comment on column otp_override.person_id is 'The admin who let it pass.';
comment on column otp_override.at is 'When; no code of the step was approved from then on.';
comment on column otp_override.reason is 'Why, in the admin''s words; without the recipient.';
comment on column otp_override.verification_id is 'The code that waited and was canceled with it; null: none did.';

-- Whoever asks, owner and superuser too.
create function otp_override_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'what was let pass stays told' using errcode = 'restrict_violation';
end $$;
comment on function otp_override_immutable() is 'Refuses every change of an override, whoever asks.';
revoke all on function otp_override_immutable() from public;
create trigger otp_override_immutable before update or delete on otp_override for each row execute function otp_override_immutable();
create trigger otp_override_kept before truncate on otp_override for each statement execute function otp_override_immutable();

alter table otp_override enable row level security;
alter table otp_override force row level security;
create policy owner on otp_override to sandi_owner using (true) with check (true);
create policy own on otp_override for select to sandi_console, sandi_field
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);

-- The lines about one task, without a walk through all that its organisation did.
create index audit_log_task on audit_log (organisation_id, subject, at) where action like 'task.%';
commit;
