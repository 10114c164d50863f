#!/bin/sh
# run.sh -- every fuzz target, replayed without libFuzzer on its seeds and 2,000 damages of each.
#
#   tests/fuzz/run.sh BUILD
set -u
build=$1
seeds=$(mktemp -d) || exit 70
trap 'rm -rf "$seeds"' EXIT
if ! sh tests/fuzz/seeds.sh "$build/ruta" "$seeds"; then
    echo "not ok - no seeds"
    exit 1
fi
code=0
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    "$build/fuzz/$name" "$seeds/${name#fuzz_}"/* || { echo "not ok - $name"; code=1; }
done
exit $code
