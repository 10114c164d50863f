#!/bin/sh
# fuzz.sh -- libFuzzer on every target, SECONDS each (600). What crashes is left in BUILD.
#
#   tests/fuzz/fuzz.sh BUILD [SECONDS]      BUILD holds libruta.a made by `make fuzz`
set -eu
build=$1
seconds=${2:-600}
make --no-print-directory B="$build/plain" "$build/plain/ruta"
seeds=$build/seeds
sh tests/fuzz/seeds.sh "$build/plain/ruta" "$seeds"
libraries=$(pkg-config --libs sqlite3 libcgraph libsodium jansson libutf8proc)
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    mkdir -p "$build/corpus/$name"
    # shellcheck disable=SC2086
    clang -std=c17 -g -O1 -D_DEFAULT_SOURCE -DLIBFUZZER -fsanitize=fuzzer,address,undefined -I. \
        -o "$build/$name" "$source" "$build/libruta.a" $libraries -lm
    "$build/$name" -max_total_time="$seconds" -max_len=65536 -artifact_prefix="$build/$name-" \
        "$build/corpus/$name" "$seeds/${name#fuzz_}"
done
