/* layout.c -- boxes to cgraph, cgraph to `dot`, and back. See layout.h.
 *
 * `dot -Tdot` gives the graph back with a place for everything, and cgraph reads it: no
 * parser of ours. libgvc is not linked (2.42 frees twice on some of our graphs). */
#include "runtime/layout.h"

#include <graphviz/cgraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

#define MAX_SIDE 2000000        /* pixels; a coordinate beyond this is nonsense */

/* cgraph takes char * and does not write through it. */
static char *loose(const char *string)
{
    return (char *)(uintptr_t)string;
}

static void set(void *object, const char *name, const char *value)
{
    agsafeset(object, loose(name), loose(value), loose(""));
}

/* Pixels to inches, which is what dot wants: 72 to one. */
static void set_inches(void *object, const char *name, int pixels)
{
    char inches[32];
    int rest = pixels % 72 * 10000 / 72;
    snprintf(inches, sizeof inches, "%d.%04d", pixels / 72, rest);
    set(object, name, inches);
}

static void edge_name(char name[16], uint32_t index)
{
    snprintf(name, 16, "e%u", index + 1);
}

static Agnode_t *find_node(Agraph_t *graph, uint32_t index, int create)
{
    char name[16];
    snprintf(name, sizeof name, "n%u", index + 1);
    return agnode(graph, name, create);
}

static void add_node(Agraph_t *graph, uint32_t index, const struct layout_node *node)
{
    Agnode_t *made = find_node(graph, index, 1);
    set(made, "class", node->css);
    if (node->shape == LAYOUT_DIAMOND) set(made, "shape", "diamond");
    set_inches(made, "width", node->width);
    set_inches(made, "height", node->height);
}

/* An empty table of the size of the label, so that dot keeps room for it. */
static void set_label_room(Agraph_t *graph, Agedge_t *edge, int width, int height)
{
    char table[160];
    snprintf(table, sizeof table,
             "<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"%d\"><TR><TD></TD></TR></TABLE>", width, height);
    char *html = agstrdup_html(graph, table);
    agsafeset(edge, loose("label"), html, loose(""));
    agstrfree(graph, html);
}

static void add_edge(Agraph_t *root, uint32_t index, const struct layout_edge *edge, bool simple)
{
    char name[16];
    Agraph_t *graph = root;

    edge_name(name, index);
    if (edge->bond == LAYOUT_BESIDE && !simple) {
        char rank[24];
        snprintf(rank, sizeof rank, "r%u", edge->from + 1);
        graph = agsubg(root, rank, 1);
        set(graph, "rank", "same");
        agsubnode(graph, find_node(root, edge->from, 0), 1);
        agsubnode(graph, find_node(root, edge->to, 0), 1);
    }
    Agedge_t *made = agedge(root, find_node(root, edge->from, 0), find_node(root, edge->to, 0), name, 1);
    if (edge->bond == LAYOUT_SPINE) set(made, "weight", "100");
    if (edge->bond == LAYOUT_SPINE || edge->bond == LAYOUT_BRANCH) {
        set(made, "tailport", "s");
        set(made, "headport", "n");
    }
    if (edge->bond == LAYOUT_BACK) set(made, "constraint", "false");
    if (edge->label_width) set_label_room(root, made, edge->label_width, edge->label_height);
}

/* The whole graph, or all but the returns: `dot` takes those across the page and pulls
 * everything else along. The caller closes it with agclose(). */
static Agraph_t *build(const struct layout *layout, bool returns)
{
    Agraph_t *graph = agopen(loose("ruta"), Agdirected, NULL);

    CHECK(graph);
    agattr(graph, AGRAPH, loose("newrank"), loose("true"));
    agattr(graph, AGRAPH, loose("splines"), loose(layout->simple ? "polyline" : "true"));
    agattr(graph, AGRAPH, loose("nslimit"), loose("2"));
    agattr(graph, AGRAPH, loose("nodesep"), loose("0.55"));
    agattr(graph, AGRAPH, loose("ranksep"), loose("0.45"));
    agattr(graph, AGRAPH, loose("rank"), loose(""));
    agattr(graph, AGNODE, loose("label"), loose(""));
    agattr(graph, AGNODE, loose("shape"), loose("box"));
    agattr(graph, AGNODE, loose("fixedsize"), loose("true"));
    agattr(graph, AGEDGE, loose("label"), loose(""));
    for (uint32_t i = 0; i < layout->nodes.count; i++) add_node(graph, i, &layout->nodes.items[i]);
    for (uint32_t i = 0; i < layout->edges.count; i++)
        if (returns || layout->edges.items[i].bond != LAYOUT_BACK) add_edge(graph, i, &layout->edges.items[i], layout->simple);
    return graph;
}

/* Writes the graph and closes it. */
static bool write_dot(Agraph_t *graph, struct arena *arena, struct text *dot, struct fault *why)
{
    char *bytes = NULL;
    size_t size = 0;
    bool ok = false;
    FILE *file = open_memstream(&bytes, &size);

    if (!file) goto done;
    ok = agwrite(graph, file) == 0;
    ok = fclose(file) == 0 && ok;
    if (ok) *dot = text_copy(arena, (struct text){ bytes, size });
done:
    if (!ok) fault_set(why, EXIT_MEMORY, "no hubo memoria para escribir el grafo del dibujo");
    free(bytes);
    agclose(graph);
    return ok;
}

bool layout_dot(const struct layout *layout, struct arena *arena, struct text *dot, struct fault *why)
{
    return write_dot(build(layout, true), arena, dot, why);
}

/* ---- Reading the places back --------------------------------------------- */

/* A number as dot prints it ("446.12", "-3", "1.2e+05"), rounded, and moves past it. */
static bool read_number(const char **at, int *out)
{
    const char *p = *at;
    bool negative = *p == '-';
    double value = 0, unit = 1;
    int exponent = 0;

    if (*p == '-' || *p == '+') p++;
    if (*p < '0' || *p > '9') return false;
    for (; *p >= '0' && *p <= '9'; p++) value = value * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++) value += (*p - '0') * (unit /= 10);
    if (p[0] == 'e' && p[1] == '+')
        for (p += 2; *p >= '0' && *p <= '9' && exponent < 10; p++) exponent = exponent * 10 + (*p - '0');
    while (exponent-- > 0) value *= 10;
    if (value > MAX_SIDE) return false;
    *out = (int)(negative ? -value - 0.5 : value + 0.5);
    *at = p;
    return true;
}

/* "x,y", with y turned to grow downwards. */
static bool read_point(const char **at, int height, struct layout_point *out)
{
    int up;
    if (!read_number(at, &out->x) || *(*at)++ != ',' || !read_number(at, &up)) return false;
    out->y = height - up;
    return true;
}

static const char *attribute(void *object, const char *name)
{
    const char *value = agget(object, loose(name));
    return value ? value : "";
}

/* "e,x,y x,y x,y …": the tip of the arrow first, then the curve that stops short of it.
 * Our arrows have their own tip: it becomes the last point. */
static bool read_curve(const char *at, int height, struct layout_edge *edge, struct arena *arena)
{
    struct layout_point tip = {0};
    bool has_tip = at[0] == 'e' && at[1] == ',';
    size_t room = strlen(at) / 4 + 2;

    if (has_tip) {
        at += 2;
        if (!read_point(&at, height, &tip)) return false;
    }
    edge->points = arena_array(arena, room, sizeof *edge->points);
    edge->point_count = 0;
    while (*at) {
        while (*at == ' ') at++;
        if (edge->point_count == room || !read_point(&at, height, &edge->points[edge->point_count++])) return false;
    }
    if (has_tip && edge->point_count) edge->points[edge->point_count - 1] = tip;
    return edge->point_count >= 4 && edge->point_count % 3 == 1;
}

/* Lets a curve touch its boxes: beyond 99,999 pixels dot prints places in tens. */
static void touch_boxes(const struct layout *layout, struct layout_edge *edge)
{
    const struct layout_node *from = &layout->nodes.items[edge->from], *to = &layout->nodes.items[edge->to];

    if (edge->bond == LAYOUT_BESIDE) return;
    edge->points[0].y = from->y + from->height / 2;
    edge->points[edge->point_count - 1].y = to->y - to->height / 2;
}

static bool read_edge(Agraph_t *graph, uint32_t index, int height, struct layout_edge *edge, struct arena *arena)
{
    char name[16];

    if (edge->bond == LAYOUT_BACK) return true;
    edge_name(name, index);
    Agedge_t *found = agedge(graph, find_node(graph, edge->from, 0), find_node(graph, edge->to, 0), name, 0);
    if (!found || !read_curve(attribute(found, "pos"), height, edge, arena)) return false;
    if (edge->label_width == 0) return true;
    const char *label = attribute(found, "lp");
    return read_point(&label, height, &edge->label);
}

static bool read_node(Agraph_t *graph, uint32_t index, int height, struct layout_node *node)
{
    struct layout_point centre;
    Agnode_t *found = find_node(graph, index, 0);
    const char *at = found ? attribute(found, "pos") : "";

    if (!read_point(&at, height, &centre)) return false;
    node->x = centre.x;
    node->y = centre.y;
    return true;
}

static bool read_places(struct layout *layout, Agraph_t *graph, struct arena *arena)
{
    const char *box = attribute(graph, "bb");
    struct layout_point low, high;

    if (!read_point(&box, 0, &low) || *box++ != ',' || !read_point(&box, 0, &high)) return false;
    layout->width = high.x;
    layout->height = -high.y;
    for (uint32_t i = 0; i < layout->nodes.count; i++)
        if (!read_node(graph, i, layout->height, &layout->nodes.items[i])) return false;
    for (uint32_t i = 0; i < layout->edges.count; i++)
        if (!read_edge(graph, i, layout->height, &layout->edges.items[i], arena)) return false;
    for (size_t i = 0; i < layout->edges.count; i++)
        if (layout->edges.items[i].points) touch_boxes(layout, &layout->edges.items[i]);
    return true;
}

static int ignore_message(char *message)
{
    (void)message;
    return 0;
}

bool layout_run(struct layout *layout, const char *program, const struct child_limits *limits,
                struct arena *arena, struct fault *why)
{
    const char *const arguments[] = { program, "-Tdot", NULL };
    struct child_result result;
    struct text dot;

    if (!write_dot(build(layout, false), arena, &dot, why)) return false;
    if (!child_run(arguments, dot, limits, arena, &result, why)) {
        if (why && why->code == EXIT_NO_INPUT)
            fault_help(why, "instale Graphviz (en Debian o Ubuntu: apt install graphviz) o pida el esquema en texto: -o FIGURA.txt");
        return false;
    }
    if (result.end != CHILD_EXITED || result.code != 0) {
        fault_set(why, result.end == CHILD_TOO_SLOW || result.end == CHILD_TOO_MUCH ? EXIT_LIMIT : EXIT_IO,
                  "Graphviz no pudo ordenar el dibujo: «%s» %s", program, child_complaint(arena, &result).at);
        return false;
    }
    agseterrf(ignore_message);
    Agraph_t *graph = agmemread(result.output.at);
    bool ok = graph && read_places(layout, graph, arena);
    if (graph) agclose(graph);
    agseterrf(NULL);
    return ok || fault_set(why, EXIT_IO, "no se entiende la respuesta de Graphviz («%s»)", program);
}

void layout_free(struct layout *layout)
{
    VEC_FREE(&layout->nodes);
    VEC_FREE(&layout->edges);
}
