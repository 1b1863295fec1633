-- Verify kept_form.
select fields from sandi.kept_form where false;
