-- People of one organisation.

-- name: member_list_active
select p.id, p.name, p.email, m.role = 'worker'
from member m
join person p on p.id = m.person_id
where p.disabled_at is null
order by m.role <> 'worker', lower(p.name), p.id
limit 500;
