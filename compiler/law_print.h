/* law_print.h -- which text is in force when, and who changed it, for tests and
 * `ruta volcar versiones`. */
#ifndef COMPILER_LAW_PRINT_H
#define COMPILER_LAW_PRINT_H

#include <stdio.h>

#include "compiler/compile.h"

/* What a route means, as a number (runtime/semantic.h, which the compiler does not see). */
typedef const char *law_meaning(const struct program *program, uint32_t route, char out[DIGEST_TEXT_SIZE]);

/* Every element whose text begins, changes or ends on some date, with its versions; then
 * every reform, with its changes and its passages. The versions of a route show the first digits
 * of their meaning, when there is a program. Prints nothing of what does not parse. */
void law_print(const struct compilation *compilation, law_meaning *meaning, FILE *out);

#endif
