#!/bin/sh
# run.sh -- every example of the manual is compiled, and its scenarios and commands are run.
#
#   run.sh BUILD                      one TAP line for each example of docs/manual/*.md
#   run.sh BUILD --escribe            writes the answers of the commands and the picture of the pages; read the difference
#   run.sh BUILD --paginas FOLDER     the pages of another folder, and nothing else
#
# A page is read from top to bottom in a folder of its own, with a copy of routes/. What a
# block is, its fence says (docs/manual/README.md tells the same to who writes pages):
#   ruta                    a whole file, written where its «módulo» says; without errors or
#                           warnings, in canonical form, and its scenarios pass
#   ruta cambia             elements put into the file written last; the same is asked of it
#   ruta … con error        the file is wrong: «revisar» must refuse it, and a command shows how
#   ruta cambia con fallo   the file is good and one of its scenarios fails
#   ruta fragmento de X     put into marcos/X.ruta, which must then be without errors
#   ruta de FILE            lines that stand in that file of the project
#   consola                 each «$ ruta …» is run and its answer compared, errors included
#   sh, text                not examples of the language
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd)
write= pages=$root/docs/manual
case ${2:-} in
--escribe) write=yes ;;
--paginas) pages=$(cd "$3" && pwd) ;;
esac
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
PATH=$build:$PATH NO_COLOR=1
export PATH NO_COLOR
unset RUTA_ALMACEN
umask 022
count=0

pass() { count=$((count + 1)) && echo "ok $count - manual/$1"; }
fail() {
    count=$((count + 1))
    echo "not ok $count - manual/$1"
    sed 's/^/# /' "$room/said"
}

# A file of the reader's project: `good`, `wrong` when it must be refused, `failing` when
# what fails is a scenario.
check_file() {
    ruta revisar "$1" >"$room/said" 2>&1
    code=$?
    case $2 in
    wrong) [ $code -eq 1 ] && return; echo "se esperaba un error" >>"$room/said"; return 1 ;;
    esac
    [ $code -eq 0 ] && ! grep -q ': aviso\[' "$room/said" || return 1
    ruta probar "$1" >"$room/said" 2>&1
    code=$?
    [ "$2" != failing ] || { [ $code -eq 1 ]; return; }
    return $code
}

whole_file() {
    file=$(sed -n 's/^módulo //p' "$1" | tr . /).ruta
    [ "$file" != .ruta ] || { echo "el archivo no dice su módulo" >"$room/said"; return 1; }
    mkdir -p "$(dirname "$file")"
    cp "$1" "$file"
    echo "$file" >"$room/file"
    check_file "$file" "$2" || return 1
    [ "$2" = wrong ] || ruta formatear --verificar "$file" >"$room/said" 2>&1
}

# The page shows only what changes, so the tool puts the whole back in canonical form.
changed_file() {
    file=$(cat "$room/file" 2>/dev/null) || { echo "no hay archivo que cambiar" >"$room/said"; return 1; }
    awk -f "$here/cambia.awk" "$1" "$file" >"$room/changed" || return 1
    cp "$room/changed" "$file"
    ruta formatear "$file" >"$room/said" 2>&1
    check_file "$file" "$2"
}

# A frame says where the fragment goes with a line «@@». «@entra» stands for the first
# stage of the fragment; «@sale» goes when the fragment says itself what follows.
fragment() {
    frame=$here/marcos/$2.ruta
    [ -f "$frame" ] || { echo "no hay marco «$2»" >"$room/said"; return 1; }
    first=$(sed -n 's/^etapa \([^ ]*\).*/\1/p' "$1" | head -n 1)
    exits=@sale
    ! grep -qE '^(sigue|decide)( |$)' "$1" || exits='@sale.*'
    mkdir -p "$room/frame"
    sed -e "s/@entra/${first:-concedida}/" -e "s/^ *$exits *//" "$frame" |
        awk -v part="$1" '$0 !~ /@@/ { print; next } { while ((getline line < part) > 0) print line }' >"$room/frame/marco.ruta"
    ruta revisar "$room/frame/marco.ruta" >"$room/said" 2>&1 && ruta probar "$room/frame/marco.ruta" >"$room/said" 2>&1
}

excerpt() {
    [ -f "$root/$2" ] && awk -f "$here/contiene.awk" "$1" "$root/$2" && return
    echo "esas líneas no están juntas en $2" >"$room/said"
    return 1
}

# What a drawing or a program weighs, and what is computed from its bytes, may change; all else in an
# answer is compared.
steady() { sed -e 's/[0-9]* bytes/N bytes/' -e 's/huella [0-9a-f]*/huella H/' -e 's/sentido [0-9a-f]*/sentido S/' -e 's/\[[0-9a-f]\{8\}\]/[H]/' "$1"; }

console() {
    : >"$room/played"
    while IFS= read -r typed; do
        case $typed in
        '$ ruta '*)
            printf '%s\n' "$typed" >>"$room/played"
            sh -c "${typed#'$ '}" >>"$room/played" 2>&1 </dev/null
            ;;
        '$'*) printf 'no es una orden de ruta: %s\n' "$typed" >>"$room/played" ;;
        esac
    done <"$1"
    steady "$1" >"$room/expected"
    steady "$room/played" | diff -u "$room/expected" - >"$room/said" && [ -s "$room/played" ]
}

one_block() {
    case $2 in
    ruta) whole_file "$1" good ;;
    'ruta con error') whole_file "$1" wrong ;;
    'ruta cambia') changed_file "$1" good ;;
    'ruta cambia con error') changed_file "$1" wrong ;;
    'ruta cambia con fallo') changed_file "$1" failing ;;
    'ruta fragmento de '*) fragment "$1" "${2#ruta fragmento de }" ;;
    'ruta de '*) excerpt "$1" "${2#ruta de }" ;;
    consola) console "$1" ;;
    sh | text) return 0 ;;
    *) echo "no se sabe qué es un bloque «$2»" >"$room/said"; return 1 ;;
    esac
}

play_page() {
    page=$1
    name=$(basename "$page")
    rm -rf "$room/work" "$room/blocks" "$room/answers" "$room/file"
    mkdir -p "$room/work" "$room/blocks" "$room/answers"
    cp -r "$root/routes" "$room/work/routes"
    awk -v folder="$room/blocks" -f "$here/bloques.awk" "$page" >"$room/index"
    cd "$room/work" || exit 70
    while IFS='	' read -r number line what; do
        : >"$room/said"
        if one_block "$room/blocks/$number" "$what"; then pass "$name:$line $what"; else fail "$name:$line $what"; fi
        [ "$what" != consola ] || cp "$room/played" "$room/answers/$line"
    done <"$room/index"
    if [ -n "$write" ]; then
        awk -v folder="$room/answers" -f "$here/consola.awk" "$page" >"$room/page" && cp "$room/page" "$page"
    fi
}

# The tutorial ends in a route of the project: the same lines, in the order of the reader.
same_route() {
    for each in "$room/work" "$root/routes"; do
        sed -e '/^escenario/,$d' -e '/^#/d' -e '/^$/d' "$each/mininterior/asesoria_tecnica.ruta" | sort >"$room/lines"
        [ "$each" = "$root/routes" ] || mv "$room/lines" "$room/reader"
    done
    diff -u "$room/reader" "$room/lines" >"$room/said"
}

# A manual with one fault of each kind: as many failures as faults, or this test is blind.
broken() {
    mkdir -p "$room/broken"
    cat "$here"/rotos/*.md >"$room/broken/roto.md"
    expected=$(grep -c '^<!-- mal -->$' "$room/broken/roto.md")
    sh "$here/run.sh" "$build" --paginas "$room/broken" >"$room/told" 2>&1
    cp "$room/told" "$room/said"
    [ "$expected" -gt 0 ] && [ "$(grep -c '^not ok' "$room/told")" -eq "$expected" ] &&
        [ "$(grep -c '^ok' "$room/told")" -eq 1 ]
}

# The chapters are numbered one after another, and the table of contents names every page in that order.
contents() {
    (cd "$pages" && ls -- *.md | grep -v '^README.md$' | LC_ALL=C sort) >"$room/exist"
    sed -n 's/.*](\([^):/]*\.md\)).*/\1/p' "$pages/README.md" >"$room/listed"
    diff -u "$room/exist" "$room/listed" >"$room/said" || return 1
    sed -n 's/^\([0-9][0-9]\)-.*/\1/p' "$room/exist" >"$room/numbers"
    seq -f %02.0f 0 "$(($(wc -l <"$room/numbers") - 1))" | diff -u - "$room/numbers" >"$room/said"
}

# Every link to a file, from the pages and from the rest of the documentation, leads to one.
links() {
    for page in "$pages"/*.md "$root"/docs/*.md "$root"/README.md; do
        grep -o ']([^):#]*[^):#/]\(#[^)]*\)\{0,1\})' "$page" | sed -e 's/^](//' -e 's/)$//' -e 's/#.*//' | while read -r target; do
            [ -z "$target" ] || [ -e "$(dirname "$page")/$target" ] || echo "${page#"$root"/}: $target no existe"
        done
    done >"$room/said"
    [ ! -s "$room/said" ]
}

for page in "$pages"/*.md; do
    play_page "$page"
    [ "$pages" != "$root/docs/manual" ] || [ "$(basename "$page")" != 01-tutorial.md ] ||
        if same_route; then pass "el tutorial termina en la ruta del proyecto"; else fail "el tutorial termina en la ruta del proyecto"; fi
done
if [ "$pages" = "$root/docs/manual" ]; then
    if contents; then pass "el índice nombra cada página"; else fail "el índice nombra cada página"; fi
    if links; then pass "cada enlace lleva a un archivo"; else fail "cada enlace lleva a un archivo"; fi
    if broken; then pass "un manual roto no pasa"; else fail "un manual roto no pasa"; fi
fi
[ -z "$write" ] || ruta dibujar "$root/routes/mininterior/asesoria_tecnica.ruta" -o "$root/docs/imagenes/asesoria_tecnica.svg" >&2
echo "1..$count"
