-- Entries :first to :last of :total of organisation :org, spread over a year until now; with :behind also the verifications and messages behind them, which are not kept
-- for ever as entries are. Every thousandth tops up; of a hundred, two are released and one is refunded; seven of ten go home, one of 250,000 to Norway.
\set ON_ERROR_STOP 1
set search_path = sandi;
set client_min_messages = warning;
set synchronous_commit = off;
-- Organisation and entry that a row refers to are there: nobody need look them up.
set session_replication_role = replica;
begin;
-- A refund is one of the entry before it: k is the number of the charge that a line is about.
create temporary table line on commit drop as
select n, ('01900000-0000-7000-8000-' || lpad(to_hex(k), 12, '0'))::uuid as id,
    case when n % 1000 = 1 then 'top_up' when n % 50 = 7 then 'release' when n % 100 = 20 then 'refund' else 'charge' end as kind,
    case when k % 250000 = 77 then 'sms' when k % 10 = 9 then 'email' when k % 10 in (7, 8) then 'sms' else 'whatsapp' end as channel,
    case when k % 250000 = 77 then 'NO' when k % 10 = 9 then null when k % 10 = 8 then (array['US', 'SG', 'MY', 'GB', 'AU', 'JP', 'IN'])[1 + (k / 10) % 7] else 'ID' end as country,
    case when k % 10 = 9 then 500 when k % 10 in (7, 8) then 3000 else 2000 end as price,
    now() - (:total - n) * (interval '365 days' / :total) as at
from (select n, case when n % 100 = 20 then n - 1 else n end as k from generate_series(:first::bigint, :last) n) k;
\if :behind
insert into verification (organisation_id, id, created_at, expires_at, closed_at, price, digits, attempts_max, hash_key, recipient, recipient_kind, prefix, country, channel, locale, status,
    code_hash, person_id, task_id, component_id)
select :'org', id, at - interval '5 s', at + interval '5 min', at + interval '1 min', price, 6, 5, 1, '+62812' || lpad((n % 100000000)::text, 8, '0'), 'phone',
    '+62812' || lpad((n % 100000000 / 10000)::text, 4, '0'), country, channel, 'en', case when n % 4 = 0 then 'expired' else 'approved' end, sha256('x'),
    case when n % 5000 = 3 then :'person'::uuid end, case when n % 2000 < 200 then :'task'::uuid end, case when n % 2000 < 200 then 'otp' end
from line where kind in ('charge', 'release') order by n;
insert into message (organisation_id, id, verification_id, sender_id, rate_card_id, rate_from, created_at, updated_at, expires_at, price, number, settled, channel, country, status, accepted_at)
select :'org', l.id, l.id, s.id, o.rate_card_id, now() - interval '2 years', at - interval '5 s', at, at + interval '5 min', l.price, 1, true, l.channel, l.country,
    case l.kind when 'charge' then 'delivered' else 'rejected' end, at
from line l, organisation o, (select id from sender limit 1) s where o.id = :'org' and l.kind in ('charge', 'release') order by l.n;
\endif
insert into entry (organisation_id, number, kind, amount, balance, at, message_id, refers_to, reference, reason, channel, country)
select :'org', n, kind, amount, :balance + sum(amount) over (order by n), at, case when kind <> 'top_up' then id end, case when kind = 'refund' then n - 1 end,
    case when kind = 'top_up' then 'INV-' || n end, case when kind = 'release' then 'rejected' end, case when kind <> 'top_up' then channel end,
    case when kind <> 'top_up' then country end
from (select *, case kind when 'top_up' then 3000000 when 'charge' then -price when 'refund' then price else 0 end::bigint as amount from line) l order by n;
insert into receipt (organisation_id, year, number, entry)
select :'org', l.year, coalesce((select max(r.number) from receipt r where r.organisation_id = :'org' and r.year = l.year), 0) + row_number() over (partition by l.year order by l.n), l.n
from (select n, extract(year from at at time zone o.time_zone)::int as year from line, organisation o where o.id = :'org' and kind = 'top_up') l;
update credit c set balance = e.balance, last_number = e.number, last_at = e.at from entry e
where c.organisation_id = :'org' and e.organisation_id = :'org' and e.number = :last;
commit;
