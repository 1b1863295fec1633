-- Revert schema: refuses while anything is left in it.
begin;
drop domain sandi.channel, sandi.driver, sandi.recipient_kind, sandi.verification_status, sandi.message_status, sandi.entry_kind,
    sandi.operation, sandi.member_role, sandi.staff_role, sandi.rule_kind, sandi.task_status, sandi.actor_kind, sandi.language,
    sandi.country_code, sandi.credits, sandi.price, sandi.key_id, sandi.code_digits, sandi.hash, sandi.sealed_code, sandi.recipient, sandi.word,
    sandi.phrase, sandi.remark restrict;
drop schema sandi restrict;
commit;
