/* passage.h -- what a reform orders for the open cases of the routes it changes. */
#ifndef COMPILER_PASSAGE_H
#define COMPILER_PASSAGE_H

#include "compiler/consolidate.h"

/* Where a PASSAGE leads: from a version of a route to the one that follows it. */
struct law_passage {
    const struct law_act *act;          /* of its TRANSITION */
    const struct node *node;            /* PASSAGE */
    const struct law_version *old, *made;
};

/* Demands a regime of every reform that changes a route, with somewhere to go from every stage
 * of the text before; fills law->passages, in the order of law->reforms. */
void check_passages(struct context *context);

#endif
