/* measure.h -- what a comparison looks at, and the limit it is compared with.
 *
 * The proofs try values of what is looked at. «personas más 2 es al menos 10» looks at
 * personas, and the limit is 8. What joins several data, or moves a date by months, is
 * looked at as a whole: the calculation takes the values, and is known by its words. */
#ifndef COMPILER_MEASURE_H
#define COMPILER_MEASURE_H

#include "compiler/context.h"

struct measure {
    const struct decl *thing;       /* a datum, or what is counted; NULL for a calculation */
    const struct node *sum;         /* the calculation */
    struct text words;              /* of the calculation */
    enum comparison comparison;     /* of what is looked at with the limit */
    int64_t limit;
};

/* Of a COMPARE whose types are right. */
struct measure measure_of(struct context *context, const struct node *compare);

/* Whether a COMPARE looks at something that only a case can tell. */
bool measure_looks(const struct context *context, const struct node *compare);

/* Of a COMPARE of pesos with what is counted in a parameter, that parameter, and in *side,
 * unless NULL, the side to be converted; NULL of any other. */
const struct decl *measure_converts(const struct context *context, const struct node *compare, const struct node **side);

/* The least by which two values of a side of a COMPARE, or of what an IN looks at, differ. */
int64_t measure_step(const struct context *context, const struct node *side);

/* The days that a LENGTH of an expression has; its months when it is of months or years. */
int64_t measure_length(const struct node *length);
bool measure_in_months(const struct node *length);

#endif
