/* check.c -- the one way out when the bug is ours. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

_Noreturn void check_failed(const char *file, int line, const char *what)
{
    fprintf(stderr, "ruta: error interno en %s:%d (%s)\n"
                    "ayuda: no es un error de su ruta; por favor repórtelo con el comando que lo provocó\n",
            file, line, what);
    exit(EXIT_OUR_BUG);
}
