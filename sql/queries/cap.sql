-- The caps on starts that an organisation makes stricter.

-- name: start_cap_get
-- by cap: its own, null where it is the platform's; the platform's
select o.caps, o.recipient_starts::bigint, start_cap('recipient')::bigint, o.recipient_day_starts::bigint, start_cap('recipient_day')::bigint,
    o.task_step_starts::bigint, start_cap('task_step')::bigint, o.person_starts::bigint, start_cap('person')::bigint
from organisation o
where o.id = $1;

-- name: start_cap_set
-- 0: the platform's
select start_cap_set(nullif($1, 0), nullif($2, 0), nullif($3, 0), nullif($4, 0));
