/* resolve.h -- the second walk: every name used means one declared thing, or is reported. */
#ifndef COMPILER_RESOLVE_H
#define COMPILER_RESOLVE_H

#include "compiler/context.h"

/* Binds the names of every node (scope_meaning). Declarations must be complete. */
void resolve_names(struct context *context);

/* Binds the names of a condition that a body puts on its invitees to what they mean in a
 * route; what they meant in another is forgotten. */
void resolve_condition(struct context *context, const struct decl *route, struct node *condition);

/* The kinds of thing a node names where it stands (a set of KIND); 0 when it names nothing. */
unsigned resolve_kinds(const struct node *node, enum node_kind parent);

#endif
