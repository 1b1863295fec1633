# shellcheck shell=sh
# A private PostgreSQL for tests, on a UNIX socket only; sourced by shell scripts.
#   pg_start DIR   makes and starts a cluster below DIR (which it creates) and sets PGHOST, PGUSER, PG_URL
#   pg_deploy NAME makes the database NAME with the whole schema; run it at the top of the repository
#   pg_stop DIR    stops it; the files stay
# PG_SETTINGS="-c fsync=off" adds settings. As root it runs as the user postgres.

pg_as() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
    else
        "$@"
    fi
}

pg_bin() {
    # shellcheck disable=SC2012 # the names hold only version numbers
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

pg_start() {
    pg_dir=$1
    mkdir -p "$pg_dir"
    pg_dir=$(cd "$pg_dir" && pwd)
    if [ "${#pg_dir}" -gt 90 ]; then
        echo "postgres: the path $pg_dir is too long for a UNIX socket" >&2
        return 1
    fi
    if [ "$(id -u)" = 0 ]; then
        chown postgres:postgres "$pg_dir"
    fi
    chmod 0700 "$pg_dir"
    if [ ! -e "$pg_dir/pg/PG_VERSION" ]; then
        pg_as "$(pg_bin)/initdb" -D "$pg_dir/pg" -U postgres --auth=trust --no-locale -E UTF8 --no-instructions \
            --no-sync >"$pg_dir/initdb.log" 2>&1 || { cat "$pg_dir/initdb.log" >&2; return 1; }
    fi
    # shellcheck disable=SC2086 # settings are words
    pg_as "$(pg_bin)/pg_ctl" -D "$pg_dir/pg" -w -s -l "$pg_dir/postgres.log" \
        -o "-k $pg_dir -c listen_addresses= ${PG_SETTINGS:-}" start || { cat "$pg_dir/postgres.log" >&2; return 1; }
    PGHOST=$pg_dir PGUSER=postgres PGDATABASE=postgres
    PG_URL="postgresql://postgres@/postgres?host=$pg_dir"
    export PGHOST PGUSER PGDATABASE PG_URL
}

pg_deploy() {
    {
        createdb "$1" &&
            sqitch --chdir sql deploy "db:pg://postgres@/$1" &&
            cat sql/functions/*.sql sql/roles/*.sql >"$pg_dir/functions.sql" &&
            psql -X -q -v ON_ERROR_STOP=1 -d "$1" -c 'set search_path = sandi' -f "$pg_dir/functions.sql"
    } >"$pg_dir/deploy.log" 2>&1 && return
    tail -n 20 "$pg_dir/deploy.log" >&2
    return 1
}

pg_stop() {
    pg_as "$(pg_bin)/pg_ctl" -D "$1/pg" -w -s -m fast stop
}
