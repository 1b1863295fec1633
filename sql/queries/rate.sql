-- Prices in force.

-- name: rate_home
select country from organisation where id = $1;

-- name: rate_list
-- $1 organisation, $2 the moment, $3 channel or null, $4 country or null
select r.channel, nullif(r.country, ''), coalesce(r.price, 0), r.refused,
       not r.refused and coalesce(c.rule, 'allow') <> 'refuse', r.effective_from
from (select distinct on (channel, country) *
      from rate
      where rate_card_id = (select rate_card_id from organisation where id = $1)
        and effective_from <= $2 and ($3::text is null or channel = $3) and ($4::text is null or country = $4)
      order by channel, country, effective_from desc) r
left join country_rule c on c.organisation_id = $1 and c.country = r.country
order by r.country, array_position(array['whatsapp', 'sms', 'email'], r.channel::text);

-- name: price_state
-- $1 organisation, $2 the moment
select price_state($1, $2);

-- name: price_list
-- $1 organisation, $2 the moment
select l.channel, l.country, l.now_from, l.now_refused, l.now_price, l.before_from, l.before_refused, l.before_price, l.next_from, l.next_refused,
       l.next_price
from organisation o, rate_lines(o.rate_card_id, $2) l
where o.id = $1;

-- name: country_rule_list
select country, rule from country_rule;

-- name: country_used_list
select distinct country from country_day where spent > 0 or sends > 0;

-- name: rate_estimate
-- $1 organisation, $2 channel, $3 country or null
select t.outcome, coalesce(t.price, 0), c.balance, c.balance - c.reserved
from organisation o
join credit c on c.organisation_id = o.id
cross join lateral rate_terms(clock_timestamp(), o.id, o.rate_card_id, $2, $3) t
where o.id = $1;

-- name: rate_list_used
-- $1 organisation, $2 the moment, $3 channel; of its countries the newest 5,000 sends tell, so that a large one's page is as quick
with used as (
    select distinct v.country
    from (select country, channel, created_at from verification where organisation_id = $1 and created_at > '-infinity' order by created_at desc limit 5000) v
    where v.channel = $3 and v.created_at > $2::timestamptz - interval '90 days' and v.country is not null
)
select r.channel, nullif(r.country, ''), coalesce(r.price, 0), r.refused,
       not r.refused and coalesce(c.rule, 'allow') = 'allow' as allowed, r.effective_from
from (select distinct on (channel, country) *
      from rate
      where rate_card_id = (select rate_card_id from organisation where id = $1) and effective_from <= $2 and channel = $3
      order by channel, country, effective_from desc) r
left join country_rule c on c.organisation_id = $1 and c.country = r.country
where $3 = 'email' or r.country in (select country from used)
    or (r.country = (select country from organisation where id = $1) and not exists (select from used))
order by allowed desc, r.price, r.country;

-- name: rate_list_home
-- $1 organisation, $2 the moment: what each channel costs at home
select r.channel, nullif(r.country, ''), coalesce(r.price, 0), r.refused,
       not r.refused and coalesce(c.rule, 'allow') = 'allow', r.effective_from
from organisation o
join lateral (select distinct on (channel, country) *
      from rate
      where rate_card_id = o.rate_card_id and effective_from <= $2 and country in ('', o.country)
      order by channel, country, effective_from desc) r on true
left join country_rule c on c.organisation_id = o.id and c.country = r.country
where o.id = $1;
