/* shape.h -- program.def as data: what verify.c, disasm.c and semantic.c walk.
 *
 * A record is a row of 32-bit words and its fields follow each other without gaps,
 * so the place of a field is the sum of the widths before it. */
#ifndef RUNTIME_SHAPE_H
#define RUNTIME_SHAPE_H

#include "runtime/program.h"

enum shape_kind {
    SHAPE_STRING, SHAPE_INT, SHAPE_FLAG, SHAPE_ENUM, SHAPE_DAY,
    SHAPE_NEED, SHAPE_LINK,         /* one word each */
    SHAPE_RANGE, SHAPE_MANY,        /* two: first and count */
};

struct shape_field {
    const char *name;               /* NULL ends the fields of a table */
    enum shape_kind kind;
    uint32_t limit;                 /* ENUM: how many; NEED to MANY: the enum program_table it points into */
};

/* What a field says of the meaning of its record (program.def). */
enum shape_mark { SHAPE_MEANS, SHAPE_ASIDE, SHAPE_LOOSE };

struct shape {
    const char *name;
    const struct shape_field *fields;
    const uint8_t *marks;           /* enum shape_mark of each field */
    uint32_t words;                 /* of a record */
};

const struct shape *shape_of(enum program_table table);

/* Whether a field differs from what a zeroed record without links holds: the empty text, zero,
 * NONE, DAY_NONE, an empty list. `words` is where the field lies. */
bool shape_says_something(const struct shape_field *field, const uint32_t *words);

static inline uint32_t shape_width(enum shape_kind kind)
{
    return kind == SHAPE_RANGE || kind == SHAPE_MANY ? 2 : 1;
}

#endif
