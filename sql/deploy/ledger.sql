-- Deploy ledger: credit, its entries, and the tokens of top-up forms. Only functions write here.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table credit (
    organisation_id uuid primary key references organisation,
    balance         credits not null default 0,
    reserved        credits not null default 0,
    last_number     bigint not null default 0 check (last_number >= 0),
    last_at         timestamptz not null default clock_timestamp(),
    check (0 <= reserved and reserved <= balance)
) with (fillfactor = 20);
comment on table credit is 'One row an organisation: what its entries and reservations add up to, and the lock that orders them.';
comment on column credit.organisation_id is 'The organisation.';
comment on column credit.balance is 'Sum of its entries, in thousandths of a credit.';
comment on column credit.reserved is 'Sum of the prices of its unsettled messages. Available is balance minus reserved.';
comment on column credit.last_number is 'Number of its newest entry.';
comment on column credit.last_at is 'Time of its newest entry; the next is never earlier.';

create table entry (
    organisation_id uuid not null references organisation,
    number          bigint not null check (number > 0),
    kind            entry_kind not null,
    amount          credits not null,
    balance         credits not null check (balance >= 0),
    at              timestamptz not null,
    message_id      uuid,
    refers_to       bigint,
    reference       text check (length(reference) between 1 and 100),
    reason          text check (length(reason) <= 200),
    actor           text check (length(actor) <= 100),
    channel         channel,
    country         country_code,
    primary key (organisation_id, number),
    foreign key (organisation_id, refers_to) references entry (organisation_id, number),
    check (refers_to < number),
    check ((kind in ('charge', 'release', 'refund')) <= (message_id is not null)),
    check (case kind when 'charge' then amount <= 0 when 'release' then amount = 0 when 'refund' then amount >= 0
        when 'correction' then amount <> 0 else amount > 0 end),
    check ((kind = 'refund') <= (refers_to is not null)),
    check ((kind in ('top_up', 'bonus')) <= (reference is not null))
);
create unique index entry_settlement on entry (organisation_id, message_id) where kind in ('charge', 'release');
create unique index entry_refund on entry (organisation_id, refers_to) where kind = 'refund';
create unique index entry_reference on entry (organisation_id, reference) where reference is not null;
comment on table entry is 'One immutable line of the ledger. Holds no recipient, is never changed, never dropped.';
comment on column entry.organisation_id is 'The organisation.';
comment on column entry.number is 'Its place in the statement: 1, 2, 3 without gaps.';
comment on column entry.kind is 'What moved credit. A release moves none and says why a reservation ended.';
comment on column entry.amount is 'Thousandths of a credit: positive adds, negative takes.';
comment on column entry.balance is 'The balance after it.';
comment on column entry.at is 'When; never earlier than the entry before it.';
comment on column entry.message_id is 'The message charged, released or refunded.';
comment on column entry.refers_to is 'The entry that it gives back or corrects.';
comment on column entry.reference is 'The payment''s reference: once an organisation, for ever.';
comment on column entry.reason is 'Why, as a word of the program or a sentence of staff.';
comment on column entry.actor is 'Who: person:ID, cli, or null for the programs themselves.';
comment on column entry.channel is 'The message''s channel.';
comment on column entry.country is 'The message''s destination; null for e-mail.';

create function entry_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'entries are immutable' using errcode = 'restrict_violation';
end $$;
comment on function entry_immutable() is 'Refuses every change of an entry, whoever asks.';
revoke all on function entry_immutable() from public;
create trigger immutable before update or delete on entry for each row execute function entry_immutable();
create trigger immutable_all before truncate on entry for each statement execute function entry_immutable();

create table top_up_form (
    organisation_id uuid not null references organisation,
    token           uuid not null,
    request_hash    bytea not null,
    number          bigint not null,
    at              timestamptz not null,
    primary key (organisation_id, token)
);
comment on table top_up_form is 'The hidden tokens of top-up forms that were used, so that a form pressed twice tops up once.';
comment on column top_up_form.organisation_id is 'The organisation topped up.';
comment on column top_up_form.token is 'The form''s token.';
comment on column top_up_form.request_hash is 'What the form asked for; the token is good for nothing else.';
comment on column top_up_form.number is 'The entry it made.';
comment on column top_up_form.at is 'When.';

do $$
declare
    t text;
begin
    foreach t in array array['credit', 'entry', 'top_up_form'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I for select to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
commit;
