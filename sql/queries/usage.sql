-- What the charts show. $1 is the organisation.

-- name: usage_list
select day, channel, country, accepted, unsent, refunded, spent from usage_list($1, $2::text::date, $3::text::date, $4);

-- name: usage_verified_list
select channel, country, started, verified from usage_verified_list($1, $2::text::date, $3::text::date);
