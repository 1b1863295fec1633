-- What the schema promises whatever is in it: fences, owners, comments, keys.
begin;
\ir fixture.inc
select plan(18);

create view t.tenant as select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'sandi'::regnamespace and c.relkind = 'r' and c.relname <> 'sender';
select is_empty($$ select relname from t.tenant where not (relrowsecurity and relforcerowsecurity) $$, 'every tenant''s table forces row-level security');
select is_empty($$ select t.relname from t.tenant t where not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'owner' and p.polroles = array['sandi_owner'::regrole::oid])
    or exists (select from pg_policy p where p.polrelid = t.oid and p.polname <> 'owner' and ('sandi_owner'::regrole::oid = any (p.polroles) or 0::oid = any (p.polroles))) $$,
    'only the owner has a policy of its own, and none is for everybody');
select is_empty($$ select i.indexrelid::regclass from pg_index i join t.tenant t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
    where i.indisunique and a.attname <> 'organisation_id' $$, 'organisation_id comes first in every primary key and unique index');
select bag_eq($$ select i.indexrelid::regclass::text from pg_index i join t.tenant t on t.oid = i.indrelid left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
    where a.attname is distinct from 'organisation_id' $$,
    array['verification_expiry', 'verification_fallback', 'message_due', 'message_queue', 'message_provider', 'idempotency_key_at', 'session_expiry', 'session_person', 'member_person', 'kept_form_age'], 'and in every other index but the named few');
select is_empty($$ select c.conname from pg_constraint c join t.tenant t on t.oid = c.conrelid where c.contype = 'f' and
    ((select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1]) <> 'organisation_id'
    or (select a.attname from pg_attribute a where a.attrelid = c.confrelid and a.attnum = c.confkey[1]) not in ('organisation_id', 'id')
    or (c.confrelid not in (select oid from t.tenant) and c.confrelid <> 'organisation'::regclass)) $$, 'foreign keys stay within one organisation');
select is_empty($$ select p.proname from pg_proc p where p.pronamespace = 'sandi'::regnamespace and p.prosecdef
    and not coalesce(p.proconfig @> array['search_path=sandi, pg_temp'], false) $$, 'every SECURITY DEFINER function fixes its search_path');
select is_empty($$ select p.proname from pg_proc p where p.pronamespace = 'sandi'::regnamespace
    and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) $$, 'PUBLIC may call nothing');
select is_empty($$ select p.proname from pg_proc p where p.pronamespace = 'sandi'::regnamespace and not p.prosecdef and p.proname not in ('verification_price', 'rate_terms', 'price_state', 'rate_lines', 'rate_diff', 'entry_immutable', 'delivery_list', 'delivery_total', 'delivery_get', 'delivery_message_list', 'resend_next', 'resend_cooldown', 'start_cap', 'audit_line_list', 'audit_change', 'task_search', 'task_is_begun', 'task_import_apply',
    'flow_change_add', 'flow_save', 'flow_undo',
    'entry_from', 'entry_balance', 'entry_sums', 'entry_span', 'statement_behind', 'credit_days', 'credit_overview', 'statement_list', 'statement_sum', 'statement_month_list', 'statement_day_list',
    'statement_kind_list', 'usage_list', 'usage_verified_list')
    and exists (select from aclexplode(p.proacl) a where a.grantee <> p.proowner) $$, 'what is granted is SECURITY DEFINER, but for those that act as their caller');
select is_empty($$ select p.proname from pg_proc p where p.pronamespace = 'sandi'::regnamespace and p.proowner <> 'sandi_owner'::regrole $$, 'sandi_owner owns every function');
select is_empty($$ select c.relname from pg_class c where c.relnamespace = 'sandi'::regnamespace and c.relkind in ('r', 'v', 'S') and c.relowner <> 'sandi_owner'::regrole $$, 'and every table');
select is_empty($$ select rolname from pg_roles where rolname ~ '^sandi_' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or (rolname = 'sandi_owner') = rolcanlogin) $$,
    'no role walks past row-level security; the owner cannot log in');
select is_empty($$ select c.relname from pg_class c where c.relnamespace = 'sandi'::regnamespace and c.relkind = 'r' and obj_description(c.oid, 'pg_class') is null $$, 'every table has a comment');
select is_empty($$ select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = 'sandi'::regnamespace and c.relkind = 'r' and a.attnum > 0
    and not a.attisdropped and col_description(c.oid, a.attnum) is null $$, 'every column has a comment');
select is_empty($$ select t.typname from pg_type t where t.typnamespace = 'sandi'::regnamespace and t.typtype = 'd' and obj_description(t.oid, 'pg_type') is null $$, 'every domain has a comment');
select is_empty($$ select r.rolname, c.relname, p from pg_roles r, pg_class c, unnest(array['insert', 'update', 'delete', 'truncate']) p
    where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner' and c.relnamespace = 'sandi'::regnamespace
    and c.relname in ('credit', 'entry', 'top_up_form', 'verification', 'message', 'idempotency_key', 'early_callback', 'api_key_use', 'rate', 'rate_card', 'organisation', 'session', 'api_key', 'member', 'invite', 'letter', 'password_reset')
    and has_table_privilege(r.oid, c.oid, p) $$, 'no program writes money, codes, keys or prices');
select is_empty($$ select r.rolname, a.attname from pg_roles r, pg_attribute a where r.rolname ~ '^sandi_' and r.rolname <> 'sandi_owner'
    and (a.attrelid = 'verification'::regclass and a.attname in ('code_hash', 'sealed', 'wrong_at', 'address') or a.attrelid = 'person'::regclass and a.attname = 'password_hash'
        or a.attrelid = 'sender'::regclass and a.attname = 'secrets' or a.attrelid = 'api_key'::regclass and a.attname = 'secret_hash')
    and has_column_privilege(r.oid, a.attrelid, a.attnum, 'select') $$, 'no program reads hashes, codes or secrets but through functions');
select is_empty($$ select c.relname from pg_class c where c.relnamespace = 'sandi'::regnamespace and c.relkind = 'r'
    and (has_table_privilege('sandi_hooks', c.oid, 'select') or has_table_privilege('sandi_dispatcher', c.oid, 'select')) $$, 'hooks and dispatcher only call functions');
select is((select string_agg(l, ' ') from enum_labels('message_status') l), 'queued launched accepted sent delivered read rejected failed unknown expired withdrawn', 'enum_labels lists labels in order');
select * from finish();
rollback;
