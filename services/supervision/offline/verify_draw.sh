#!/bin/sh
# Compute a published draw again: sh verify_draw.sh bundle.json [SHA256 of the commitment as it was published]
#
# The twin of verify_draw.py for a POSIX shell and openssl. It reads the bundle as it was published, one item on a line.
# Exit codes: 0 the draw is what its commitment and its public value give; 1 it is not; 2 wrong use.
set -u
LC_ALL=C
export LC_ALL
[ $# -eq 1 ] || [ $# -eq 2 ] || { echo "usage: verify_draw.sh bundle.json [SHA256]" >&2; exit 2; }
bundle=$1
published=${2-}
[ -r "$bundle" ] || { echo "cannot read $bundle" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

reject() { echo "REJECTED $1"; exit 1; }
scalar() { sed -n "s/^ \"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" "$bundle"; }
list() { sed -n "/^ \"$1\": \\[\$/,/^ \\]/p" "$bundle" | sed -n 's/^  "\(.*\)",\{0,1\}$/\1/p'; }
line() { sed -n "s/^$1 //p" "$work/commitment"; }
hash() { openssl dgst -sha256 -r | cut -c1-64; }
unhex() {
    printf '%b' "$(printf '%s\n' "$1" | awk '{ d = "0123456789abcdef"
        for (i = 1; i < length($0); i += 2)
            printf "\\0%03o", (index(d, substr($0, i, 1)) - 1) * 16 + index(d, substr($0, i + 1, 1)) - 1 }')"
}
long() { printf '%b' "$(printf '\\0%03o\\0%03o\\0%03o\\0%03o' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)))"; }
text() { long ${#1}; printf '%s' "$1"; }
bytes() { long $((${#1} / 2)); unhex "$1"; }
ticket() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$seed" -r | cut -c1-64; }

# The Merkle root (RFC 9162 section 2.1) over the lines of a file, which are sorted here.
root() {
    sort "$1" | while IFS= read -r entry; do { printf '\000'; printf '%s' "$entry"; } | hash; done >"$work/level"
    [ -s "$work/level" ] || { printf '' | hash; return; }
    while [ "$(grep -c . "$work/level")" -gt 1 ]; do
        while IFS= read -r left; do
            if IFS= read -r right; then { printf '\001'; unhex "$left$right"; } | hash; else echo "$left"; fi
        done <"$work/level" >"$work/next"
        mv "$work/next" "$work/level"
    done
    cat "$work/level"
}
count() { grep -c . "$1"; }

# RFC 3797, sections 3 and 4: pool file, how many, key.
select_public() {
    cp "$1" "$work/left"
    index=0
    while [ "$index" -lt "$2" ]; do
        around=$(printf '\\0%03o\\0%03o' $((index >> 8)) $((index & 255)))
        digest=$({ printf '%b' "$around"; printf '%s' "$3"; printf '%b' "$around"; } | openssl dgst -md5 -r | cut -c1-32)
        left=$(count "$work/left")
        place=$(printf '%s\n' "$digest" | awk -v n="$left" '{ r = 0; d = "0123456789abcdef"
            for (i = 1; i <= length($0); i++) r = (r * 16 + index(d, substr($0, i, 1)) - 1) % n
            print r + 1 }')
        sed -n "${place}p" "$work/left"
        sed "${place}d" "$work/left" >"$work/rest" && mv "$work/rest" "$work/left"
        index=$((index + 1))
    done
}

for name in commitment roster officers secrets extended recused drawn excluded risk; do list "$name" >"$work/$name"; done
[ "$(scalar format)" = "sifa-draw-bundle/v1" ] || reject format
[ "$(sed -n 1p "$work/commitment")" = "sifa-draw-commitment/v1" ] || reject format
seen=$(hash <"$work/commitment")
[ -z "$published" ] || [ "$published" = "$seen" ] || reject commitment
mode=$(line mode)

printf '%s\n%s\n' "$(scalar committed)" "$(line public-after)" | sort -c 2>/dev/null || reject time

while IFS= read -r secret; do unhex "$secret" | hash; done <"$work/secrets" >"$work/hashes"
line secret >"$work/committed"
cmp -s "$work/hashes" "$work/committed" || reject secrets
[ -z "$(sort "$work/hashes" | uniq -d)" ] || reject secrets
if [ "$mode" = draw/v1 ]; then [ "$(count "$work/secrets")" -ge 2 ] || reject secrets
else [ ! -s "$work/secrets" ] || reject secrets; fi

cut -d' ' -f2 "$work/roster" >"$work/ids"
sort -c -u "$work/ids" 2>/dev/null || reject roster
[ "$(count "$work/ids") $(root "$work/ids")" = "$(line roster)" ] || reject roster
total=0 members=0
line stratum >"$work/strata"
while read -r part percent size quota own; do
    sed -n "s/^$part //p" "$work/roster" >"$work/part.$part"
    [ "$(count "$work/part.$part") $(root "$work/part.$part")" = "$size $own" ] || reject strata
    total=$((total + quota)) members=$((members + size))
done <"$work/strata" || exit 1
[ "$total" = "$(line count)" ] || reject count
[ "$members" = "$(count "$work/ids")" ] || reject strata
[ "$(count "$work/excluded") $(root "$work/excluded")" = "$(line excluded)" ] || reject excluded
line officers >"$work/people"
read -r people wanted own <"$work/people"
[ "$(count "$work/officers") $(root "$work/officers")" = "$people $own" ] || reject officers
sed -n 's/^HIGH_RISK //p' "$work/roster" >"$work/high"
line risk-rule >"$work/rule"
if [ -s "$work/rule" ]; then
    read -r _ _ _ clue _ complaint _ overdue _ least <"$work/rule"
    [ "$(count "$work/risk") $(root "$work/risk")" = "$(line risk)" ] || reject risk
    [ -z "$(cut -d' ' -f1 "$work/risk" | sort | uniq -d)" ] || reject risk
    awk -v c="$clue" -v p="$complaint" -v o="$overdue" -v least="$least" \
        '$2 * c + $3 * p + $4 * o >= least { print $1 }' "$work/risk" |
        sort >"$work/wanted"
    cmp -s "$work/wanted" "$work/high" || reject risk
else [ ! -s "$work/high" ] && [ ! -s "$work/risk" ] || reject risk; fi

seed=$({
    text draw/v1; text "$(line draw)"; bytes "$(root "$work/ids")"; long 4; long "$total"
    while IFS= read -r secret; do bytes "$secret"; done <"$work/secrets"
    text "$(scalar public_value)"
} | hash)
[ "$seed" = "$(scalar seed)" ] || reject seed

while read -r part percent size quota own; do
    more=$(awk -v part="$part" '$1 == part { sum += $2 } END { print sum + 0 }' "$work/extended")
    quota=$((quota + more))
    [ "$quota" -le "$size" ] || reject quota
    if [ "$mode" = draw/v1 ]; then
        while IFS= read -r id; do echo "$(printf '%s' "$id" | ticket) $id"; done <"$work/part.$part" |
            sort | sed -n "1,${quota}p" | sed "$([ "$quota" -gt 0 ] || echo d)" | cut -d' ' -f2
    else select_public "$work/part.$part" "$quota" "$(scalar public_value)"; fi
done <"$work/strata" >"$work/targets"
grep -q REJECTED "$work/targets" && reject quota
cut -d' ' -f1 "$work/drawn" >"$work/claimed"
cmp -s "$work/targets" "$work/claimed" || reject targets

while IFS= read -r target; do
    while IFS= read -r officer; do
        name=${officer%%|*}
        case "$officer|" in *"|$target|"*) continue ;; esac
        grep -qxF "$target $name" "$work/recused" && continue
        echo "$({ text officer; text "$target"; text "$name"; } | ticket) $name"
    done <"$work/officers" | sort | sed -n "1,${wanted}p" | cut -d' ' -f2 | {
        sent=$target
        while IFS= read -r name; do sent="$sent $name"; done
        echo "$sent"
    }
done <"$work/targets" >"$work/sent"
cmp -s "$work/sent" "$work/drawn" || reject inspectors
awk -v n="$wanted" 'NF != n + 1 { exit 1 }' "$work/drawn" || reject inspectors

[ -n "$published" ] && note= || note=" (compare it with the published one)"
echo "commitment $seen$note"
echo VERIFIED
