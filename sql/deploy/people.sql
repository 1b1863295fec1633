-- Deploy people: invitations, letters to a person, resets of passwords, where sessions come from, what API keys may do, and an audit log that only grows.
begin;
set local role sandi_owner;
set local search_path = sandi;

create domain letter_kind as text check (value in ('invite', 'reset', 'password'));
comment on domain letter_kind is 'What a person is written about: an invitation, a link to set a password, that the password was changed.';
create domain api_scope as text check (value in ('read', 'send'));
comment on domain api_scope is 'What an API key may do: read, or send and check codes.';

alter table member add column deactivated_at timestamptz;
alter table member add column seen_at timestamptz;
comment on column member.deactivated_at is 'Since when the person may not act there; null: may.';
comment on column member.seen_at is 'When the person was last there, to the minute; null: never.';

alter table session add column id uuid not null default gen_random_uuid();
alter table session add column device text check (length(device) <= 100);
alter table session add column address text check (length(address) <= 64);
alter table session add constraint session_id unique (organisation_id, id);
create index session_person on session (person_id);
comment on column session.id is 'Its name for programs; says nothing of its token.';
comment on column session.device is 'Browser and system, in short, as the browser said.';
comment on column session.address is 'The address that it began from.';

alter table api_key add column scopes api_scope[] not null default array['read', 'send'] check (cardinality(scopes) between 1 and 2);
alter table api_key add column expires_at timestamptz;
alter table api_key add column made_by uuid;
alter table api_key add column replaces uuid;
comment on column api_key.scopes is 'What it may do.';
comment on column api_key.expires_at is 'From when on it is refused; null: it does not expire.';
comment on column api_key.made_by is 'The person who made it; null: the command line.';
comment on column api_key.replaces is 'The key that it was made to follow; null: none.';

create table invite (
    organisation_id uuid not null references organisation,
    id              uuid not null,
    email           text not null check (email = lower(email) and length(email) between 3 and 254),
    role            member_role not null,
    token_hash      bytea not null check (octet_length(token_hash) between 16 and 64),
    made_by         uuid not null,
    made_at         timestamptz not null,
    expires_at      timestamptz not null,
    closed_at       timestamptz,
    person_id       uuid,
    primary key (organisation_id, id),
    unique (organisation_id, token_hash),
    check (person_id is null or closed_at is not null)
);
create unique index invite_open on invite (organisation_id, email) where closed_at is null;
comment on table invite is 'People whom an organisation asked to join it; one open invitation for each address.';
comment on column invite.organisation_id is 'The organisation.';
comment on column invite.id is 'Its name for programs.';
comment on column invite.email is 'Who is invited, in lower case.';
comment on column invite.role is 'The role that comes with it.';
comment on column invite.token_hash is 'Hash of the link''s token.';
comment on column invite.made_by is 'Who invited, or sent the link last.';
comment on column invite.made_at is 'When the link was last sent.';
comment on column invite.expires_at is 'When the link ends.';
comment on column invite.closed_at is 'When it was accepted or taken back; null: it is open.';
comment on column invite.person_id is 'Who accepted it; null: nobody.';

create table password_reset (
    token_hash bytea primary key check (octet_length(token_hash) between 16 and 64),
    person_id  uuid,
    made_at    timestamptz not null,
    expires_at timestamptz not null
);
create index password_reset_person on password_reset (person_id);
create index password_reset_expiry on password_reset (expires_at);
comment on table password_reset is 'Links to set a password: good once, for half an hour. Its person''s are gone once one was used.';
comment on column password_reset.token_hash is 'Hash of the link''s token.';
comment on column password_reset.person_id is 'Whose; null: nobody has the address. The row is there so that asking costs the same.';
comment on column password_reset.made_at is 'When it was asked for.';
comment on column password_reset.expires_at is 'When it ends.';

create table letter (
    id        uuid primary key,
    kind      letter_kind not null,
    email     text not null check (length(email) between 3 and 254),
    language  language not null,
    detail    jsonb not null default '{}' check (pg_column_size(detail) <= 2000),
    seal_key  key_id,
    sealed    bytea check (octet_length(sealed) between 1 and 200),
    made_at   timestamptz not null,
    mailed_at timestamptz
);
create index letter_due on letter (made_at) where mailed_at is null;
create index letter_email on letter (email, made_at);
create index letter_made on letter (made_at);
comment on table letter is 'Mails to one person, by the platform''s e-mail sender; kept for a day.';
comment on column letter.id is 'Its name for programs.';
comment on column letter.kind is 'What about.';
comment on column letter.email is 'To whom.';
comment on column letter.language is 'In which language.';
comment on column letter.detail is 'The words that it tells.';
comment on column letter.seal_key is 'Which key sealed the token.';
comment on column letter.sealed is 'The token of its link, sealed; erased when the dispatcher takes it.';
comment on column letter.made_at is 'When it was written.';
comment on column letter.mailed_at is 'When the dispatcher took it, once; null: it waits.';

alter table audit_log add column address text check (length(address) <= 64);
alter table audit_log alter column address set default left(nullif(current_setting('sandi.address', true), ''), 64);
comment on column audit_log.address is 'The address of the request; null: there was none.';

-- Whoever asks, owner and superuser too.
create function audit_log_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log only grows' using errcode = 'restrict_violation';
end $$;
comment on function audit_log_immutable() is 'Refuses every change of a line of the audit log, whoever asks.';
revoke all on function audit_log_immutable() from public;
create trigger audit_log_immutable before update or delete on audit_log for each row execute function audit_log_immutable();
create trigger audit_log_kept before truncate on audit_log for each statement execute function audit_log_immutable();

alter table invite enable row level security;
alter table invite force row level security;
create policy owner on invite to sandi_owner using (true) with check (true);
create policy own on invite for select to sandi_console
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);
alter table letter enable row level security;
alter table letter force row level security;
create policy owner on letter to sandi_owner using (true) with check (true);
alter table password_reset enable row level security;
alter table password_reset force row level security;
create policy owner on password_reset to sandi_owner using (true) with check (true);
commit;
