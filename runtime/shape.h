/* shape.h -- program.def as data: what verify.c and disasm.c walk.
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

struct shape {
    const char *name;
    const struct shape_field *fields;
    uint32_t words;                 /* of a record */
};

const struct shape *shape_of(enum program_table table);

static inline uint32_t shape_width(enum shape_kind kind)
{
    return kind == SHAPE_RANGE || kind == SHAPE_MANY ? 2 : 1;
}

#endif
