-- cli: the operator's command line.
grant select on country, rate_card, rate to sandi_cli;
grant execute on function credit_top_up_operator, credit_policy_set to sandi_cli;
grant execute on function credit_audit to sandi_cli;
