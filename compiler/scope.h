/* scope.h -- what has been declared, and what each name means.
 *
 * Declarations hang from an owner: stages, data and deadlines from their route, values
 * from their list, seats from their body, the rest from nobody. One hash table, keyed
 * by owner and name, answers every lookup in constant time: ten thousand routes have
 * ten thousand stages called «recepción». What a node means is kept in the node: a second
 * table, keyed by node, cost a miss of the cache at every question. */
#ifndef COMPILER_SCOPE_H
#define COMPILER_SCOPE_H

#include "lang/ast.h"

enum decl_kind {
    DECL_NORM, DECL_ACTOR, DECL_LIST, DECL_VALUE, DECL_BODY, DECL_SEAT, DECL_INSTRUMENT, DECL_CALENDAR,
    DECL_HOLIDAY, DECL_ROUTE, DECL_DATUM, DECL_STAGE, DECL_MOMENT, DECL_FINAL, DECL_DEADLINE, DECL_SCENARIO, DECL_PARAMETER, DECL_REFORM, DECL_MEASURE,
    DECL_KINDS
};

#define KIND(name) (1u << DECL_##name)      /* sets of kinds are bit sets */
#define KIND_ANY ((1u << DECL_KINDS) - 1)

struct citation_part {
    enum cite_part part;
    struct text value;
};

#define CITATION_MAX_PARTS 12

struct citation {
    symbol_t norm;
    size_t count;
    struct citation_part parts[CITATION_MAX_PARTS];
};

struct decl {
    enum decl_kind kind;
    symbol_t name;                  /* SYMBOL_NONE for a scenario */
    struct node *node;
    const struct decl *owner;       /* lookups go through it */
    const struct decl *inside;      /* what it is written in: a moment is inside its stage */
    const struct decl *route;       /* the route whose names it can say, or NULL */
    size_t module;
    const struct citation *citation;/* the first one, which inner sources complete; or NULL */
    struct text source;             /* rendered, its own or inherited */
    bool cites;                     /* has a source of its own */
    size_t ordinal;                 /* of a stage or a final: its place in struct flow */
    uint32_t index;                 /* its record in the program, set by lower.c */
    struct decl *same;              /* the next one in the same bucket */
    day_t from, to;                 /* half-open, of the version it is or is in; DAY_NONE: always */
    const struct law_version *version;  /* of what a file declares; its parts have that of the whole */
};

struct scope {
    struct arena *arena;
    struct decl **decls;            /* in order of declaration */
    size_t count, room;
    struct bucket { struct decl *first, *last; } *buckets;
    size_t bucket_count;
};

void scope_init(struct scope *scope, struct arena *arena);
void scope_free(struct scope *scope);

/* Adds a declaration, which may repeat a name: whoever declares looks first. */
struct decl *scope_declare(struct scope *scope, struct decl decl);

/* The same for a version that is not the first of its element: only the first can be found,
 * and scope_on goes from it to the one in force on a day. NULL: none is. */
struct decl *scope_declare_version(struct scope *scope, struct decl decl);
struct decl *scope_on(struct decl *first, day_t day);

/* The first declaration with that owner, name and one of those kinds, and then the next
 * ones like it; NULL when there are no more. */
struct decl *scope_find(const struct scope *scope, const struct decl *owner, symbol_t name, unsigned kinds);
struct decl *scope_find_next(const struct decl *after, unsigned kinds);

/* Declarations and uses alike: what a node means. NULL when nothing is known of it. */
void scope_bind(struct node *node, struct decl *decl);
static inline struct decl *scope_meaning(const struct scope *scope, const struct node *node)
{
    (void)scope;        /* whose declarations these are */
    return node ? node->meaning : NULL;
}

#endif
