#!/bin/sh
# run.sh -- what can be said of a store from outside, with ordinary tools.
#
#   run.sh BUILD        one TAP line for each check
#
# The chain is recomputed with sqlite3 and sha256sum; writers race; the disk fills up; and
# a byte is altered here and there in the file: no order may end in anything but a
# documented exit code.
set -u
here=$(cd "$(dirname "$0")" && pwd)
ruta=$(cd "$1" && pwd)/ruta
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
unset RUTA_ALMACEN
umask 022
cp -r "$here/../cli/rutas" "$room/rutas"
cd "$room" || exit 70
count=0

check() {
    count=$((count + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $count - store/$1"
    else
        printf 'not ok %d - store/%s\n# esperado: %s\n# visto:    %s\n' "$count" "$1" "$2" "$3"
    fi
}

inform() { "$ruta" caso registrar C-1 informa "$@" --fecha 2026-03-27 --actor faro --hoy 2026-04-30; }

"$ruta" caso abrir faro_nuevo --rutas rutas --id C-1 --fecha 2026-03-27 --actor faro --clave uno --hoy 2026-04-30 >said
echo '{"nombre": "Persona Inventada Azul", "niebla": 3}' | inform --datos - >>said
inform niebla=5 --clave tres >>said

# ---- The chain, as an auditor recomputes it ----------------------------------------

previous=$(printf '0%.0s' $(seq 64))
broken=
for sequence in 1 2 3; do
    row="FROM event WHERE case_id = 'C-1' AND seq = $sequence"
    hash=$({
        echo ruta-evento-1
        sqlite3 -newline '
' -separator '
' ruta.db "SELECT case_id, seq, kind, happened, recorded, actor, recorder, coalesce(key, ''), payload $row"
        echo "$previous"
    } | sha256sum | cut -c 1-64)
    [ "$hash" = "$(sqlite3 ruta.db "SELECT lower(hex(hash)) $row")" ] || broken="$broken $sequence"
    previous=$hash
done
check "sha256sum recomputes every hash of the chain" "" "$broken"
check "and ends in the head" "C-1 3 $previous" "$("$ruta" cabeza | head -n 1)"

# ---- Writers that race ---------------------------------------------------------------

for writer in 1 2 3 4 5 6; do
    (inform niebla=$writer --si-versión 3 >/dev/null 2>&1; echo $? >code.$writer) &
done
wait
check "of six writers on one version, one wins and five are told" "0 75 75 75 75 75" \
    "$(cat code.* | sort -n | tr '\n' ' ' | sed 's/ $//')"
check "and one act was added" "4" "$(sqlite3 ruta.db "SELECT version FROM cases")"

for writer in 1 2 3 4; do
    (inform niebla=9 --clave misma >/dev/null 2>&1) &
done
wait
check "four times the same key add one act" "5" "$(sqlite3 ruta.db "SELECT count(*) FROM event")"

sh "$here/soak.sh" "$(dirname "$ruta")" 2 >said 2>&1
check "two seconds of killed writers lose nothing (all of it: make soak)" "0" "$?"

# ---- A disk without room -----------------------------------------------------------------

sqlite3 ruta.db .dump >before
(ulimit -f 1; inform niebla=7 >/dev/null 2>said)
check "a full disk is an error, not a signal" "74" "$?"
sqlite3 ruta.db .dump >after
check "and leaves the store as it was" "" "$(diff before after)"
check "which is good" "el almacén está íntegro; casos: 1, actos: 5" "$("$ruta" verificar)"

# ---- A byte altered anywhere -----------------------------------------------------------------

cp ruta.db good.db
size=$(stat -c %s good.db)
at=17 wrong= found=0
while [ "$at" -lt "$size" ]; do
    cp good.db ruta.db
    printf '\245' | dd of=ruta.db bs=1 seek="$at" conv=notrunc 2>/dev/null
    "$ruta" verificar >/dev/null 2>&1
    case $? in
    0) ;;
    65 | 74 | 77 | 78 | 80) found=$((found + 1)) ;;
    *) wrong="$wrong $at" ;;
    esac
    at=$((at + 397))
done
check "no altered byte makes «verificar» end in anything else" "" "$wrong"
check "and many of them matter" "yes" "$([ "$found" -gt 20 ] && echo yes || echo "$found")"

# ---- A reform, killed and raced ----------------------------------------------------------------

migrate="caso migrar --reforma N21 --programa nuevo.prg --almacén muelle.db --hoy 2021-09-23"
passed() { sqlite3 muelle.db "SELECT count(*) FROM event WHERE kind = 'migra'"; }

"$ruta" compilar "$here/../cli/migrar/muelle.ruta" -o viejo.prg >said
"$ruta" compilar "$here/../cli/migrar" -o nuevo.prg >said
for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$ruta" caso abrir atraque --programa viejo.prg --almacén muelle.db --id M-$number --fecha 2021-09-01 --actor capitanía \
        --hoy 2021-09-20 >said
    "$ruta" caso registrar M-$number completa recepción barco=alto --produce solicitud --almacén muelle.db --fecha 2021-09-01 \
        --actor armador --hoy 2021-09-20 >said
done
cp muelle.db muelle.good
halves= round=0 killed=0
while [ "$round" -lt 15 ]; do
    cp muelle.good muelle.db
    rm -f muelle.db-journal
    "$ruta" $migrate >said 2>&1 &
    sleep "0.0$(printf %02d "$round")"      # from none to fourteen milliseconds
    kill -9 $! 2>/dev/null && killed=$((killed + 1))
    wait $! 2>/dev/null
    case $(passed) in 0 | 12) ;; *) halves="$halves $round:$(passed)" ;; esac
    "$ruta" verificar --almacén muelle.db >said || halves="$halves $round:dañado"
    round=$((round + 1))
done
check "a reform killed at any moment took all the cases or none" "" "$halves"
check "and it was killed" "yes" "$([ "$killed" -gt 2 ] && echo yes || echo "$killed")"

cp muelle.good muelle.db
rm -f muelle.db-journal
for clerk in 1 2 3; do ("$ruta" $migrate >said.$clerk 2>&1; echo $? >code.$clerk) & done
wait
check "three clerks who order it at once take each case once" "12 0 0 0" "$(passed) $(cat code.1 code.2 code.3 | tr '\n' ' ' | sed 's/ $//')"
check "and the store is good" "el almacén está íntegro; casos: 12, actos: 36" "$("$ruta" verificar --almacén muelle.db)"

echo "1..$count"
