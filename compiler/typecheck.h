/* typecheck.h -- the third walk: every value is of the kind its place asks for. */
#ifndef COMPILER_TYPECHECK_H
#define COMPILER_TYPECHECK_H

#include "compiler/context.h"

/* Names must be resolved; what could not be is passed over. */
void check_types(struct context *context);

/* One condition, whose names are resolved, of something in `home`. */
void check_condition(struct context *context, const struct decl *home, const struct node *condition);

#endif
