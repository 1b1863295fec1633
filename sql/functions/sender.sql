-- The senders, for the programs that deliver and that take callbacks. Secrets stay sealed: each program can open only
-- those whose key file it may read.

create function sender_list()
returns table (id uuid, name text, driver text, settings text, secrets text, version bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, s.name, s.driver::text, s.settings::text, s.secrets::text, s.version from sender s
$$;
comment on function sender_list() is 'Every sender, also inactive ones: messages under way still go out as them.';

create function sender_stamp() returns bigint
language sql stable security definer set search_path = sandi, pg_temp as $$
    select (coalesce(sum(s.version), 0) + count(*))::bigint from sender s
$$;
comment on function sender_stamp() is 'A number that grows with each change of a sender.';

create function sender_find(p_name text)
returns table (id uuid, name text, driver text, settings text, secrets text, version bigint)
language sql stable security definer set search_path = sandi, pg_temp as $$
    select s.id, s.name, s.driver::text, s.settings::text, s.secrets::text, s.version from sender s where s.name = p_name
$$;
comment on function sender_find(text) is 'The sender of that name, or no row.';
