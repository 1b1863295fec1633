-- Revert people: people who were deactivated and keys that may not do everything would come back to life.
begin;
do $$ begin
    if exists (select from sandi.member where deactivated_at is not null) or exists (select from sandi.api_key where expires_at is not null or cardinality(scopes) < 2) then
        raise exception 'deactivated members or limited keys exist: restore a backup instead';
    end if;
end $$;
drop trigger audit_log_kept on sandi.audit_log;
drop trigger audit_log_immutable on sandi.audit_log;
drop function sandi.audit_log_immutable();
alter table sandi.audit_log drop column address;
drop table sandi.letter, sandi.password_reset, sandi.invite restrict;
alter table sandi.api_key drop column replaces, drop column made_by, drop column expires_at, drop column scopes;
alter table sandi.session drop column address, drop column device, drop column id;
drop index sandi.session_person;
alter table sandi.member drop column seen_at, drop column deactivated_at;
drop domain sandi.api_scope, sandi.letter_kind restrict;
commit;
