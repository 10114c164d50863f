/* amend.h -- one operation of a reform, made in the tree of an element. */
#ifndef COMPILER_AMEND_H
#define COMPILER_AMEND_H

#include "compiler/consolidate.h"

struct amending {
    struct context *context;
    const struct law_element *element;
    struct node *tree;                  /* of the element, all of it */
    const struct law_act *act;          /* of the operation around, at first of the one that opens the element */
};

/* Applies a MODIFIES or an OPERATION to a part of an element's tree that may be edited. What
 * cannot be done is reported and left. */
void amend_apply(const struct amending *amending, struct node *part, const struct node *operation);

/* The content of an OPERATION: neither its article nor its target. NULL when it has none. */
const struct node *amend_content(const struct node *operation);

/* Changes a name for another wherever a tree uses it for something of one of those kinds. */
void amend_rename(struct node *tree, enum node_kind parent, unsigned kinds, symbol_t from, symbol_t to);

#endif
