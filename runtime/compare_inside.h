/* compare_inside.h -- what the files of the comparison share. See compare.h. */
#ifndef RUNTIME_COMPARE_INSIDE_H
#define RUNTIME_COMPARE_INSIDE_H

#include "runtime/compare_words.h"

/* A pair of records being compared; one side may be NONE. */
struct place {
    const struct place *parent;         /* NULL for an element */
    enum program_table table;
    uint32_t rows[2];
};

struct comparing {
    struct compared *out;
    struct arena *arena;
};

/* Adds a difference to the comparison. */
void compare_push(struct comparing *c, struct difference difference);

/* Those of the reforms of two programs. */
void compare_reforms(struct comparing *c);

const struct program *compare_program(const struct comparing *c, int side);
const struct place *compare_top_place(const struct place *place);

/* The side a place is told of: the later text, or the earlier for what is gone. */
int compare_side(const struct place *place);

/* A string of a record by the name of its field, or "" when it has none. */
struct text compare_string(const struct comparing *c, int side, enum program_table table, uint32_t row, const char *field);

/* Who wrote what changed: the act and article of the reform between both days, or that of the record itself; "" when
 * nobody says. `clause` is NULL for the record as a whole. */
struct text compare_act(const struct comparing *c, const struct place *place, const struct compare_clause *clause);

/* The same, or else the article the clause cites. */
struct text compare_source(const struct comparing *c, const struct place *place, const struct compare_clause *clause);

#endif
