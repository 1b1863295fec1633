-- Deploy second_factor: one-time passwords of an app as a second factor, recovery codes, and organisations that require it of their admins.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table second_factor (
    person_id    uuid primary key,
    seal_key     key_id not null,
    sealed       bytea not null check (octet_length(sealed) between 1 and 200),
    last_step    bigint not null default 0,
    made_at      timestamptz not null,
    confirmed_at timestamptz
);
comment on table second_factor is 'The secret that a person''s app and Sandi share.';
comment on column second_factor.person_id is 'Whose.';
comment on column second_factor.seal_key is 'Which key sealed the secret.';
comment on column second_factor.sealed is 'The secret, sealed; only the program that logs people in has the key.';
comment on column second_factor.last_step is 'The newest step of thirty seconds whose code was used; no older one is taken.';
comment on column second_factor.made_at is 'When it was drawn.';
comment on column second_factor.confirmed_at is 'Since when it is asked for; null: the app has not shown a right code yet.';

create table recovery_code (
    person_id uuid not null,
    code_hash bytea not null check (octet_length(code_hash) between 16 and 64),
    used_at   timestamptz,
    primary key (person_id, code_hash)
);
comment on table recovery_code is 'Codes on paper for who has lost the app; each is good once.';
comment on column recovery_code.person_id is 'Whose.';
comment on column recovery_code.code_hash is 'Hash of the code.';
comment on column recovery_code.used_at is 'When it was used; null: it is good.';

create table half_login (
    token_hash bytea primary key check (octet_length(token_hash) between 16 and 64),
    person_id  uuid not null,
    expires_at timestamptz not null
);
create index half_login_expiry on half_login (expires_at);
comment on table half_login is 'Who gave the right password and still owes the code. Is no session and opens no page.';
comment on column half_login.token_hash is 'Hash of the cookie''s token.';
comment on column half_login.person_id is 'Who.';
comment on column half_login.expires_at is 'When it ends, five minutes after the password.';

alter table organisation add column admin_factor boolean not null default false;
comment on column organisation.admin_factor is 'Whether its owners and admins need a second factor.';

do $$
declare
    t text;
begin
    foreach t in array array['second_factor', 'recovery_code', 'half_login'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
    end loop;
end $$;
commit;
