#!/bin/sh
# run.sh -- «ruta dibujar» on the real routes: what comes out, and what happens without
# Graphviz or with a broken one. Speaks TAP.
#
#   tests/draw/run.sh BUILD
set -u
ruta=$(cd "$1" && pwd)/ruta
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 70
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT

check() {
    name=$1
    shift
    if "$@"; then echo "ok - $name"; else echo "not ok - $name"; fi
}
draw() { "$ruta" dibujar "$@" > "$work/out" 2> "$work/err"; }
says() { grep -qF -- "$1" "$work/err"; }
clean() { ! grep -qE '<script|javascript:|href="[^#]|url\([^#]|/work|/home|/tmp' "$1" && [ "$(grep -c 'http' "$1")" -eq 1 ]; }
well_formed() { if command -v xmllint > /dev/null; then xmllint --noout "$1"; else grep -q '</svg>$' "$1"; fi; }
same_twice() { draw "$1" -o "$work/twice.$2" && cmp -s "$work/once.$2" "$work/twice.$2"; }
ends() { draw "$@"; code=$?; [ "$code" -eq "$wanted" ]; }

# ---- the real routes ---------------------------------------------------------
for file in routes/d1066/ordinario.ruta routes/d660/implementacion.ruta; do
    written=$file       # as it is in force: the reforms of ordinario have another text
    [ "$file" = routes/d1066/ordinario.ruta ] && written=tests/reform/hoy/d1066/ordinario.ruta
    for ending in svg dot txt; do
        check "$file as $ending" draw "$file" -o "$work/once.$ending"
        check "$file as $ending, the same bytes again" same_twice "$file" "$ending"
    done
    check "$file: well-formed SVG" well_formed "$work/once.svg"
    check "$file: nothing from outside, no place of this machine" clean "$work/once.svg"
    check "$file: no text of the route in the DOT" sh -c "! grep -q 'Decreto\\|etapa [0-9]\\|D1066' '$work/once.dot'"
    check "$file: a box for each stage" [ "$(grep -c '<g class="etapa"' "$work/once.svg")" -eq "$(grep -c '^  etapa ' "$written")" ]
    check "$file: a box for each moment" [ "$(grep -c '<g class="moment"' "$work/once.svg")" -eq "$(grep -c '^      momento ' "$written")" ]
done
draw routes/d1066/ordinario.ruta -o "$work/o.svg"
for words in '30 días hábiles desde el último de' '5 miembros con voz y voto' 'Quórum: 3 miembros' \
    'Decide: la mitad más uno de los asistentes' 'D1066 art. 2.4.1.2.40 num. 4 y par. 4' 'Final por traslado' 'Efecto no consta'; do
    check "ordinario says «$words»" grep -qF "$words" "$work/o.svg"
done
check "a PNG" draw routes/d1066/ordinario.ruta -o "$work/o.png"
check "a PNG is a PNG" [ "$(head -c 8 "$work/o.png" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]
check "all text keeps its contrast" [ -z "$(awk -f "$here/contrast.awk" runtime/draw_style.c)" ]


# ---- many ways: three branches, an end beside, stages that repeat themselves ------
check "ramas" draw tests/draw/ramas.ruta -o "$work/r.svg"
check "ramas: well formed" well_formed "$work/r.svg"
check "ramas: four returns" [ "$(grep -c 'class="edge back"' "$work/r.svg")" -eq 4 ]
for words in '>¿Cuál es el caso?<' '>Si tono es rojo<' '>Si tono es verde<' '>En los demás casos<' '>¿Listo?<' '>Sí<' '>No<'; do
    check "ramas says $words" grep -qF "$words" "$work/r.svg"
done

# ---- usage -------------------------------------------------------------------
wanted=64
check "no output named: usage" ends routes/d1066/ordinario.ruta
check "no output named: an example" says 'ruta dibujar routes/d1066/ordinario.ruta -o ordinario.svg'
check "an unknown ending: usage" ends routes/d1066/ordinario.ruta -o "$work/x.pdf"
check "an unknown ending: which there are" says '.svg, .png, .dot (el grafo) o .txt (el esquema en texto)'
check "an unknown ending: nothing written" [ ! -e "$work/x.pdf" ]
wanted=73
check "a folder that is not there" ends routes/d1066/ordinario.ruta -o "$work/no/x.svg"

# ---- Graphviz missing, broken, weak --------------------------------------------
real=$(command -v dot)
mkdir "$work/bin"
fake() { printf '#!/bin/sh\n%s\n' "$1" > "$work/bin/dot"; chmod +x "$work/bin/dot"; }
with_fake() { PATH="$work/bin:$PATH" draw routes/d1066/ordinario.ruta -o "$work/f.svg"; code=$?; [ "$code" -eq "$wanted" ]; }
without() { PATH="$work/bin" draw routes/d1066/ordinario.ruta -o "$work/m.svg"; code=$?; [ "$code" -eq "$wanted" ]; }

wanted=66
check "dot missing" without
check "dot missing: said" says 'no se encontró el programa «dot»'
check "dot missing: the cure" says 'instale Graphviz'
check "dot missing: nothing written" [ ! -e "$work/m.svg" ]
wanted=74
fake 'kill -9 $$'
check "dot killed" with_fake
check "dot killed: said" says 'murió con la señal 9'
check "dot killed: no half picture" [ ! -e "$work/f.svg" ]
draw routes/d1066/ordinario.ruta -o "$work/plain.txt"
check "dot killed: the outline is left" cmp -s "$work/f.txt" "$work/plain.txt"
fake 'cat > /dev/null; echo "digraph { n1 [pos=\"x\"]; }"'
check "dot talks nonsense" with_fake
wanted=0
fake "input=\$(cat); case \$input in *rank=same*) echo no >&2; exit 1 ;; esac; printf '%s\\n' \"\$input\" | '$real' \"\$@\""
check "dot fails on the full graph: a simpler one is drawn" with_fake
check "the simpler one is well formed" well_formed "$work/f.svg"
exit 0
