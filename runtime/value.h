/* value.h -- what a value of a case is, inside the machine.
 *
 * Eight bytes without a tag; its type is known from the datum. A date is its day
 * number, sí is 1 and no 0, a list value is its position in the list (from 0, so
 * that order is order), a text is its offset in the state's own strings. */
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include "base/date.h"

typedef int64_t value_t;

#define VALUE_UNKNOWN INT64_MIN
#define VALUE_NO 0
#define VALUES_MAX 63           /* values of a list of which a datum may have several: a bit each, and the sign is for the unknown */
#define VALUE_YES 1

/* What is unknown stays so; what does not fit stops at the largest or the smallest value. */
static inline value_t value_add(value_t a, value_t b)
{
    if (a == VALUE_UNKNOWN || b == VALUE_UNKNOWN) return VALUE_UNKNOWN;
    if (b > 0 && a > INT64_MAX - b) return INT64_MAX;
    if (b < 0 && a < INT64_MIN + 1 - b) return INT64_MIN + 1;
    return a + b;
}

static inline value_t value_subtract(value_t a, value_t b)
{
    return b == VALUE_UNKNOWN ? b : value_add(a, -b);
}

static inline value_t value_clamp(value_t value, value_t farthest)
{
    return value > farthest ? farthest : value < -farthest ? -farthest : value;
}

/* False when it does not fit: *out is unknown then. What is unknown stays so, and fits. */
static inline bool value_add_exactly(value_t a, value_t b, value_t *out)
{
    bool known = a != VALUE_UNKNOWN && b != VALUE_UNKNOWN;
    bool fits = !known || !__builtin_add_overflow(a, b, out);
    if (!known || !fits || *out == VALUE_UNKNOWN) *out = VALUE_UNKNOWN;
    return fits && (!known || *out != VALUE_UNKNOWN);
}

static inline bool value_multiply(value_t a, value_t b, value_t *out)
{
    bool known = a != VALUE_UNKNOWN && b != VALUE_UNKNOWN;
    bool fits = !known || !__builtin_mul_overflow(a, b, out);
    if (!known || !fits || *out == VALUE_UNKNOWN) *out = VALUE_UNKNOWN;
    return fits && (!known || *out != VALUE_UNKNOWN);
}

/* Halves go away from zero. */
static inline value_t value_halve(value_t value)
{
    return value == VALUE_UNKNOWN ? value : value / 2 + value % 2;
}

/* A day some months later. Both are held where the calendar's arithmetic answers, which is
 * centuries beyond every date the program takes. */
static inline value_t value_add_months(value_t day, int32_t months)
{
    if (day == VALUE_UNKNOWN) return day;
    return day_add_months((day_t)value_clamp(day, 400000), value_clamp(months, 9600));
}

#endif
