/* layout.h -- where each box of a drawing goes.
 *
 * The caller says how big each box is and which follows which; Graphviz's `dot`, run as
 * a child, says where they go. Boxes have no text here: ids are n1, n2 … and labels are
 * empty boxes of the right size, so nothing a route says ever reaches `dot`. */
#ifndef RUNTIME_LAYOUT_H
#define RUNTIME_LAYOUT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "base/vec.h"
#include "runtime/child.h"

enum layout_shape { LAYOUT_BOX, LAYOUT_DIAMOND };

struct layout_node {
    const char *css;            /* what it is: "etapa", "decision" …; also its class in the DOT */
    enum layout_shape shape;
    int width, height;          /* pixels */
    int x, y;                   /* found: the centre, from the top left */
};

struct layout_point {
    int x, y;
};

enum layout_bond {
    LAYOUT_SPINE,               /* the main line: as straight as can be */
    LAYOUT_BRANCH,
    LAYOUT_BACK,                /* returns to an earlier box: in the DOT, but its way is the caller's */
    LAYOUT_BESIDE,              /* the second box stands to the right of the first */
};

struct layout_edge {
    enum layout_bond bond;
    uint32_t from, to;          /* indexes of nodes */
    int label_width, label_height;      /* 0: no label */
    struct layout_point *points;        /* found: Bézier curve, 3n+1 points; none for BACK */
    uint32_t point_count;
    struct layout_point label;          /* found: its centre */
};

struct layout {
    VEC(struct layout_node) nodes;
    VEC(struct layout_edge) edges;
    bool simple;                /* nothing is kept beside anything: for graphs that defeat `dot` */
    int width, height;          /* found */
};

/* The graph as DOT, written by cgraph itself: the same bytes for the same boxes. */
bool layout_dot(const struct layout *layout, struct arena *arena, struct text *dot, struct fault *why);

/* Asks `program` (normally "dot") for the places, and fills in what is found. EXIT_NO_INPUT
 * when it is not installed; EXIT_LIMIT or EXIT_IO when it failed. */
bool layout_run(struct layout *layout, const char *program, const struct child_limits *limits,
                struct arena *arena, struct fault *why);

void layout_free(struct layout *layout);

#endif
