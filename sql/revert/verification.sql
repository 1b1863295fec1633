-- Revert verification: refuses while a message exists.
begin;
do $$ begin
    if exists (select from sandi.message) then raise exception 'messages exist: restore a backup instead'; end if;
end $$;
drop table sandi.early_callback, sandi.api_key_use, sandi.idempotency_key, sandi.message, sandi.verification restrict;
commit;
