/* value.h -- what a value of a case is, inside the machine.
 *
 * Eight bytes without a tag; its type is known from the datum. A date is its day
 * number, sí is 1 and no 0, a list value is its position in the list (from 0, so
 * that order is order), a text is its offset in the state's own strings. */
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include <stdint.h>

typedef int64_t value_t;

#define VALUE_UNKNOWN INT64_MIN
#define VALUE_NO 0
#define VALUE_YES 1

#endif
