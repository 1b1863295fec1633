#!/bin/sh
# PostgreSQL itself PREPAREs every statement of sql/queries on a scratch cluster with the whole schema.
cd "$(dirname "$0")/../../.." || exit 1
. tests/lib/postgres.sh
scratch=$(mktemp -d /tmp/sandi-lint.XXXXXX)
trap 'pg_stop "$scratch" >/dev/null 2>&1; rm -rf "$scratch"' EXIT
PG_SETTINGS="-c fsync=off" pg_start "$scratch" || exit 1
pg_deploy sandi || exit 1
awk -v prepare="$scratch/prepare.sql" -f cgi-bin/deploy/build/queries.awk sql/queries/*.sql || exit 1
psql -X -q -d sandi -c 'set search_path = sandi' -f "$scratch/prepare.sql" >"$scratch/log" 2>&1
# The line before an error is the name that \echo printed.
awk '/ERROR:/ { sub(/.*ERROR:/, ""); print name ":" $0; bad = 1 } !/^psql:/ && NF == 1 { name = $1 } END { exit bad }' \
    "$scratch/log" || exit 1
prepared=$(grep -c '^prepare ' "$scratch/prepare.sql")
[ "$prepared" = "$(cat sql/queries/*.sql | grep -cE '^--[ \t]*name:')" ] || { echo "not every statement was prepared"; exit 1; }
