-- Deploy door: the page on which a recipient types the code, who typed it, and the own numbers of members.
begin;
set local role sandi_owner;
set local search_path = sandi;

-- The people that type codes on pages.
create domain typist as text check (value in ('worker', 'recipient'));
comment on domain typist is 'Who typed a code on a page.';

alter table verification add column link_hash hash;
alter table verification add column entered_by typist;
-- A row without a link is not in it: such starts pay nothing.
create index verification_link on verification (organisation_id, link_hash) where link_hash is not null;
comment on column verification.link_hash is 'Hash of the link on which the recipient may type the code; null: there is none. It counts while the verification is pending.';
comment on column verification.entered_by is 'Who typed the right code; null: not yet, or a program did.';

alter table member add column phone recipient;
comment on column member.phone is 'The person''s own number, E.164, so that no code that proves a delivery goes there; null: unknown.';
commit;
