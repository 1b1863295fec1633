#!/bin/sh
# Includes point left only: base <- {db, net, shim} <- backend <- {web, channels} <- programs;
# each big library is named in one folder.
cd "$(dirname "$0")/../../.." || exit 1
find cgi-bin -name '*.c' -o -name '*.h' -o -name '*.cc' | sort | xargs awk '
BEGIN {
    split("base:1 db:2 net:2 shim:2 backend:3 web:4 channels:4 console:5 staff:5 field:5 api:5 hooks:5 sandbox:5 dispatcher:5 cli:5", list, " ")
    for (i in list) { split(list[i], pair, ":"); rank[pair[1]] = pair[2] }
    split("libpq-fe.h=db curl=net ctemplate=shim phonenumbers=shim unicode=shim qrencode.h=shim fcgiapp.h=web", list, " ")
    for (i in list) { split(list[i], pair, "="); home[pair[1]] = pair[2] }
}
FNR == 1 { split(FILENAME, path, "/"); layer = path[2] }
/^[ \t]*#[ \t]*include/ {
    split($0, part, /["<>]/)
    split(part[2], name, "/")
    if ($0 ~ /"/) {
        if (!(name[1] in rank)) { print FILENAME ":" FNR ": include as \"layer/file.h\": " part[2]; bad = 1 }
        else if (name[1] != layer && rank[name[1]] >= rank[layer]) { print FILENAME ":" FNR ": " layer " must not include " part[2]; bad = 1 }
    } else if ((name[1] in home) && home[name[1]] != layer) {
        print FILENAME ":" FNR ": <" part[2] "> is named in " home[name[1]] "/ only"; bad = 1
    }
}
/(^|[^a-z_])(malloc|calloc|realloc)\(/ && layer !~ /^(base|db|net|shim)$/ { print FILENAME ":" FNR ": memory comes from an arena"; bad = 1 }
END { exit bad }'
