-- Verify text.
select body from sandi.message_text where false;
