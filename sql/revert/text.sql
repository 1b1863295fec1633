-- Revert text: refuses while an organisation has a text of its own.
begin;
do $$ begin
    if exists (select from sandi.message_text) then raise exception 'organisations have texts: restore a backup instead'; end if;
end $$;
drop table sandi.message_text restrict;
commit;
