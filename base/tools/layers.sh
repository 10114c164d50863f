#!/bin/sh
# layers.sh -- which file includes what its room must not see (docs: README, «rooms»).
#
#   base/tools/layers.sh ROOT
#
# For each room, what it may include, as an extended regular expression over the path
# between quotes; and for each library with one door, the files that are the door.
set -u
cd "$1" || exit 70
code=0

# Lines `file:line:#include "path"` of the sources of one room.
includes() {
    find "$1" -type f \( -name '*.[ch]' -o -name '*.re' -o -name '*.y' -o -name '*.def' \) ! -path 'base/tools/*' \
        -exec grep -HnE '^[[:space:]]*#[[:space:]]*include' {} + 2>/dev/null
}

forbid() {
    [ -z "$1" ] && return
    printf '%s\n' "$1" | sed "s|\$|    <- $2|" >&2
    code=1
}

room() {
    [ -d "$1" ] || return
    forbid "$(includes "$1" | grep -E 'include[[:space:]]*"' | grep -vE "include[[:space:]]*\"($2)\"")" "$3"
}

# Whatever the room, only the doors may include the library.
door() {
    for place in base lang compiler runtime cli; do
        [ -d "$place" ] && includes "$place"
    done | grep -E "include[[:space:]]*[<\"]($1)[>\"]" | grep -vE "^($2):"
}

face='opcode|program|value|native|verify'
room base     'base/[^"]*'                                                    'base no ve a nadie'
room lang     '(base|lang)/[^"]*'                                             'lang solo ve base'
room runtime  '(base|runtime)/[^"]*'                                          'runtime solo ve base'
room compiler "(base|lang|compiler)/[^\"]*|runtime/($face)\.h|runtime/opcode\.def"  'compiler ve base, lang y la cara de runtime'
room cli      '(base|lang|compiler|runtime|cli)/[^"]*'                        'una inclusión se escribe desde la raíz'

forbid "$(door 'sqlite3\.h' 'runtime/store[a-z_]*\.[ch]')"                    'sqlite3 solo entra por runtime/store*'
forbid "$(door '(graphviz/)?(cgraph|gvc|cdt)\.h' 'runtime/(draw[a-z_]*|layout)\.c')" 'Graphviz solo entra por runtime/draw* y layout'
exit $code
