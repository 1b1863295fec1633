#!/bin/sh
# texts.sh LANGUAGE... -- C_FILE...: collects every text of templates and C into templates/texts/sandi.pot
# and merges it into each LANGUAGE.po, which keeps all sentences it has.
set -eu
cd "$(dirname "$0")/../../.."
languages=
while [ "$1" != -- ]; do languages="$languages $1"; shift; done
shift
mkdir -p templates/texts
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
perl cgi-bin/deploy/build/templates.pl texts >"$scratch/templates.c"
xgettext --force-po --language=C --from-code=UTF-8 --add-location=file --sort-by-file --package-name=sandi --copyright-holder='the Sandi maintainers' \
    --keyword= --keyword=_ --keyword=N_ --keyword=TEXT --keyword=text:3 --keyword=text_plural:3,4 \
    --keyword=say:2 --keyword=text_count:2,3 --keyword=text_fill:2 -o "$scratch/sandi.pot" "$scratch/templates.c" "$@"
# The date would change with every run.
sed -e '/^"POT-Creation-Date/d' -e 's/charset=CHARSET/charset=UTF-8/' "$scratch/sandi.pot" >templates/texts/sandi.pot
for language in $languages; do
    po=templates/texts/$language.po
    if [ -e "$po" ]; then
        msgmerge --quiet --no-fuzzy-matching --add-location=file --update --backup=none "$po" templates/texts/sandi.pot
    else
        msginit --no-translator --locale="$language" --input=templates/texts/sandi.pot --output-file="$po"
    fi
done
