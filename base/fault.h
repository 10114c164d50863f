/* fault.h -- the world's failures: disk, memory, a damaged file, wrong usage.
 *
 * The author's mistakes in a route go to lang/report; our own bugs to check.h.
 * A fault's code is the exit code of the program. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

/* EXIT(name, number, what it tells whoever ran the order) */
#define EXIT_CODES(EXIT)                                                            \
    EXIT(DONE,           0, "hecho")                                                \
    EXIT(FINDINGS,       1, "hay hallazgos, o la respuesta es «no»")                \
    EXIT(USAGE,         64, "la orden está mal escrita")                            \
    EXIT(BAD_DATA,      65, "los datos de entrada están dañados o no sirven")       \
    EXIT(NO_INPUT,      66, "no existe o no se puede abrir la entrada")             \
    EXIT(OUR_BUG,       70, "un error del programa mismo")                          \
    EXIT(MEMORY,        71, "no hay memoria suficiente")                            \
    EXIT(CANNOT_CREATE, 73, "no se puede crear la salida")                          \
    EXIT(IO,            74, "falló la lectura o la escritura")                      \
    EXIT(BUSY,          75, "ocupado: no se escribió nada")                         \
    EXIT(NO_PERMISSION, 77, "no hay permiso, o falta la llave")                     \
    EXIT(WRONG_CONFIG,  78, "el esquema o la configuración no corresponden")        \
    EXIT(INTEGRITY,     80, "la integridad está rota")                              \
    EXIT(UNCERTAIN,     81, "no se sabe si quedó: repita la orden con la misma clave") \
    EXIT(LIMIT,         82, "se pasó de un límite")

#define EXIT_ROW(name, number, meaning) EXIT_##name = (number),
enum exit_code { EXIT_CODES(EXIT_ROW) };
#undef EXIT_ROW

struct fault {
    enum exit_code code;      /* EXIT_DONE when nothing failed */
    char message[768];        /* Spanish, one sentence, no final period */
    char help[384];           /* the cure, or empty */
};

/* Fills *why (when not NULL) and returns false, so that a failing function can
 * say `return fault_set(why, EXIT_IO, "…", …);`. Clears the help. */
bool fault_set(struct fault *why, enum exit_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the cure to a fault already set; returns false as well. */
bool fault_help(struct fault *why, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
