-- Revert roles: nothing. Roles belong to the whole cluster; another database may use them.
begin;
commit;
