-- Revert sender_health: figures and alerts are lost, senders stay as they are.
begin;
drop table sandi.alert, sandi.sender_minute, sandi.sender_health restrict;
drop domain sandi.alert_class restrict;
create index sender_channel on sandi.sender (channel, organisation_id) where active;
drop index sandi.sender_active;
commit;
