/* compare_match.h -- which record of one text is which of another.
 *
 * A text is a program on a day: of what the law has changed, the version in force. Records that have a name
 * are paired: by their versions when both texts are of one program, by name below the same
 * parent, and then, what is left, by how much of what they say and of who speaks of them is alike: so that
 * what was renamed is not taken for something gone and something new. Records without a name
 * (a branch, a length) are never paired: two are equal when they say the same of paired records. */
#ifndef RUNTIME_COMPARE_MATCH_H
#define RUNTIME_COMPARE_MATCH_H

#include "runtime/semantic_graph.h"

struct compare_text {
    const struct program *program;
    day_t day;
};

struct match_pair {
    enum program_table table;
    uint32_t rows[2];
};

struct match_side {
    struct compare_text text;
    bool by_day;                            /* one program on two days: of dated rules, those of its day */
    struct semantic_graph graph;            /* of all the text */
    uint32_t *in, *out;                     /* indexes of edges, by the node they arrive at and by the one they leave: */
    uint32_t *first_in, *first_out;         /* those of node n are from first_in[n] to the one before first_in[n + 1] */
    uint32_t *ids[PROGRAM_TABLES];          /* the pair of each row, or NONE */
    uint32_t *route_of;                     /* of each instrument, the one route that names it, or NONE */
};

struct matching {
    struct match_side sides[2];
    VEC(struct match_pair) pairs;
};

void matching_open(struct matching *matching, struct compare_text before, struct compare_text after);
void matching_close(struct matching *matching);

/* Whether the records of a table stand by themselves, and whether they have a name. */
bool match_is_top(enum program_table table);
bool match_has_name(enum program_table table);

/* Whether a record belongs to the text: its version is the one in force that day, and so, between two days, is
 * the rule of a calendar or the amount of a parameter. */
bool match_in_text(const struct match_side *side, enum program_table table, uint32_t row);

/* Where a record lies. */
const uint32_t *match_words(const struct program *program, enum program_table table, uint32_t row);

/* The same number on both sides when what a record says of paired records is the same: a paired record is its
 * pair, any other with a name is nobody's equal, and one without is all it says. */
uint64_t match_print(const struct matching *matching, int side, enum program_table table, uint32_t row);

/* The same of one field of a record. `words` is where the field lies. */
uint64_t match_print_field(const struct matching *matching, int side, enum program_table table, uint32_t row,
                           const struct shape_field *field, const uint32_t *words);

/* The row paired with this one, on the other side, or NONE. */
uint32_t match_other(const struct matching *matching, int side, enum program_table table, uint32_t row);

/* The one route that names an instrument, or NONE: of several, or of none, it stands by itself. */
uint32_t match_route_of(const struct matching *matching, int side, uint32_t instrument);

#endif
