#!/bin/sh
# texts.sh LANGUAGE...: collects every text of templates and C into $TEXTS/sandi.pot (TEXTS is templates/texts
# unless given) and merges it into each LANGUAGE.po, which keeps all sentences it has.
set -eu
cd "$(dirname "$0")/../../.."
texts=${TEXTS:-templates/texts}
mkdir -p "$texts"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
perl cgi-bin/deploy/build/templates.pl texts >"$scratch/templates.c"
perl cgi-bin/deploy/build/gallery.pl texts >"$scratch/gallery.c"
find cgi-bin -name '*.[ch]' | sort >"$scratch/files"
xgettext --force-po --language=C --from-code=UTF-8 --add-location=file --sort-by-file --package-name=sandi \
    --copyright-holder='the Sandi maintainers' \
    --keyword= --keyword=_ --keyword=N_ --keyword=TEXT --keyword=text:3 --keyword=text_plural:3,4 \
    --keyword=say:2 --keyword=text_count:2,3 --keyword=text_fill:2 \
    -o "$scratch/sandi.pot" --files-from="$scratch/files" "$scratch/templates.c" "$scratch/gallery.c"
# The date would change with every run.
sed -e '/^"POT-Creation-Date/d' -e 's/charset=CHARSET/charset=UTF-8/' "$scratch/sandi.pot" >"$texts/sandi.pot"
for language; do
    po=$texts/$language.po
    if [ -e "$po" ]; then
        msgmerge --quiet --no-fuzzy-matching --add-location=file --update --backup=none "$po" "$texts/sandi.pot"
    else
        msginit --no-translator --locale="$language" --input="$texts/sandi.pot" --output-file="$po"
        # gettext's own list lacks Indonesian, which has one form.
        sed -i -e 's/nplurals=INTEGER; plural=EXPRESSION/nplurals=1; plural=0/' \
            -e "s/PO-Revision-Date: YEAR.*ZONE/PO-Revision-Date: $(date -u +%Y-%m-%d\ %H:%M+0000)/" "$po"
    fi
done
