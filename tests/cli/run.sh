#!/bin/sh
# run.sh -- the command line, as sessions somebody could have typed.
#
#   run.sh BUILD              one TAP line for each cases/*.txt
#   run.sh BUILD --escribe    writes what happened into the cases; read the difference
#   CASES=FOLDER run.sh …     plays the sessions of another folder
#
# In a case, «$ » begins a command; then come its standard output, its errors after «! »
# and, unless it is 0, its exit code after «= ». «# » is a remark. Each case runs in an
# empty folder with a copy of rutas/, and with the helpers of tools/ in its PATH.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
write=${2:-}
cases=${CASES:-$here/cases}
group=$(basename "$(dirname "$cases")")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
PATH=$build:$here/tools:$PATH NO_COLOR=1
SOURCE_ROOT=$(cd "$here/../.." && pwd)
export PATH NO_COLOR SOURCE_ROOT
unset RUTA_ALMACEN
umask 022

play() {
    rm -rf "$room/work"
    mkdir "$room/work"
    cp -r "$here/rutas" "$room/work/rutas"
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '# '*) printf '\n%s\n' "$line" ;;
        '$ '*)
            printf '%s\n' "$line"
            (cd "$room/work" && exec sh -c "${line#'$ '}") >"$room/out" 2>"$room/err" </dev/null
            code=$?
            cat "$room/out"
            sed 's/^/! /' "$room/err"
            [ $code -eq 0 ] || echo "= $code"
            ;;
        esac
    done <"$1"
}

count=0
for case in "$cases"/*.txt; do
    count=$((count + 1))
    name=$group/$(basename "$case" .txt)
    play "$case" >"$room/played"
    if [ "$write" = --escribe ]; then
        cp "$room/played" "$case"
        echo "ok $count - $name escrito"
    elif diff -u "$case" "$room/played" >"$room/diff"; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        sed 's/^/# /' "$room/diff"
    fi
done
echo "1..$count"
