#!/bin/sh
# run.sh -- every test of `make check`, and one line at the end: N passed, N failed.
#
#   tests/run.sh BUILD        BUILD holds ruta and tests/test_*
#
# A unit test is a cmocka program; a language test is a tests/*/run.sh. Both speak TAP:
# a line `ok …` or `not ok …` for each test. One that ends badly without saying which
# test failed counts as a failure of its own.
set -u
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.." || exit 70
export LC_ALL=C TZ=Pacific/Kiritimati CMOCKA_MESSAGE_OUTPUT=TAP NO_COLOR=1 SOURCE_ROOT="$PWD"
unset RUTA_ALMACEN
log=$build/tests.log
: > "$log"
passed=0 failed=0

run() {
    name=$1
    shift
    output=$("$@" 2>&1 </dev/null)
    code=$?
    printf '# %s\n%s\n' "$name" "$output" >> "$log"
    good=$(printf '%s\n' "$output" | grep -c '^ok')
    bad=$(printf '%s\n' "$output" | grep -c '^not ok')
    if [ "$bad" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$good" -eq 0 ]; }; then
        bad=1
        printf 'not ok - %s ended with %d\n%s\n' "$name" "$code" "$(printf '%s\n' "$output" | tail -n 20)"
    fi
    printf '%s\n' "$output" | grep -A 12 '^not ok'
    printf '%-44s %4d passed, %d failed\n' "$name" "$good" "$bad"
    passed=$((passed + good))
    failed=$((failed + bad))
}

for program in "$build"/tests/test_*; do
    case "$program" in *.d | *.o | *.dSYM) continue ;; esac
    [ -x "$program" ] && run "$(basename "$program")" "$program"
done
for script in tests/*/run.sh; do
    run "$script" sh "$script" "$build"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
