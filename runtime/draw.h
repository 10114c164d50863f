/* draw.h -- a route as a picture, as a graph and as text.
 *
 * The three have the same content and the same bytes each time for the same program: no
 * date, no path, no name of a machine. Programs must be verified. */
#ifndef RUNTIME_DRAW_H
#define RUNTIME_DRAW_H

#include "runtime/child.h"
#include "runtime/program.h"

/* What became of a thing since an earlier text of the route. */
enum draw_mark { DRAW_SAME, DRAW_ADDED, DRAW_CHANGED };

/* A drawing of a change: the later text, its boxes marked, with the stages that are gone among them. */
struct draw_marks {
    const enum draw_mark *steps, *finals, *bodies;  /* by row of the program drawn */
    const struct program *before;
    uint32_t before_route;
    const uint32_t *now;            /* by row of the steps of `before`: what each is in the program drawn, or NONE */
};

struct draw_options {
    const char *dot;                /* the program that lays out: "dot" */
    const char *converter;          /* the program that makes PNG: "rsvg-convert" */
    struct child_limits limits;     /* for either */
    long pixels;                    /* a PNG has no more than these */
    const struct draw_marks *marks; /* NULL: nothing is compared */
};

/* dot and rsvg-convert of the PATH, 10 seconds, 1 GiB, 40 million pixels. */
struct draw_options draw_defaults(void);

/* SVG, complete and on its own. When Graphviz cannot manage the full drawing a simpler
 * one is tried. EXIT_NO_INPUT: dot is not installed; EXIT_LIMIT, EXIT_IO: it failed twice,
 * and draw_outline() is what is left to show. */
bool draw_route(const struct program *program, uint32_t route, const struct draw_options *options,
                struct arena *arena, struct text *svg, struct fault *why);

/* The graph as DOT: sizes, kinds (`class`) and who follows whom, no text of the route. */
bool draw_dot(const struct program *program, uint32_t route, struct arena *arena, struct text *dot, struct fault *why);

/* The same content as text, for those who cannot see the picture. */
struct text draw_outline(const struct program *program, uint32_t route, struct arena *arena);

/* An SVG of draw_route() as PNG, twice its size unless that is more than options->pixels. */
bool draw_png(struct text svg, const struct draw_options *options, struct arena *arena, struct text *png, struct fault *why);

#endif
