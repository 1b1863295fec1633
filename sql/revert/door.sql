-- Revert door.
begin;
set local search_path = sandi;
alter table member drop column phone;
alter table verification drop column entered_by, drop column link_hash;
drop domain typist;
commit;
