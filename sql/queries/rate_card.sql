-- Statements of operators' pages of rate cards. Each function checks the staff session ($1, its token's hash) itself; cards and rates are no secret of any
-- organisation.

-- name: rate_card_list
select id, name, kind, created_at, countries, organisations, changed_at from rate_card_list($1);

-- name: rate_card_create
select rate_card_create($1, $2, $3, $4);

-- name: rate_card_lines
-- $1 card, $2 the moment
select l.channel, l.country, l.now_from, l.now_refused, l.now_price, l.before_from, l.before_refused, l.before_price, l.next_from, l.next_refused,
       l.next_price
from rate_lines($1, $2) l;

-- name: rate_card_organisation_list
select id, name, slug from rate_card_organisation_list($1, $2);

-- name: rate_card_assign
select rate_card_assign($1, $2, $3, $4);

-- name: rate_history
-- $1 card, $2 country, "" for e-mail
select channel, effective_from, refused, price
from rate
where rate_card_id = $1 and country = $2
order by channel, effective_from desc
limit 200;

-- name: rate_upload_list
select id, format, file_name, created_at, created_by, applied_at, effective_from, note, changes from rate_upload_list($1, $2);

-- name: rate_upload_get
select format, channel, factor, file_name, content, sha256, created_at, created_by, applied_at, effective_from, note, changes, again_of, card_name
from rate_upload_get($1, $2, $3);

-- name: rate_upload_save
select rate_upload_save($1, $2, $3, $4, $5, $6, $7, $8);

-- name: rate_upload_again
select rate_upload_again($1, $2, $3, $4);

-- name: rate_diff
-- $1 card, $2 the moment, $3 to $5 the file's lines
select channel, country, class, before, price, sharp
from rate_diff($1, $2, $3, $4, $5)
order by array_position(array['removed', 'refused', 'up', 'down', 'new', 'same'], class), sharp desc, channel, country;

-- name: rate_upload_apply
select outcome, changes, effective_from from rate_upload_apply($1, $2, $3, $4, $5, $6, $7, $8, $9);
