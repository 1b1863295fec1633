#!/bin/sh
# Every shell script passes shellcheck. Off are rules that cannot see across files that are sourced.
cd "$(dirname "$0")/../../.." || exit 1
{
    find cgi-bin tests -name '*.sh'
    [ ! -d .ci ] || find .ci -type f
    find cgi-bin tests -type f ! -name '*.*' -exec sh -c 'head -n 1 "$1" | grep -qE "^#!.*/(sh|bash|dash)( |$)"' sh '{}' ';' -print
} | sort -u | xargs shellcheck -x -e SC1090,SC1091,SC2013,SC2016,SC2034,SC2153
