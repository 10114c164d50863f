/* disasm.h -- a program as text: `ruta desensamblar`.
 *
 * Every table with its rows and fields, as program.def names them, and then every
 * function with its instructions. The same program always gives the same text. */
#ifndef RUNTIME_DISASM_H
#define RUNTIME_DISASM_H

#include <stdio.h>

#include "runtime/program.h"

/* The program must be verified. Errors of `out` are left for the caller to ask with ferror(). */
void disasm_program(const struct program *program, FILE *out);

#endif
