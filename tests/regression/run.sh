#!/bin/sh
# run.sh -- what once went wrong, as sessions that show it mended; each is named for the symptom.
#
#   run.sh BUILD [--escribe]      as tests/cli/run.sh, which plays them
here=$(cd "$(dirname "$0")" && pwd)
CASES=$here/cases exec sh "$here/../cli/run.sh" "$@"
