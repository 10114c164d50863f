#!/bin/sh
# run.sh -- the twenty-one hard cases found in the sources: each one compiles without a
# finding and its scenarios pass. The first line of a file says which case it is.
#
#   tests/hard/run.sh BUILD
set -u
build=$(cd "$1" && pwd)
cd "$(dirname "$0")" || exit 70
failed=0

tell() {
    if [ "$1" -eq 0 ]; then echo "ok - $2"; return; fi
    failed=1
    echo "not ok - $2"
    printf '%s\n' "$seen" | sed 's/^/# /'
}

for number in $(seq -w 1 21); do
    seen="no file says it"
    file=$(ls "$number"-*.ruta 2>/dev/null | head -n 1)
    [ -n "$file" ] && seen=$("$build/ruta" revisar --hoy 2026-12-31 "$file" 2>&1) &&
        printf '%s\n' "$seen" | tail -n 1 | grep -q '^0 errores, 0 avisos' &&
        seen=$("$build/ruta" probar --hoy 2026-12-31 "$file" 2>&1) &&
        printf '%s\n' "$seen" | tail -n 1 | grep -qE '^([2-9]|[0-9]{2,}) escenarios: [0-9]+ pasan, 0 fallan$'
    tell $? "hard case $number${file:+: $file}"
done
exit $failed
