/* law_inner.h -- what law.c gives to consolidate.c. See consolidate.h. */
#ifndef COMPILER_LAW_INNER_H
#define COMPILER_LAW_INNER_H

#include "compiler/consolidate.h"

/* What has versions; a norm and a calendar have one text with dates in it. */
#define VERSIONED_KINDS (KIND(ACTOR) | KIND(LIST) | KIND(BODY) | KIND(INSTRUMENT) | KIND(MEASURE) | KIND(ROUTE))

struct law_work {
    struct context *context;
    struct law *law;
    size_t under_way;               /* the reform being applied */
    VEC(struct law_element *) touched;  /* on the day under way, and not yet told to who names them */
};

struct law_element *law_add_element(struct law *law, enum decl_kind kind, symbol_t name, size_t module);

/* The next element of that kind and name, from one on; and the first of all. */
struct law_element *law_next_named(struct law_element *from, enum decl_kind kind, symbol_t name);
struct law_element *law_first_named(const struct law *law, enum decl_kind kind, symbol_t name);
bool law_is_on(const struct law_version *version, day_t day);

/* When all versions of an element are known. */
void law_list_texts(struct law *law, struct law_element *element);

/* Puts a version after another, or first of all when that is NULL. */
struct law_version *law_add_version(struct law *law, struct law_element *element, struct law_version *before, struct law_version made);
void law_end_version(struct law_work *work, struct law_version *version, const struct law_act *act);

/* Adds to what an element has named what a text of it names; and whether one still names it. */
void law_learn_names(struct law *law, struct law_element *element, const struct node *tree);
bool law_still_names(const struct node *node, enum node_kind parent, symbol_t name);

/* " art. 9 num. 2" */
struct text law_parts_text(struct context *context, const struct node *citation);

/* So that law_author can find them: after the last one is made. */
void law_sort_acts(struct law *law);

#endif
