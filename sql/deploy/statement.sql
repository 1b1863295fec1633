-- Deploy statement: the entries that belong to no message, by number. What was spent in a range of numbers is what the balance lost besides these, so that no
-- page adds up a month of charges. Settlements never write it: charges, releases and refunds stand outside.
begin;
set local role sandi_owner;
set local search_path = sandi;

create index entry_payment on entry (organisation_id, number) where kind in ('top_up', 'bonus', 'correction');
commit;
