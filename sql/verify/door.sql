-- Verify door.
select link_hash, entered_by from sandi.verification where false;
select phone from sandi.member where false;
