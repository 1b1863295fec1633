-- Deploy limit: what an organisation limits itself: countries that are watched, a spending cap a day; and what it spends by country.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter domain rule_kind drop constraint rule_kind_check;
alter domain rule_kind add constraint rule_kind_check check (value in ('allow', 'refuse', 'watch'));
comment on column country_rule.rule is 'refuse stops starts and resends to it; watch lets them go and raises an alert; allow says that it was decided.';

alter table organisation add day_cap bigint check (day_cap >= 0);
comment on column organisation.day_cap is 'Thousandths of a credit that a day of its time zone may cost, charged and reserved together; null: no cap. Set by its admins, so caps = off does not lift it.';
alter table credit add cap_base bigint, add cap_until timestamptz;
comment on column credit.cap_base is 'What the balance would be if nothing had been charged this day; cap_base - balance + reserved is what counts towards the cap. Kept only while there is one.';
comment on column credit.cap_until is 'When this day ends.';

create table country_day (
    organisation_id uuid not null references organisation,
    day             date not null,
    country         country_code not null,
    spent           bigint not null default 0,
    sends           bigint not null default 0 check (sends >= 0),
    primary key (organisation_id, day, country)
);
create index country_day_country on country_day (organisation_id, country, day);
comment on table country_day is 'What an organisation spent by country and day, added up from its entries; behind them by some seconds.';
comment on column country_day.organisation_id is 'The organisation.';
comment on column country_day.day is 'A day of its time zone.';
comment on column country_day.country is 'The destination.';
comment on column country_day.spent is 'Charges less refunds, in thousandths of a credit.';
comment on column country_day.sends is 'Messages charged.';

create table country_day_seen (
    organisation_id uuid primary key references organisation,
    number          bigint not null
);
comment on table country_day_seen is 'Up to which entry country_day is added up.';
comment on column country_day_seen.organisation_id is 'The organisation.';
comment on column country_day_seen.number is 'The last entry that was counted.';

create table spend_alert (
    organisation_id uuid not null references organisation,
    day             date not null,
    country         country_code not null,
    kind            text not null check (kind in ('watched', 'unusual')),
    spent           bigint not null,
    sends           bigint not null,
    mean            bigint not null,
    threshold       bigint not null,
    opened_at       timestamptz not null default clock_timestamp(),
    seen_at         timestamptz not null default clock_timestamp(),
    closed_at       timestamptz,
    closed_by       uuid,
    primary key (organisation_id, day, country, kind)
);
create index spend_alert_open on spend_alert (organisation_id) where closed_at is null;
comment on table spend_alert is 'What an organisation''s admins are told about spending by country: one a day, country and kind.';
comment on column spend_alert.organisation_id is 'The organisation.';
comment on column spend_alert.day is 'The day it is about.';
comment on column spend_alert.country is 'The destination.';
comment on column spend_alert.kind is 'watched: the organisation asked to be told; unusual: spent is above threshold.';
comment on column spend_alert.spent is 'What that day cost when it was last looked at.';
comment on column spend_alert.sends is 'For how many messages.';
comment on column spend_alert.mean is 'What a day cost on average over the seven before.';
comment on column spend_alert.threshold is 'The greater of twenty messages'' worth and three times the mean.';
comment on column spend_alert.opened_at is 'When it was raised.';
comment on column spend_alert.seen_at is 'When its figures were last brought up to date.';
comment on column spend_alert.closed_at is 'When an admin put it away.';
comment on column spend_alert.closed_by is 'Who did.';

do $$
declare
    t text;
begin
    foreach t in array array['country_day', 'country_day_seen', 'spend_alert'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy owner on %I to sandi_owner using (true) with check (true)', t);
        execute format('create policy own on %I for select to sandi_console, sandi_field, sandi_api, sandi_staff, sandi_cli
            using (organisation_id = nullif(current_setting(''sandi.organisation'', true), '''')::uuid)', t);
    end loop;
end $$;
commit;
