#!/bin/sh
# stale.sh -- whether the documents derived from code are what the code says now.
#
#   base/tools/stale.sh [--write] [ROOT]      --write writes them again
set -eu
write=false
[ "${1:-}" = --write ] && { write=true; shift; }
cd "${1:-.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

instrucciones() {
    "${CC:-gcc}" -std=c17 -I. -o "$work/opcodes" base/tools/opcodes.c
    "$work/opcodes"
}

# Rules only: Lemon numbers the symbols anew whenever one is added.
gramatica() {
    echo "# La gramática, sin acciones. Se deriva de lang/grammar.y con «make docs»."
    lemon -g lang/grammar.y | grep -v '^//'
}

# The view of editors.c that is asked for.
editors() {
    [ -x "$work/editors" ] || "${CC:-gcc}" -std=c17 -I. -o "$work/editors" base/tools/editors.c
    "$work/editors" "$1"
}
vocabulario() { editors vocabulario; }
textmate() { editors textmate; }
vim() { editors vim; }
bash() { editors bash; }

stale=0
mkdir -p "$work/editores"
if $write; then mkdir -p docs/editores; fi
derive() {
    "$1" > "$work/$2"
    if $write; then
        cp "$work/$2" "docs/$2"
    elif ! cmp -s "$work/$2" "docs/$2"; then
        echo "docs/$2 no es lo que dice el código: escríbalo de nuevo con «make docs»" >&2
        stale=1
    fi
}

derive instrucciones instrucciones.md
derive gramatica gramatica.txt
derive vocabulario vocabulario.md
derive textmate editores/ruta.tmLanguage.json
derive vim editores/ruta.vim
derive bash editores/ruta.bash
exit $stale
