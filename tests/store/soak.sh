#!/bin/sh
# soak.sh -- writers killed at random, two at a time; what was acknowledged must be there.
#
#   soak.sh BUILD [SECONDS]       600 seconds unless told
#
# Every act has a key of its own, which is how it is found again in the store.
set -u
here=$(cd "$(dirname "$0")" && pwd)
ruta=$(cd "$1" && pwd)/ruta
seconds=${2:-600}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
unset RUTA_ALMACEN
umask 022
cp -r "$here/../cli/rutas" "$room/rutas"
cd "$room" || exit 70

random() { echo $(($(od -An -N2 -tu2 /dev/urandom) % $1)); }

# The word «exec» lets the number of the job be the program's own.
write() { exec "$ruta" caso registrar C-1 informa niebla="$1" --fecha 2026-03-27 --actor faro --clave "k$1" --hoy 2026-04-30; }

"$ruta" caso abrir faro_nuevo --rutas rutas --id C-1 --fecha 2026-03-27 --actor faro --hoy 2026-04-30 >said || exit 70
end=$(($(date +%s) + seconds)) number=0 killed=0
: >acknowledged
while [ "$(date +%s)" -lt "$end" ]; do
    number=$((number + 2))
    (write $number) >first 2>errors.1 & one=$!
    (write $((number + 1))) >second 2>errors.2 & two=$!
    sleep "0.$(printf %03d "$(random 12)")"
    kill -9 $one 2>errors.3 && killed=$((killed + 1))
    [ "$(random 2)" -eq 0 ] && kill -9 $two 2>errors.3 && killed=$((killed + 1))
    wait $one $two
    grep -q registrado first && echo "k$number" >>acknowledged
    grep -q registrado second && echo "k$((number + 1))" >>acknowledged
done 2>jobs

"$ruta" verificar || exit 1
sqlite3 ruta.db "SELECT key FROM event WHERE key IS NOT NULL" | sort >kept
lost=$(sort acknowledged | comm -23 - kept | tr '\n' ' ')
twice=$(uniq -d kept | tr '\n' ' ')
echo "actos reconocidos: $(wc -l <acknowledged); escritores muertos: $killed; perdidos: ${lost:-ninguno}; repetidos: ${twice:-ninguno}"
[ -z "$lost$twice" ] && [ "$killed" -gt 0 ] && [ -s acknowledged ]
