#!/bin/sh
# run.sh -- «ruta comparar», as sessions somebody could have typed (tests/cli/run.sh says how they are written).
#
#   run.sh BUILD [--escribe]
set -u
CASES=$(cd "$(dirname "$0")" && pwd)/cases exec sh "$(dirname "$0")/../cli/run.sh" "$@"
