/* law_print.h -- which text is in force when, and who changed it, for tests and
 * `ruta volcar versiones`. */
#ifndef COMPILER_LAW_PRINT_H
#define COMPILER_LAW_PRINT_H

#include <stdio.h>

#include "compiler/compile.h"

/* Every element whose text begins, changes or ends on some date, with its versions; then
 * every reform, with its changes and its passages. Prints nothing of what does not parse. */
void law_print(const struct compilation *compilation, FILE *out);

#endif
