#!/bin/sh
# run.sh -- the checks of the house, on the house and on bad trees that must fail them.
#
#   tests/tools/run.sh BUILD
set -u
tools=$PWD/base/tools
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
number=0 failed=0

# expect CODE TEXT NAME command…: the exit code, and a text its messages must hold.
expect() {
    code=$1 text=$2 name=$3
    shift 3
    number=$((number + 1))
    output=$("$@" 2>&1)
    got=$?
    if [ "$got" -eq "$code" ] && case "$output" in *"$text"*) true ;; *) false ;; esac; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name: ended with $got and said: $output"
        failed=1
    fi
}

# A tree with one file of one line.
tree() {
    rm -rf "$work/tree"
    mkdir -p "$work/tree/$(dirname "$1")"
    printf '%s\n' "$2" > "$work/tree/$1"
}

# bad FILE LINE WHY: layers.sh must name the file and say why.
bad() {
    tree "$1" "$2"
    expect 1 "$1:1:$2    <- $3" "layers refuses $2 in $1" sh "$tools/layers.sh" "$work/tree"
}
good() {
    tree "$1" "$2"
    expect 0 "" "layers accepts $2 in $1" sh "$tools/layers.sh" "$work/tree"
}

expect 0 "" "the house keeps its layers" sh "$tools/layers.sh" .
expect 0 "" "every header compiles alone" sh "$tools/headers.sh" .
expect 0 "" "no derived document is stale" sh "$tools/stale.sh" .

bad  base/a.c       '#include "lang/ast.h"'         'base no ve a nadie'
bad  base/a.h       '#include "runtime/vm.h"'       'base no ve a nadie'
bad  lang/a.c       '#include "compiler/compile.h"' 'lang solo ve base'
bad  lang/lexer.re  '#include "runtime/program.h"'  'lang solo ve base'
bad  lang/grammar.y '#  include "cli/main.h"'       'lang solo ve base'
bad  runtime/a.c    '#include "lang/report.h"'      'runtime solo ve base'
bad  runtime/a.h    '#include "compiler/compile.h"' 'runtime solo ve base'
bad  runtime/a.c    '#include "cli/options.h"'      'runtime solo ve base'
bad  compiler/a.c   '#include "runtime/vm.h"'       'compiler ve base, lang y la cara de runtime'
bad  compiler/a.c   '#include "runtime/program_file.h"' 'compiler ve base, lang y la cara de runtime'
bad  compiler/a.c   '#include "cli/main.h"'         'compiler ve base, lang y la cara de runtime'
bad  cli/a.c        '#include "options.h"'          'una inclusión se escribe desde la raíz'
bad  cli/a.c        '#include <sqlite3.h>'          'sqlite3 solo entra por runtime/store*'
bad  runtime/run.c  '#include <sqlite3.h>'          'sqlite3 solo entra por runtime/store*'
bad  runtime/svg.c  '#include <graphviz/cgraph.h>'  'Graphviz solo entra por runtime/draw* y layout'
bad  compiler/a.c   '#include <cgraph.h>'           'Graphviz solo entra por runtime/draw* y layout'
good base/a.c       '#include "base/a.h"'
good lang/a.c       '#include "base/text.h"'
good runtime/a.c    '#include "base/text.h"'
good compiler/a.c   '#include "runtime/opcode.h"'
good compiler/a.c   '#include "lang/ast.h"'
good cli/a.c        '#include "runtime/run.h"'
good runtime/store_rows.c '#include <sqlite3.h>'
good runtime/layout.c '#include <graphviz/cgraph.h>'
good tests/unit/a.c '#include "runtime/vm.h"'

tree runtime/leaning.h 'uint32_t leaning(void);'
expect 1 "runtime/leaning.h no compila sin que otro se incluya antes" "headers refuses one that leans on another" \
    sh "$tools/headers.sh" "$work/tree"
tree runtime/standing.h 'unsigned standing(void);'
expect 0 "" "headers accepts one that stands alone" sh "$tools/headers.sh" "$work/tree"

# What stale.sh reads, in a tree where it can be spoiled.
rm -rf "$work/tree"
mkdir -p "$work/tree/base" "$work/tree/runtime" "$work/tree/lang" "$work/tree/cli" "$work/tree/docs"
cp -R base/tools "$work/tree/base/"
cp runtime/*.def "$work/tree/runtime/"
cp lang/grammar.y lang/*.def "$work/tree/lang/"
cp cli/*.def "$work/tree/cli/"
expect 1 "docs/instrucciones.md no es lo que dice el código" "stale misses a document that is not there" \
    sh "$tools/stale.sh" "$work/tree"
expect 0 "" "stale writes the documents" sh "$tools/stale.sh" --write "$work/tree"
expect 0 "" "stale accepts what it wrote" sh "$tools/stale.sh" "$work/tree"
echo 'una línea de más' >> "$work/tree/docs/gramatica.txt"
expect 1 "docs/gramatica.txt no es lo que dice el código" "stale refuses a document changed by hand" \
    sh "$tools/stale.sh" "$work/tree"
sh "$tools/stale.sh" --write "$work/tree"
sed 's/pone el operando/deja el operando/' runtime/opcode.def > "$work/tree/runtime/opcode.def"
expect 1 "docs/instrucciones.md no es lo que dice el código" "stale refuses a document the code has left behind" \
    sh "$tools/stale.sh" "$work/tree"
sh "$tools/stale.sh" --write "$work/tree"
sed 's/^WORD(FAVOR, "favor"/WORD(FAVOR, "fabor"/' lang/words.def > "$work/tree/lang/words.def"
for derived in vocabulario.md editores/ruta.tmLanguage.json editores/ruta.vim editores/ruta.bash; do
    expect 1 "docs/$derived no es lo que dice el código" "stale refuses docs/$derived without a word of the language" \
        sh "$tools/stale.sh" "$work/tree"
done

exit $failed
