/* types.h -- the kinds of value a datum may have, and which fits where. */
#ifndef COMPILER_TYPES_H
#define COMPILER_TYPES_H

#include "compiler/context.h"

struct type {
    enum datum_type kind;
    const struct decl *list;    /* of TYPE_LIST and TYPE_VALUES */
    const struct decl *unit;    /* of TYPE_UNITS: the parameter it is counted in */
};

/* Whether it is an amount of money, whatever it is counted in. */
bool type_is_amount(struct type type);

/* Pesos with what is counted in a parameter: they compare by its value on the day. */
bool type_converts(struct type a, struct type b);

struct type type_of_datum(const struct context *context, const struct decl *datum);

/* The type of a value as written. False for a name that is no value of a list. */
bool type_of_value(const struct context *context, const struct node *value, struct type *out);

/* The types of what is counted in an expression, which no datum has. */
#define TYPE_DAYS ((enum datum_type)DATUM_TYPES)
#define TYPE_MONTHS ((enum datum_type)(DATUM_TYPES + 1))

/* The type of a side of a comparison. False when it has none: *bad is the part that does
 * not fit, or NULL when a name in it means nothing. */
bool type_of_sum(const struct context *context, const struct node *sum, struct type *out, const struct node **bad);

/* Whether «cuántos de» is said of it. */
bool type_is_several(struct type type);

bool type_equal(struct type a, struct type b);
bool type_has_order(struct type type);

/* «una fecha», «de sí o no», «un valor de nivel_de_riesgo». */
struct text type_words(struct context *context, struct type type);

#endif
