#!/bin/sh
# clang compiles everything without a warning, too.
cd "$(dirname "$0")/../../.." || exit 1
"${MAKE:-make}" --no-print-directory -j2 CC=clang CXX=clang++ BUILD="$BUILD-clang" build >"$BUILD/clang.log" 2>&1 ||
    { cat "$BUILD/clang.log"; exit 1; }
