-- Top-ups by staff and the command line, what waits for a second person, and what admins ask for. Each function checks the session ($1, its token's hash).

-- name: credit_top_up
select outcome, number, balance, before, at from credit_top_up($1, $2, $3, $4, nullif($5, 0::bigint), $6, $7, $8, $9);

-- name: credit_top_up_operator
select outcome, number, balance, before, at from credit_top_up_operator($1, $2, $3, $4);

-- name: credit_decide
select outcome, number from credit_decide($1, $2, $3, $4, $5);

-- name: credit_policy_set
select credit_policy_set(nullif($1, -1::bigint), nullif($2, -1::bigint));

-- name: support_entry
select number, at, kind, before, amount, balance, reference, reason, refers_to, receipt, actor, approver, organisation_name, left_over
from support_entry($1, $2, $3);

-- name: support_top_up_list
-- $3 entry to continue before, $4 how many
select number, kind, amount, balance, at, receipt, refers_to, reference, reason, actor, approver, corrected
from support_top_up_list($1, $2, nullif($3, 0::bigint), $4);

-- name: support_approval_list
-- $2 organisation or null, $3 how many
select organisation_id, organisation_name, form, kind, amount, refers_to, reference, reason, made_by, made_at, own, balance
from support_approval_list($1, $2, $3);

-- name: support_request_list
-- $2 organisation or null, $3 how many
select organisation_id, organisation_name, id, amount, invoice, note, made_by, made_at from support_request_list($1, $2, $3);

-- name: top_up_request_create
select top_up_request_create($1, $2, $3, $4, $5, $6);

-- name: top_up_request_cancel
select top_up_request_cancel($1, $2, $3);

-- name: top_up_request_decline
select top_up_request_decline($1, $2, $3, $4);

-- name: top_up_request_list
select q.id, q.amount, q.invoice, q.note, q.state, p.name as made_by, q.made_at, q.decided_at, q.decision, q.entry, r.name as receipt
from top_up_request q
left join person p on p.id = q.made_by
left join receipt r on r.organisation_id = q.organisation_id and r.entry = q.entry
where q.organisation_id = $1
order by q.made_at desc
limit 20;
