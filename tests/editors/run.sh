#!/bin/sh
# run.sh -- what editors and the shell are given: each in its own engine.
#
#   tests/editors/run.sh BUILD
#
# Where npm, vim or bash is absent, or npm cannot reach its registry, that part is skipped
# and says so.
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 70
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

expect() {      # NAME WANTED GOT
    if [ "$2" = "$3" ]; then
        echo "ok - $1"
    else
        printf 'not ok - %s\n# wanted: %s\n# got:    %s\n' "$1" "$2" "$3"
        failed=1
    fi
}

# ---- TextMate ----------------------------------------------------------------------

engine=$build/npm/node_modules
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
    echo "ok - TextMate # SKIP npm is not installed"
elif [ ! -d "$engine/vscode-oniguruma" ] &&
    ! npm install --silent --no-audit --no-fund --prefix "$build/npm" vscode-textmate@9.3.2 vscode-oniguruma@2.0.1 >/dev/null 2>&1; then
    echo "ok - TextMate # SKIP npm could not fetch the engine"
else
    NODE_PATH=$engine node "$here/tokenise.js" docs/editores/ruta.tmLanguage.json "$build/ruta" \
        $(find routes stdlib tests/run tests/tree -name '*.ruta' | LC_ALL=C sort) || failed=1
fi

# ---- vim ---------------------------------------------------------------------------

# The group of the word at each place, one a line.
if command -v vim >/dev/null; then
    printf '%s\n' 'ETAPA dias Quórum acta_de_entrega' '"texto" # nota' '2026-03-13 art. 2.4.1' > "$work/a.ruta"
    cat > "$work/ask.vim" <<END
set encoding=utf-8
edit $work/a.ruta
source docs/editores/ruta.vim
let s:said = []
for s:place in [[1, 'ETAPA'], [1, 'dias'], [1, 'Quórum'], [1, 'acta_de'], [2, 'texto'], [2, 'nota'], [3, '2026'], [3, 'art'], [3, '2.4']]
    let s:column = stridx(getline(s:place[0]), s:place[1]) + 1
    call add(s:said, synIDattr(synID(s:place[0], s:column, 1), 'name'))
endfor
call writefile([join(s:said)], '$work/said')
qall!
END
    vim -u NONE -N -es -c 'syntax on' -S "$work/ask.vim" >/dev/null 2>&1 </dev/null
    expect "vim: the groups of words, texts, notes, dates and numbers" \
        "rutaClause rutaWord rutaClause rutaName rutaText rutaComment rutaDate rutaWord rutaNumber" "$(cat "$work/said" 2>/dev/null)"
else
    echo "ok - vim # SKIP vim is not installed"
fi

# ---- bash --------------------------------------------------------------------------

# What is offered after the words typed; the last is the one under the cursor.
complete() {
    bash -c 'source docs/editores/ruta.bash
             COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
             _ruta; echo "${COMPREPLY[@]}"' - "$@"
}

if command -v bash >/dev/null; then
    expect "bash: an order" "verificar" "$(complete ruta verif)"
    expect "bash: several orders" "calendario caso cabeza" "$(complete ruta ca)"
    expect "bash: the second word of an order" "historia" "$(complete ruta caso h)"
    expect "bash: an option of the order" "--fecha" "$(complete ruta caso registrar C-1 --fe)"
    expect "bash: no option of another order" "" "$(complete ruta revisar --fe)"
    expect "bash: a word of the language" "momentos momento" "$(complete ruta palabras mome)"
    expect "bash: a code" "R0107" "$(complete ruta explicar R0107)"
    expect "bash: nothing, so that files are offered" "" "$(complete ruta revisar routes/)"
else
    echo "ok - bash # SKIP bash is not installed"
fi
exit $failed
