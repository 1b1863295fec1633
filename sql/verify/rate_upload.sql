-- Verify rate_upload.
select kind, created_by from sandi.rate_card where false;
select content, sha256, changes from sandi.rate_upload where false;
select upload_id from sandi.rate where false;
