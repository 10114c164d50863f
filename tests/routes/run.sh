#!/bin/sh
# run.sh -- every route of the project is checked, formatted, played and drawn.
#
#   tests/routes/run.sh BUILD
set -u
ruta=$1/ruta
cd "$(dirname "$0")/../.." || exit 70
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tell() {
    if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; sed 's/^/# /' "$work/said"; fi
}

"$ruta" revisar routes stdlib > "$work/said" 2>&1 && grep -q '^0 errores, 0 avisos' "$work/said"
tell $? "revisar finds nothing in routes and stdlib"
"$ruta" formatear --verificar routes stdlib > "$work/said" 2>&1
tell $? "routes and stdlib are in canonical form"

for file in $(grep -l '^escenario ' $(find stdlib -name '*.ruta') | LC_ALL=C sort); do
    "$ruta" probar "$file" > "$work/said" 2>&1
    tell $? "the scenarios of $file pass"
done

for file in $(grep -l '^ruta ' $(find routes -name '*.ruta') | LC_ALL=C sort); do
    "$ruta" probar "$file" > "$work/said" 2>&1
    tell $? "the scenarios of $file pass"
    count=$(grep -c '^escenario ' "$file")
    echo "$count scenarios" > "$work/said"
    [ "$count" -ge 8 ]
    tell $? "$file ships at least eight scenarios"
    finals=0
    for final in $(sed -n 's/^  final \([^ ]*\).*/\1/p' "$file"); do
        grep -q "el final es $final\$" "$file" || { echo "no scenario ends in $final" >> "$work/said"; finals=1; }
    done
    tell $finals "a scenario of $file walks to each of its ends"
    for kind in svg dot txt; do
        "$ruta" dibujar "$file" -o "$work/drawing.$kind" > "$work/said" 2>&1 && [ -s "$work/drawing.$kind" ]
        tell $? "$file is drawn as $kind"
    done
    xmllint --noout "$work/drawing.svg" > "$work/said" 2>&1
    tell $? "the drawing of $file is well formed"
done
