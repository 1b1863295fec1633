-- name: health_ping
select 1::bigint;
