-- Revert kept_form.
begin;
drop table sandi.kept_form restrict;
commit;
