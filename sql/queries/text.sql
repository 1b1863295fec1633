-- Texts of messages, as their organisation writes them.

-- name: message_text_list
select t.channel::text, t.locale::text, t.subject, t.subject_code, t.body, t.ending, t.app_hash, t.changed_at, p.name
from message_text t
left join person p on p.id = t.changed_by;

-- name: message_text_senders
select s.channel, s.sent_as, s.template, s.languages, s.fallback from message_text_senders() s;

-- name: message_text_save
with was as materialized (
    select t.subject, t.subject_code, t.body, t.ending, t.app_hash from message_text t where t.organisation_id = $1 and t.channel = $2 and t.locale = $3
), saved as (
    insert into message_text (organisation_id, channel, locale, subject, subject_code, body, ending, app_hash, changed_by)
    select $1, $2::text, $3::text, $4, $5, $6, $7, $8, $9
    where $10::timestamptz is null
        or exists (select from message_text t where t.organisation_id = $1 and t.channel = $2 and t.locale = $3)
    on conflict (organisation_id, channel, locale) do update
    set subject = excluded.subject, subject_code = excluded.subject_code, body = excluded.body, ending = excluded.ending,
        app_hash = excluded.app_hash, changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where message_text.changed_at = $10
    returning organisation_id, channel, locale, subject, subject_code, body, ending, app_hash
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $9, 'member', 'text.change', channel || ' ' || locale, audit_change((select to_jsonb(w) from was w), jsonb_build_object(
        'subject', subject, 'subject_code', subject_code, 'body', body, 'ending', ending, 'app_hash', app_hash))
    from saved
)
select count(*) from saved;

-- name: message_text_reset
with gone as (
    delete from message_text where organisation_id = $1 and channel = $2 and locale = $3 and changed_at = $5
    returning organisation_id, channel, locale, subject, subject_code, body, ending, app_hash
), logged as (
    insert into audit_log (organisation_id, actor, actor_kind, action, subject, detail)
    select organisation_id, $4, 'member', 'text.reset', channel || ' ' || locale, jsonb_build_object('before', jsonb_strip_nulls(jsonb_build_object(
        'subject', subject, 'subject_code', subject_code, 'body', body, 'ending', ending, 'app_hash', app_hash))) from gone
)
select count(*) from gone;
