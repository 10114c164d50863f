/* clone.h -- copies of trees, and the only edits a finished tree may suffer.
 *
 * A tree is made from its leaves and `last` is gone once a node has a parent (lang/ast.h), so
 * nothing can be appended to it. Here the list of children is walked instead, which is enough:
 * an amendment looks for its place among them anyway. */
#ifndef COMPILER_CLONE_H
#define COMPILER_CLONE_H

#include "lang/ast.h"

/* A copy of everything below a node, which means nothing yet. The spans are those of the text
 * that wrote each part: that is how its author is known. */
struct node *clone_tree(struct arena *arena, const struct node *from);

/* Puts a child before `place`, or at the end when it is NULL. */
void clone_insert(struct node *parent, struct node *child, const struct node *place);

/* Puts a child where another was. */
void clone_replace(struct node *parent, const struct node *old, struct node *child);

void clone_remove(struct node *parent, const struct node *child);

/* Whether two trees say the same, wherever they were written. */
bool clone_same(const struct node *a, const struct node *b);

#endif
