/* ast.h -- the tree of a route file.
 *
 * One kind of node for everything: a kind, a name, a caption, two numbers and a
 * list of children. What each field holds for each kind is written once, in
 * node.def. A reform edits trees, the formatter prints them and `comparar` walks
 * two of them side by side; none of the three cares what the children mean, which
 * is why there are no eighty structs here.
 *
 * Nodes live in the compilation's arena. A broken construct yields NULL or a node
 * without children: later passes skip it, because the error is already reported. */
#ifndef LANG_AST_H
#define LANG_AST_H

#include "base/arena.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/words.h"
#include "lang/source.h"

enum __attribute__((packed)) node_kind {     /* a byte */
#define NODE(name, tag, payload) NODE_##name,
#include "lang/node.def"
#undef NODE
    NODE_KINDS
};

enum cite_part {
    CITE_ARTICLE, CITE_NUMERAL, CITE_PARAGRAPH, CITE_LETTER, CITE_CLAUSE, CITE_CHAPTER,
    CITE_TITLE, CITE_SECTION, CITE_STAGE, CITE_MOMENT, CITE_PAGE,
    CITE_ACTIVITY, CITE_ANNEX, CITE_PARTS
};

enum norm_kind {
    NORM_CONSTITUTION, NORM_LAW, NORM_DECREE, NORM_RESOLUTION, NORM_AGREEMENT, NORM_ORDINANCE, NORM_DIRECTIVE,
    NORM_CIRCULAR, NORM_RULING, NORM_PROCEDURE, NORM_PROTOCOL, NORM_KINDS
};

struct decl;

enum expected_status { EXPECT_PENDING, EXPECT_RUNNING, EXPECT_MET, EXPECT_EXPIRED, EXPECT_SUSPENDED };

/* «bastan 0», which is a mistake, and no word at all, which is every one of them. */
#define MOMENTS_NONE (-1)

/* «todas las siguientes», «alguna de las siguientes», … */
enum these { THESE_ALL, THESE_ANY, THESE_NONE, THESE_AT_LEAST };

/* 80 bytes, five multiples of the arena's alignment: walking the tree is most of the time
 * of a large compilation, and what does not fit in the cache is paid at each walk. */
struct node {
    enum node_kind kind;
    unsigned holds : 24;        /* kinds of the children: NODE_HOLDS */
    symbol_t name;
    struct span span;           /* the whole construct, keyword to end */
    struct span name_span;      /* the name, or the literal; the keyword when there is none */
    struct text text;
    int32_t number;
    int32_t other;
    struct node *first;         /* children */
    struct node *next;          /* sibling */
    union {
        struct node *last;      /* of the children, until the node is itself someone's child */
        struct decl *meaning;   /* then, what its name means: compiler/scope.h */
    };
};

/* Sources and notes, which almost everything has, have a mark each; the other kinds share
 * twenty-two. A mark that is not there tells that no child is of that
 * kind without a look at any, which answers most questions: children are far in memory, and
 * looking at them was a third of the time of a route of 10 MB. */
#define NODE_HOLDS(kind) ((kind) == NODE_SOURCE ? 1u : (kind) == NODE_NOTE ? 2u : 4u << ((kind) % 22))

static inline void node_hold(struct node *parent, enum node_kind kind)
{
    parent->holds = (parent->holds | NODE_HOLDS(kind)) & 0xFFFFFFu;
}

/* The first child of that kind, or NULL. */
struct node *node_find(const struct node *parent, enum node_kind kind);
static inline struct node *node_child(const struct node *parent, enum node_kind kind)
{
    return parent->holds & NODE_HOLDS(kind) ? node_find(parent, kind) : NULL;
}

/* The next sibling of the same kind, or NULL. */
struct node *node_next(const struct node *node);

/* Trees are made from the leaves: nothing is appended to what has been appended. The child
 * may be NULL. */
void node_append(struct node *parent, struct node *child);

/* Appends the children of another node, which keeps none; in constant time. */
void node_append_all(struct node *parent, struct node *other);

bool node_is_expression(const struct node *node);
bool node_marks_person(const struct node *node);    /* in ATTENDS: how the person before it attends */
bool node_is_sum(const struct node *node);      /* a calculation; a REF may be one or a condition */
int64_t node_amount(const struct node *node);   /* of an AMOUNT, in ten-thousandths */
bool node_is_actor(const struct node *node);    /* ENTITY, UNIT, POST or PARTY */

/* "etapa", "fuente": the tag of node.def. */
const char *node_tag(enum node_kind kind);

/* "art.", "num.": how a citation part is written. */
const char *cite_part_word(enum cite_part part);

/* "decreto": how a kind of norm is called. */
const char *norm_kind_word(enum norm_kind kind);

/* "es al menos": how a comparison is written. */
const char *comparison_word(enum comparison comparison);

#endif
