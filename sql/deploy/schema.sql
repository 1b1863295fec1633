-- Deploy schema: one schema, and a domain for every enumeration, so that each list of labels stands once.
-- Domains over text, not enum types: text[] needs no cast, and clients see plain text.
begin;
create schema sandi authorization sandi_owner;
comment on schema sandi is 'Everything of Sandi: tables, domains, functions.';
set local role sandi_owner;
set local search_path = sandi;

create domain channel as text check (value in ('whatsapp', 'sms', 'email'));
comment on domain channel is 'How a code travels.';
create domain driver as text check (value in ('whatsapp', 'kannel', 'smtp', 'twilio', 'http'));
comment on domain driver is 'The code that speaks a provider''s protocol.';
create domain recipient_kind as text check (value in ('phone', 'email'));
comment on domain recipient_kind is 'What a recipient is: an E.164 number or an e-mail address.';
create domain verification_status as text check (value in ('pending', 'approved', 'expired', 'locked', 'canceled'));
comment on domain verification_status is 'State of a verification; all but pending are final.';
create domain message_status as text check (value in ('queued', 'launched', 'accepted', 'sent', 'delivered', 'read', 'rejected', 'failed', 'unknown', 'expired', 'withdrawn'));
comment on domain message_status is 'State of a message.';
create domain entry_kind as text check (value in ('top_up', 'bonus', 'charge', 'release', 'refund', 'correction'));
comment on domain entry_kind is 'What moved credit.';
create domain operation as text check (value in ('start', 'resend'));
comment on domain operation is 'The operation an Idempotency-Key belongs to.';
create domain member_role as text check (value in ('owner', 'admin', 'editor', 'planner', 'worker'));
comment on domain member_role is 'What a person may do in an organisation.';
create domain staff_role as text check (value in ('support', 'operator'));
comment on domain staff_role is 'What a person may do for the platform.';
create domain rule_kind as text check (value in ('allow', 'refuse'));
comment on domain rule_kind is 'What an organisation says about a destination country.';
create domain task_status as text check (value in ('unassigned', 'ongoing', 'done'));
comment on domain task_status is 'State of a task.';
create domain actor_kind as text check (value in ('person', 'staff', 'cli', 'program'));
comment on domain actor_kind is 'Who acted, in the audit log.';
create domain language as text check (value in ('en', 'id'));
comment on domain language is 'A language that texts exist in.';
create domain country_code as text check (value ~ '^[A-Z]{2}$');
comment on domain country_code is 'ISO 3166-1 alpha-2, as libphonenumber uses it.';
create domain credits as bigint check (value between -1000000000000000 and 1000000000000000);
comment on domain credits is 'Thousandths of a credit; whole numbers only.';
commit;
