/* test_lang_messages.c -- every message of lexer, grammar and parser, whole.
 *
 * A sample is a text and all that is printed about it: what must be said, where, once,
 * and nothing that only follows from it. */
#include "lang_world.h"

struct sample {
    const char *written;
    size_t length;
    const char *printed;
};

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct sample samples[] = {
    { BYTES("entidad X \"\377\"\n"),
      "prueba.ruta:1:12: error[R0001]: el archivo no está en UTF-8: el byte 12 (0xFF) no forma ninguna letra\n"
      "    1 | entidad X \"·\"\n"
      "      |            ^\n"
      "   ayuda: guárdelo como «UTF-8» en su editor\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X\000 \"x\"\n"),
      "prueba.ruta:1:10: error[R0002]: el byte 10 del archivo es un cero, que no es texto\n"
      "    1 | entidad X· \"x\"\n"
      "      |          ^\n"
      "   ayuda: bórrelo, o vuelva a guardar el archivo como texto\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X \"dos\342\200\256mil\"\n"),
      "prueba.ruta:1:15: error[R0003]: hay un carácter invisible (U+202E) que puede ocultar lo que el texto dice\n"
      "    1 | entidad X \"dos·mil\"\n"
      "      |               ^\n"
      "   ayuda: bórrelo y escriba de nuevo lo que está a su lado\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("# no\342\200\213ta\n"
            "entidad X \"x\"\n"),
      "prueba.ruta:1:5: error[R0003]: hay un carácter invisible (U+200B) que puede ocultar lo que el texto dice\n"
      "    1 | # no·ta\n"
      "      |     ^\n"
      "   ayuda: bórrelo y escriba de nuevo lo que está a su lado\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad nаdа \"x\"\n"),
      "prueba.ruta:1:10: error[R0004]: la letra «а» (U+0430) no es del alfabeto latino\n"
      "    1 | entidad nаdа \"x\"\n"
      "      |          ^\n"
      "   ayuda: escríbala de nuevo con su teclado; al copiarla vino de otro alfabeto\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad дом \"x\"\n"),
      "prueba.ruta:1:9: error[R0004]: la letra «д» (U+0434) no es del alfabeto latino\n"
      "    1 | entidad дом \"x\"\n"
      "      |         ^\n"
      "   ayuda: escríbala de nuevo con su teclado; al copiarla vino de otro alfabeto\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X ‘x\n"),
      "prueba.ruta:1:11: error[R0005]: el carácter «‘» (U+2018) no se usa en el lenguaje\n"
      "    1 | entidad X ‘x\n"
      "      |           ^\n"
      "   ayuda: los textos van entre comillas dobles: \"así\", “así” o «así»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X; \"x\"\n"),
      "prueba.ruta:1:10: error[R0005]: el carácter «;» (U+003B) no se usa en el lenguaje\n"
      "    1 | entidad X; \"x\"\n"
      "      |          ^\n"
      "   ayuda: bórrelo; si es parte de un texto, ponga el texto entre comillas\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X — \"x\"\n"),
      "prueba.ruta:1:11: error[R0005]: el carácter «—» (U+2014) no se usa en el lenguaje\n"
      "    1 | entidad X — \"x\"\n"
      "      |           ^\n"
      "   ayuda: bórrelo; si es parte de un texto, ponga el texto entre comillas\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X \"sin cerrar\n"
            "entidad Z \"z\"\n"),
      "prueba.ruta:1:11: error[R0006]: el texto que comienza aquí no se cierra en su línea\n"
      "    1 | entidad X \"sin cerrar\n"
      "      |           ^\n"
      "   ayuda: termínelo con la comilla que corresponde a la que lo abre\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X «sin cerrar\""),
      "prueba.ruta:1:11: error[R0006]: el texto que comienza aquí no se cierra en su línea\n"
      "    1 | entidad X «sin cerrar\"\n"
      "      |           ^\n"
      "   ayuda: termínelo con la comilla que corresponde a la que lo abre\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 2026-02-31\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0007]: la fecha 2026-02-31 no existe\n"
      "    2 |   expedida 2026-02-31\n"
      "      |            ^^^^^^^^^^\n"
      "   ayuda: corrija el mes o el día; se escribe año-mes-día, como 2026-03-13\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 0000-01-01\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0007]: la fecha 0000-01-01 no existe\n"
      "    2 |   expedida 0000-01-01\n"
      "      |            ^^^^^^^^^^\n"
      "   ayuda: corrija el mes o el día; se escribe año-mes-día, como 2026-03-13\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 1816-02-29\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0008]: la fecha 1816-02-29 está fuera de lo que el programa calcula\n"
      "    2 |   expedida 1816-02-29\n"
      "      |            ^^^^^^^^^^\n"
      "   ayuda: use una fecha entre 1900-01-01 y 2200-12-31\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 2300-01\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0008]: la fecha 2300-01 está fuera de lo que el programa calcula\n"
      "    2 |   expedida 2300-01\n"
      "      |            ^^^^^^^\n"
      "   ayuda: use una fecha entre 1900-01-01 y 2200-12-31\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 13/03/2026\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0009]: «13/03/2026» parece una fecha, pero no está escrita como se debe\n"
      "    2 |   expedida 13/03/2026\n"
      "      |            ^^^^^^^^^^\n"
      "   ayuda: escriba año-mes-día con cuatro, dos y dos cifras: 2026-03-13\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("escenario \"e\"\n"
            "  ruta r\n"
            "  el 2026-03-13T24:00 vence p\n"
            "fin escenario\n"),
      "prueba.ruta:3:6: error[R0013]: la hora 24:00 no existe\n"
      "    3 |   el 2026-03-13T24:00 vence p\n"
      "      |      ^^^^^^^^^^^^^^^^\n"
      "   ayuda: se escribe de 00:00 a 23:59, como en 2026-03-13T10:30\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  plazo p: 1 mes antes del vencimiento de medida\n"
            "    si vence: sin efecto\n"
            "  fin plazo\n"
            "fin ruta\n"),
      "prueba.ruta:2:28: error[R0211]: un plazo corre desde un hecho, y «medida» es otro plazo\n"
      "    2 |   plazo p: 1 mes antes del vencimiento de medida\n"
      "      |                            ^^^^^^^^^^^^^^^^^^^^^\n"
      "   ayuda: escriba el hecho: un dato de tipo fecha, un instrumento, o la entrada o el fin de una etapa\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 2026-3-13\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0009]: «2026-3-13» parece una fecha, pero no está escrita como se debe\n"
      "    2 |   expedida 2026-3-13\n"
      "      |            ^^^^^^^^^\n"
      "   ayuda: escriba año-mes-día con cuatro, dos y dos cifras: 2026-03-13\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("norma N \"n\"\n"
            "  expedida 2026-13\n"
            "fin norma\n"),
      "prueba.ruta:2:12: error[R0010]: el mes 2026-13 no existe\n"
      "    2 |   expedida 2026-13\n"
      "      |            ^^^^^^^\n"
      "   ayuda: se escribe año-mes, como 2023-07, con un mes de 01 a 12\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("parámetro P \"p\" en pesos\n"
            "  desde 2026-01-01: 1.5000 pesos\n"
            "fin parámetro\n"),
      "prueba.ruta:2:21: error[R0014]: la cantidad «1.5000» no está escrita como se debe\n"
      "    2 |   desde 2026-01-01: 1.5000 pesos\n"
      "      |                     ^^^^^^\n"
      "   ayuda: los miles se separan con puntos y los decimales, hasta cuatro, con una coma: 1.423.500 o 1,5\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("parámetro P \"p\" en pesos\n"
            "  desde 2026-01-01: 14235.00 pesos\n"
            "fin parámetro\n"),
      "prueba.ruta:2:21: error[R0014]: la cantidad «14235.00» no está escrita como se debe\n"
      "    2 |   desde 2026-01-01: 14235.00 pesos\n"
      "      |                     ^^^^^^^^\n"
      "   ayuda: los miles se separan con puntos y los decimales, hasta cuatro, con una coma: 1.423.500 o 1,5\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("parámetro P \"p\" en pesos\n"
            "  desde 2026-01-01: 900.000.000.000.001 pesos\n"
            "fin parámetro\n"),
      "prueba.ruta:2:21: error[R0015]: la cantidad «900.000.000.000.001» es demasiado grande\n"
      "    2 |   desde 2026-01-01: 900.000.000.000.001 pesos\n"
      "      |                     ^^^^^^^^^^^^^^^^^^^\n"
      "   ayuda: la mayor que se acepta es 900.000.000.000.000\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("parámetro P \"p\" en pesos\n"
            "  desde 2026-01-01: 10,505 pesos\n"
            "fin parámetro\n"),
      "prueba.ruta:2:21: error[R0016]: «10,505» pesos tiene fracciones de centavo\n"
      "    2 |   desde 2026-01-01: 10,505 pesos\n"
      "      |                     ^^^^^^\n"
      "   ayuda: una cantidad en pesos lleva a lo sumo dos decimales: 711.750,50 pesos\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("parámetro P \"p\" en pesos\n"
            "  desde 2026-01-01: 0,12345 pesos\n"
            "fin parámetro\n"),
      "prueba.ruta:2:21: error[R0014]: la cantidad «0,12345» no está escrita como se debe\n"
      "    2 |   desde 2026-01-01: 0,12345 pesos\n"
      "      |                     ^^^^^^^\n"
      "   ayuda: los miles se separan con puntos y los decimales, hasta cuatro, con una coma: 1.423.500 o 1,5\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  plazo p: 1 mes desde x\n"
            "    aplica cuando 2 más 3\n"
            "  fin plazo\n"
            "fin ruta\n"),
      "prueba.ruta:3:19: error[R0230]: esto es una cantidad o un cálculo, y no responde sí o no\n"
      "    3 |     aplica cuando 2 más 3\n"
      "      |                   ^^^^^^^\n"
      "   ayuda: compárelo con algo, como en «ingreso es menos que 2 SMLMV»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  plazo p: 1 mes desde x\n"
            "    aplica cuando no (la mitad de 3 SMLMV)\n"
            "  fin plazo\n"
            "fin ruta\n"),
      "prueba.ruta:3:22: error[R0230]: esto es una cantidad o un cálculo, y no responde sí o no\n"
      "    3 |     aplica cuando no (la mitad de 3 SMLMV)\n"
      "      |                      ^^^^^^^^^^^^^^^^^^^^^\n"
      "   ayuda: compárelo con algo, como en «ingreso es menos que 2 SMLMV»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  plazo p: 1 mes desde x\n"
            "    aplica cuando (a o b) por 2 es 3\n"
            "  fin plazo\n"
            "fin ruta\n"),
      "prueba.ruta:3:20: error[R0231]: con una condición no se calcula: solo responde sí o no\n"
      "    3 |     aplica cuando (a o b) por 2 es 3\n"
      "      |                    ^^^^^\n"
      "   ayuda: quite los paréntesis, o calcule con los datos que la condición compara\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  plazo p: 1 mes desde x\n"
            "    aplica cuando a es (b es 3)\n"
            "  fin plazo\n"
            "fin ruta\n"),
      "prueba.ruta:3:25: error[R0231]: con una condición no se calcula: solo responde sí o no\n"
      "    3 |     aplica cuando a es (b es 3)\n"
      "      |                         ^^^^^^\n"
      "   ayuda: quite los paréntesis, o calcule con los datos que la condición compara\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("comité C \"c\"\n"
            "  quórum para deliberar 1000000000 miembros\n"
            "fin comité\n"),
      "prueba.ruta:2:25: error[R0011]: el número 1000000000 es demasiado grande\n"
      "    2 |   quórum para deliberar 1000000000 miembros\n"
      "      |                         ^^^^^^^^^^\n"
      "   ayuda: el mayor que se acepta es 999999999\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("comité C \"c\"\n"
            "  quórum para deliberar 3miembros\n"
            "fin comité\n"),
      "prueba.ruta:2:25: error[R0012]: «3miembros» mezcla cifras y letras\n"
      "    2 |   quórum para deliberar 3miembros\n"
      "      |                         ^^^^^^^^^\n"
      "   ayuda: si es un nombre, que comience por una letra; si es un número, sepárelo de la palabra que sigue\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES(""),
      "prueba.ruta:1:1: error[R0200]: el archivo no dice nada\n"
      "    1 | \n"
      "      | ^\n"
      "   ayuda: comience con «módulo» y declare una ruta, una norma, un comité…\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("# solo un comentario"),
      "prueba.ruta:1:21: error[R0200]: el archivo no dice nada\n"
      "    1 | # solo un comentario\n"
      "      |                     ^\n"
      "   ayuda: comience con «módulo» y declare una ruta, una norma, un comité…\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    plazo p 30 días desde x\n"
            "      si vence: sin efecto\n"
            "    fin plazo\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:3:13: error[R0201]: aquí no va el número «30»: se esperaba «:»\n"
      "    3 |     plazo p 30 días desde x\n"
      "      |             ^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: se escribe así: plazo NOMBRE: 30 días hábiles desde DATO … fin plazo\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    responsable a b\n"
            "    sigue\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:3:19: error[R0201]: aquí no va «b»: se esperaba «,» o algo propio de «etapa»\n"
      "    3 |     responsable a b\n"
      "      |                   ^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: se escribe así: responsable NOMBRE, NOMBRE\n"
      "prueba.ruta:5:3: error[R0201]: aquí no va «fin etapa»: se esperaba un nombre\n"
      "    5 |   fin etapa\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: se escribe así: sigue ETAPA\n"
      "2 errores, 0 avisos en 1 archivo\n" },
    { BYTES("entidad UNP Unidad\n"),
      "prueba.ruta:1:13: error[R0201]: aquí no va «Unidad»: se esperaba un texto entre comillas\n"
      "    1 | entidad UNP Unidad\n"
      "      |             ^^^^^^\n"
      "   ayuda: se escribe así: entidad NOMBRE \"texto\"\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad etapa \"x\"\n"),
      "prueba.ruta:1:9: error[R0201]: aquí no va «etapa»: se esperaba un nombre\n"
      "    1 | entidad etapa \"x\"\n"
      "      |         ^^^^^\n"
      "   ayuda: «etapa» es una palabra del lenguaje y no sirve de nombre: escoja otro\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("12 entidad X \"x\"\n"),
      "prueba.ruta:1:1: error[R0201]: aquí no va el número «12»: se esperaba una declaración\n"
      "    1 | 12 entidad X \"x\"\n"
      "      | ^^\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("comité C \"c\"\n"
            "  decide la mitd más uno de los asistentes\n"
            "fin comité\n"),
      "prueba.ruta:2:13: error[R0201]: aquí no va «mitd»: se esperaba «mitad»\n"
      "    2 |   decide la mitd más uno de los asistentes\n"
      "      |             ^^^^\n"
      "   en: comité C\n"
      "   ayuda: ¿quiso decir «mitad»?\n"
      "1 error, 0 avisos en 1 archivo\n" },
    /* What is open when a citation, which might go on, is its first clause. */
    { BYTES("entidad X \"x\"\n"
            "  fuente N art. 1\n"
            "entidad Z \"z\"\n"),
      "prueba.ruta:3:1: error[R0204]: falta «fin entidad» antes de «entidad Z»\n"
      "    3 | entidad Z \"z\"\n"
      "      | ^^^^^^^\n"
      "   se abrió aquí: línea 1\n"
      "    1 | entidad X \"x\"\n"
      "      | ^^^^^^^^^\n"
      "   en: entidad X\n"
      "   ayuda: escriba «fin entidad» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    responsable"),
      "prueba.ruta:3:16: error[R0204]: falta «fin etapa» antes de que termine el archivo\n"
      "    3 |     responsable\n"
      "      |                ^\n"
      "   se abrió aquí: línea 2\n"
      "    2 |   etapa uno \"Uno\"\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: escriba «fin etapa» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    responsable\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:4:3: error[R0201]: aquí no va «fin etapa»: se esperaba un nombre o «no»\n"
      "    4 |   fin etapa\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: se escribe así: responsable NOMBRE, NOMBRE\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    responsble a\n"
            "    prodce b\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:3:5: error[R0202]: no conozco la palabra «responsble» aquí\n"
      "    3 |     responsble a\n"
      "      |     ^^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: ¿quiso decir «responsable»?\n"
      "prueba.ruta:4:5: error[R0202]: no conozco la palabra «prodce» aquí\n"
      "    4 |     prodce b\n"
      "      |     ^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: ¿quiso decir «produce»?\n"
      "2 errores, 0 avisos en 1 archivo\n" },
    { BYTES("xyzzy\n"),
      "prueba.ruta:1:1: error[R0202]: no conozco la palabra «xyzzy» aquí\n"
      "    1 | xyzzy\n"
      "      | ^^^^^\n"
      "   ayuda: aquí pueden ir «entidad», «dependencia», «cargo», «interviniente», «lista», «instrumento», «calendario», «usa», «módulo», «parámetro», «reforma», «medida», «norma», «comité», «ruta», «escenario»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etpa uno \"Uno\"\n"
            "    fuente num. 1\n"
            "    plazo a: 3 días desde b\n"
            "      si vence: sin efecto\n"
            "    fin plazo\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:2:3: error[R0202]: no conozco la palabra «etpa» aquí\n"
      "    2 |   etpa uno \"Uno\"\n"
      "      |   ^^^^\n"
      "   en: ruta r\n"
      "   ayuda: ¿quiso decir «etapa»?\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    quórum para deliberar 3 miembros\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:3:5: error[R0203]: «quórum» no va aquí\n"
      "    3 |     quórum para deliberar 3 miembros\n"
      "      |     ^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: «quórum» va en «comité»; se escribe así: quórum para deliberar 3 miembros\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("sigue x\n"),
      "prueba.ruta:1:1: error[R0203]: «sigue» no va aquí\n"
      "    1 | sigue x\n"
      "      | ^^^^^\n"
      "   ayuda: «sigue» va en «etapa» o «decide»; se escribe así: sigue ETAPA\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    sin plazo legal\n"
            "\n"
            "  etapa dos \"Dos\"\n"
            "    sin plazo legal\n"
            "  fin etapa\n"
            "fin ruta\n"),
      "prueba.ruta:5:3: error[R0204]: falta «fin etapa» antes de «etapa dos»\n"
      "    5 |   etapa dos \"Dos\"\n"
      "      |   ^^^^^\n"
      "   se abrió aquí: línea 2\n"
      "    2 |   etapa uno \"Uno\"\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: escriba «fin etapa» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    sin plazo legal\n"
            "fin ruta\n"),
      "prueba.ruta:4:1: error[R0204]: falta «fin etapa» antes de «fin ruta»\n"
      "    4 | fin ruta\n"
      "      | ^^^^^^^^\n"
      "   se abrió aquí: línea 2\n"
      "    2 |   etapa uno \"Uno\"\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: escriba «fin etapa» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    sin plazo legal\n"),
      "prueba.ruta:4:1: error[R0204]: falta «fin etapa» antes de que termine el archivo\n"
      "    4 | \n"
      "      | ^\n"
      "   se abrió aquí: línea 2\n"
      "    2 |   etapa uno \"Uno\"\n"
      "      |   ^^^^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: escriba «fin etapa» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    decide\n"
            "      si x: sigue z\n"
            "\n"
            "escenario \"e\"\n"
            "  ruta r\n"
            "fin escenario\n"),
      "prueba.ruta:6:1: error[R0204]: falta «fin decide» antes de «escenario»\n"
      "    6 | escenario \"e\"\n"
      "      | ^^^^^^^^^\n"
      "   se abrió aquí: línea 3\n"
      "    3 |     decide\n"
      "      |     ^^^^^^\n"
      "   en: ruta r › etapa uno\n"
      "   ayuda: escriba «fin decide» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("escenario \"uno\"\n"
            "  ruta r\n"),
      "prueba.ruta:3:1: error[R0204]: falta «fin escenario» antes de que termine el archivo\n"
      "    3 | \n"
      "      | ^\n"
      "   se abrió aquí: línea 1\n"
      "    1 | escenario \"uno\"\n"
      "      | ^^^^^^^^^\n"
      "   en: escenario «uno»\n"
      "   ayuda: escriba «fin escenario» donde termina lo que allí se abrió\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("ruta r \"R\"\n"
            "  etapa uno \"Uno\"\n"
            "    sin plazo legal\n"
            "  fin momento\n"
            "fin ruta\n"),
      "prueba.ruta:4:3: error[R0205]: «fin momento» no cierra «etapa uno»\n"
      "    4 |   fin momento\n"
      "      |   ^^^^^^^^^^^\n"
      "   ayuda: escriba «fin etapa»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X \"x\"\n"
            "  de Z\n"
            "fin cargo\n"),
      "prueba.ruta:3:1: error[R0205]: «fin cargo» no cierra «entidad X»\n"
      "    3 | fin cargo\n"
      "      | ^^^^^^^^^\n"
      "   ayuda: escriba «fin entidad»\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("fin etapa\n"),
      "prueba.ruta:1:1: error[R0206]: «fin etapa» no cierra nada: no hay ningún bloque abierto\n"
      "    1 | fin etapa\n"
      "      | ^^^^^^^^^\n"
      "   ayuda: bórrelo, o abra antes el bloque\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X \"x\"\n"
            "módulo a.b\n"),
      "prueba.ruta:2:1: error[R0208]: «módulo» va al comienzo del archivo\n"
      "    2 | módulo a.b\n"
      "      | ^^^^^^\n"
      "   ayuda: deje uno solo, antes de todo lo demás\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("entidad X \"x\"\n"
            "usa a.b\n"),
      "prueba.ruta:2:1: error[R0208]: «usa» va al comienzo del archivo\n"
      "    2 | usa a.b\n"
      "      | ^^^\n"
      "   ayuda: póngalo después de «módulo» y antes de la primera declaración\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("calendario c \"C\"\n"
            "  festivo f \"F\": 31 de febrero\n"
            "fin calendario\n"),
      "prueba.ruta:2:18: error[R0209]: ningún año tiene el 31 de febrero\n"
      "    2 |   festivo f \"F\": 31 de febrero\n"
      "      |                  ^^^^^^^^^^^^^\n"
      "   ayuda: corrija el día o el mes\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("escenario \"e\"\n"
            "  el 2026-01-05 sesiona C con asistencia de a, 2 votos a favor, 3 votos a favor\n"
            "fin escenario\n"),
      "prueba.ruta:2:65: error[R0210]: ya se dijo cuántos votaron a favor de esta sesión\n"
      "    2 |   el 2026-01-05 sesiona C con asistencia de a, 2 votos a favor, 3 votos a favor\n"
      "      |                                                                 ^^^^^^^^^^^^^^^\n"
      "   ayuda: deje uno solo\n"
      "1 error, 0 avisos en 1 archivo\n" },
    { BYTES("escenario \"e\"\n"
            "  el 2026-01-05 sesiona C con asistencia de a, adopta, no adopta\n"
            "fin escenario\n"),
      "prueba.ruta:2:56: error[R0210]: ya se dijo el resultado de esta sesión\n"
      "    2 |   el 2026-01-05 sesiona C con asistencia de a, adopta, no adopta\n"
      "      |                                                        ^^^^^^^^^\n"
      "   ayuda: deje uno solo\n"
      "1 error, 0 avisos en 1 archivo\n" },
};

static void every_sample_says_this_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++) {
        struct lang_world world = lang_parse_bytes("prueba.ruta", (struct text){ samples[i].written, samples[i].length });
        char *printed = lang_printed(&world, (struct report_style){ .summary = true });
        assert_string_equal(printed, samples[i].printed);
        assert_int_equal(world.file->kind, NODE_FILE);
        assert_int_equal(world.file->number, 1);
        free(printed);
        lang_done(&world);
    }
}

/* Printed whole they would be lines of a thousand parentheses. */
static void depth_has_a_limit_and_says_so(void **state)
{
    static const struct { const char *start, *repeated, *end; int times; uint32_t column; } deep[] = {
        { "ruta r \"R\"\netapa e \"E\"\nsesiona C cuando ", "(", "x", 1000000, 1009 },
        { "ruta r \"R\"\netapa e \"E\"\nsesiona C cuando ", "no ", "x\nfin etapa\nfin ruta", 100000, 2991 },
        { "ruta r \"R\"\netapa e \"E\"\nsesiona C cuando ", "x o ", "x\nfin etapa\nfin ruta", 100000, 2022 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(deep); i++) {
        char *text = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&text, &length);
        assert_non_null(out);
        fputs(deep[i].start, out);
        for (int j = 0; j < deep[i].times; j++) fputs(deep[i].repeated, out);
        fputs(deep[i].end, out);
        fclose(out);
        struct lang_world world = lang_parse(text);
        char *printed = lang_printed(&world, (struct report_style){0}), expected[256];
        snprintf(expected, sizeof expected,
                 "prueba.ruta:3:%u: error[R0207]: hay demasiados paréntesis o condiciones, unos dentro de otros\n    3 | …", deep[i].column);
        assert_memory_equal(printed, expected, strlen(expected));
        assert_non_null(strstr(printed, "\n   ayuda: divida la condición: una pregunta por etapa, o un dato que la resuma\n"));
        assert_int_equal(report_count(world.report, SEVERITY_ERROR), 1);
        free(printed);
        free(text);
        lang_done(&world);
    }
}

static void every_row_of_ours_has_a_sample(void **state)
{
    static const char *const codes[] = {
#define MESSAGE(code, name, severity, sentence, help) #code,
#include "lang/messages.def"
#undef MESSAGE
    };
    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        char mark[16];
        bool ours = codes[i][2] == '0' || codes[i][2] == '2', found = strcmp(codes[i], "R0207") == 0;
        if (!ours) continue;
        snprintf(mark, sizeof mark, "[%s]", codes[i]);
        for (size_t j = 0; j < COUNT(samples); j++) found |= strstr(samples[j].printed, mark) != NULL;
        if (!found) fail_msg("%s has no sample", codes[i]);
    }
}

static void machines_read_one_object_a_line(void **state)
{
    (void)state;
    struct lang_world world = lang_parse("escenario \"a\\\tb\"\n  sigue \"é\" 1\nfin escenario\nnorma\n");
    char *printed = lang_printed(&world, (struct report_style){ .json = true, .summary = true });
    assert_string_equal(printed,
        "{\"codigo\":\"R0203\",\"severidad\":\"error\",\"mensaje\":\"«sigue» no va aquí\",\"archivo\":\"prueba.ruta\","
        "\"linea\":2,\"columna\":3,\"longitud\":5,\"ayuda\":\"«sigue» va en «etapa» o «decide»; se escribe así: sigue ETAPA\","
        "\"en\":\"escenario «a\\\\\\u0009b»\"}\n"
        "{\"codigo\":\"R0201\",\"severidad\":\"error\",\"mensaje\":\"aquí no va el final del archivo: se esperaba un nombre\","
        "\"archivo\":\"prueba.ruta\",\"linea\":5,\"columna\":1,\"longitud\":0,\"ayuda\":\"se escribe así: norma NOMBRE \\\"texto\\\" … fin norma\",\"en\":\"\"}\n");
    free(printed);
    lang_done(&world);
}

static void colour_is_only_for_who_asks(void **state)
{
    (void)state;
    struct lang_world world = lang_parse("xyzzy");
    char *printed = lang_printed(&world, (struct report_style){ .colour = true });
    assert_memory_equal(printed, "prueba.ruta:1:1: \033[1;31merror[R0202]\033[0m: ", strlen("prueba.ruta:1:1: \033[1;31merror[R0202]\033[0m: "));
    assert_non_null(strstr(printed, "      | \033[1;31m^^^^^\033[0m\n"));
    free(printed);
    lang_done(&world);
}

static void a_flood_is_cut_and_counted(void **state)
{
    (void)state;
    static char text[3000];
    for (int i = 0; i < 1000; i++) memcpy(text + 2 * i, ";\n", 2);
    struct lang_world world = lang_parse(text);
    char *printed = lang_printed(&world, (struct report_style){ .summary = true });
    assert_non_null(strstr(printed, "\n1000 errores, 0 avisos en 1 archivo (se muestran los primeros 200)\n"));
    free(printed);
    lang_done(&world);
}

static void suggestions_are_near(void **state)
{
    static const struct text words[] = { { "evaluación", 11 }, { "etapa", 5 }, { "acta", 4 } };
    (void)state;
    assert_string_equal(suggest(TEXT("evaluacon"), words, 3).at, "evaluación");
    assert_string_equal(suggest(TEXT("EVALUACION"), words, 3).at, "evaluación");
    assert_string_equal(suggest(TEXT("atca"), words, 3).at, "acta");
    assert_int_equal(suggest(TEXT("at"), words, 3).length, 0);
    assert_int_equal(suggest(TEXT("recepción"), words, 3).length, 0);
    assert_int_equal(suggest(TEXT("x"), NULL, 0).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_says_this_and_no_more),
        cmocka_unit_test(depth_has_a_limit_and_says_so),
        cmocka_unit_test(every_row_of_ours_has_a_sample),
        cmocka_unit_test(machines_read_one_object_a_line),
        cmocka_unit_test(colour_is_only_for_who_asks),
        cmocka_unit_test(a_flood_is_cut_and_counted),
        cmocka_unit_test(suggestions_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
