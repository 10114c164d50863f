/* shape.c -- the arrays behind shape.h, made of the rows of program.def. */
#include "runtime/shape.h"

#include "base/check.h"

#define TABLE(table)      static const struct shape_field table##_fields[] = {
#define STRING(field)     { #field, SHAPE_STRING, 0 },
#define INT(field)        { #field, SHAPE_INT, 0 },
#define FLAG(field)       { #field, SHAPE_FLAG, 0 },
#define ENUM(field, n)    { #field, SHAPE_ENUM, n },
#define DAY(field)        { #field, SHAPE_DAY, 0 },
#define NEED(field, to)   { #field, SHAPE_NEED, PROGRAM_TABLE_##to },
#define LINK(field, to)   { #field, SHAPE_LINK, PROGRAM_TABLE_##to },
#define RANGE(field, to)  { #field, SHAPE_RANGE, PROGRAM_TABLE_##to },
#define MANY(field, to)   { #field, SHAPE_MANY, PROGRAM_TABLE_##to },
#define END               { NULL, SHAPE_INT, 0 } };
#include "runtime/program.def"

/* No padding: the widths add up to the struct. */
#define TABLE(table)      _Static_assert(sizeof(struct program_##table) == sizeof(uint32_t) * (0
#define STRING(field)     + 1
#define INT(field)        + 1
#define FLAG(field)       + 1
#define ENUM(field, n)    + 1
#define DAY(field)        + 1
#define NEED(field, to)   + 1
#define LINK(field, to)   + 1
#define RANGE(field, to)  + 2
#define MANY(field, to)   + 2
#define END               ), "a record is its fields");
#include "runtime/program.def"

#define TABLE(table)      static const uint8_t table##_marks[] = {
#define ASIDE(field)      SHAPE_ASIDE,
#define LOOSE(field)      SHAPE_LOOSE,
#define STRING(field)     SHAPE_MEANS,
#define INT(field)        SHAPE_MEANS,
#define FLAG(field)       SHAPE_MEANS,
#define ENUM(field, n)    SHAPE_MEANS,
#define DAY(field)        SHAPE_MEANS,
#define NEED(field, to)   SHAPE_MEANS,
#define LINK(field, to)   SHAPE_MEANS,
#define RANGE(field, to)  SHAPE_MEANS,
#define MANY(field, to)   SHAPE_MEANS,
#define END               SHAPE_MEANS };
#include "runtime/program.def"

#define TABLE(table)      { #table, table##_fields, table##_marks, sizeof(struct program_##table) / sizeof(uint32_t) },
#define STRING(field)
#define INT(field)
#define FLAG(field)
#define ENUM(field, n)
#define DAY(field)
#define NEED(field, to)
#define LINK(field, to)
#define RANGE(field, to)
#define MANY(field, to)
#define END
static const struct shape shapes[] = {
#include "runtime/program.def"
};

const struct shape *shape_of(enum program_table table)
{
    CHECK(table < PROGRAM_TABLES);
    return &shapes[table];
}

bool shape_says_something(const struct shape_field *field, const uint32_t *words)
{
    switch (field->kind) {
    case SHAPE_STRING: case SHAPE_INT: case SHAPE_FLAG: case SHAPE_ENUM: return words[0] != 0;
    case SHAPE_DAY:    return (day_t)words[0] != DAY_NONE;
    case SHAPE_NEED:   return true;
    case SHAPE_LINK:   return words[0] != NONE;
    case SHAPE_RANGE: case SHAPE_MANY: return words[1] > 0;
    }
    UNREACHABLE();
}
