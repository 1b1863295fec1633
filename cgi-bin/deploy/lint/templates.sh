#!/bin/sh
# Templates escape by themselves, hold nothing that the Content-Security-Policy forbids, and parse.
cd "$(dirname "$0")/../../.." || exit 1
bad=0
find templates -name '*.tpl' | sort | xargs awk '
FNR == 1 && $0 != "{{%AUTOESCAPE context=\"HTML\"}}" { print FILENAME ":1: the first line is {{%AUTOESCAPE context=\"HTML\"}}"; bad = 1 }
tolower($0) ~ /<script/ && tolower($0) !~ /<script[^>]* src=/ { print FILENAME ":" FNR ": no inline script"; bad = 1 }
tolower($0) ~ /[ \t"]on[a-z]+[ \t]*=/ { print FILENAME ":" FNR ": no on...= attribute"; bad = 1 }
tolower($0) ~ /[ \t"]style[ \t]*=/ { print FILENAME ":" FNR ": no style= attribute"; bad = 1 }
tolower($0) ~ /<style/ { print FILENAME ":" FNR ": no inline style sheet"; bad = 1 }
/\{\{[A-Z0-9_]+:none/ && $0 !~ /\{\{![^}]*none/ { print FILENAME ":" FNR ": :none needs its reason in a comment on the same line"; bad = 1 }
/[?&][a-z_]+=\{\{[A-Z0-9_]+\}\}/ { print FILENAME ":" FNR ": a value in a query string needs :u"; bad = 1 }
END { exit bad }' || bad=1
for language in en id; do
    (cd "$BUILD/templates/$language" && find . -name '*.tpl' | sed 's|^\./||' | sort |
        xargs ctemplate-make_tpl_varnames_h -n -q -t .) || bad=1
done
exit $bad
