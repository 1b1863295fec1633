-- The audit log of one organisation, newest first.

-- name: audit_list
-- $1 a person, $2 or a kind of actor, $3 groups of actions ("credit top_up"), $4 and $5 days of the zone $6, $7 words to find, $8 and $9 the line to go
-- on before, $10 how many
select l.id, l.at, l.actor_kind::text, p.name, l.action, l.subject, l.detail::text, l.address,
    case split_part(l.action, '.', 1)
        when 'flow' then (select f.name from flow f where f.organisation_id = l.organisation_id and f.id = i.id)
        when 'task' then (select t.title from task t where t.organisation_id = l.organisation_id and t.id = i.id)
        when 'member' then (select m.name from person m where m.id = i.id)
    end
from audit_log l
left join person p on p.id = l.actor
cross join lateral (select case when l.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then l.subject::uuid end as id) i
where ($1::uuid is null or l.actor = $1)
    and ($2 = '' or l.actor_kind::text = $2)
    and ($3 = '' or split_part(l.action, '.', 1) = any (string_to_array($3, ' ')))
    and ($4 = '' or l.at >= nullif($4, '')::date::timestamp at time zone $6)
    and ($5 = '' or l.at < (nullif($5, '')::date + 1)::timestamp at time zone $6)
    and ($7 = '' or strpos(lower(concat_ws(' ', l.action, l.subject, l.address, p.name, l.detail::text)), lower($7)) > 0)
    and ($8::timestamptz is null or (l.at, l.id) < ($8, $9))
order by l.at desc, l.id desc
limit $10;

-- name: audit_list_task
-- the lines about one task, oldest first
select l.id, l.at, l.actor_kind::text, p.name, l.action, l.subject, l.detail::text, l.address, t.title
from audit_log l
join task t on t.organisation_id = l.organisation_id and t.id = $2
left join person p on p.id = l.actor
where l.organisation_id = $1 and l.subject = $2::text and l.action like 'task.%'
order by l.at, l.id
limit $3;
