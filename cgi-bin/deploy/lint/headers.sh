#!/bin/sh
# Every header compiles alone.
cd "$(dirname "$0")/../../.." || exit 1
# shellcheck disable=SC2086 # flags are words
find cgi-bin -name '*.h' ! -name banned.h | sort | xargs -P 2 -I '{}' \
    gcc $LINT_FLAGS -Wno-unused-function -x c -fsyntax-only '{}'
