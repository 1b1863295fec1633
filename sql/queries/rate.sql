-- Prices in force.

-- name: rate_home
select country from organisation where id = $1;

-- name: rate_list
-- $1 organisation, $2 the moment, $3 channel or null, $4 country or null
select r.channel, nullif(r.country, ''), coalesce(r.price, 0), r.refused,
       not r.refused and coalesce(c.rule, 'allow') = 'allow', r.effective_from
from (select distinct on (channel, country) *
      from rate
      where rate_card_id = (select rate_card_id from organisation where id = $1)
        and effective_from <= $2 and ($3::text is null or channel = $3) and ($4::text is null or country = $4)
      order by channel, country, effective_from desc) r
left join country_rule c on c.organisation_id = $1 and c.country = r.country
order by r.country, array_position(array['whatsapp', 'sms', 'email'], r.channel::text);
