#!/bin/sh
# cover.sh -- line coverage by file, lowest first, from a build made with --coverage.
#
#   cover.sh build/cover
set -eu
build=$1
for room in base lang compiler runtime cli; do
    for object in "$build/$room"/*.gcda; do
        [ -e "$object" ] || continue
        gcov -n -o "$build/$room" "$object" 2>/dev/null
    done
done | awk '
    /^File/  { file = $2; gsub(/\047/, "", file) }
    /^Lines/ { split($2, part, ":"); if (file !~ /^\//) { sub(/%.*/, "", part[2]); printf "%6.1f %%  %5d lines  %s\n", part[2], $4, file } }
' | sort -n -u
