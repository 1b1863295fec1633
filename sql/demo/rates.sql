-- The demo's countries and its rate card "Demo, 2026-01-01". Dated third-party figures to try things with, never current prices.
-- Countries: the regions of libphonenumber 8.12.57, each with the region that Meta's price list of 2026-01-01 puts it in.
-- Rule: one credit is worth 0.005 USD, so credits = USD / 0.005, at least 0.5, in whole thousandths.
--   whatsapp  authentication price of the country where that list has one, else of its region
--   sms       a published retail price for phone codes (2025-02-10) where there is one, 0.01 in the +1 plan, else 0.10
--   email     1 credit, flat
-- Refused as an example: KP by both channels, CU and PK by sms. Loading it again changes nothing.
set search_path = sandi;

create temp table demo_country (code text, calling_code int, region text);
insert into demo_country values
    ('AC', 247, 'africa'), ('AD', 376, 'western_europe'), ('AE', 971, 'middle_east'), ('AF', 93, 'asia_pacific'),
    ('AG', 1, 'other'), ('AI', 1, 'other'), ('AL', 355, 'central_eastern_europe'), ('AM', 374, 'central_eastern_europe'),
    ('AO', 244, 'africa'), ('AR', 54, 'latin_america'), ('AS', 1, 'other'), ('AT', 43, 'western_europe'),
    ('AU', 61, 'asia_pacific'), ('AW', 297, 'latin_america'), ('AX', 358, 'western_europe'), ('AZ', 994, 'central_eastern_europe'),
    ('BA', 387, 'central_eastern_europe'), ('BB', 1, 'other'), ('BD', 880, 'asia_pacific'), ('BE', 32, 'western_europe'),
    ('BF', 226, 'africa'), ('BG', 359, 'central_eastern_europe'), ('BH', 973, 'middle_east'), ('BI', 257, 'africa'),
    ('BJ', 229, 'africa'), ('BL', 590, 'latin_america'), ('BM', 1, 'other'), ('BN', 673, 'asia_pacific'),
    ('BO', 591, 'latin_america'), ('BQ', 599, 'latin_america'), ('BR', 55, 'latin_america'), ('BS', 1, 'other'),
    ('BT', 975, 'asia_pacific'), ('BW', 267, 'africa'), ('BY', 375, 'central_eastern_europe'), ('BZ', 501, 'latin_america'),
    ('CA', 1, 'north_america'), ('CC', 61, 'asia_pacific'), ('CD', 243, 'africa'), ('CF', 236, 'africa'),
    ('CG', 242, 'africa'), ('CH', 41, 'western_europe'), ('CI', 225, 'africa'), ('CK', 682, 'asia_pacific'),
    ('CL', 56, 'latin_america'), ('CM', 237, 'africa'), ('CN', 86, 'asia_pacific'), ('CO', 57, 'latin_america'),
    ('CR', 506, 'latin_america'), ('CU', 53, 'latin_america'), ('CV', 238, 'africa'), ('CW', 599, 'latin_america'),
    ('CX', 61, 'asia_pacific'), ('CY', 357, 'middle_east'), ('CZ', 420, 'central_eastern_europe'), ('DE', 49, 'western_europe'),
    ('DJ', 253, 'africa'), ('DK', 45, 'western_europe'), ('DM', 1, 'other'), ('DO', 1, 'latin_america'),
    ('DZ', 213, 'africa'), ('EC', 593, 'latin_america'), ('EE', 372, 'central_eastern_europe'), ('EG', 20, 'africa'),
    ('EH', 212, 'africa'), ('ER', 291, 'africa'), ('ES', 34, 'western_europe'), ('ET', 251, 'africa'),
    ('FI', 358, 'western_europe'), ('FJ', 679, 'asia_pacific'), ('FK', 500, 'latin_america'), ('FM', 691, 'asia_pacific'),
    ('FO', 298, 'western_europe'), ('FR', 33, 'western_europe'), ('GA', 241, 'africa'), ('GB', 44, 'western_europe'),
    ('GD', 1, 'other'), ('GE', 995, 'central_eastern_europe'), ('GF', 594, 'latin_america'), ('GG', 44, 'western_europe'),
    ('GH', 233, 'africa'), ('GI', 350, 'western_europe'), ('GL', 299, 'western_europe'), ('GM', 220, 'africa'),
    ('GN', 224, 'africa'), ('GP', 590, 'latin_america'), ('GQ', 240, 'africa'), ('GR', 30, 'western_europe'),
    ('GT', 502, 'latin_america'), ('GU', 1, 'other'), ('GW', 245, 'africa'), ('GY', 592, 'latin_america'),
    ('HK', 852, 'asia_pacific'), ('HN', 504, 'latin_america'), ('HR', 385, 'central_eastern_europe'), ('HT', 509, 'latin_america'),
    ('HU', 36, 'central_eastern_europe'), ('ID', 62, 'asia_pacific'), ('IE', 353, 'western_europe'), ('IL', 972, 'middle_east'),
    ('IM', 44, 'western_europe'), ('IN', 91, 'asia_pacific'), ('IO', 246, 'asia_pacific'), ('IQ', 964, 'middle_east'),
    ('IR', 98, 'middle_east'), ('IS', 354, 'western_europe'), ('IT', 39, 'western_europe'), ('JE', 44, 'western_europe'),
    ('JM', 1, 'latin_america'), ('JO', 962, 'middle_east'), ('JP', 81, 'asia_pacific'), ('KE', 254, 'africa'),
    ('KG', 996, 'asia_pacific'), ('KH', 855, 'asia_pacific'), ('KI', 686, 'asia_pacific'), ('KM', 269, 'africa'),
    ('KN', 1, 'other'), ('KP', 850, 'asia_pacific'), ('KR', 82, 'asia_pacific'), ('KW', 965, 'middle_east'),
    ('KY', 1, 'other'), ('KZ', 7, 'central_eastern_europe'), ('LA', 856, 'asia_pacific'), ('LB', 961, 'middle_east'),
    ('LC', 1, 'other'), ('LI', 423, 'western_europe'), ('LK', 94, 'asia_pacific'), ('LR', 231, 'africa'),
    ('LS', 266, 'africa'), ('LT', 370, 'central_eastern_europe'), ('LU', 352, 'western_europe'), ('LV', 371, 'central_eastern_europe'),
    ('LY', 218, 'africa'), ('MA', 212, 'africa'), ('MC', 377, 'western_europe'), ('MD', 373, 'central_eastern_europe'),
    ('ME', 382, 'central_eastern_europe'), ('MF', 590, 'latin_america'), ('MG', 261, 'africa'), ('MH', 692, 'asia_pacific'),
    ('MK', 389, 'central_eastern_europe'), ('ML', 223, 'africa'), ('MM', 95, 'asia_pacific'), ('MN', 976, 'asia_pacific'),
    ('MO', 853, 'asia_pacific'), ('MP', 1, 'other'), ('MQ', 596, 'latin_america'), ('MR', 222, 'africa'),
    ('MS', 1, 'other'), ('MT', 356, 'western_europe'), ('MU', 230, 'africa'), ('MV', 960, 'asia_pacific'),
    ('MW', 265, 'africa'), ('MX', 52, 'latin_america'), ('MY', 60, 'asia_pacific'), ('MZ', 258, 'africa'),
    ('NA', 264, 'africa'), ('NC', 687, 'asia_pacific'), ('NE', 227, 'africa'), ('NF', 672, 'asia_pacific'),
    ('NG', 234, 'africa'), ('NI', 505, 'latin_america'), ('NL', 31, 'western_europe'), ('NO', 47, 'western_europe'),
    ('NP', 977, 'asia_pacific'), ('NR', 674, 'asia_pacific'), ('NU', 683, 'asia_pacific'), ('NZ', 64, 'asia_pacific'),
    ('OM', 968, 'middle_east'), ('PA', 507, 'latin_america'), ('PE', 51, 'latin_america'), ('PF', 689, 'asia_pacific'),
    ('PG', 675, 'asia_pacific'), ('PH', 63, 'asia_pacific'), ('PK', 92, 'asia_pacific'), ('PL', 48, 'central_eastern_europe'),
    ('PM', 508, 'western_europe'), ('PR', 1, 'latin_america'), ('PS', 970, 'middle_east'), ('PT', 351, 'western_europe'),
    ('PW', 680, 'asia_pacific'), ('PY', 595, 'latin_america'), ('QA', 974, 'middle_east'), ('RE', 262, 'africa'),
    ('RO', 40, 'central_eastern_europe'), ('RS', 381, 'central_eastern_europe'), ('RU', 7, 'central_eastern_europe'), ('RW', 250, 'africa'),
    ('SA', 966, 'middle_east'), ('SB', 677, 'asia_pacific'), ('SC', 248, 'africa'), ('SD', 249, 'africa'),
    ('SE', 46, 'western_europe'), ('SG', 65, 'asia_pacific'), ('SH', 290, 'africa'), ('SI', 386, 'central_eastern_europe'),
    ('SJ', 47, 'western_europe'), ('SK', 421, 'central_eastern_europe'), ('SL', 232, 'africa'), ('SM', 378, 'western_europe'),
    ('SN', 221, 'africa'), ('SO', 252, 'africa'), ('SR', 597, 'latin_america'), ('SS', 211, 'africa'),
    ('ST', 239, 'africa'), ('SV', 503, 'latin_america'), ('SX', 1, 'other'), ('SY', 963, 'middle_east'),
    ('SZ', 268, 'africa'), ('TA', 290, 'africa'), ('TC', 1, 'other'), ('TD', 235, 'africa'),
    ('TG', 228, 'africa'), ('TH', 66, 'asia_pacific'), ('TJ', 992, 'asia_pacific'), ('TK', 690, 'asia_pacific'),
    ('TL', 670, 'asia_pacific'), ('TM', 993, 'asia_pacific'), ('TN', 216, 'africa'), ('TO', 676, 'asia_pacific'),
    ('TR', 90, 'middle_east'), ('TT', 1, 'other'), ('TV', 688, 'asia_pacific'), ('TW', 886, 'asia_pacific'),
    ('TZ', 255, 'africa'), ('UA', 380, 'central_eastern_europe'), ('UG', 256, 'africa'), ('US', 1, 'north_america'),
    ('UY', 598, 'latin_america'), ('UZ', 998, 'asia_pacific'), ('VA', 39, 'western_europe'), ('VC', 1, 'other'),
    ('VE', 58, 'latin_america'), ('VG', 1, 'other'), ('VI', 1, 'other'), ('VN', 84, 'asia_pacific'),
    ('VU', 678, 'asia_pacific'), ('WF', 681, 'asia_pacific'), ('WS', 685, 'asia_pacific'), ('XK', 383, 'central_eastern_europe'),
    ('YE', 967, 'middle_east'), ('YT', 262, 'africa'), ('ZA', 27, 'africa'), ('ZM', 260, 'africa'),
    ('ZW', 263, 'africa');

create temp table demo_whatsapp_region (region text, usd numeric);
insert into demo_whatsapp_region values
    ('north_america', 0.0034), ('africa', 0.0040), ('asia_pacific', 0.0113), ('central_eastern_europe', 0.0212), ('latin_america', 0.0113),
    ('middle_east', 0.0091), ('western_europe', 0.0171), ('other', 0.0077);

create temp table demo_whatsapp (code text, usd numeric);
insert into demo_whatsapp values
    ('AR', 0.0260), ('BR', 0.0068), ('CL', 0.0200), ('CO', 0.0008), ('EG', 0.0036), ('FR', 0.0300), ('DE', 0.0550), ('IN', 0.0014),
    ('ID', 0.0250), ('IL', 0.0053), ('IT', 0.0300), ('MY', 0.0140), ('MX', 0.0085), ('NL', 0.0500), ('NG', 0.0067), ('PK', 0.0054),
    ('PE', 0.0200), ('RU', 0.0400), ('SA', 0.0107), ('ZA', 0.0076), ('ES', 0.0200), ('TR', 0.0053), ('AE', 0.0157), ('GB', 0.0220);

create temp table demo_sms (code text, usd numeric);
insert into demo_sms values
    ('ID', 0.28), ('IN', 0.07), ('MY', 0.18), ('PH', 0.18), ('SG', 0.05), ('TH', 0.02), ('VN', 0.12), ('KH', 0.17),
    ('LA', 0.17), ('MM', 0.15), ('BN', 0.03), ('TW', 0.23), ('HK', 0.05), ('CN', 0.02), ('JP', 0.06), ('KR', 0.02),
    ('NP', 0.24), ('BD', 0.25), ('LK', 0.32), ('AU', 0.03), ('AE', 0.10), ('SA', 0.15), ('QA', 0.19), ('EG', 0.23),
    ('TR', 0.01), ('NG', 0.35), ('KE', 0.25), ('ZA', 0.03), ('GB', 0.05), ('FR', 0.07), ('DE', 0.09), ('BR', 0.03),
    ('RU', 0.36), ('KZ', 0.36);

insert into country (code, calling_code) select code, calling_code from demo_country on conflict do nothing;

insert into rate_card (id, name, created_at) values ('01946f00-0000-7000-8000-000000000001', 'Demo, 2026-01-01', '2026-01-01Z') on conflict do nothing;

insert into rate (rate_card_id, channel, country, effective_from, price, refused)
select '01946f00-0000-7000-8000-000000000001', d.channel, d.country, '2026-01-01Z', case when not d.refused then greatest(round(d.usd / 0.005, 3), 0.5) * 1000 end, d.refused
from (
    select 'whatsapp' as channel, c.code as country, coalesce(w.usd, g.usd) as usd, c.code = 'KP' as refused
    from demo_country c join demo_whatsapp_region g using (region) left join demo_whatsapp w using (code)
    union all
    select 'sms', c.code, coalesce(s.usd, case when c.calling_code = 1 then 0.01 else 0.10 end), c.code in ('KP', 'CU', 'PK')
    from demo_country c left join demo_sms s using (code)
    union all
    select 'email', '', 0.005, false) d
on conflict do nothing;

drop table demo_country, demo_whatsapp_region, demo_whatsapp, demo_sms;
