-- Verify flow.
select base_version from sandi.flow where false;
select definition from sandi.flow_version where false;
select status from sandi.task where false;
select value from sandi.answer where false;
