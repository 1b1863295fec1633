#!/bin/sh
# Layout is clang-format's; `make format` applies it.
cd "$(dirname "$0")/../../.." || exit 1
find cgi-bin tests -name '*.c' -o -name '*.h' -o -name '*.cc' | sort | xargs -P 2 -n 8 sh -c '
bad=0
for file; do clang-format "$file" | cmp -s - "$file" || { echo "$file: not as clang-format writes it"; bad=1; }; done
exit $bad' format
