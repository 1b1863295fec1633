-- Deploy verification: challenges, the messages that carry them, and what makes repetition harmless. Only functions write here.
-- Integrity between these hot tables is kept by the functions and proved by credit_audit(): foreign keys would cost a fifth of a send. Limits of
-- single columns are domains, whose checks a session compiles once; a table's checks are parsed anew by every statement, so only three stand here.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table verification (
    organisation_id uuid not null,
    id              uuid not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    closed_at       timestamptz,
    last_wrong_at   timestamptz,
    price           price not null,
    digits          code_digits not null,
    attempts_max    int not null,
    attempts_used   int not null default 0,
    hash_key        key_id not null,
    seal_key        key_id,
    fallback_next   int not null default 1,
    recipient       recipient not null,
    recipient_kind  recipient_kind not null,
    prefix          phrase not null,
    country         country_code,
    channel         channel not null,
    locale          word not null,
    reference       phrase,
    fallback        channel[],
    status          verification_status not null default 'pending',
    code_hash       hash not null,
    sealed          sealed_code,
    api_key_id      uuid,
    person_id       uuid,
    address         word,
    task_id         uuid,
    component_id    word,
    wrong_at        timestamptz[],
    primary key (organisation_id, id),
    check (attempts_used between 0 and attempts_max),
    check ((status = 'pending') = (closed_at is null)),
    check (sealed is null or status = 'pending')
) with (fillfactor = 90);
-- One index answers the caps of prefix and recipient; those of person, address and task step cost an API send nothing.
create index verification_recipient on verification (organisation_id, prefix, created_at, recipient);
create index verification_person on verification (organisation_id, person_id, created_at) where person_id is not null;
create index verification_address on verification (organisation_id, address, created_at) where address is not null;
create index verification_task on verification (organisation_id, task_id, component_id, created_at) where task_id is not null;
create index verification_wrong on verification (organisation_id, recipient, last_wrong_at) where last_wrong_at is not null;
create index verification_expiry on verification (expires_at) where status = 'pending';
comment on table verification is 'One challenge: a recipient, a code, its attempts and its end.';
comment on column verification.organisation_id is 'The organisation.';
comment on column verification.id is 'Its name for programs.';
comment on column verification.created_at is 'When it was started; caps count by it.';
comment on column verification.expires_at is 'When the code ends; absolute, not moved by a resend.';
comment on column verification.closed_at is 'When it left pending.';
comment on column verification.last_wrong_at is 'The newest of wrong_at, for its index.';
comment on column verification.price is 'Price of its first message, in thousandths of a credit.';
comment on column verification.digits is 'Length of the code.';
comment on column verification.attempts_max is 'How many checks it takes; fixed at the start.';
comment on column verification.attempts_used is 'How many checks were counted.';
comment on column verification.hash_key is 'Which key hashed the code.';
comment on column verification.seal_key is 'Which key sealed the code; null once erased.';
comment on column verification.fallback_next is 'Index into fallback of the next hop.';
comment on column verification.recipient is 'E.164 number or e-mail address.';
comment on column verification.recipient_kind is 'What recipient is.';
comment on column verification.prefix is 'The number without its last four digits; the whole address for e-mail.';
comment on column verification.country is 'The recipient''s country; null for e-mail.';
comment on column verification.channel is 'The channel asked for.';
comment on column verification.locale is 'The language of its messages.';
comment on column verification.reference is 'The caller''s own note.';
comment on column verification.fallback is 'Channels to try, in this order, after a message was rejected or failed.';
comment on column verification.status is 'Its state.';
comment on column verification.code_hash is 'Keyed hash of the code.';
comment on column verification.sealed is 'The code, sealed; erased when the verification closes.';
comment on column verification.api_key_id is 'The API key that started it.';
comment on column verification.person_id is 'The person who started it.';
comment on column verification.address is 'Hash of the browser''s address that started it.';
comment on column verification.task_id is 'The task whose step it verifies.';
comment on column verification.component_id is 'The component of that step.';
comment on column verification.wrong_at is 'When its wrong guesses came, oldest first.';

create table message (
    organisation_id uuid not null,
    id              uuid not null,
    verification_id uuid not null,
    sender_id       uuid not null,
    rate_card_id    uuid not null,
    rate_from       timestamptz not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    due_at          timestamptz,
    lease_until     timestamptz,
    launched_at     timestamptz,
    lease_by        uuid,
    price           price not null,
    number          int not null,
    tries           int not null default 0,
    settled         boolean not null default false,
    channel         channel not null,
    country         country_code,
    status          message_status not null default 'queued',
    provider_id     phrase,
    reason          phrase,
    detail          remark,
    fallback        word,
    primary key (organisation_id, id),
    unique (organisation_id, verification_id, number),
    check (settled = (due_at is null)),
    check (case status when 'queued' then not settled when 'launched' then not settled when 'unknown' then true else settled end)
) with (fillfactor = 80);
-- due_at moves only at claim and settlement, so that callbacks and launches stay heap-only updates.
create index message_due on message (due_at) where due_at is not null;
create index message_provider on message (sender_id, provider_id) where provider_id is not null;
comment on table message is 'One attempt to deliver a verification''s code over one channel; reserved and settled once.';
comment on column message.organisation_id is 'The organisation.';
comment on column message.id is 'Its name for programs and its reference with the provider.';
comment on column message.verification_id is 'The verification whose code it carries.';
comment on column message.sender_id is 'The sender it goes out as.';
comment on column message.rate_card_id is 'The card its price is from.';
comment on column message.rate_from is 'Since when that price counts.';
comment on column message.created_at is 'When it was queued.';
comment on column message.updated_at is 'When its status last changed.';
comment on column message.due_at is 'When it next needs attention: queued, its sending; launched, the end of its lease; unknown, its release. Null once settled.';
comment on column message.lease_until is 'Until when the dispatcher in lease_by may launch it.';
comment on column message.launched_at is 'Committed before any byte leaves; from then on it is never claimed again.';
comment on column message.lease_by is 'The dispatcher that holds it.';
comment on column message.price is 'What it costs, in thousandths of a credit, copied from the rate.';
comment on column message.number is '1, 2, 3 within the verification.';
comment on column message.tries is 'How often it was claimed.';
comment on column message.settled is 'Whether its reservation ended, by charge or release.';
comment on column message.channel is 'The channel it goes by.';
comment on column message.country is 'The destination it was priced for; null for e-mail.';
comment on column message.status is 'Its state.';
comment on column message.provider_id is 'The provider''s own id for it.';
comment on column message.reason is 'Why it was rejected, failed or released, as a word of the program.';
comment on column message.detail is 'What the provider said, shortened, without recipient or code.';
comment on column message.fallback is 'What became of the next channel after this one failed: started, or why not.';

create table idempotency_key (
    organisation_id uuid not null,
    operation       operation not null,
    key             phrase not null,
    request_hash    hash not null,
    verification_id uuid not null,
    message_id      uuid not null,
    attempts_left   int not null,
    price           bigint not null,
    at              timestamptz not null,
    primary key (organisation_id, operation, key)
);
create index idempotency_key_at on idempotency_key (at);
comment on table idempotency_key is 'Keys of successful starts and resends, kept 24 hours, with what cannot be rebuilt from rows.';
comment on column idempotency_key.organisation_id is 'The organisation.';
comment on column idempotency_key.operation is 'The operation.';
comment on column idempotency_key.key is 'The key as the caller sent it.';
comment on column idempotency_key.request_hash is 'Hash of the normalised request.';
comment on column idempotency_key.verification_id is 'What it made or continued.';
comment on column idempotency_key.message_id is 'The message it made.';
comment on column idempotency_key.attempts_left is 'Attempts left as first answered.';
comment on column idempotency_key.price is 'Price of the verification as first answered.';
comment on column idempotency_key.at is 'When.';

create table api_key_use (
    organisation_id uuid not null,
    api_key_id      uuid not null,
    at              timestamptz not null,
    starts          int not null check (starts > 0),
    primary key (organisation_id, api_key_id, at)
);
comment on table api_key_use is 'Starts of each API key by moment, for its cap of 200 a second; written only while caps are on, kept some seconds.';
comment on column api_key_use.organisation_id is 'The organisation.';
comment on column api_key_use.api_key_id is 'The key.';
comment on column api_key_use.at is 'The moment of a batch.';
comment on column api_key_use.starts is 'Starts in that batch.';

create table early_callback (
    sender_id   uuid not null,
    provider_id text not null check (length(provider_id) between 1 and 200),
    status      message_status not null check (status in ('sent', 'delivered', 'read', 'failed')),
    reason      text check (length(reason) <= 200),
    detail      text check (length(detail) <= 500),
    at          timestamptz,
    received_at timestamptz not null,
    primary key (sender_id, provider_id, status)
);
create index early_callback_received on early_callback (received_at);
comment on table early_callback is 'Callbacks by provider id that came before their message was settled; replayed then.';
comment on column early_callback.sender_id is 'The sender in the callback''s address.';
comment on column early_callback.provider_id is 'The provider''s id.';
comment on column early_callback.status is 'What it says.';
comment on column early_callback.reason is 'Why it failed.';
comment on column early_callback.detail is 'What the provider said.';
comment on column early_callback.at is 'When, by the provider''s clock.';
comment on column early_callback.received_at is 'When it came; forgotten after a day.';
alter table early_callback enable row level security;
alter table early_callback force row level security;
create policy owner on early_callback to sandi_owner using (true) with check (true);

do $$
declare
    t text;
begin
    foreach t in array array['verification', 'message', 'idempotency_key', 'api_key_use'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I for select to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
commit;
