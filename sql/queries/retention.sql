-- name: retention_round
select next, erased from retention_round($1, $2);
