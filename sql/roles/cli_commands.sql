-- cli: what functions/cli.sql offers, and the reading of senders.
grant execute on function organisation_find(text), organisation_create(uuid, text, text, text, text, text, text),
    organisation_set(text, text, text), person_find(text), person_create(uuid, text, text, text, text),
    person_password_set(text, text), person_factor_remove(text), member_set(text, text, text), api_key_create(uuid, uuid, text, bytea),
    api_key_revoke(uuid, text), sender_create(uuid, text, text, text, text),
    sender_set(text, jsonb, jsonb, text[], boolean), sender_find(text), sender_list(), sender_reseal(uuid, bigint, jsonb) to sandi_cli;
