/* requisites.h -- what a measure asks of a case before it is recommended or adopted.
 *
 * A measure belongs to no route, as the conditions of an invitee do (bodies.h): each route
 * that works with it says what the names of its conditions mean. */
#ifndef COMPILER_REQUISITES_H
#define COMPILER_REQUISITES_H

#include "base/vec.h"
#include "compiler/flow.h"

struct requisite {
    const struct decl *measure;
    const struct node *clause;      /* REQUIRES or PRIOR */
    struct node *condition;         /* of a REQUIRES; NULL */
    struct node *except;            /* NULL */
};

typedef VEC(struct requisite) requisites;

/* Of every measure the route works with, in the order it names them. */
void requisites_of(const struct context *context, const struct flow *flow, requisites *out);

/* Names and types of their conditions, in that route. */
void check_requisites(struct context *context, const struct flow *flow);

#endif
