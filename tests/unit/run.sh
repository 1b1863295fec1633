#!/bin/sh
# run.sh PROGRAM...: runs the unit tests under prove, with a scratch PostgreSQL at SANDI_TEST_DATABASE_URL.
set -eu
. "$(dirname "$0")/../lib/postgres.sh"
scratch=$(mktemp -d /tmp/sandi-unit.XXXXXX)
trap 'pg_stop "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
PG_SETTINGS="-c fsync=off" pg_start "$scratch"
SANDI_TEST_DATABASE_URL=$PG_URL
SANDI_TEST_DATA=$(cd "$(dirname "$0")/../.." && pwd)
CMOCKA_MESSAGE_OUTPUT=TAP
export SANDI_TEST_DATABASE_URL SANDI_TEST_DATA CMOCKA_MESSAGE_OUTPUT
prove -e '' "$@"
