/* condition.h -- what a condition says, as words and as truth.
 *
 * The proofs evaluate conditions over cases they imagine, where everything is known:
 * plain logic is enough here, and the machine's three values stay in the machine. */
#ifndef COMPILER_CONDITION_H
#define COMPILER_CONDITION_H

#include "compiler/context.h"

/* A value given to what a condition looks at (measure.h): a datum, what is counted, or a
 * calculation. A day, a number, 0 or 1, a position in its list. */
struct known {
    const struct decl *thing;
    const struct node *sum;         /* of a calculation, which has no thing */
    struct text words;
    int64_t value;
};

/* The expression a clause carries, or NULL when it is unconditional. */
const struct node *condition_of(const struct node *clause);

/* Values the machine must hold at once to evaluate it; it has room for 64. */
#define CONDITION_MAX_DEPTH 64
int condition_depth(const struct node *node);

/* The datum that a node of a condition looks at by its name, or NULL. */
const struct decl *condition_datum(const struct context *context, const struct node *node);

/* Whether «veces de» is said of it: a stage, a moment or an instrument. */
bool condition_counts(const struct decl *thing);

int64_t condition_value(const struct context *context, const struct node *value);
bool condition_compare(enum comparison comparison, int64_t a, int64_t b);
bool condition_holds(struct context *context, const struct node *node, const struct known *known, size_t count);

/* «nivel es al menos extraordinario y no traslado»; the empty text for NULL. */
struct text condition_text(struct context *context, const struct node *node);

/* A side of a comparison: «fecha_de_los_hechos más 2 años». */
struct text condition_sum_text(struct context *context, const struct node *sum);

/* «nivel = ordinario», as a scenario writes it; «veces de llamada = 3» is no scenario's. */
struct text condition_known_text(struct context *context, const struct known *known);

#endif
