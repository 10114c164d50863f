#!/bin/sh
# run.sh -- «ruta contar» and «ruta calendario» as a user meets them, whole outputs; then
# our holidays beside the npm package date-holidays, where npm can bring it.
#
#   tests/clock/run.sh BUILD
set -u
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
ruta=$build/ruta
package=date-holidays@3.37.0
failed=0

# says CODE ARGUMENT…: the order must end with CODE and print what comes on stdin.
says() {
    code=$1
    shift
    expected=$(cat)
    seen=$("$ruta" "$@" 2>&1 </dev/null)
    ended=$?
    if [ "$ended" -eq "$code" ] && [ "$seen" = "$expected" ]; then
        echo "ok - ruta $*" | sed "s|$here/||"
    else
        failed=1
        printf 'not ok - ruta %s\n# ended with %d, not %d, and said:\n%s\n# instead of:\n%s\n' \
            "$*" "$ended" "$code" "$seen" "$expected"
    fi
}

says 0 contar --desde 2026-03-13 '30 días hábiles' <<'END'
2026-04-29  miércoles · 30 días hábiles desde el viernes 2026-03-13
END
says 0 contar --desde 2026-06-05 30 dias habiles <<'END'
2026-07-24  viernes · 30 días hábiles desde el viernes 2026-06-05
END
says 0 contar --desde 2026-04-16 '15 días' <<'END'
2026-05-08  viernes · 15 días desde el jueves 2026-04-16, que se entienden hábiles (Ley 4 de 1913, art. 62)
END
says 0 contar --desde 2026-07-15 '2 días hábiles' --antes <<'END'
2026-07-10  viernes · 2 días hábiles antes del miércoles 2026-07-15
END
says 0 contar --desde 2025-06-27 '1 día hábil' --detalle <<'END'
2025-07-01  martes · 1 día hábil desde el viernes 2025-06-27
  2025-06-27  viernes    día cero
  2025-06-28  sábado     no cuenta: fin de semana
  2025-06-29  domingo    no cuenta: fin de semana
  2025-06-30  lunes      no cuenta: festivo, San Pedro y San Pablo / Sagrado Corazón · Ley 51 de 1983, art. 1 num. 2
  2025-07-01  martes     1
END
says 0 contar --desde 2026-06-13 --detalle '1 mes' <<'END'
2026-07-14  martes · 1 mes desde el sábado 2026-06-13, con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)
  2026-06-13  sábado     día cero
  2026-07-13  lunes      el mismo día del mes, que no es hábil; es festivo, N. Sra. de Chiquinquirá · Ley 2578 de 2026, art. 6
  2026-07-14  martes     el día hábil siguiente (Ley 4 de 1913, art. 62)
END
says 0 contar --desde 2026-08-13 --detalle '1 mes antes' <<'END'
2026-07-10  viernes · 1 mes antes del jueves 2026-08-13, con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)
  2026-08-13  jueves     día cero
  2026-07-13  lunes      el mismo día del mes, que no es hábil; es festivo, N. Sra. de Chiquinquirá · Ley 2578 de 2026, art. 6
  2026-07-12  domingo    no cuenta: fin de semana
  2026-07-11  sábado     no cuenta: fin de semana
  2026-07-10  viernes    el día hábil anterior: un aviso no puede llegar tarde
END
says 0 contar --desde 2026-01-10 '4 meses' <<'END'
2026-05-11  lunes · 4 meses desde el sábado 2026-01-10, con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)
END
says 0 contar --desde 2026-02-28 --lectura Siguiente --detalle '1 mes' <<'END'
2026-04-01  miércoles · 1 mes desde el sábado 2026-02-28, con el número del día en que empieza a correr (lectura «siguiente»: Ley 1564 de 2012, art. 118)
  2026-02-28  sábado     día cero
  2026-03-01  domingo    1
  2026-04-01  miércoles  el mismo día del mes
END
says 0 contar --desde 2026-06-01 --lectura siguiente --json '1 mes antes' <<'END'
{"vence":"2026-04-30","dia":"jueves","desde":"2026-06-01","termino":"1 mes antes","calendario":"colombia","lectura":"siguiente"}
END
says 64 contar --desde 2026-06-01 --lectura otra '1 mes' <<'END'
error: los términos de esta unidad no tienen la lectura «otra»
  ayuda: hay: hecho, siguiente
END
says 64 contar --desde 2026-06-01 --lectura hecho '1 día' <<'END'
error: --lectura no distingue los términos de días hábiles ni de horas: se cuentan de una sola manera
END
says 64 contar --desde 2026-06-01 --lectura hecho '1 semana' <<'END'
error: los términos de esta unidad no tienen la lectura «hecho»
  ayuda: hay: no-corre, corre
END
says 0 contar --desde 2026-04-16 '15 días calendario' <<'END'
2026-05-01  viernes · 15 días calendario desde el jueves 2026-04-16, y si termina en día inhábil no corre (lectura «no-corre»: Ley 4 de 1913, art. 62, que solo corre los de meses y años)
END
says 0 contar --desde 2026-04-30 --lectura corre --detalle '1 día calendario' <<'END'
2026-05-04  lunes · 1 día calendario desde el jueves 2026-04-30, y si termina en día inhábil corre al siguiente hábil (lectura «corre»: la norma del término debe decirlo)
  2026-04-30  jueves     día cero
  2026-05-01  viernes    1; es festivo, Día del Trabajo · Ley 51 de 1983, art. 1
  2026-05-02  sábado     no cuenta: fin de semana
  2026-05-03  domingo    no cuenta: fin de semana
  2026-05-04  lunes      el día hábil siguiente (Ley 4 de 1913, art. 62)
END
says 0 contar --desde 2026-03-13T10:30 --detalle '24 horas' <<'END'
2026-03-14T10:30  sábado · 24 horas desde el viernes 2026-03-13T10:30, minuto a minuto, hasta el último inclusive (Ley 4 de 1913, art. 60)
  2026-03-13  viernes    corren 13 h 30 min
  2026-03-14  sábado     corren 10 h 30 min
END
says 0 contar --desde 2026-03-13T10:30 --detalle --json --antes '36 horas' <<'END'
{"vence":"2026-03-11T22:30","dia":"miércoles","desde":"2026-03-13T10:30","termino":"36 horas antes","calendario":"colombia","detalle":[{"fecha":"2026-03-13","dia":"viernes","clase":"horas","minutos":630},{"fecha":"2026-03-12","dia":"jueves","clase":"horas","minutos":1440},{"fecha":"2026-03-11","dia":"miércoles","clase":"horas","minutos":90}]}
END
says 0 contar --desde 2026-03-13T10:30 '1 día hábil' <<'END'
2026-03-16  lunes · 1 día hábil desde el viernes 2026-03-13
END
says 64 contar --desde 2026-03-13T24:00 '1 hora' <<'END'
error: en --desde: «24:00» no es una hora
  ayuda: escriba la hora de 00:00 a 23:59 después de una T: 2026-03-13T10:30
END
says 82 contar --desde 2026-03-13T10:30 '9223372036854775807 horas' <<'END'
error: el término de 9223372036854775807 horas desde el 2026-03-13 termina fuera de lo verificado en el calendario «colombia»
  ayuda: ese calendario está verificado desde 1984-01-01 hasta 2100-12-31
END
says 0 contar --desde 2026-04-01 --detalle --json '1 día hábil' <<'END'
{"vence":"2026-04-06","dia":"lunes","desde":"2026-04-01","termino":"1 día hábil","calendario":"colombia","detalle":[{"fecha":"2026-04-01","dia":"miércoles","clase":"día cero"},{"fecha":"2026-04-02","dia":"jueves","clase":"festivo","festivo":"Jueves Santo","norma":"Ley 51 de 1983, art. 1"},{"fecha":"2026-04-03","dia":"viernes","clase":"festivo","festivo":"Viernes Santo","norma":"Ley 51 de 1983, art. 1"},{"fecha":"2026-04-04","dia":"sábado","clase":"fin de semana"},{"fecha":"2026-04-05","dia":"domingo","clase":"fin de semana"},{"fecha":"2026-04-06","dia":"lunes","clase":"cuenta","numero":1}]}
END
says 0 contar --desde 2026-03-13 --hasta 2026-04-29 <<'END'
30 días hábiles · después del viernes 2026-03-13 y hasta el miércoles 2026-04-29
  calendario: 47 · hábiles: 30 · fin de semana: 14 · festivos entre semana: 3
END
says 0 contar --desde 2026-07-17 --hasta 2026-07-21 --detalle <<'END'
1 día hábil · después del viernes 2026-07-17 y hasta el martes 2026-07-21
  calendario: 4 · hábiles: 1 · fin de semana: 2 · festivos entre semana: 1
  2026-07-18  sábado     no cuenta: fin de semana
  2026-07-19  domingo    no cuenta: fin de semana
  2026-07-20  lunes      no cuenta: festivo, Independencia · Ley 51 de 1983, art. 1
  2026-07-21  martes     1
END
says 0 contar --desde 2025-12-31 --hasta 2026-12-31 --json <<'END'
{"desde":"2025-12-31","hasta":"2026-12-31","habiles":242,"dias_calendario":365,"fin_de_semana":104,"festivos":19,"calendario":"colombia"}
END
says 0 calendario 2026 <<'END'
2026-01-01  jueves     Año Nuevo · Ley 51 de 1983, art. 1
2026-01-12  lunes      Reyes · Ley 51 de 1983, art. 1 num. 2
2026-03-23  lunes      San José · Ley 51 de 1983, art. 1 num. 2
2026-04-02  jueves     Jueves Santo · Ley 51 de 1983, art. 1
2026-04-03  viernes    Viernes Santo · Ley 51 de 1983, art. 1
2026-05-01  viernes    Día del Trabajo · Ley 51 de 1983, art. 1
2026-05-18  lunes      Ascensión · Ley 51 de 1983, art. 1 num. 2
2026-06-08  lunes      Corpus Christi · Ley 51 de 1983, art. 1 num. 2
2026-06-15  lunes      Sagrado Corazón · Ley 51 de 1983, art. 1 num. 2
2026-06-29  lunes      San Pedro y San Pablo · Ley 51 de 1983, art. 1 num. 2
2026-07-13  lunes      N. Sra. de Chiquinquirá · Ley 2578 de 2026, art. 6
2026-07-20  lunes      Independencia · Ley 51 de 1983, art. 1
2026-08-07  viernes    Batalla de Boyacá · Ley 51 de 1983, art. 1
2026-08-17  lunes      Asunción · Ley 51 de 1983, art. 1 num. 2
2026-10-12  lunes      Día de la Raza · Ley 51 de 1983, art. 1 num. 2
2026-11-02  lunes      Todos los Santos · Ley 51 de 1983, art. 1 num. 2
2026-11-16  lunes      Independencia de Cartagena · Ley 51 de 1983, art. 1 num. 2
2026-12-08  martes     Inmaculada Concepción · Ley 51 de 1983, art. 1
2026-12-25  viernes    Navidad · Ley 51 de 1983, art. 1
END

# Bad input: one message each, and its exit code.
says 64 contar --desde 2026-02-31 '1 mes' <<'END'
error: en --desde: el día 2026-02-31 no existe
END
says 64 contar --desde 2025-02-29 '1 mes' <<'END'
error: en --desde: el día 2025-02-29 no existe
END
says 64 contar --desde 0000-01-01 '1 mes' <<'END'
error: en --desde: el día 0000-01-01 no existe
END
says 64 contar --desde 2026-01-01 '0 días hábiles' <<'END'
error: un término de cero no es un término
  ayuda: el día del hecho es el día cero; escriba al menos uno
END
says 82 contar --desde 2026-01-01 '1000000000000000000 días hábiles' <<'END'
error: el 1000000000000000000.º día hábil después del 2026-01-01 queda fuera de lo verificado en el calendario «colombia»
  ayuda: el calendario «colombia» está verificado desde 1984-01-01 hasta 2100-12-31; amplíelo con las leyes de esos años, o use otro
END
says 64 contar --desde 2026-01-01 '3 horas' <<'END'
error: un término en horas se cuenta desde una hora, y solo hay una fecha
  ayuda: escriba la hora del hecho: 2026-03-13T10:30
END
says 82 contar --desde 1983-12-30 '3 días hábiles' <<'END'
error: el 1983-12-30 está fuera de lo verificado en el calendario «colombia»
  ayuda: el calendario «colombia» está verificado desde 1984-01-01 hasta 2100-12-31; amplíelo con las leyes de esos años, o use otro
END
says 64 contar --desde 2026-01-01 <<'END'
error: falta el término
  ayuda: escriba un término («30 días hábiles») o --hasta FECHA
END
says 64 contar '30 días hábiles' <<'END'
error: falta el día desde el que se cuenta
  ayuda: añada --desde FECHA, el día del hecho: ruta contar --desde 2026-03-13 "30 días hábiles"
END
says 64 contar --desde 2026-01-02 --hasta 2026-01-01 <<'END'
error: --hasta es anterior a --desde
  ayuda: cámbielas de lugar: se cuenta desde el día del hecho hacia adelante
END
says 64 contar --desde 2026-01-01 --hasta 2026-01-02 '3 días' <<'END'
error: un término y --hasta no van juntos
  ayuda: escriba un término («30 días hábiles») o --hasta FECHA
END
says 64 contar --desde 2026-01-01 --calendario lunar '3 días' <<'END'
error: no existe el calendario «lunar»
  ayuda: hay: colombia
END
says 64 calendario 0 <<'END'
error: el año 0 no existe
END
says 64 calendario abril <<'END'
error: «abril» no es un año
  ayuda: escriba cuatro cifras: 2026
END
says 82 calendario 1983 <<'END'
error: el año 1983 no está verificado entero en el calendario «colombia»
  ayuda: está verificado desde 1984-01-01 hasta 2100-12-31
END

# An entity that works on Saturdays and closed one day by an act of its own.
says 0 contar --rutas "$here/entidad.ruta" --calendario entidad_inventada --desde 2026-05-01 --detalle '3 días hábiles' <<'END'
2026-05-06  miércoles · 3 días hábiles desde el viernes 2026-05-01
  2026-05-01  viernes    día cero; es festivo, Día del Trabajo · Ley 51 de 1983, art. 1
  2026-05-02  sábado     1
  2026-05-03  domingo    no cuenta: fin de semana
  2026-05-04  lunes      no cuenta: cierre, Cierre por mudanza · Resolución 1 de 2026, art. 1
  2026-05-05  martes     2
  2026-05-06  miércoles  3
END

says 0 contar --rutas "$here/entidad.ruta" --calendario entidad_inventada --desde 2026-05-02 --detalle --json '1 día hábil' <<'END'
{"vence":"2026-05-05","dia":"martes","desde":"2026-05-02","termino":"1 día hábil","calendario":"entidad_inventada","detalle":[{"fecha":"2026-05-02","dia":"sábado","clase":"día cero"},{"fecha":"2026-05-03","dia":"domingo","clase":"fin de semana"},{"fecha":"2026-05-04","dia":"lunes","clase":"cierre","cierre":"Cierre por mudanza","norma":"Resolución 1 de 2026, art. 1"},{"fecha":"2026-05-05","dia":"martes","clase":"cuenta","numero":1}]}
END
says 82 contar --rutas "$here/entidad.ruta" --calendario entidad_inventada --desde 2026-12-30 '2 días hábiles' <<'END'
error: el 2.º día hábil después del 2026-12-30 queda fuera de lo verificado en el calendario «entidad_inventada»
  ayuda: el calendario «entidad_inventada» está verificado desde 2026-01-01 hasta 2026-12-31; amplíelo con las leyes de esos años, o use otro
END

# One that suspends its terms for a week: no term runs, and the explanation says so.
says 0 contar --rutas "$here/suspendida.ruta" --calendario suspendida_inventada --desde 2026-05-01 --detalle '1 mes' <<'END'
2026-06-09  martes · 1 mes desde el viernes 2026-05-01, con el número del día del hecho (lectura «hecho»: Ley 4 de 1913, art. 59)
  2026-05-01  viernes    día cero; es festivo, Día del Trabajo · Ley 51 de 1983, art. 1
  2026-05-04  lunes      no cuenta: términos suspendidos; es suspensión, Resolución 2 · Resolución 2 de 2026, art. 1
  2026-05-05  martes     no cuenta: términos suspendidos; es suspensión, Resolución 2 · Resolución 2 de 2026, art. 1
  2026-05-06  miércoles  no cuenta: términos suspendidos; es suspensión, Resolución 2 · Resolución 2 de 2026, art. 1
  2026-05-07  jueves     no cuenta: términos suspendidos; es suspensión, Resolución 2 · Resolución 2 de 2026, art. 1
  2026-05-08  viernes    no cuenta: términos suspendidos; es suspensión, Resolución 2 · Resolución 2 de 2026, art. 1
  2026-06-01  lunes      el mismo día del mes, que se corre tantos días como hubo suspendidos
  2026-06-02  martes     1
  2026-06-03  miércoles  2
  2026-06-04  jueves     3
  2026-06-05  viernes    4
  2026-06-06  sábado     5
  2026-06-07  domingo    no cuenta: fin de semana
  2026-06-08  lunes      no cuenta: festivo, Corpus Christi · Ley 51 de 1983, art. 1 num. 2
  2026-06-09  martes     el día hábil siguiente (Ley 4 de 1913, art. 62)
END
says 0 contar --rutas "$here/suspendida.ruta" --calendario suspendida_inventada --desde 2026-05-03 --lectura siguiente '1 mes' <<'END'
2026-06-09  martes · 1 mes desde el domingo 2026-05-03, con el número del día en que empieza a correr (lectura «siguiente»: Ley 1564 de 2012, art. 118)
END
says 0 contar --rutas "$here/suspendida.ruta" --calendario suspendida_inventada --desde 2026-05-06T10:00 '12 horas' <<'END'
2026-05-09T12:00  sábado · 12 horas desde el miércoles 2026-05-06T10:00, minuto a minuto, hasta el último inclusive (Ley 4 de 1913, art. 60)
END

# Made only of listed dates: nothing is known after the last one.
says 0 contar --rutas "$here/suspendida.ruta" --calendario lista_inventada --desde 2026-04-08 '1 día hábil' <<'END'
2026-04-09  jueves · 1 día hábil desde el miércoles 2026-04-08
END
says 82 contar --rutas "$here/suspendida.ruta" --calendario lista_inventada --desde 2026-04-09 '1 día hábil' <<'END'
error: el 1.º día hábil después del 2026-04-09 queda fuera de lo verificado en el calendario «lista_inventada»
  ayuda: el calendario «lista_inventada» está verificado desde 2026-03-02 hasta 2026-04-10; amplíelo con las leyes de esos años, o use otro
END

modules=$build/npm
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
    echo "ok - date-holidays # SKIP npm no está"
elif [ ! -d "$modules/node_modules/date-holidays" ] \
    && ! timeout 120 npm install --silent --no-audit --no-fund --prefix "$modules" "$package" >/dev/null 2>&1; then
    echo "ok - date-holidays # SKIP npm no pudo traer $package"
else
    node "$here/date-holidays.mjs" "$ruta" "$modules" || failed=1
fi
exit $failed
