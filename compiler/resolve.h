/* resolve.h -- the second walk: every name used means one declared thing, or is reported. */
#ifndef COMPILER_RESOLVE_H
#define COMPILER_RESOLVE_H

#include "compiler/context.h"

/* Binds the names of every node (scope_meaning). Declarations must be complete. */
void resolve_names(struct context *context);

#endif
