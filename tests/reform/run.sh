#!/bin/sh
# run.sh -- the law as it changes: reforms, the text they leave on each date, and what is
# said of those that break something. The project of ley/ is copied into each session.
#
#   run.sh BUILD [--escribe]      as tests/cli/run.sh, which plays them
here=$(cd "$(dirname "$0")" && pwd)
CASES=$here/cases exec sh "$here/../cli/run.sh" "$@"
