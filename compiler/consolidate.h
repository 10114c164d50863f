/* consolidate.h -- the text in force on every date.
 *
 * An *element* is what a file declares: a route, a body, a list, an instrument, whoever acts.
 * Each has one *version* for every interval of dates in which its text, and what it names, is
 * the same; on any date at most one is in force. Versions are trees: the first is the one the
 * author wrote, the others are copies with the amendments made, in which every node keeps the
 * span of the file that wrote it. Days are half-open: a version is in force on `from` and until
 * the day before `to`; DAY_NONE is since always, or still.
 *
 * Norms and calendars have no versions: the rules of a calendar carry their dates, and a reform
 * gives them theirs.
 *
 * Reforms are applied oldest first; on one day, in the order they state («después de») and else
 * in that of their files and lines. What an amendment touches is copied, and then, by name,
 * what depends on it: the cost of a reform is that of what it changes. */
#ifndef COMPILER_CONSOLIDATE_H
#define COMPILER_CONSOLIDATE_H

#include "compiler/context.h"

/* One order of a reform: who amends, by which article, since when. */
struct law_act {
    const struct node *reform;      /* REFORM */
    const struct node *node;        /* MODIFIES, OPERATION or TRANSITION */
    const struct law_act *inside;   /* the MODIFIES around it, or NULL */
    size_t module;
    day_t day;                      /* since when the reform is in force */
    struct text text;               /* "D1139 art. 9 num. 2" */
};

struct law_version {
    struct node *node;
    struct law_element *element;
    day_t from, to;
    struct law_version *before, *after;
    struct law_version *origin, *heir;  /* across a replacement by an element of another name */
    const struct law_act *by;       /* what gave it this text, or changed what it names; NULL: nothing */
    const struct law_act *wrote;    /* what last amended its own text, then or before; NULL: nobody */
    const struct law_act *ended;    /* what did away with it; NULL: it is in force, or another follows */
    bool touched;                   /* its own text was amended on `from`, not only what it names */
    bool owned;                     /* a copy, which the amendments of its day may edit */
    struct decl *decl;              /* set by declare.c */
};

struct law_element {
    enum decl_kind kind;
    symbol_t name;
    size_t module;
    struct law_version *first, *last;
    struct law_version **texts;     /* its versions in time, when all are known */
    struct decl **decls;            /* of its versions, in time; set by declare.c */
    size_t version_count;
    struct law_element *same;       /* another in its bucket */
    struct symbols { symbol_t *items; size_t count, room; } names;     /* in order: what it has named, in some version */
};

/* What happened to a part of the law, in the order in which it happened. */
struct law_change {
    const struct law_act *act;
    const struct law_element *element;
    enum amendment verb;
    symbol_t gone;                  /* a name that is no more; SYMBOL_NONE */
    struct text what;               /* "etapa valoración_preliminar de ruta ordinario" */
};

struct law_reform {
    const struct node *node;        /* REFORM: of a reform that was itself reformed, as it came to be */
    const struct decl *decl;
    size_t module;
    struct text file;               /* its module as it is shown: what orders those of one day */
    day_t day;
    size_t first_change, change_count;
    size_t first_passage, passage_count;
};

struct law {
    struct arena *arena;
    struct { struct law_element **items; size_t count, room; } elements;    /* in order of declaration */
    struct { struct law_change *items; size_t count, room; } changes;
    struct { struct law_reform *items; size_t count, room; } reforms;       /* as they are applied */
    struct { struct law_passage *items; size_t count, room; } passages;    /* passage.h */
    struct { const struct law_act **items; size_t count, room; } acts;      /* by source and place */
    struct law_bucket { struct law_element *first, *last; } *buckets;
    size_t bucket_count;
    struct names_of { struct law_element **items; size_t count, room; } *named; /* by symbol: who names it */
    size_t named_count;
};

/* Makes the act of an operation written inside another, and keeps it; and the reform it is of,
 * as the place of what is said about it. */
const struct law_act *law_act_inside(struct context *context, const struct law_act *inside, const struct node *node);
const struct decl *law_home(const struct context *context, const struct law_act *act);

/* The element of that name which a module sees, or NULL. */
struct law_element *law_find(struct context *context, size_t module, enum decl_kind kind, symbol_t name);

/* "ruta ordinario" */
struct text law_element_text(struct context *context, const struct law_element *element);

/* The version to edit on the day of an act, made now if need be; its element has it. */
struct law_work;
struct context *law_context(struct law_work *work);
struct law_version *law_version_to_edit(struct law_work *work, struct law_element *element, struct law_version *now,
                                        const struct law_act *act);

/* Says that an act amends the text of a version that may be edited. */
void law_touch(struct law_version *version, const struct law_act *act);

/* Applies every reform of the project and keeps the result in context->law and in the
 * compilation. The author's
 * mistakes are reported. */
void consolidate(struct context *context);
void consolidate_free(struct law *law);

/* The version in force that day, or NULL. A day of DAY_NONE asks for the first. */
const struct law_version *law_version_on(const struct law_element *element, day_t day);

/* Who wrote what stands at a place: the innermost act, or NULL for an original text. */
const struct law_act *law_author(const struct law *law, struct span where);

/* "D1139 art. 9", or the empty text. */
struct text law_author_text(const struct law *law, struct span where);

/* The act of the last amendment of a version's own text; the empty text when it is the original. */
struct text law_version_act(const struct law *law, const struct law_version *version);

/* The change that did away with a name an element could say, on that day or before; NULL. */
const struct law_change *law_removal(const struct law *law, const struct law_element *element, symbol_t name, day_t day);

/* The act to blame for what is wrong with a version and was not with the one before it. */
const struct law_act *law_blame(const struct law *law, const struct law_version *version);

/* The line of an operation: what is underlined. */
struct span law_act_place(const struct law_act *act);

/* Why an element is not in force that day: «rige desde el 2027-01-01». */
struct text law_why_not(struct context *context, const struct law_element *element, day_t day);

#endif
