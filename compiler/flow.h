/* flow.h -- a route as a graph of its stages and finals. */
#ifndef COMPILER_FLOW_H
#define COMPILER_FLOW_H

#include "base/vec.h"
#include "compiler/context.h"

/* Arcs of one direction: those of node i are to[first[i]] … to[first[i + 1] - 1]. */
struct graph {
    size_t nodes;
    size_t *first, *to;
};

/* That a step of the route handles an instrument or a datum. */
enum handling { PRODUCES, RECEIVES, ASKS };

struct supply {
    const struct decl *thing;
    const struct decl *step;    /* stage or moment */
    enum handling how;
};

struct flow {
    const struct decl *route;
    VEC(const struct decl *) points;    /* stages, then finals; decl->ordinal indexes it */
    size_t stages;
    struct graph forward, backward;
    bool *reached;                      /* from the start */
    bool *ends;                         /* some final is reached from it, without any interruption */
    VEC(struct supply) supplies;        /* by thing, then by stage */
    VEC(const struct decl *) steps;     /* stages, then the moments of each: the order of the program */
    VEC(const struct decl *) deadlines; /* of the route, then those of each step */
};

/* Every route of the compilation, in order of declaration. */
struct flows { struct flow *items; size_t count, room; };

void flow_open_all(struct flows *flows, struct context *context);
void flow_close_all(struct flows *flows);

/* Whether an interruption may come in a stage: it is one of its stages, and not the one it leads to. */
bool flow_interrupts(const struct node *interruption, const struct decl *stage);

/* The first moment of a stage, or NULL; node_next gives the others. */
const struct node *flow_first_moment(const struct node *stage);

/* The stage a step is, or is in. */
const struct decl *flow_stage(const struct decl *step);

/* Whether a case that has been in one stage may later be in the other; each reaches itself. */
bool flow_reaches(const struct flow *flow, const struct decl *from, const struct decl *to);

/* The points, by ordinal, that a case may be in after a stage, itself included. On the heap: the caller frees it. */
bool *flow_after(const struct flow *flow, const struct decl *from);

/* Whether some step that handles a thing in one of those ways (bits 1 << enum handling) is
 * in that stage, or can come before it. */
bool flow_handles_before(const struct flow *flow, const struct decl *thing, unsigned ways, const struct decl *stage);

/* The steps that handle a thing: the first, and how many there are. */
const struct supply *flow_supplies(const struct flow *flow, const struct decl *thing, size_t *count);

#endif
