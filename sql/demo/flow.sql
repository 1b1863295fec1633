-- The demo's flow and tasks, two for this hour and one for tomorrow, after organisations and people were made by `sandi demo`. Loading it again changes nothing.
-- Its numbers are answered by the sandbox: ordinary ones, none of those that force an outcome.
\set ON_ERROR_STOP 1
set search_path = sandi;
do $$
declare
    v_organisation uuid := (select o.id from organisation o where o.slug = 'demo');
    v_editor uuid := (select p.id from person p where p.email = 'editor@demo.example');
    v_worker uuid := (select p.id from person p where p.email = 'worker@demo.example');
    v_flow uuid;
    v_definition jsonb := '{"schema": 1, "pages": [
        {"id": "initial", "title": "Initial Page", "components": [
            {"id": "order_number", "type": "text", "title": "Order number", "required": true, "help": "", "default": ""},
            {"id": "recipient_name", "type": "text", "title": "Recipient name", "required": true, "help": "", "default": ""},
            {"id": "recipient_phone", "type": "phone", "title": "Recipient phone", "required": true, "help": "", "default": ""},
            {"id": "recipient_email", "type": "email", "title": "Recipient e-mail", "required": false, "help": "", "default": ""}]},
        {"id": "hand_over", "title": "Hand over", "components": [
            {"id": "otp", "type": "otp", "title": "Recipient code", "required": true, "help": "", "channel": "whatsapp", "digits": 6, "recipient": "recipient_phone"}]},
        {"id": "proof", "title": "Proof", "components": [
            {"id": "received_by", "type": "text", "title": "Received by", "required": true, "help": "", "default": ""}]}]}';
    v_zone text := (select o.time_zone from organisation o where o.slug = 'demo');
    v_day timestamp := date_trunc('day', clock_timestamp() at time zone v_zone);
    v_hour timestamp := date_trunc('hour', clock_timestamp() at time zone v_zone);
    r record;
begin
    if v_organisation is null or v_worker is null then
        raise exception 'the organisation demo and its people must be made first';
    end if;
    if exists (select from flow f where f.organisation_id = v_organisation and lower(f.name) = 'delivery with whatsapp otp') then
        return;
    end if;
    v_flow := uuid_v7(clock_timestamp());
    insert into flow (organisation_id, id, name, draft, published_version, updated_by)
    values (v_organisation, v_flow, 'Delivery with WhatsApp OTP', v_definition, 1, v_editor);
    insert into flow_version (organisation_id, flow_id, version, definition, note, published_by)
    values (v_organisation, v_flow, 1, v_definition, 'First version', v_editor);
    for r in
        select uuid_v7(clock_timestamp()) as id, d.* from (values
            (1, 'DO-1001', 'Recipient in Indonesia', '+6281234567801', 'recipient@example.com', v_hour, v_hour + interval '2 hours'),
            (2, 'DO-1002', 'Recipient in the United States', '+12015550123', null, v_hour, v_hour + interval '4 hours'),
            (3, 'DO-1003', 'Recipient in the United Kingdom', '+447400123456', 'recipient.abroad@example.com',
                v_day + interval '1 day 9 hours', v_day + interval '1 day 12 hours')) d(place, order_number, name, phone, email, starts, ends)
        order by d.place
    loop
        insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id, created_by, created_at, starts_at, ends_at)
        values (v_organisation, r.id, v_flow, 1, r.order_number || ' ' || r.name, 'ongoing', v_worker, v_editor, clock_timestamp(),
            r.starts at time zone v_zone, r.ends at time zone v_zone);
        insert into answer (organisation_id, task_id, component_id, value)
        select v_organisation, r.id, a.id, a.value
        from (values ('order_number', r.order_number), ('recipient_name', r.name), ('recipient_phone', r.phone), ('recipient_email', r.email)) a(id, value)
        where a.value is not null;
    end loop;
end $$;
