#!/bin/sh
# run.sh -- the examples of docs/mensajes.md: the wrong one of each message provokes that
# message and no other; the right one, none.
#
#   tests/explain/run.sh BUILD
#
# After the fence comes the language and what surrounds the example: a file of contexto/,
# where it takes the place of «@@» and which may itself be «en» another; or nothing, and then
# it is a whole file, or several that begin with «# archivo: NOMBRE». An example of «ordenes»
# is typed in a shell, after what contexto/ordenes.sh prepares. «\xHH» is a byte that cannot
# be shown.
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$build:$PATH
export PATH NO_COLOR=1
unset RUTA_ALMACEN
failed=0

# One file for each example: $work/R0107.0 (wrong) and .1 (right); its first line is what
# the fence says.
awk -v work="$work" '
    /^## R/ { code = $2; n = 0 }
    /^```/  { if (inside) { close(out); inside = 0; n++ }
              else { inside = 1; out = work "/" code "." n; print substr($0, 4) > out }
              next }
    inside  { print > out }
' "$root/docs/mensajes.md"

bytes() {
    sed "s/\\\\xFF/$(printf '\377')/g; s/\\\\xE2\\\\x80\\\\x8B/$(printf '\342\200\213')/g; s/\\\\x00/$(printf '\001')/g" "$1" |
        tr '\001' '\000'
}

# surround CONTEXT: puts $work/body where the context says, and that in the context it is in.
surround() {
    inner=$1
    while [ -n "$inner" ]; do
        context=$here/contexto/$inner.txt
        indent=$(sed -n 's/@@$//p' "$context")
        sed "s/^./$indent&/" "$work/body" > "$work/indented"
        sed -e '/^# en: /d' -e "/@@\$/{r $work/indented" -e 'd}' "$context" > "$work/body"
        inner=$(sed -n 's/^# en: //p' "$context")
    done
}

# place CONTEXT: writes the files the example stands for.
place() {
    if [ -n "$1" ]; then
        surround "$1"
        cp "$work/body" ejemplo.ruta
    elif grep -q '^# archivo: ' "$work/body"; then
        awk '/^# archivo: / { out = $3; dir = out; if (sub("/[^/]*$", "", dir)) system("mkdir -p " dir); next } { print > out }' "$work/body"
    else
        cp "$work/body" ejemplo.ruta
    fi
}

# What the example provokes, one code a line, in $work/codes; its exit code.
provoke() {
    rm -rf "$work/room"
    mkdir "$work/room"
    cd "$work/room" || exit 70
    fence=$(sed -n 1p "$1")
    sed 1d "$1" > "$work/raw"
    bytes "$work/raw" > "$work/body"
    case $fence in
    ordenes)
        cat "$here/contexto/ordenes.sh" "$work/body" > "$work/script"
        : > "$work/body"
        place escenario
        sh "$work/script" > "$work/said" 2>&1 </dev/null
        ;;
    'ruta escenario')
        place escenario
        ruta probar --hoy 2026-12-31 ejemplo.ruta > "$work/said" 2>&1
        ;;
    ruta*)
        place "$(printf '%s' "${fence#ruta}" | tr -d ' ')"
        ruta revisar . > "$work/said" 2>&1
        ;;
    *) false ;;
    esac
    ended=$?
    grep -o 'R0[0-9][0-9][0-9]' "$work/said" | sort -u > "$work/codes"
    return $ended
}

# check NAME EXAMPLE CODE: with no code, the example must also end well.
check() {
    : > "$work/said"
    provoke "$2"
    ended=$?
    got=$(cat "$work/codes")
    if [ "$got" = "$3" ] && { [ -n "$3" ] || [ $ended -eq 0 ]; }; then
        echo "ok - $1"
    else
        echo "not ok - $1: it ended with $ended and provokes «$(printf '%s' "$got" | tr '\n' ' ')»"
        sed 's/^/# /' "$work/said"
        failed=1
    fi
}

for code in $(sed -n 's/^## \(R0[0-9]*\) .*/\1/p' "$root/docs/mensajes.md"); do
    [ -e "$work/$code.0" ] || continue      # test_cli_explain.c knows which have none
    check "the wrong example of $code" "$work/$code.0" "$code"
    check "the right example of $code" "$work/$code.1" ""
done
exit $failed
