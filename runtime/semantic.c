/* semantic.c -- colours of the records of an element, refined until they tell apart all they
 * can. See semantic.h.
 *
 * The colour of a record is a SHA-256. At first it is that of what the record says by itself
 * (semantic_graph.c). Then, round after round, it becomes that of its colour, and of the sorted colours
 * of those it points to and of those that point to it, each with the field that does: a datum
 * without a name is told by where it is asked for and by the conditions that look at it. It ends with the first
 * round that tells no more records apart: two elements alike until there are alike for ever. The names
 * of local things and the order of rows never enter, so they cannot count. */
#include "runtime/semantic.h"

#include <string.h>

#include "runtime/program_file.h"
#include "runtime/semantic_graph.h"

struct colour {
    uint8_t bytes[DIGEST_BYTES];
};

/* An end of an edge, as its record sees it. */
struct link {
    uint32_t other;             /* the node at the other end */
    struct colour label;        /* the field, the position, and which end this is */
};

/* What a round adds to a record: sorted as bytes. */
struct neighbour {
    struct colour label, colour;
};

struct refinement {
    const struct semantic_graph *graph;
    uint32_t count;             /* of nodes */
    struct colour *now, *next, *sorted;
    uint32_t *firsts;           /* links of node n: firsts[n] … firsts[n + 1] */
    struct link *links;
    graph_bytes bytes;          /* what is about to be a colour */
};

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct colour));
}

static int by_all_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct neighbour));
}

/* Takes what `bytes` hold and empties them. */
static struct colour colour_made(graph_bytes *bytes)
{
    struct colour made;
    digest_of(bytes->items, bytes->count, made.bytes);
    bytes->count = 0;
    return made;
}

static struct colour label_of(graph_bytes *bytes, const struct graph_edge *edge, uint64_t end)
{
    graph_put(bytes, edge->label, strlen(edge->label) + 1);
    graph_put_number(bytes, edge->position);
    graph_put_number(bytes, end);
    return colour_made(bytes);
}

/* Counts the links of each node, then places them. */
static void make_links(struct refinement *r)
{
    const struct semantic_graph *graph = r->graph;
    r->firsts = program_allocate(r->count + 2u, sizeof *r->firsts);
    r->links = program_allocate(2 * graph->edges.count + 1, sizeof *r->links);
    uint32_t *ends = r->firsts + 1;
    for (size_t i = 0; i < graph->edges.count; i++) {
        ends[graph->edges.items[i].from + 1]++;
        ends[graph->edges.items[i].to + 1]++;
    }
    for (uint32_t n = 0; n < r->count; n++) ends[n + 1] += ends[n];
    for (size_t i = 0; i < graph->edges.count; i++) {
        const struct graph_edge *edge = &graph->edges.items[i];
        r->links[ends[edge->from]++] = (struct link){ edge->to, label_of(&r->bytes, edge, 0) };
        r->links[ends[edge->to]++] = (struct link){ edge->from, label_of(&r->bytes, edge, 1) };
    }
}

static void refinement_open(struct refinement *r, const struct semantic_graph *graph)
{
    *r = (struct refinement){ .graph = graph, .count = (uint32_t)graph->nodes.count };
    r->now = program_allocate(r->count, sizeof *r->now);
    r->next = program_allocate(r->count, sizeof *r->next);
    r->sorted = program_allocate(r->count, sizeof *r->sorted);
    make_links(r);
    for (uint32_t n = 0; n < r->count; n++) {
        graph_say(graph, n, &r->bytes);
        r->now[n] = colour_made(&r->bytes);
    }
}

static void refinement_close(struct refinement *r)
{
    free(r->now);
    free(r->next);
    free(r->sorted);
    free(r->firsts);
    free(r->links);
    VEC_FREE(&r->bytes);
}

/* How many colours there are; leaves them in `sorted`. */
static uint32_t count_colours(struct refinement *r)
{
    uint32_t count = 0;
    memcpy(r->sorted, r->now, r->count * sizeof *r->now);
    qsort(r->sorted, r->count, sizeof *r->sorted, by_bytes);
    for (uint32_t n = 0; n < r->count; n++) count += n == 0 || by_bytes(&r->sorted[n - 1], &r->sorted[n]) != 0;
    return count;
}

static struct colour refined(struct refinement *r, uint32_t node, struct neighbour *room)
{
    uint32_t count = 0;
    for (uint32_t i = r->firsts[node]; i < r->firsts[node + 1]; i++)
        room[count++] = (struct neighbour){ r->links[i].label, r->now[r->links[i].other] };
    qsort(room, count, sizeof *room, by_all_bytes);
    graph_put(&r->bytes, &r->now[node], sizeof *r->now);
    graph_put(&r->bytes, room, count * sizeof *room);
    return colour_made(&r->bytes);
}

static void refine(struct refinement *r)
{
    struct neighbour *room = program_allocate(2 * r->graph->edges.count + 1, sizeof *room);
    for (uint32_t n = 0; n < r->count; n++) r->next[n] = refined(r, n, room);
    struct colour *spare = r->now;
    r->now = r->next;
    r->next = spare;
    free(room);
}

void semantic_hash_of(const struct program *program, enum program_table table, uint32_t row, uint8_t out[DIGEST_BYTES])
{
    struct semantic_graph graph;
    struct refinement r;
    uint32_t before, count;

    graph_open(&graph, program);
    uint32_t root = graph_add(&graph, table, row);
    refinement_open(&r, &graph);
    count = count_colours(&r);
    do {
        before = count;
        refine(&r);
        count = count_colours(&r);
    } while (count > before);
    graph_put(&r.bytes, &r.now[root], sizeof *r.now);
    graph_put(&r.bytes, r.sorted, r.count * sizeof *r.sorted);
    memcpy(out, colour_made(&r.bytes).bytes, DIGEST_BYTES);
    refinement_close(&r);
    graph_close(&graph);
}

void semantic_hash(const struct program *program, uint32_t route, uint8_t out[DIGEST_BYTES])
{
    semantic_hash_of(program, PROGRAM_TABLE_route, route, out);
}

const char *semantic_text(const struct program *program, uint32_t route, char out[DIGEST_TEXT_SIZE])
{
    uint8_t digest[DIGEST_BYTES];
    semantic_hash(program, route, digest);
    return digest_to_text(digest, out);
}
