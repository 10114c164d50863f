#!/bin/sh
# headers.sh -- whether every header of the rooms compiles alone, strictly.
#
#   base/tools/headers.sh [ROOT]
set -u
cd "${1:-.}" || exit 70
generated=$(mktemp -d) || exit 70
trap 'rm -rf "$generated"' EXIT
if [ -f lang/grammar.y ]; then
    mkdir "$generated/lang"
    lemon -q -d"$generated/lang" lang/grammar.y || exit 70
fi
code=0
for header in $(find base lang compiler runtime cli -name '*.h' 2>/dev/null | LC_ALL=C sort); do
    echo "#include \"$header\"" | "${CC:-gcc}" -x c -std=c17 -D_DEFAULT_SOURCE -I. -I"$generated" -fsyntax-only -Werror \
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wwrite-strings - || {
        echo "$header no compila sin que otro se incluya antes" >&2
        code=1
    }
done
exit $code
