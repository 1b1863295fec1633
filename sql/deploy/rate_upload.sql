-- Deploy rate_upload: files of rates, what was made of them, and cards of what providers cost.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table rate_card add kind text not null default 'price' check (kind in ('price', 'cost')), add created_by uuid;
comment on column rate_card.kind is 'price: what organisations pay, and may be put on; cost: what a provider asks, to compare with.';
comment on column rate_card.created_by is 'Who made it; null for the command line.';

create table rate_upload (
    id             uuid primary key,
    rate_card_id   uuid not null references rate_card,
    format         text not null check (format in ('own', 'meta', 'meta_abroad', 'didww', 'prefix')),
    channel        channel not null,
    factor         bigint not null check (factor between 1 and 1000000000000),
    file_name      text not null check (length(file_name) <= 255),
    content        bytea not null check (octet_length(content) between 1 and 4194304),
    sha256         bytea not null check (octet_length(sha256) = 32),
    again_of       uuid,
    created_at     timestamptz not null default clock_timestamp(),
    created_by     uuid not null,
    applied_at     timestamptz,
    applied_by     uuid,
    effective_from timestamptz,
    note           text check (length(note) between 1 and 500),
    changes        int,
    check ((applied_at is null) = (effective_from is null) and (applied_at is null) = (note is null) and (applied_at is null) = (changes is null))
);
create index rate_upload_card on rate_upload (rate_card_id, created_at);
comment on table rate_upload is 'A file of rates, as it came. Looked at first, applied at most once; kept for ever.';
comment on column rate_upload.id is 'Its name for programs.';
comment on column rate_upload.rate_card_id is 'The card it is for.';
comment on column rate_upload.format is 'How it is read.';
comment on column rate_upload.channel is 'The channel of a list by dial prefix; the other formats know theirs.';
comment on column rate_upload.factor is 'Millionths of a credit that one unit of the file''s money is worth.';
comment on column rate_upload.file_name is 'What the browser called it.';
comment on column rate_upload.content is 'Its bytes.';
comment on column rate_upload.sha256 is 'Their SHA-256.';
comment on column rate_upload.again_of is 'The upload whose file this is once more.';
comment on column rate_upload.created_at is 'When it came.';
comment on column rate_upload.created_by is 'Who brought it.';
comment on column rate_upload.applied_at is 'When its rates were written; null: not yet.';
comment on column rate_upload.applied_by is 'Who applied it.';
comment on column rate_upload.effective_from is 'From when its rates count.';
comment on column rate_upload.note is 'Why, in the operator''s words.';
comment on column rate_upload.changes is 'How many rates it wrote.';

alter table rate add upload_id uuid references rate_upload;
comment on column rate.upload_id is 'The file it came from; null for what was loaded otherwise.';

alter table rate_upload enable row level security;
alter table rate_upload force row level security;
create policy owner on rate_upload to sandi_owner using (true) with check (true);
commit;
