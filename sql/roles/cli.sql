-- cli: the operator's command line.
grant select on country, rate_card, rate to sandi_cli;
