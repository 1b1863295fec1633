-- Deploy text: what an organisation's recipients read, where it is not the built-in text.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table message_text (
    organisation_id uuid not null references organisation,
    channel         channel not null check (channel <> 'whatsapp'),
    locale          language not null,
    subject         text check (length(subject) between 1 and 100 and subject !~ '[[:cntrl:]]'),
    subject_code    boolean not null default false,
    body            text not null check (length(body) between 6 and 1000 and body !~ '[\x01-\x09\x0b-\x1f\x7f]'),
    ending          text not null default 'site' check (ending in ('site', 'app', 'none')),
    app_hash        text check (app_hash ~ '^[A-Za-z0-9+/]{11}$'),
    changed_at      timestamptz not null default clock_timestamp(),
    changed_by      uuid,
    primary key (organisation_id, channel, locale),
    check (length(body) - length(replace(body, '{code}', '')) = length('{code}')),
    check ((channel = 'email') = (subject is not null)),
    check (not subject_code or channel = 'email'),
    check ((ending = 'app') = (app_hash is not null)),
    check (ending = 'site' or channel = 'sms')
);
comment on table message_text is 'An organisation''s own text of a channel in a language; without a row the built-in one goes out. WhatsApp''s is fixed by its template.';
comment on column message_text.organisation_id is 'The organisation.';
comment on column message_text.channel is 'The channel.';
comment on column message_text.locale is 'The language of the messages that it is for.';
comment on column message_text.subject is 'A mail''s subject; may hold {minutes} and {organisation}.';
comment on column message_text.subject_code is 'Whether the code stands at the end of the subject too.';
comment on column message_text.body is 'The text, with {code} once; may hold {minutes} and {organisation}.';
comment on column message_text.ending is 'An SMS''s last line: site is @host #code for browsers, app is an Android app''s hash.';
comment on column message_text.app_hash is 'The hash of the app that may read the SMS.';
comment on column message_text.changed_at is 'When it was last changed; also tells one change from the next.';
comment on column message_text.changed_by is 'By whom.';

alter table message_text enable row level security;
alter table message_text force row level security;
create policy owner on message_text to sandi_owner using (true) with check (true);
create policy own on message_text to sandi_console, sandi_staff, sandi_cli
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);
commit;
