-- Deploy flow_draft: every change of a draft, for undo, redo and comparing; published versions that nothing can change.
begin;
set local role sandi_owner;
set local search_path = sandi;

create table flow_change (
    organisation_id uuid not null,
    flow_id         uuid not null,
    base_version    int not null check (base_version > 0),
    what            text not null check (what ~ '^[a-z_]+(\.[a-z_]+)?$' and length(what) <= 40),
    subject         text not null check (length(subject) <= 200),
    definition      jsonb not null check (jsonb_typeof(definition) = 'object' and pg_column_size(definition) <= 1000000),
    made_by         uuid,
    at              timestamptz not null default clock_timestamp(),
    change          int not null check (change between 1 and base_version),
    undo_to         int check (undo_to < base_version),
    redo_to         int check (redo_to < base_version),
    primary key (organisation_id, flow_id, base_version),
    foreign key (organisation_id, flow_id) references flow (organisation_id, id)
);
comment on table flow_change is 'What a flow''s draft was after each save, undo and redo; the last 200 a flow.';
comment on column flow_change.organisation_id is 'The organisation.';
comment on column flow_change.flow_id is 'The flow.';
comment on column flow_change.base_version is 'The draft''s version that this is.';
comment on column flow_change.what is 'What was done: component.add; undo and redo say so.';
comment on column flow_change.subject is 'To what, as people call it.';
comment on column flow_change.definition is 'The draft afterwards.';
comment on column flow_change.made_by is 'By whom.';
comment on column flow_change.at is 'When.';
comment on column flow_change.change is 'The row whose change made this draft: itself, or after undo and redo an earlier one.';
comment on column flow_change.undo_to is 'The row whose draft undo brings back; null: nothing to undo.';
comment on column flow_change.redo_to is 'The row whose draft redo brings back; null: nothing to redo.';

alter table flow_change enable row level security;
alter table flow_change force row level security;
create policy owner on flow_change to sandi_owner using (true) with check (true);
create policy own on flow_change to sandi_console
    using (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    with check (organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid);

create function flow_version_keep() returns trigger language plpgsql set search_path = sandi, pg_temp as $$
begin
    raise exception 'a published version is never changed';
end $$;
comment on function flow_version_keep() is 'Refuses to change or delete a published version.';
create trigger flow_version_keep before update or delete on flow_version for each row execute function flow_version_keep();
commit;
