#!/bin/sh
# Any function fits a screen, any header two: functions <= 60 lines, files <= 400, headers <= 100, <= 5 parameters.
cd "$(dirname "$0")/../../.." || exit 1
find cgi-bin -name '*.c' -o -name '*.h' -o -name '*.cc' | sort | xargs awk '
function close_file() {
    limit = file ~ /\.h$/ ? 100 : 400
    if (file != "" && lines > limit) { print file ": " lines " lines, " limit " are enough"; bad = 1 }
}
FNR == 1 { close_file(); file = FILENAME; before = "" }
{ lines = FNR }
/^[a-z_].*\(/ && !/;[ \t]*$/ { head = ""; at = FNR; reading = 1 }
reading { head = head $0; if ($0 ~ /\)/) reading = 0 }
/^\{/ && before !~ /^namespace/ {
    from = FNR
    commas = gsub(/,/, ",", head)
    if (head !~ /\(\*/ && commas > 4) { print FILENAME ":" at ": " commas + 1 " parameters, 5 are enough"; bad = 1 }
}
/^\}/ && from { if (FNR - from - 1 > 60) { print FILENAME ":" from ": " FNR - from - 1 " lines in one function"; bad = 1 } from = 0 }
{ before = $0 }
END { close_file(); exit bad }'
