/* typecheck.h -- the third walk: every value is of the kind its place asks for. */
#ifndef COMPILER_TYPECHECK_H
#define COMPILER_TYPECHECK_H

#include "compiler/context.h"

/* Names must be resolved; what could not be is passed over. */
void check_types(struct context *context);

#endif
