-- Deploy global: what all organisations share. Small, changed by operators only, copied to every shard.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table country (
    code         country_code primary key,
    calling_code int not null check (calling_code between 1 and 999)
);
comment on table country is 'The destinations that numbers can lead to: libphonenumber''s regions.';
comment on column country.code is 'ISO 3166-1 alpha-2.';
comment on column country.calling_code is 'Country calling code without the plus sign; shared by several countries at times.';

create table rate_card (
    id         uuid primary key,
    name       text not null unique check (length(name) between 1 and 100),
    created_at timestamptz not null default now()
);
comment on table rate_card is 'A set of prices that organisations are put on.';
comment on column rate_card.id is 'Its name for programs.';
comment on column rate_card.name is 'Its name for people.';
comment on column rate_card.created_at is 'When it was made.';

create table rate (
    rate_card_id   uuid not null references rate_card,
    channel        channel not null,
    country        text not null check (country ~ '^([A-Z]{2})?$'),
    effective_from timestamptz not null,
    price          bigint check (price between 0 and 1000000000),
    refused        boolean not null default false,
    primary key (rate_card_id, channel, country, effective_from),
    check ((price is null) = refused),
    check ((channel = 'email') = (country = ''))
);
comment on table rate is 'What one message costs from a moment on. Rows are never edited, only followed by newer ones.';
comment on column rate.rate_card_id is 'The card.';
comment on column rate.channel is 'The channel.';
comment on column rate.country is 'Destination country; empty for e-mail, which is flat.';
comment on column rate.effective_from is 'The first moment at which it counts; at least 5 s after its commit.';
comment on column rate.price is 'Thousandths of a credit a message; null if and only if refused.';
comment on column rate.refused is 'Whether the platform sends nothing there by this channel.';

create table organisation (
    id           uuid primary key check (id <> '00000000-0000-0000-0000-000000000000'),
    slug         text not null unique check (slug ~ '^[a-z][a-z0-9-]{0,39}$'),
    name         text not null check (length(name) between 1 and 100),
    country      country_code not null,
    language     language not null default 'en',
    time_zone    text not null default 'Asia/Jakarta' check (length(time_zone) between 1 and 64),
    rate_card_id uuid not null references rate_card,
    currency     text not null default 'IDR' check (currency ~ '^[A-Z]{3}$'),
    unit_price   numeric(18, 6) not null default 0 check (unit_price >= 0),
    caps         boolean not null default true,
    created_at   timestamptz not null default now()
);
comment on table organisation is 'A tenant.';
comment on column organisation.id is 'Its name for programs; the first column of every tenant''s table.';
comment on column organisation.slug is 'Its name on the command line.';
comment on column organisation.name is 'Its name for people.';
comment on column organisation.country is 'Where it is at home: numbers without a plus sign are read as this country''s.';
comment on column organisation.language is 'The language of its messages and of people who chose none.';
comment on column organisation.time_zone is 'IANA name of the zone its pages show times in.';
comment on column organisation.rate_card_id is 'Its prices.';
comment on column organisation.currency is 'ISO 4217 code of what it pays in.';
comment on column organisation.unit_price is 'What one credit costs in its currency.';
comment on column organisation.caps is 'Whether starts are capped; off lifts all caps but the attempt limits.';
comment on column organisation.created_at is 'When it was made.';

create table sender (
    id              uuid primary key,
    name            text not null unique check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
    organisation_id uuid,
    channel         channel not null,
    driver          driver not null,
    settings        jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    secrets         jsonb not null default '{}' check (jsonb_typeof(secrets) = 'object'),
    active          boolean not null default true,
    version         bigint not null default 1,
    updated_at      timestamptz not null default now()
);
create index sender_channel on sender (channel, organisation_id) where active;
comment on table sender is 'A configured identity that messages go out as.';
comment on column sender.id is 'Its name for programs.';
comment on column sender.name is 'Its name on the command line and in callback addresses.';
comment on column sender.organisation_id is 'The organisation it is kept for; null when it is the platform''s, for everybody.';
comment on column sender.channel is 'The channel it sends by.';
comment on column sender.driver is 'The driver that speaks to its provider.';
comment on column sender.settings is 'Settings that are no secrets, by key. refund_failed (boolean) overrules whether a failed message is refunded.';
comment on column sender.secrets is 'Sealed secrets by key: {"key_id": n, "sealed": "hex"}, bound to sender and key name.';
comment on column sender.active is 'Whether new messages may take it.';
comment on column sender.version is 'Grows with each change, so that programs notice.';
comment on column sender.updated_at is 'When it was last changed.';

create table person (
    id            uuid primary key,
    email         text not null unique check (email = lower(email) and length(email) between 3 and 254),
    name          text not null check (length(name) between 1 and 100),
    language      language,
    password_hash text not null check (length(password_hash) between 1 and 200),
    staff_role    staff_role,
    created_at    timestamptz not null default now(),
    disabled_at   timestamptz
);
comment on table person is 'Somebody who can sign in.';
comment on column person.id is 'The name for programs.';
comment on column person.email is 'Login, in lower case; unique on the whole platform.';
comment on column person.name is 'The name for people.';
comment on column person.language is 'The language chosen; null follows the browser.';
comment on column person.password_hash is 'argon2id in its own text form.';
comment on column person.staff_role is 'The platform role; null for customers'' people.';
comment on column person.created_at is 'When it was made.';
comment on column person.disabled_at is 'Since when sign-in is off; null when it is on.';

create table login_try (
    bucket text not null check (length(bucket) <= 200),
    at     timestamptz not null
);
create index login_try_bucket on login_try (bucket, at);
comment on table login_try is 'Tries to sign in, kept for 15 minutes, so that passwords cannot be guessed by the thousand.';
comment on column login_try.bucket is 'e: and a hash of the e-mail, or a: and a hash of the address.';
comment on column login_try.at is 'When.';

-- The two tables that a page reads rows of: its own organisation, and people who are members of it (policy in tenant.sql).
alter table organisation enable row level security;
alter table organisation force row level security;
create policy owner on organisation to sandi_owner using (true) with check (true);
create policy own on organisation to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
    using (id = nullif(current_setting('sandi.organisation', true), '')::uuid);
alter table person enable row level security;
alter table person force row level security;
create policy owner on person to sandi_owner using (true) with check (true);
commit;
