#!/bin/sh
# Each action that sql/ writes to the audit log has a sentence in web/audit_words.c, and each sentence an action.
cd "$(dirname "$0")/../../.." || exit 1
words=cgi-bin/web/audit_words.c
said=$(sed -n 's/^    {"\([a-z_]*\.[a-z_]*\)", TEXT(.*/\1/p' $words)
written=$(sed 's/--.*//' sql/functions/*.sql sql/queries/*.sql | grep -oE "'[a-z_]+\.[a-z_]+'" | tr -d "'" | grep -v '^sandi\.' | sort -u)
# 'credit.' || kind: whatever begins like that
begun=$(sed 's/--.*//' sql/functions/*.sql sql/queries/*.sql | grep -oE "'[a-z_]+\.' *\|\|" | tr -d "' |" | sort -u)
bad=0
for action in $written; do
    echo "$said" | grep -qx "$action" || { echo "$words has no sentence for $action"; bad=1; }
done
for start in $begun; do
    echo "$said" | grep -q "^$start" || { echo "$words has no sentence for ${start}…"; bad=1; }
done
for action in $said; do
    echo "$written" | grep -qx "$action" || echo "$begun" | grep -qx "${action%.*}." || { echo "$words tells of $action, which nobody does"; bad=1; }
done
for noun in $(echo "$said" | sed 's/\..*//' | sort -u); do
    sed -n '/GROUPS\[\]/,/^};/p' $words | grep -qE "[\" ]${noun}[\" ]" || { echo "no group of $words has $noun"; bad=1; }
done
if [ -z "$said" ] || [ -z "$written" ]; then echo "nothing to compare"; bad=1; fi
exit $bad
