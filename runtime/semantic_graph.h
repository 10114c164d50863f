/* semantic_graph.h -- the records an element is made of, as a graph.
 *
 * From a record (a route, a body…) one arrives at all it says: a node for each record it
 * reaches, an edge for each field that points from one to another and for each operand of its
 * conditions. What the fields marked ASIDE in program.def say is not in the graph.
 * semantic.c makes a number of it; compare.c pairs the nodes of two. */
#ifndef RUNTIME_SEMANTIC_GRAPH_H
#define RUNTIME_SEMANTIC_GRAPH_H

#include "base/vec.h"
#include "runtime/program.h"
#include "runtime/shape.h"

struct graph_node {
    enum program_table table;
    uint32_t row;
};

/* `label` is the field, or "code"; `position` is 0 where order says nothing. */
struct graph_edge {
    uint32_t from, to;
    const char *label;
    uint32_t position;
};

struct semantic_graph {
    const struct program *program;
    VEC(struct graph_node) nodes;       /* in the order they were reached: the roots first */
    VEC(struct graph_edge) edges;
    uint32_t *places;                   /* open addressing: a node, or NONE */
    uint32_t room;
};

typedef VEC(uint8_t) graph_bytes;

void graph_open(struct semantic_graph *graph, const struct program *program);
void graph_close(struct semantic_graph *graph);

/* The node of a record and, below it, all that it reaches. */
uint32_t graph_add(struct semantic_graph *graph, enum program_table table, uint32_t row);

/* The node of a record that was reached, or NONE. */
uint32_t graph_find(const struct semantic_graph *graph, enum program_table table, uint32_t row);

/* Appends what a record says by itself: its table, the fields that mean something and point
 * nowhere, and for a function its instructions. The same bytes on every machine; a field that says nothing
 * adds none, so that a new field of program.def leaves alone the meaning of what does not use it. */
void graph_say(const struct semantic_graph *graph, uint32_t node, graph_bytes *bytes);

void graph_put(graph_bytes *bytes, const void *at, size_t size);
void graph_put_number(graph_bytes *bytes, uint64_t number);     /* eight bytes, the low ones first */

/* Whether the entries of a field of this record have an order that says something. */
bool graph_is_ordered(const struct program *program, enum program_table table, uint32_t row, const struct shape_field *field);

#endif
