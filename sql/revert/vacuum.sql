-- Revert vacuum.
begin;
set local search_path = sandi;
alter table message reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
alter table verification reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
commit;
