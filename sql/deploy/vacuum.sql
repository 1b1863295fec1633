-- Deploy vacuum: the two tables of the hot path are vacuumed by what changed, not by how much they hold. What was claimed or expired stands in the queue's
-- and the expiry's indexes until then, and claims and sweeps walk past it: with ten million rows two million dead ones, a hundred thousand with this.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table message set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
alter table verification set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
commit;
