-- Revert ledger: refuses while an entry exists.
begin;
do $$ begin
    if exists (select from sandi.entry) then raise exception 'entries exist: the ledger is never dropped'; end if;
end $$;
drop table sandi.top_up_form, sandi.entry, sandi.credit restrict;
drop function sandi.entry_immutable();
commit;
