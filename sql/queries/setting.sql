-- What admins set, and the API keys.

-- name: setting_get
select name, country::text, time_zone, language::text, caps, factor_rule, factor_due, retention_days from organisation where id = $1;

-- name: setting_countries
select code::text from country order by code;

-- name: setting_time_zones
select name from pg_timezone_names
where name ~ '^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/' or name = 'UTC'
order by name;

-- name: setting_set
select organisation_change($1, $2, $3, $4, $5, $6, $7, $8, nullif($9, 0));

-- name: key_list
-- $1 one of them, null all
select k.id, k.name, p.name, 'read' = any (k.scopes), 'send' = any (k.scopes), k.created_at, k.expires_at, k.revoked_at, k.last_used_at,
    exists (select from api_key n where n.organisation_id = k.organisation_id and n.replaces = k.id)
from api_key k
left join person p on p.id = k.made_by
where $1::uuid is null or k.id = $1
order by k.revoked_at is not null or coalesce(k.expires_at <= clock_timestamp(), false), k.created_at desc, k.id
limit 300;

-- name: key_make
-- $6 and $7 its scopes, $8 days of its life (0: no end), $9 the key that it follows, $10 hours until that one ends
select api_key_make($1, $2, $3, $4, $5, array_remove(array[case when $6 then 'read' end, case when $7 then 'send' end], null), nullif($8, 0), $9, $10);

-- name: key_revoke
select api_key_end($1, $2, $3);
