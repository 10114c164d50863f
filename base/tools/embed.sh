#!/bin/sh
# embed.sh -- prints C source that holds files as strings.
#
#   embed.sh stdlib              an array of every .ruta below: struct embedded_file stdlib_files[]
#   embed.sh runtime/schema.sql  one string: const char schema_sql[]; so too any other file
#
# Bytes are written as numbers, so that no quoting can go wrong.
set -eu

bytes() { od -An -v -tu1 "$1" | tr -s ' \n' ',' | sed 's/^,//; s/,$//'; }

if [ -d "$1" ]; then
    printf '#include "base/embedded.h"\n\n'
    i=0
    for file in $(find "$1" -name '*.ruta' | LC_ALL=C sort); do
        printf 'static const char file_%d[] = {%s,0};\n' "$i" "$(bytes "$file")"
        i=$((i + 1))
    done
    printf '\nconst struct embedded_file stdlib_files[] = {\n'
    i=0
    for file in $(find "$1" -name '*.ruta' | LC_ALL=C sort); do
        printf '    { "%s", file_%d, sizeof file_%d - 1 },\n' "$file" "$i" "$i"
        i=$((i + 1))
    done
    printf '    { 0, 0, 0 }\n};\n'
else
    name=$(basename "$1" | tr '.' '_')
    printf '#include "base/embedded.h"\n\nconst char %s[] = {%s,0};\n' "$name" "$(bytes "$1")"
fi
