-- Deploy sender_health: how senders fare, and what an operator must look after. Both are about the platform's machinery, not about a tenant.
begin;
set local role sandi_owner;
set local search_path = sandi;

create domain alert_class as text check (value in ('unauthorised', 'template', 'payment', 'credit', 'blocked', 'permission', 'request', 'breaker', 'unusable'));
comment on domain alert_class is 'What ails a sender.';

-- At most one active sender of the platform, and of each organisation, on a channel: the one made first stays.
update sender s set active = false, version = version + 1, updated_at = clock_timestamp()
where s.active and exists (select from sender o where o.active and o.channel = s.channel and o.organisation_id is not distinct from s.organisation_id and o.name < s.name);
create unique index sender_active on sender (channel, organisation_id) nulls not distinct where active;
drop index sender_channel;
comment on column sender.secrets is
    'Sealed secrets by key: {"key_id": n, "sealed": "hex", "at": seconds since 1970 when it was set}, bound to sender and key name.';

create table sender_health (
    sender_id      uuid primary key references sender on delete cascade,
    accepted_at    timestamptz,
    error_at       timestamptz,
    error_reason   text check (length(error_reason) <= 100),
    error_detail   text check (length(error_detail) <= 500),
    open_countries bigint not null default 0 check (open_countries >= 0),
    updated_at     timestamptz not null
);
comment on table sender_health is 'What the dispatcher last saw of each sender.';
comment on column sender_health.sender_id is 'The sender.';
comment on column sender_health.accepted_at is 'When its provider last accepted a message.';
comment on column sender_health.error_at is 'When it last failed for a cause that was not the recipient''s.';
comment on column sender_health.error_reason is 'Why, as a word of the program.';
comment on column sender_health.error_detail is 'The provider''s words, without recipient or code.';
comment on column sender_health.open_countries is 'To how many countries its breaker is open.';
comment on column sender_health.updated_at is 'When the dispatcher last wrote it.';

create table sender_minute (
    sender_id uuid not null references sender on delete cascade,
    minute    timestamptz not null,
    accepted  bigint not null check (accepted >= 0),
    failed    bigint not null check (failed >= 0),
    primary key (sender_id, minute)
);
comment on table sender_minute is 'Messages of each sender by minute, for the last hour.';
comment on column sender_minute.sender_id is 'The sender.';
comment on column sender_minute.minute is 'The beginning of the minute.';
comment on column sender_minute.accepted is 'How many its provider accepted.';
comment on column sender_minute.failed is 'How many failed for a cause that was not the recipient''s.';

create table alert (
    id              uuid primary key default gen_random_uuid(),
    sender_id       uuid not null references sender on delete cascade,
    class           alert_class not null,
    reason          text not null check (length(reason) <= 100),
    detail          text check (length(detail) <= 500),
    count           bigint not null check (count > 0),
    opened_at       timestamptz not null,
    seen_at         timestamptz not null,
    closed_at       timestamptz,
    closed_by       uuid,
    closed_reason   text check (length(closed_reason) <= 300),
    opened_mail_at  timestamptz,
    closed_mail_at  timestamptz,
    check ((closed_by is null and closed_reason is null) or closed_at is not null)
);
create unique index alert_open on alert (sender_id, class) where closed_at is null;
create index alert_closed on alert (closed_at) where closed_at is not null;
comment on table alert is 'What an operator must look after: one open row for each sender and class.';
comment on column alert.id is 'Its name for programs.';
comment on column alert.sender_id is 'The sender.';
comment on column alert.class is 'What ails it.';
comment on column alert.reason is 'The newest cause, as a word of the program.';
comment on column alert.detail is 'The provider''s newest words about it, without recipient or code.';
comment on column alert.count is 'How often it was seen; a storm of callbacks counts a few times a second at most.';
comment on column alert.opened_at is 'Since when.';
comment on column alert.seen_at is 'When it was last seen.';
comment on column alert.closed_at is 'When it ended; null while it is open.';
comment on column alert.closed_by is 'The operator who closed it; null when it ended by itself.';
comment on column alert.closed_reason is 'Why the operator closed it.';
comment on column alert.opened_mail_at is 'When a dispatcher took it upon itself to tell the operators: committed before the mail leaves, so at most once.';
comment on column alert.closed_mail_at is 'The same for the all-clear.';

do $$
declare
    t text;
begin
    foreach t in array array['sender_health', 'sender_minute', 'alert'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
    end loop;
end $$;
commit;
