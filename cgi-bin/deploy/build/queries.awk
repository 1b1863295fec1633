# sql/queries/*.sql -> OUT.h (enum query) and OUT.c (their texts). A statement starts at `-- name: rate_list`
# and ends at the next one; full-line comments and the closing semicolon are left out.
# With prepare=FILE instead of out=OUT: a psql script that PREPAREs each of them.

function fail(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
    failed = 1
    exit 1
}

/^--[ \t]*name:/ {
    name = $0
    sub(/^--[ \t]*name:[ \t]*/, "", name)
    sub(/[ \t\r]+$/, "", name)
    if (name !~ /^[a-z][a-z0-9_]*$/) fail("not a statement name: " name)
    if (name in seen) fail("second statement named " name " (first in " seen[name] ")")
    seen[name] = FILENAME
    names[n++] = name
    next
}
/^[ \t]*--/ || /^[ \t\r]*$/ { next }
{
    if (n == 0) fail("text before the first `-- name:`")
    line = $0
    sub(/\r$/, "", line)
    raw[n - 1] = raw[n - 1] line "\n"
    gsub(/\\/, "&&", line)
    gsub(/"/, "\\\"", line)
    body[n - 1] = body[n - 1] line "\\n\"\n     \""
}

END {
    if (failed) exit 1
    if (n == 0) { # the enum needs a member before the first statement exists
        names[n++] = "none"
        body[0] = "select 1"
    }
    if (prepare) {
        for (i = 0; i < n; i++) {
            sub(/[ \t\n]*;[ \t\n]*$/, "", raw[i])
            printf "\\echo %s\nprepare lint_%d as\n%s\n;\n", names[i], i, raw[i] >prepare
        }
        exit
    }
    h = out ".h"
    c = out ".c"
    print "#ifndef DB_QUERIES_H\n#define DB_QUERIES_H\n/* Generated from sql/queries. */\n\nenum query {" >h
    for (i = 0; i < n; i++) print "    QUERY_" toupper(names[i]) "," >h
    print "    QUERY__COUNT\n};\n" >h
    print "struct query_text {\n    const char *name, *sql;\n};\n" >h
    print "extern const struct query_text query_texts[]; /* QUERY__COUNT of them */\n\n#endif" >h
    print "/* Generated from sql/queries. */\n#include \"db/queries.h\"\n" >c
    print "const struct query_text query_texts[QUERY__COUNT] = {" >c
    for (i = 0; i < n; i++) {
        text = body[i]
        sub(/\\n"\n     "$/, "", text)
        if (text == "") { print "empty statement " names[i] >"/dev/stderr"; exit 1 }
        sub(/[ \t]*;[ \t]*$/, "", text)
        printf "    {\"%s\",\n     \"%s\"},\n", names[i], text >c
    }
    print "};" >c
}
