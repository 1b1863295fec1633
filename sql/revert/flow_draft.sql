-- Revert flow_draft: the drafts stay, what they were before is lost.
begin;
drop trigger flow_version_keep on sandi.flow_version;
drop function sandi.flow_version_keep();
drop table sandi.flow_change;
commit;
