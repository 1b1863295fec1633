#!/bin/sh
# Layout is clang-format's; `make format` applies it.
cd "$(dirname "$0")/../../.." || exit 1
find cgi-bin tests -name '*.c' -o -name '*.h' -o -name '*.cc' | sort | xargs clang-format --dry-run -Werror
