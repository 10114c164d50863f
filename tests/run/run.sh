#!/bin/sh
# run.sh -- the machine through the language: every scenario of these routes passes, and
# one that expects the wrong thing is caught, with its line.
#
#   tests/run/run.sh BUILD
set -u
build=$(cd "$1" && pwd)
cd "$(dirname "$0")" || exit 70
failed=0

for file in *.ruta; do
    count=$(grep -c '^escenario' "$file")
    seen=$("$build/ruta" probar --hoy 2026-12-31 "$file" 2>&1)
    if printf "%s" "$seen" | grep -qE "^$count escenarios?: $count pasan?, 0 fallan\$"; then
        echo "ok - $file"
    else
        failed=1
        echo "not ok - $file"
        printf '%s\n' "$seen" | sed 's/^/# /'
    fi
done

# A changed expectation must fail: what passes above is really compared.
wrong=$(mktemp -d)
trap 'rm -rf "$wrong"' EXIT
sed 's/vence el 2026-04-29/vence el 2026-04-28/' plazos.ruta > "$wrong/plazos.ruta"
seen=$("$build/ruta" probar --hoy 2026-12-31 "$wrong/plazos.ruta" 2>&1)
if [ $? -eq 1 ] && printf '%s\n' "$seen" | grep -q '^   resultó: vence el 2026-04-29$'; then
    echo "ok - a wrong expectation fails"
else
    failed=1
    printf 'not ok - a wrong expectation fails\n# %s\n' "$seen"
fi
exit $failed
