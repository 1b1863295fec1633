-- Texts of messages. What goes out as what is read with the claim (message_claim.sql).

-- The senders that the organisation in sandi.organisation sends as, by channel: what recipients see of them and nothing else.
create function message_text_senders() returns table (channel text, sent_as text, template text, languages text, fallback text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select distinct on (s.channel) s.channel::text, s.settings ->> 'from', coalesce(s.settings ->> 'template', 'sandi_otp'),
        coalesce(s.settings ->> 'template_languages', 'en,id'), coalesce(s.settings ->> 'template_language', 'en')
    from sender s
    where s.active and (s.organisation_id is null or s.organisation_id = nullif(current_setting('sandi.organisation', true), '')::uuid)
    order by s.channel, s.organisation_id nulls last, s.name
$$;
comment on function message_text_senders() is 'How the organisation''s messages look to those who get them.';
