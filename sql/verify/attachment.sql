-- Verify attachment.
select bytes from sandi.attachment where false;
