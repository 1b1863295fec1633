-- What a message costs and whether it may go: the one place that says so, for starts, resends, fallbacks and the estimate on the rates page.

-- started with price, rate and sender, or why not: country_not_allowed, no_rate, country_refused or no_sender. One query without settings of its own, so
-- that the planner takes it into the statement around it: a start pays for no call.
create function rate_terms(p_at timestamptz, p_organisation uuid, p_card uuid, p_channel text, p_country text)
returns table (outcome text, price bigint, effective_from timestamptz, sender_id uuid) language sql stable as $$
    select case when p_country is not null and exists (select from country_rule c where c.organisation_id = p_organisation and c.country = p_country
                and c.rule = 'refuse') then 'country_not_allowed'
            when r.effective_from is null then 'no_rate'
            when r.refused then 'country_refused'
            when s.sender_id is null then 'no_sender'
            else 'started' end,
        r.price, r.effective_from, s.sender_id
    from (select) d
    left join lateral (select r.price, r.effective_from, r.refused from rate r where r.rate_card_id = p_card and r.channel = p_channel
        and r.country = coalesce(p_country, '') and r.effective_from <= p_at order by r.effective_from desc limit 1) r on true
    left join lateral (select s.id as sender_id from sender s where s.active and s.channel = p_channel
        and (s.organisation_id = p_organisation or s.organisation_id is null) order by s.organisation_id nulls last, s.name limit 1) s on true
$$;
comment on function rate_terms(timestamptz, uuid, uuid, text, text) is 'The terms of a message at a moment. Runs with the caller''s own rights.';

-- The lines of a card at a moment: what each country costs by each channel, cost before and will cost. A country whose first rate is still to come has
-- only a next one.
create function rate_lines(p_card uuid, p_at timestamptz) returns table (channel text, country text, now_from timestamptz, now_refused boolean, now_price bigint,
    before_from timestamptz, before_refused boolean, before_price bigint, next_from timestamptz, next_refused boolean, next_price bigint) language sql stable as $$
    with line as (
        select r.channel, r.country, r.effective_from, r.refused, r.price,
            lag(r.effective_from) over w as before_from, lag(r.refused) over w as before_refused, lag(r.price) over w as before_price,
            lead(r.effective_from) over w as next_from, lead(r.refused) over w as next_refused, lead(r.price) over w as next_price
        from rate r where r.rate_card_id = p_card
        window w as (partition by r.channel, r.country order by r.effective_from)
    )
    select l.channel::text, nullif(l.country, ''), case when l.effective_from <= p_at then l.effective_from end, l.refused, l.price,
        l.before_from, l.before_refused, l.before_price,
        case when l.effective_from <= p_at then l.next_from else l.effective_from end,
        case when l.effective_from <= p_at then l.next_refused else l.refused end,
        case when l.effective_from <= p_at then l.next_price else l.price end
    from line l
    where case when l.effective_from <= p_at then l.next_from is null or l.next_from > p_at else l.before_from is null end
    order by l.country, l.channel
$$;
comment on function rate_lines(uuid, timestamptz) is 'The lines of a card at a moment. Runs with the caller''s own rights.';

-- What an organisation's price list depends on, in a few bytes. Rates are only followed by newer ones, so the newest moment in force tells them all; what
-- is still to come may grow. The day stands in it because "changed in 30 days" does. A function keeps its plan: this is asked for every look at the list.
create function price_state(p_organisation uuid, p_at timestamptz) returns text language plpgsql stable as $$
declare
    o organisation;
    v_rates text;
begin
    select * into o from organisation d where d.id = p_organisation;
    select concat_ws('/', max(r.effective_from) filter (where r.effective_from <= p_at), count(*) filter (where r.effective_from > p_at),
        sum(hashtextextended(concat_ws(' ', r.channel, r.country, r.price, r.effective_from), 0)) filter (where r.effective_from > p_at))
    into v_rates from rate r where r.rate_card_id = o.rate_card_id;
    return concat_ws(' ', o.rate_card_id, o.country, o.time_zone, p_at::date, v_rates,
        (select count(*) || '/' || coalesce(sum(hashtext(c.country || c.rule)), 0) from country_rule c where c.organisation_id = o.id),
        (select string_agg(a.country || a.kind || a.spent, ',' order by a.day, a.country, a.kind) from spend_alert a where a.organisation_id = o.id and a.closed_at is null));
end $$;
comment on function price_state(uuid, timestamptz) is 'Tells one price list of an organisation from the next. Runs with the caller''s own rights.';
