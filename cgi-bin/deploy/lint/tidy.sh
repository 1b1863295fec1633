#!/bin/sh
# clang-tidy with the list of .clang-tidy.
cd "$(dirname "$0")/../../.." || exit 1
flags=$(printf '%s' "$LINT_FLAGS" | sed -e 's/-Werror//g' -e 's/-D_FORTIFY_SOURCE=2//g')
# shellcheck disable=SC2086 # flags are words
find cgi-bin -name '*.c' | sort | xargs -P 2 -n 6 sh -c 'clang-tidy --quiet "$@" -- '"$flags"' 2>/dev/null' tidy
