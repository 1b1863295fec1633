-- Revert top_up: refuses while requests, approvals or numbered receipts would be lost.
begin;
do $$ begin
    if exists (select from sandi.receipt) or exists (select from sandi.top_up_request) or exists (select from sandi.top_up_approval) then
        raise exception 'receipts, requests or approvals exist: restore a backup instead';
    end if;
end $$;
drop table sandi.notice, sandi.credit_watch, sandi.top_up_approval, sandi.top_up_request, sandi.credit_policy, sandi.receipt restrict;
alter table sandi.session drop column proved_at;
drop domain sandi.notice_kind, sandi.request_state, sandi.approval_state restrict;
commit;
