-- Verify flow_draft.
select definition from sandi.flow_change where false;
select 1 / count(*) from pg_trigger where tgname = 'flow_version_keep';
