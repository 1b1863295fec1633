-- Verify sender_health.
select open_countries from sandi.sender_health where false;
select accepted from sandi.sender_minute where false;
select closed_mail_at from sandi.alert where false;
select 1 / count(*) from pg_class where relname = 'sender_active' and relnamespace = 'sandi'::regnamespace;
