#!/bin/sh
# seeds.sh -- writes to FOLDER/program what fuzz_program starts from: real programs, so
# that a seed can never be of an older format than the reader.
#
#   tests/fuzz/seeds.sh RUTA FOLDER
set -eu
ruta=$1
mkdir -p "$2/program"
for file in $(find routes stdlib -name '*.ruta' | LC_ALL=C sort); do
    name=$(echo "$file" | tr '/' '-')
    "$ruta" compilar "$file" -o "$2/program/${name%.ruta}.prg" >/dev/null
done
