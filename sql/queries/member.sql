-- People of one organisation.

-- name: member_list_active
select p.id, p.name, p.email, m.role = 'worker'
from member m
join person p on p.id = m.person_id
where p.disabled_at is null and m.deactivated_at is null
order by m.role <> 'worker', lower(p.name), p.id
limit 500;

-- name: member_list
-- $1 part of a name or address, $2 the person to go on after, $3 how many; the last column counts all that fit
select p.id, p.name, p.email, m.role::text, m.deactivated_at, m.seen_at, m.created_at, p.disabled_at is not null, m.phone,
    (select count(*) from member a join person b on b.id = a.person_id
        where $1 = '' or strpos(lower(b.name || ' ' || b.email), lower($1)) > 0)
from member m
join person p on p.id = m.person_id
where ($1 = '' or strpos(lower(p.name || ' ' || p.email), lower($1)) > 0)
    and ($2::uuid is null or (lower(p.name), p.id) > (select lower(l.name), l.id from person l where l.id = $2))
order by lower(p.name), p.id
limit $3;

-- name: member_get
select p.id, p.name, p.email, m.role::text, m.deactivated_at, m.seen_at, m.created_at, p.disabled_at is not null, m.phone
from member m
join person p on p.id = m.person_id
where m.person_id = $1;

-- name: member_reach
-- where somebody can be reached: what a code that proves a delivery must not go to
select m.phone, p.email from member m join person p on p.id = m.person_id where m.person_id = $1;

-- name: member_phone_set
select member_phone_set($1, $2, $3, $4);

-- name: member_change
select member_change($1, $2, $3, $4, $5);

-- name: invite_list
-- open ones; $1 one of them, null all
select i.id, i.email, i.role::text, p.name, i.made_at, i.expires_at
from invite i
left join person p on p.id = i.made_by
where i.closed_at is null and ($1::uuid is null or i.id = $1)
order by i.made_at desc, i.id
limit 500;

-- name: invite_send
select invite_send($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: invite_revoke
select invite_revoke($1, $2, $3);

-- name: invite_find
select state, organisation_name, email, role, by_name, known from invite_find($1, $2);

-- name: invite_accept
-- the session's organisation ($3) is nil for staff and strangers
select a.outcome, a.person_id, a.role
from invite_accept($1, $2, coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid), $4, $5, $6, $7) a;

-- name: letter_claim
select id, mail_sender, kind, email, language, organisation_name, by_name, role, at, seal_key, sealed from letter_claim($1);

-- name: member_session_list
select device, address, created_at, seen_at from member_session_list($1, $2, $3);

-- name: member_session_end
select member_session_end($1, $2, $3);

-- name: member_task_list
-- open ones of $1, the oldest first; the last column counts all
select t.id, t.title, count(*) over () from task t where t.worker_id = $1 and t.status <> 'done' order by t.created_at, t.id limit $2;

-- name: member_task_move
select member_task_move($1, $2, $3, $4, $5);

-- name: member_factor
-- whether $3 signs in with a code, for admins
select member_factor($1, $2, $3);
