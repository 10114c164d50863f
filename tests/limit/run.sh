#!/bin/sh
# run.sh -- the limits of docs/limites.md: one less, the limit itself and one more; and
# hostile sources, which are answered at once.
set -u
ruta=$(cd "$1" && pwd)/ruta
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 70
number=0

# expect NAME CODE FILE: what `revisar` must say first, or «bien» when it finds no error.
expect() {
    number=$((number + 1))
    said=$(timeout 20 "$ruta" revisar "$3" 2>&1)
    code=$?
    first=$(printf '%s\n' "$said" | grep -m 1 -o 'error\[R[0-9]*\]\|más de 16 MB' | tr -d '[]' | sed 's/^error//')
    [ "$code" -eq 0 ] && first=bien
    [ "$code" -eq 124 ] && first='más de 20 segundos'
    if [ "$first" = "$2" ]; then
        echo "ok $number - limit/$1"
    else
        echo "not ok $number - limit/$1"
        printf '%s\n' "se esperaba $2 y resultó $first ($code)" "$said" | cut -c 1-200 | head -8 | sed 's/^/# /'
    fi
}

# repeat COUNT TEXT: the text so many times; its first %d counts from 0, its second from 1.
repeat() { awk -v n="$1" -v t="$2" 'BEGIN { for (i = 0; i < n + 0; i++) printf t, i, i + 1 }'; }

header() { printf 'usa colombia.calendario\nnorma D1 "Decreto inventado" fin norma\nentidad oficina "Oficina inventada"\n'; }
in_route() { header; printf 'ruta r "Ruta inventada"\n  fuente D1 art. 1\n  calendario colombia\n'; cat; printf '  final archivo "Archivo" favorable\n    efecto no consta\n  fin final\nfin ruta\n'; }
# A route that asks the condition it reads.
question() {
    { printf '  datos\n    a : sí o no\n    n : número\n  fin datos\n  inicia en e0\n  etapa e0 "Etapa"\n    responsable oficina\n    pide a, n\n    sin plazo legal\n    decide\n      si '
      cat; printf ': sigue archivo\n      si no: sigue archivo\n    fin decide\n  fin etapa\n'; } | in_route
}
filled() { header > f; { cat f; printf '#'; head -c $(($1 - $(wc -c < f) - 1)) /dev/zero | tr '\0' c; } > "$2"; }

# ---- limits: one less, the limit, one more ----
for size in 16777215 16777216; do filled $size grande.ruta; expect "archivo de $size bytes" bien grande.ruta; done
filled 16777217 grande.ruta
expect 'archivo de 16777217 bytes' 'más de 16 MB' grande.ruta
rm -f grande.ruta f

for count in 499 500 501; do
    { repeat $count 'a o '; printf a; } | question > f.ruta
    case $count in 501) code=R0207 ;; *) code=bien ;; esac
    expect "$count veces «o» en una condición" $code f.ruta
done
for value in 999999998 999999999 1000000000; do
    printf 'n es al menos %s' $value | question > f.ruta
    case $value in 1000000000) code=R0011 ;; *) code=bien ;; esac
    expect "el número $value" $code f.ruta
done
for count in 63 64 65; do
    { printf '  inicia en e0\n  etapa e0 "Etapa"\n    responsable oficina\n    sin plazo legal\n    momentos en paralelo\n'
      repeat $count '      momento m%d "Momento"\n        sin plazo legal\n      fin momento\n'
      printf '    fin momentos\n    sigue archivo\n  fin etapa\n'; } | in_route > f.ruta
    case $count in 65) code=R0414 ;; *) code=bien ;; esac
    expect "$count momentos en una etapa" $code f.ruta
done

# ---- no limit but the file's: an answer at once ----
repeat 1000000 '(' > f.ruta
expect 'un millón de paréntesis' R0201 f.ruta
repeat 1000000 '(' | question > f.ruta
expect 'un millón de paréntesis en una condición' R0207 f.ruta
{ header; printf 'entidad '; head -c 2000000 /dev/zero | tr '\0' a; printf ' "Nombre largo"\n'; } > f.ruta
expect 'un nombre de 2 MB' bien f.ruta
{ printf '  inicia en e0\n'; repeat 100000 '  etapa e%d "Etapa"\n    responsable oficina\n    sin plazo legal\n    sigue e%d\n  fin etapa\n'
  printf '  etapa e100000 "Última"\n    sin plazo legal\n    sigue archivo\n  fin etapa\n'; } | in_route > f.ruta
expect '100.000 etapas' bien f.ruta
{ printf '  datos\n'; repeat 100000 '    d%d : sí o no\n'
  printf '  fin datos\n  inicia en e0\n  etapa e0 "Etapa"\n    sin plazo legal\n    sigue archivo\n  fin etapa\n'; } | in_route > f.ruta
expect '100.000 datos' bien f.ruta
{ header | tr '\n' ' '; printf 'entidad x "'; head -c 10000000 /dev/zero | tr '\0' y; printf '"\n'; } > f.ruta
expect 'una línea de 10 MB' bien f.ruta
{ header; repeat 100000 'entidad a "Repetida"\n'; } > f.ruta
expect '100.000 veces el mismo nombre' R0109 f.ruta
repeat 500000 'x\n' > f.ruta
expect '500.000 palabras desconocidas' R0202 f.ruta
{ printf 'usa a'; repeat 100000 '.a'; } > f.ruta
expect 'un módulo de 100.000 partes' R0101 f.ruta
mkdir circulo
printf 'módulo a\nusa b\n' > circulo/a.ruta
printf 'módulo b\nusa c\n' > circulo/b.ruta
printf 'módulo c\nusa a\n' > circulo/c.ruta
expect 'tres módulos en círculo' R0103 circulo
echo "1..$number"
