-- What the office reads about the codes of one task. $1 is the organisation, $2 the task.

-- name: task_code_list
-- every code of the task's steps, oldest first. An approved one tells how many other tasks of the organisation the same recipient verified within 30 days
-- before or after, how many of those were the same worker's, and who typed it; last where the worker can be reached
select v.id, v.component_id, case when v.status = 'pending' and v.expires_at <= clock_timestamp() then 'expired' else v.status::text end, v.recipient, v.country, v.channel, p.name,
       v.created_at, v.closed_at, v.attempts_used - (v.status = 'approved')::int, v.attempts_max,
       coalesce(r.tasks, 0), coalesce(r.by_worker, 0), v.entered_by, k.phone, w.email
from verification v
join task t on t.organisation_id = v.organisation_id and t.id = v.task_id
left join person p on p.id = v.person_id
left join person w on w.id = t.worker_id
left join member k on k.organisation_id = t.organisation_id and k.person_id = t.worker_id
left join lateral (
    select count(distinct o.task_id) as tasks, count(distinct o.task_id) filter (where x.worker_id = t.worker_id) as by_worker
    from verification o
    join task x on x.organisation_id = o.organisation_id and x.id = o.task_id
    where o.organisation_id = v.organisation_id and o.prefix = v.prefix
        and o.created_at between v.created_at - interval '30 days' and v.created_at + interval '30 days'
        and lower(o.recipient) = lower(v.recipient) and o.status = 'approved' and o.task_id <> v.task_id
) r on v.status = 'approved' and v.recipient <> 'erased'
where v.organisation_id = $1 and v.task_id = $2
order by v.created_at, v.id
limit 200;

-- name: task_correction_list
-- how often the recipient at each field was corrected
select l.detail->>'component', count(*)
from audit_log l
where l.organisation_id = $1 and l.subject = $2::uuid::text and l.action = 'task.recipient'
group by 1
order by 1;

-- name: task_message_list
-- every message of those codes; charged: and not refunded
select m.verification_id, m.id, m.channel, m.status, m.reason, m.provider_id, m.created_at, coalesce(m.sent_at, m.accepted_at), m.delivered_at, m.read_at, m.price,
       exists (select from entry e
               where e.organisation_id = m.organisation_id and e.message_id = m.id and e.kind = 'charge'
                 and not exists (select from entry r
                                 where r.organisation_id = e.organisation_id and r.refers_to = e.number
                                   and r.kind = 'refund'))
from verification v
join message m on m.organisation_id = v.organisation_id and m.verification_id = v.id
where v.organisation_id = $1 and v.task_id = $2
order by v.created_at, v.id, m.number
limit 2000;
