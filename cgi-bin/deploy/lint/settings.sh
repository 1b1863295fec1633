#!/bin/sh
# README.md's table names every setting of base/config.c.
cd "$(dirname "$0")/../../.." || exit 1
bad=0
for key in $(sed -n 's/^ *{"\(SANDI_[A-Z_]*\)".*/\1/p' cgi-bin/base/config.c); do
    grep -q "$key" README.md 2>/dev/null || { echo "README.md does not name $key"; bad=1; }
done
exit $bad
