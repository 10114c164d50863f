/* condition.h -- what a condition says, as words and as truth.
 *
 * The proofs evaluate conditions over cases they imagine, where everything is known:
 * plain logic is enough here, and the machine's three values stay in the machine. */
#ifndef COMPILER_CONDITION_H
#define COMPILER_CONDITION_H

#include "compiler/context.h"

/* One datum with a value given to it: a day, a number, 0 or 1, a position in its list. */
struct known {
    const struct decl *datum;
    int64_t value;
};

/* The expression a clause carries, or NULL when it is unconditional. */
const struct node *condition_of(const struct node *clause);

/* Values the machine must hold at once to evaluate it; it has room for 64. */
#define CONDITION_MAX_DEPTH 64
int condition_depth(const struct node *node);

int64_t condition_value(const struct context *context, const struct node *value);
bool condition_holds(const struct context *context, const struct node *node, const struct known *known, size_t count);

/* «nivel es al menos extraordinario y no traslado»; the empty text for NULL. */
struct text condition_text(struct context *context, const struct node *node);

/* «nivel = ordinario», as a scenario writes it. */
struct text condition_known_text(struct context *context, const struct known *known);

#endif
