-- Deploy factor_rule: organisations say who needs a second factor and until when to set it up; people are told when theirs is taken away.
begin;
set local role sandi_owner;
set local search_path = sandi;

alter table organisation add column factor_rule text not null default 'nobody' check (factor_rule in ('nobody', 'admins', 'everybody'));
alter table organisation add column factor_due timestamptz;
update organisation set factor_rule = 'admins' where admin_factor;
alter table organisation drop column admin_factor;
comment on column organisation.factor_rule is 'Who needs a second factor there: nobody, its owners and admins, or everybody.';
comment on column organisation.factor_due is 'Until when who has none gets in without; null: not at all.';

alter domain letter_kind drop constraint letter_kind_check;
alter domain letter_kind add constraint letter_kind_check check (value in ('invite', 'reset', 'password', 'factor'));
comment on domain letter_kind is 'What a person is written about: an invitation, a link to set a password, that the password was changed, that the second factor was taken away.';
commit;
