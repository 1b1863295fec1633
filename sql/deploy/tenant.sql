-- Deploy tenant: members, sessions, API keys, allowed countries, the audit log; and the rule that fences every tenant's table.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table member (
    organisation_id uuid not null references organisation,
    person_id       uuid not null,
    role            member_role not null,
    created_at      timestamptz not null default now(),
    primary key (organisation_id, person_id)
);
create index member_person on member (person_id);
comment on table member is 'A person in an organisation.';
comment on column member.organisation_id is 'The organisation.';
comment on column member.person_id is 'The person. No foreign key: people are global.';
comment on column member.role is 'What the person may do there.';
comment on column member.created_at is 'When the person joined.';

create table session (
    organisation_id uuid not null,
    token_hash      bytea not null check (octet_length(token_hash) between 16 and 64),
    person_id       uuid not null,
    csrf            bytea not null check (octet_length(csrf) between 16 and 64),
    created_at      timestamptz not null default now(),
    seen_at         timestamptz not null default now(),
    expires_at      timestamptz not null,
    primary key (organisation_id, token_hash)
);
create index session_expiry on session (expires_at);
comment on table session is 'A person signed in.';
comment on column session.organisation_id is 'The organisation; the nil UUID for staff.';
comment on column session.token_hash is 'Hash of the cookie''s token.';
comment on column session.person_id is 'Who.';
comment on column session.csrf is 'The token that forms of this session carry.';
comment on column session.created_at is 'When it began.';
comment on column session.seen_at is 'Last use, to the minute; 12 idle hours end it.';
comment on column session.expires_at is 'When it ends in any case, 7 days after it began.';

create table api_key (
    organisation_id uuid not null references organisation,
    id              uuid not null,
    name            text not null check (length(name) between 1 and 100),
    secret_hash     bytea not null check (octet_length(secret_hash) between 16 and 64),
    created_at      timestamptz not null default now(),
    revoked_at      timestamptz,
    last_used_at    timestamptz,
    primary key (organisation_id, id),
    unique (organisation_id, secret_hash)
);
comment on table api_key is 'A key of the JSON API.';
comment on column api_key.organisation_id is 'The organisation.';
comment on column api_key.id is 'Its name for programs.';
comment on column api_key.name is 'Its name for people.';
comment on column api_key.secret_hash is 'Hash of its secret part.';
comment on column api_key.created_at is 'When it was made.';
comment on column api_key.revoked_at is 'Since when it is refused; null while it is good.';
comment on column api_key.last_used_at is 'Last use, to the minute.';

create table country_rule (
    organisation_id uuid not null references organisation,
    country         country_code not null,
    rule            rule_kind not null,
    primary key (organisation_id, country)
);
comment on table country_rule is 'What an organisation says about a destination; without a row it is allowed.';
comment on column country_rule.organisation_id is 'The organisation.';
comment on column country_rule.country is 'The destination.';
comment on column country_rule.rule is 'refuse stops starts and resends to it; allow says that it was decided.';

create table audit_log (
    organisation_id uuid not null,
    id              uuid not null default gen_random_uuid(),
    at              timestamptz not null default clock_timestamp(),
    actor           uuid,
    actor_kind      actor_kind not null,
    action          text not null check (action ~ '^[a-z_]+\.[a-z_]+$' and length(action) <= 60),
    subject         text check (length(subject) <= 200),
    detail          jsonb not null default '{}' check (pg_column_size(detail) <= 8000),
    primary key (organisation_id, id)
);
create index audit_log_at on audit_log (organisation_id, at);
comment on table audit_log is 'Who did what. Rows are added, never changed.';
comment on column audit_log.organisation_id is 'The organisation concerned; the nil UUID for the platform.';
comment on column audit_log.id is 'Its name for programs.';
comment on column audit_log.at is 'When.';
comment on column audit_log.actor is 'The person; null for a program or the command line.';
comment on column audit_log.actor_kind is 'What kind of actor.';
comment on column audit_log.action is 'noun.verb';
comment on column audit_log.subject is 'What it was done to.';
comment on column audit_log.detail is 'What else is worth knowing; never a recipient in full, a code or a secret.';

-- A login role sees one organisation, the one in sandi.organisation; without it nothing. The owner's functions see all and carry the organisation in every join.
do $$
declare
    t text;
begin
    foreach t in array array['member', 'session', 'api_key', 'country_rule', 'audit_log'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)
            with check (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
create policy own on person to sandi_console, sandi_field, sandi_staff, sandi_cli
    using (exists (select from member m where m.person_id = person.id and m.organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid));
commit;
