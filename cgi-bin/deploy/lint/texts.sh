#!/bin/sh
# Every text of templates and C stands in the .po files, and Indonesian is complete.
cd "$(dirname "$0")/../../.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp templates/texts/*.po "$scratch" 2>/dev/null # none yet: everything is missing
TEXTS=$scratch cgi-bin/deploy/build/texts.sh en id >/dev/null 2>"$scratch/log" || { cat "$scratch/log"; exit 1; }
bad=0
for po in "$scratch"/*.po; do
    msgfmt --check -o /dev/null "$po" || bad=1
done
missing=$(msgattrib --untranslated --no-obsolete --no-wrap "$scratch/id.po" | grep -E '^(#:|msgid )' | grep -v '^msgid ""$')
fuzzy=$(msgattrib --only-fuzzy --no-obsolete --no-wrap "$scratch/id.po" | grep '^msgid ' | grep -v '^msgid ""$')
[ -z "$missing" ] || { echo "id.po, without a translation:"; echo "$missing"; bad=1; }
[ -z "$fuzzy" ] || { echo "id.po, fuzzy:"; echo "$fuzzy"; bad=1; }
exit $bad
