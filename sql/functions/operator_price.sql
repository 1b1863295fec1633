-- What a credit costs an organisation in its currency: staff read it, operators set it. It is a figure to show; no credit moves by it.

create function operator_price_get(p_session bytea, p_organisation uuid) returns table (name text, slug text, currency text, unit_price text)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select o.name, o.slug, o.currency, o.unit_price::text from organisation o where o.id = p_organisation and staff_person(p_session) is not null;
$$;
comment on function operator_price_get(bytea, uuid) is 'The organisation''s currency and the price of a credit in it, for staff.';

create function operator_price_set(p_session bytea, p_organisation uuid, p_currency text, p_unit_price text) returns text
language plpgsql security definer set search_path = sandi, pg_temp as $$
declare
    v_person uuid := staff_operator(p_session);
    v_old organisation;
begin
    if v_person is null then
        return 'forbidden';
    end if;
    select * into v_old from organisation o where o.id = p_organisation for no key update;
    if not found then
        return 'not_found';
    end if;
    update organisation o set currency = p_currency, unit_price = p_unit_price::numeric where o.id = p_organisation;
    perform audit_write(p_organisation, v_person, 'staff', 'organisation.price', v_old.slug,
        jsonb_build_object('before', jsonb_build_object('currency', v_old.currency, 'unit_price', v_old.unit_price::text),
            'after', jsonb_build_object('currency', p_currency, 'unit_price', p_unit_price)));
    return 'done';
end $$;
comment on function operator_price_set(bytea, uuid, text, text) is 'Sets both. Says done, not_found or forbidden.';
