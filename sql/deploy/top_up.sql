-- Deploy top_up: receipts' numbers, what is asked for before credit moves, a second person's approval, what admins ask for, and what they are warned of and told.
begin;
set local role sandi_owner;
set local search_path = sandi;

create domain approval_state as text check (value in ('waiting', 'approved', 'refused'));
comment on domain approval_state is 'Whether a second person let credit move.';
create domain request_state as text check (value in ('open', 'fulfilled', 'declined', 'canceled'));
comment on domain request_state is 'What came of an organisation''s request for a top-up.';
create domain notice_kind as text check (value in ('receipt', 'declined', 'low', 'days', 'empty'));
comment on domain notice_kind is 'What an organisation''s admins are told by e-mail.';

alter table session add column proved_at timestamptz;
comment on column session.proved_at is 'When its person last entered the password again; null: never.';

create table receipt (
    organisation_id uuid not null references organisation,
    year            int not null,
    number          int not null check (number > 0),
    entry           bigint not null,
    name            text not null generated always as ('TU-' || year::text || '-' || lpad(number::text, greatest(6, length(number::text)), '0')) stored,
    primary key (organisation_id, year, number),
    unique (organisation_id, entry),
    foreign key (organisation_id, entry) references entry (organisation_id, number)
);
comment on table receipt is 'The receipts of entries that people made. Counted for each organisation, so that no two of them wait for the same row.';
comment on column receipt.organisation_id is 'The organisation.';
comment on column receipt.year is 'The year of the entry, by the organisation''s clock.';
comment on column receipt.number is 'Its place in that year: 1, 2, 3 without gaps.';
comment on column receipt.entry is 'The entry that it is for.';
comment on column receipt.name is 'What it is called: TU-2026-000123.';
insert into receipt
select e.organisation_id, y.year, row_number() over (partition by e.organisation_id, y.year order by e.number), e.number
from entry e join organisation o on o.id = e.organisation_id cross join lateral (select extract(year from e.at at time zone o.time_zone)::int as year) y
where e.kind in ('top_up', 'bonus', 'correction');

create table credit_policy (
    only_row      boolean primary key default true check (only_row),
    password_over credits check (password_over >= 0),
    approval_over credits check (approval_over >= 0),
    changed_at    timestamptz not null default clock_timestamp()
);
comment on table credit_policy is 'What staff are asked for before credit moves. One row; operators change it by the command line.';
comment on column credit_policy.only_row is 'There is one.';
comment on column credit_policy.password_over is 'Above it the password is entered again; null: never.';
comment on column credit_policy.approval_over is 'Above it a second person approves; null: never.';
comment on column credit_policy.changed_at is 'When it was last changed.';
insert into credit_policy default values;

create table top_up_request (
    organisation_id uuid not null references organisation,
    id              uuid not null,
    amount          credits not null check (amount > 0),
    invoice         text check (length(invoice) between 1 and 100),
    note            text check (length(note) <= 500),
    state           request_state not null default 'open',
    made_by         uuid not null,
    made_at         timestamptz not null default clock_timestamp(),
    decided_by      uuid,
    decided_at      timestamptz,
    decision        text check (length(decision) <= 300),
    entry           bigint,
    primary key (organisation_id, id),
    foreign key (organisation_id, entry) references entry (organisation_id, number),
    check ((state = 'open') = (decided_at is null)),
    check ((state = 'fulfilled') = (entry is not null))
);
create unique index top_up_request_open on top_up_request (organisation_id) where state = 'open';
create index top_up_request_made on top_up_request (organisation_id, made_at);
comment on table top_up_request is 'What an organisation''s admin asked support for; one open at a time.';
comment on column top_up_request.organisation_id is 'The organisation.';
comment on column top_up_request.id is 'Its name for programs, and the token of the form that made it.';
comment on column top_up_request.amount is 'How much, in thousandths of a credit.';
comment on column top_up_request.invoice is 'The invoice or order that it belongs to.';
comment on column top_up_request.note is 'What else the admin wrote.';
comment on column top_up_request.state is 'What came of it.';
comment on column top_up_request.made_by is 'The admin.';
comment on column top_up_request.made_at is 'When.';
comment on column top_up_request.decided_by is 'Who ended it.';
comment on column top_up_request.decided_at is 'When it ended.';
comment on column top_up_request.decision is 'Why it was declined.';
comment on column top_up_request.entry is 'The entry that fulfilled it.';

create table top_up_approval (
    organisation_id uuid not null references organisation,
    form            uuid not null,
    request_hash    bytea not null,
    kind            text not null check (kind in ('top_up', 'bonus', 'correction', 'refund')),
    amount          bigint not null check (amount <> 0),
    refers_to       bigint,
    reference       text check (length(reference) between 1 and 100),
    reason          text check (length(reason) <= 200),
    request_id      uuid,
    made_by         uuid not null,
    made_at         timestamptz not null,
    state           approval_state not null,
    decided_by      uuid,
    decided_at      timestamptz,
    decision        text check (length(decision) <= 300),
    entry           bigint,
    primary key (organisation_id, form),
    foreign key (organisation_id, entry) references entry (organisation_id, number),
    foreign key (organisation_id, request_id) references top_up_request (organisation_id, id),
    check ((state = 'waiting') = (decided_at is null)),
    check ((state = 'approved') = (entry is not null)),
    check (state <> 'approved' or decided_by <> made_by)
);
create unique index top_up_approval_waiting on top_up_approval (organisation_id, reference) where state = 'waiting';
create index top_up_approval_entry on top_up_approval (organisation_id, entry) where entry is not null;
comment on table top_up_approval is 'Moves of credit that a second person has to approve, or has.';
comment on column top_up_approval.organisation_id is 'The organisation.';
comment on column top_up_approval.form is 'The token of the form that asked for it.';
comment on column top_up_approval.request_hash is 'What the form asked for; the token is good for nothing else.';
comment on column top_up_approval.kind is 'The entry''s kind.';
comment on column top_up_approval.amount is 'The entry''s amount.';
comment on column top_up_approval.refers_to is 'The entry that it corrects.';
comment on column top_up_approval.reference is 'The payment''s reference.';
comment on column top_up_approval.reason is 'Why.';
comment on column top_up_approval.request_id is 'The request that it fulfils.';
comment on column top_up_approval.made_by is 'Who wants it.';
comment on column top_up_approval.made_at is 'Since when.';
comment on column top_up_approval.state is 'What came of it.';
comment on column top_up_approval.decided_by is 'Who approved or refused it; of what was approved, somebody else.';
comment on column top_up_approval.decided_at is 'When.';
comment on column top_up_approval.decision is 'Why it was refused.';
comment on column top_up_approval.entry is 'The entry that came of it.';

create table credit_watch (
    organisation_id uuid primary key references organisation,
    first_below     credits default 100000 check (first_below > 0),
    second_below    credits default 25000 check (second_below > 0),
    days_below      int default 3 check (days_below between 1 and 90),
    spent           bigint not null default 0,
    watched_at      timestamptz not null default '-infinity',
    first_at        timestamptz,
    second_at       timestamptz,
    days_at         timestamptz,
    empty_at        timestamptz,
    check (second_below < first_below)
);
comment on table credit_watch is 'When an organisation''s admins are warned of low credit, and which warnings they had.';
comment on column credit_watch.organisation_id is 'The organisation.';
comment on column credit_watch.first_below is 'They are warned when less is available; null: never.';
comment on column credit_watch.second_below is 'They are warned once more when less is available; null: never.';
comment on column credit_watch.days_below is 'They are warned when it lasts for fewer days at the pace of the last seven; null: never.';
comment on column credit_watch.spent is 'Charges less refunds of the seven days before watched_at, in thousandths of a credit.';
comment on column credit_watch.watched_at is 'When that was last counted.';
comment on column credit_watch.first_at is 'When the first warning was given; null: it is armed.';
comment on column credit_watch.second_at is 'The same of the second.';
comment on column credit_watch.days_at is 'The same of the days left.';
comment on column credit_watch.empty_at is 'When they were told that nothing is left; null: that is armed.';
insert into credit_watch (organisation_id) select c.organisation_id from credit c;

create table notice (
    organisation_id uuid not null references organisation,
    id              uuid not null default gen_random_uuid(),
    kind            notice_kind not null,
    detail          jsonb not null check (pg_column_size(detail) <= 4000),
    made_at         timestamptz not null default clock_timestamp(),
    mailed_at       timestamptz,
    primary key (organisation_id, id)
);
create index notice_due on notice (organisation_id, made_at) where mailed_at is null;
comment on table notice is 'What an organisation''s admins are told by e-mail; kept for 30 days.';
comment on column notice.organisation_id is 'The organisation.';
comment on column notice.id is 'Its name for programs.';
comment on column notice.kind is 'What about.';
comment on column notice.detail is 'The figures and words that the mail tells.';
comment on column notice.made_at is 'When.';
comment on column notice.mailed_at is 'When the dispatcher took it, once; null: it waits.';

do $$
declare
    t text;
begin
    foreach t in array array['receipt', 'top_up_request', 'top_up_approval', 'credit_watch', 'notice'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I for select to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
commit;
