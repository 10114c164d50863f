#!/bin/sh
# demo.sh -- `make demo`: the main job, told to somebody who has never seen it.
#
#   demo.sh build/ruta        writes only below the folder demo/ beside the program
#
# Every date is fixed with --hoy, so that the story is the same on any day. The people
# and the organization are invented.
set -u
ruta=$1
dir=$(dirname "$ruta")/demo
rm -rf "$dir"
mkdir -p "$dir" || exit 73
RUTA_ALMACEN=$dir/casos.db
export RUTA_ALMACEN

title() { printf '\n== %s\n' "$1"; }
say() { printf '\n%s\n' "$1"; }

# Shows a command as it would be typed, runs it, and demands an exit code.
run_expecting() {
    expected=$1
    shift
    printf '  $ ruta'
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9áéíóúñÁÉÍÓÚÑ_./=,:-]*) printf " '%s'" "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    output=$("$ruta" "$@" 2>&1)
    code=$?
    printf '%s\n' "$output" | sed 's/^/    /'
    [ "$code" -eq "$expected" ] && return
    echo "La demostración se detuvo: la orden terminó con $code y se esperaba $expected." >&2
    exit 1
}
run() { run_expecting 0 "$@"; }
refused() { run_expecting 1 "$@"; }

# A part of an answer that is long: excerpt RANGE command …
excerpt() {
    range=$1
    shift
    printf '  $ ruta %s\n' "$*"
    "$ruta" "$@" 2>&1 | sed -n "$range" | sed 's/^/    /'
}

title "1. Las rutas"
say "Las rutas están escritas en texto, con la norma de cada regla. Se compilan a un solo programa:"
run compilar routes -o "$dir/rutas.prg"
say "Cada ruta trae escenarios, escritos por quien conoce la norma. Se ejecutan todos:"
run probar routes
say "Y cada ruta se dibuja:"
run dibujar ordinario --programa "$dir/rutas.prg" -o "$dir/ordinario.svg"
run dibujar implementación_660 --programa "$dir/rutas.prg" -o "$dir/implementacion_660.svg"

title "2. Un caso inventado, en la ruta ordinaria del Decreto 1066 de 2015"
caso=C-DEMO-001
say "El viernes 13 de marzo de 2026 se abre el caso de una persona inventada:"
run caso abrir ordinario --programa "$dir/rutas.prg" --id $caso --fecha 2026-03-13 --actor UNP --hoy 2026-03-13
say "Ese día llegan el formulario y la acreditación: con el último de los dos empiezan a correr 30 días hábiles:"
run caso registrar $caso completa recepción --fecha 2026-03-13 --actor UNP cumple_requisitos_mínimos=sí \
    --produce formulario_de_inscripción,documento_de_acreditación --hoy 2026-03-13
say "El lunes 16 se analizan la pertenencia y el nexo causal:"
run caso registrar $caso completa pertenencia --fecha 2026-03-16 --actor UNP pertenece_a_población_objeto=sí \
    existe_nexo_causal=sí --hoy 2026-03-16
say "Un paso fuera de su turno no se registra, y se dice por qué:"
refused caso registrar $caso completa adopción --fecha 2026-03-17 --actor director_UNP --hoy 2026-03-17
say "El 18 de marzo el CTAR inicia la evaluación:"
run caso registrar $caso completa evaluación --fecha 2026-03-18 --actor CTAR grupo=otra_población --hoy 2026-03-18

title "3. Qué vence, y por qué ese día"
say "El 10 de abril se pregunta qué vence, para quién y cuánto falta:"
run vencimientos --hoy 2026-04-10
say "Y por qué vence ese día, contado día por día, con la norma de cada festivo:"
run caso explicar $caso presentación_al_CERREM --hoy 2026-04-10

title "4. El comité: una sesión sin quórum y otra que decide"
say "El 20 de abril se presenta el resultado; el plazo queda cumplido:"
run caso registrar $caso completa presentación --fecha 2026-04-20 --actor CTAR --produce resultado_de_la_evaluación \
    --hoy 2026-04-20
say "Se informa que no es servidor público: conoce el CERREM, y no el de servidores:"
run caso registrar $caso informa es_servidor_o_exservidor=no es_de_la_UP_o_del_PCC=no pide_el_CERREM_de_mujeres=no --fecha 2026-04-21 --actor UNP --hoy 2026-04-21
say "El 22 de abril asisten dos de los cinco miembros del CERREM: no puede sesionar, y nada se escribe:"
refused sesión CERREM --caso $caso --fecha 2026-04-22 --asiste ministro_del_interior,viceministro_de_defensa \
    --a-favor 2 --hoy 2026-04-22
say "El 27 asisten tres, y dos votan a favor: hay quórum y la recomendación se adopta:"
run sesión CERREM --caso $caso --fecha 2026-04-27 \
    --asiste ministro_del_interior,viceministro_de_defensa,director_de_la_unidad_de_víctimas \
    --a-favor 2 --en-contra 1 nivel=extraordinario recomendación=medidas --hoy 2026-04-27
say "Con el acta se completa la valoración; siguen el acto administrativo, la comunicación y la entrega:"
run caso registrar $caso completa valoración --fecha 2026-04-27 --actor UNP --produce acta_del_comité --hoy 2026-04-27
run caso registrar $caso completa adopción --fecha 2026-05-04 --actor director_UNP --produce acto_administrativo \
    --firma director_UNP --hoy 2026-05-04
run caso registrar $caso completa comunicación --fecha 2026-05-06 --actor UNP --produce comunicación_escrita --hoy 2026-05-06
run caso registrar $caso completa implementación --fecha 2026-05-15 --actor entidad_competente \
    --produce acta_de_entrega --firma entidad_competente --hoy 2026-05-15

title "5. Cómo va y qué pasó"
say "Dónde está el caso, qué tiene y qué plazo corre ahora:"
run caso estado $caso --hoy 2026-05-20
say "Su historia: cada acto, con su fecha, quién lo hizo y lo que cambió; al final, su huella:"
run caso historia $caso --hoy 2026-05-20

title "6. Otro caso, en la ruta de implementación del Decreto 660 de 2018"
caso=C-DEMO-002
say "La «Organización Inventada Río Azul» pide que se la priorice; el Comité Técnico decide y se le notifica:"
run caso abrir implementación_660 --programa "$dir/rutas.prg" --id $caso --fecha 2026-01-13 \
    --actor "Organización Inventada Río Azul" --hoy 2026-01-13
run caso registrar $caso completa solicitud --fecha 2026-01-13 --actor "Organización Inventada Río Azul" \
    --produce solicitud_decreto_660 --hoy 2026-01-13
run sesión comité_técnico --caso $caso --fecha 2026-02-10 --asiste "Entidad Inventada Uno,Entidad Inventada Dos" --adopta \
    priorizada=sí --hoy 2026-02-10
run caso registrar $caso completa sesión_del_comité --fecha 2026-02-10 --actor mininterior \
    --produce análisis_de_focalización,acta_del_comité_técnico --hoy 2026-02-10
say "Tras la notificación comienzan dos momentos a la vez, el 3.1 y el 3.2:"
run caso registrar $caso completa notificación --fecha 2026-02-13 --actor DDHH --produce carta_de_notificación --hoy 2026-02-13

title "7. Cuando cambia la ley"
say "Lo que el Decreto 1139 de 2021 cambió del CERREM, de un día al otro:"
excerpt '/^comité CERREM$/,/^$/p' comparar --desde 2021-09-22 --hasta 2021-09-23 routes
say "Las versiones de la ruta, con el acto que escribió cada una:"
excerpt '/^ruta ordinario$/,/desde 2022/p' volcar versiones routes

title "8. Lo que queda escrito"
say "El almacén se comprueba entero: la base, la cadena de huellas y que repetir los actos dé lo mismo:"
run verificar
run caso listar
title "Dónde están las cosas"
printf '%s\n' "  dibujos:   $dir/ordinario.svg" "             $dir/implementacion_660.svg" \
    "  programa:  $dir/rutas.prg" "  casos:     $dir/casos.db" \
    "Siga usted: $ruta ayuda"
