#!/bin/sh
# No SQL and no HTML in C.
cd "$(dirname "$0")/../../.." || exit 1
bad=0
find cgi-bin -name '*.[ch]' ! -path 'cgi-bin/db/*' | sort |
    xargs grep -nEi '"[[:space:]]*(select .*[( ]|insert into |update [a-z_.]+ set |delete from |begin;|commit;)' && bad=1
find cgi-bin -name '*.[ch]' | sort |
    xargs grep -nEi '"[^"]*</?(!doctype|html|head|body|div|span|p|a|b|i|br|ul|li|table|tr|td|form|input|button|h[1-6]|script|style)[ />]' && bad=1
exit $bad
