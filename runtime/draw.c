/* draw.c -- from a route to a page: cards, their places, and what goes around them.
 *
 * One line of stages runs down the page, in the order of the law. Those responsible are
 * a coloured, named band on the side of each stage and not a lane of the page: with five
 * or more of them lanes make a drawing too wide to read, and most arrows only cross from
 * one lane to another. The bands line up, so the eye still reads them as a lane. */
#include "runtime/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "runtime/draw_card.h"
#include "runtime/draw_words.h"
#include "runtime/layout.h"

#define MARGIN 48
#define LEAST_WIDTH 1000            /* of what is inside the margins */
#define LABEL_WIDTH 170
#define NEAREST_TRACK 26            /* of a return, from the leftmost box */
#define TRACK_WIDTH 22
#define TURN 12                     /* radius of its corners */
#define RETURN_LABEL 130
#define FAR 2                       /* pixels of difference that still count as one line */
#define MOST_SIDE 30000             /* pixels of a PNG: cairo stops at 32767 */

struct box {
    struct card card;
    int inset;                      /* room kept at the left of the card, for the label of its arrow */
};

struct drawing {
    struct card_context context;
    uint32_t route;
    VEC(struct box) boxes;          /* one for each node of the layout */
    VEC(struct text) labels;        /* one for each edge */
    struct layout layout;
    VEC(uint32_t) bodies;           /* that sit in this route, in order */
    uint32_t *box_of;               /* of each step of the route, from steps_first */
    const struct draw_marks *marks; /* NULL: nothing is compared */
    bool *returns;                  /* of each branch of the program: goes back to a stage on the way to it */
};

struct draw_options draw_defaults(void)
{
    return (struct draw_options){ "dot", "rsvg-convert", { 10, (size_t)1 << 30, (size_t)256 << 20 }, 40000000, NULL };
}

static void drawing_free(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->boxes.count; i++) card_free(&drawing->boxes.items[i].card);
    VEC_FREE(&drawing->boxes);
    VEC_FREE(&drawing->labels);
    VEC_FREE(&drawing->bodies);
    VEC_FREE(&drawing->context.lanes);
    VEC_FREE(&drawing->context.notes);
    layout_free(&drawing->layout);
}

/* ---- The graph ---------------------------------------------------------------- */

static uint32_t add_box(struct drawing *drawing, const char *css, enum layout_shape shape, struct card card, int inset)
{
    struct layout_node node = { .css = css, .shape = shape, .width = card.width + inset, .height = card.height };
    VEC_PUSH(&drawing->layout.nodes, node);
    VEC_PUSH(&drawing->boxes, ((struct box){ card, inset }));
    return (uint32_t)drawing->boxes.count - 1;
}

static void add_arrow(struct drawing *drawing, enum layout_bond bond, uint32_t from, uint32_t to, struct text label)
{
    struct layout_edge edge = { .bond = bond, .from = from, .to = to };

    if (label.length && bond != LAYOUT_BESIDE && bond != LAYOUT_BACK) {
        struct svg_lines lines = svg_wrap(drawing->context.arena, label, &card_strong, LABEL_WIDTH, 4);
        edge.label_width = lines.widest + 16;
        edge.label_height = lines.count * 16 + 8;
    }
    VEC_PUSH(&drawing->layout.edges, edge);
    VEC_PUSH(&drawing->labels, label);
}

/* The class of a box, with what became of it. */
static const char *marked(const struct drawing *drawing, const char *css, const enum draw_mark *marks, uint32_t row)
{
    static const char *const classes[] = { "", " adicionado", " cambia" };
    if (!drawing->marks || marks[row] == DRAW_SAME) return css;
    return text_format(drawing->context.arena, "%s%s", css, classes[marks[row]]).at;
}

static void note_body(struct drawing *drawing, uint32_t *found, uint32_t *count, uint32_t room, uint32_t body)
{
    for (uint32_t i = 0; i < *count; i++)
        if (found[i] == body) return;
    if (*count < room) found[(*count)++] = body;
    for (size_t i = 0; i < drawing->bodies.count; i++)
        if (drawing->bodies.items[i] == body) return;
    VEC_PUSH(&drawing->bodies, body);
}

#define MOST_BODIES 16
static uint32_t bodies_of(struct drawing *drawing, uint32_t index, uint32_t *found, uint32_t count)
{
    const struct program *program = drawing->context.program;
    const struct program_step *step = program_step_at(program, index);

    for (uint32_t i = 0; i < step->sessions_count; i++)
        note_body(drawing, found, &count, MOST_BODIES, program_session_at(program, step->sessions_first + i)->body);
    if (step->repeat_body != NONE) note_body(drawing, found, &count, MOST_BODIES, step->repeat_body);
    for (uint32_t i = 0; i < step->moments_count; i++) count = bodies_of(drawing, step->moments_first + i, found, count);
    return count;
}

static void add_subroute(struct drawing *drawing, uint32_t from, uint32_t index, enum layout_bond bond)
{
    uint32_t box = add_box(drawing, "subruta", LAYOUT_BOX, card_subroute(&drawing->context, index), 0);
    add_arrow(drawing, bond, from, box, TEXT(""));
}

/* Those of the stage and of its moments, beside it; the second and the next, below. */
static void add_subroutes(struct drawing *drawing, uint32_t stage, uint32_t box, bool beside)
{
    const struct program *program = drawing->context.program;
    const struct program_route *route = program_route_at(program, drawing->route);

    for (uint32_t i = route->subroutes_first; i < route->subroutes_first + route->subroutes_count; i++) {
        uint32_t step = program_subroute_at(program, i)->step;
        if (step == NONE || (step != stage && program_step_at(program, step)->stage != stage)) continue;
        add_subroute(drawing, box, i, beside ? LAYOUT_BRANCH : LAYOUT_BESIDE);
        beside = true;
    }
}

static void add_stage(struct drawing *drawing, uint32_t index)
{
    uint32_t bodies[MOST_BODIES];
    const struct draw_marks *marks = drawing->marks;
    const char *css = marks ? marked(drawing, "etapa", marks->steps, index) : "etapa";
    uint32_t box = add_box(drawing, css, LAYOUT_BOX, card_stage(&drawing->context, index), 0);
    uint32_t count = bodies_of(drawing, index, bodies, 0);

    drawing->box_of[index - program_route_at(drawing->context.program, drawing->route)->steps_first] = box;
    if (count) {
        css = "comite";
        for (uint32_t i = 0; marks && i < count; i++)
            if (marks->bodies[bodies[i]] != DRAW_SAME) css = marked(drawing, "comite", marks->bodies, bodies[i]);
        uint32_t side = add_box(drawing, css, LAYOUT_BOX, card_bodies(&drawing->context, bodies, count), 0);
        add_arrow(drawing, LAYOUT_BESIDE, box, side, (struct text){ "", 0 });
    }
    add_subroutes(drawing, index, box, count > 0);
}

/* Where a walk stands: a stage, and which of its branches comes next. */
struct walk {
    uint32_t step, branch;
};

/* Finds the branches that go back, by walking the route from its start: those that lead
 * to a stage the walk is still inside of. The walk keeps its own stack: a route may be long. */
static void find_returns(struct drawing *drawing, const struct program_route *route, struct arena *arena)
{
    const struct program *program = drawing->context.program;
    enum { NEW, INSIDE, LEFT } *state = arena_array(arena, route->steps_count + 1, sizeof *state);
    struct walk *stack = arena_array(arena, route->steps_count + 1, sizeof *stack);
    uint32_t deep = 0;

    stack[deep++] = (struct walk){ route->start, 0 };
    state[route->start - route->steps_first] = INSIDE;
    while (deep) {
        struct walk *at = &stack[deep - 1];
        const struct program_step *step = program_step_at(program, at->step);
        if (at->branch == step->branches_count) {
            state[at->step - route->steps_first] = LEFT;
            deep--;
            continue;
        }
        uint32_t branch = step->branches_first + at->branch++, to = program_branch_at(program, branch)->step;
        if (to == NONE) continue;
        drawing->returns[branch] = state[to - route->steps_first] == INSIDE;
        if (state[to - route->steps_first] != NEW) continue;
        state[to - route->steps_first] = INSIDE;
        stack[deep++] = (struct walk){ to, 0 };
    }
}

/* The branch that carries on down the page: to the nearest later stage, else to any that
 * does not go back, else (everything ends or goes back) the first that ends. */
static uint32_t main_branch(const struct drawing *drawing, uint32_t index)
{
    const struct program *program = drawing->context.program;
    const struct program_step *step = program_step_at(program, index);
    uint32_t best = NONE, best_cost = NONE;

    for (uint32_t i = 0; i < step->branches_count; i++) {
        const struct program_branch *branch = program_branch_at(program, step->branches_first + i);
        if (drawing->returns[step->branches_first + i]) continue;
        uint32_t cost = branch->step == NONE ? NONE - 1 : branch->step > index ? branch->step - index : NONE - 2;
        if (cost < best_cost) {
            best = i;
            best_cost = cost;
        }
    }
    return best;
}

static const char *final_class(const struct program *program, uint32_t final)
{
    static const char *const classes[FINAL_KINDS] = { "final", "final favorable", "final desfavorable", "final traslado" };
    return classes[program_final_at(program, final)->kind];
}

/* A small end of its own for each branch that ends: one end shared by all makes dot
 * explode (a minute for 150 stages), and reads worse. The first one stands beside the
 * question; the others, below. */
static void add_final(struct drawing *drawing, uint32_t from, uint32_t final, struct text label, enum layout_bond bond)
{
    int inset = bond == LAYOUT_BESIDE && label.length ? svg_width(label, &card_strong) + 16 : 0;

    if (inset > LABEL_WIDTH) inset = LABEL_WIDTH;
    const char *css = final_class(drawing->context.program, final);
    if (drawing->marks) css = marked(drawing, css, drawing->marks->finals, final);
    uint32_t box = add_box(drawing, css, LAYOUT_BOX, card_final(&drawing->context, final), inset);
    add_arrow(drawing, bond, from, box, label);
}

static void add_ways_out(struct drawing *drawing, uint32_t index)
{
    const struct program *program = drawing->context.program;
    const struct program_step *step = program_step_at(program, index);
    uint32_t first = program_route_at(program, drawing->route)->steps_first;
    uint32_t from = drawing->box_of[index - first], main = main_branch(drawing, index);
    bool beside = drawing->layout.simple;           /* whether the place beside the question is taken */

    if (card_is_decision(program, index)) {
        uint32_t diamond = add_box(drawing, "decision", LAYOUT_DIAMOND, card_decision(&drawing->context, index), 0);
        add_arrow(drawing, LAYOUT_SPINE, from, diamond, (struct text){ "", 0 });
        from = diamond;
    }
    for (uint32_t i = 0; i < step->branches_count; i++) {
        const struct program_branch *branch = program_branch_at(program, step->branches_first + i);
        struct text label = card_branch_label(&drawing->context, index, i);
        if (branch->step != NONE) {
            enum layout_bond bond = drawing->returns[step->branches_first + i] ? LAYOUT_BACK : i == main ? LAYOUT_SPINE : LAYOUT_BRANCH;
            add_arrow(drawing, bond, from, drawing->box_of[branch->step - first], label);
        } else {
            enum layout_bond bond = i == main ? LAYOUT_SPINE : beside ? LAYOUT_BRANCH : LAYOUT_BESIDE;
            beside = beside || bond == LAYOUT_BESIDE;
            add_final(drawing, from, branch->final, label, bond);
        }
    }
}

/* From a box of its own, since it leaves from many: an arrow from each would hide the route. */
static void add_interruption(struct drawing *drawing, uint32_t index)
{
    const struct program *program = drawing->context.program;
    const struct program_interruption *interruption = program_interruption_at(program, index);
    uint32_t box = add_box(drawing, "interrupcion", LAYOUT_BOX, card_interruption(&drawing->context, index), 0);
    uint32_t first = program_route_at(program, drawing->route)->steps_first;

    if (interruption->subroute != NONE) add_subroute(drawing, box, interruption->subroute, LAYOUT_BRANCH);
    else if (interruption->step == NONE) add_final(drawing, box, interruption->final, TEXT(""), LAYOUT_BRANCH);
    else add_arrow(drawing, LAYOUT_BRANCH, box, drawing->box_of[interruption->step - first], TEXT(""));
}

/* ---- What is gone ---- */

/* The box of a stage of the earlier text: that of what it is now, or, when it is gone, its own. */
static uint32_t box_before(const struct drawing *drawing, const uint32_t *gone, uint32_t step)
{
    uint32_t first = program_route_at(drawing->context.program, drawing->route)->steps_first;
    uint32_t before = program_route_at(drawing->marks->before, drawing->marks->before_route)->steps_first;
    uint32_t now = drawing->marks->now[step];
    return now == NONE ? gone[step - before] : drawing->box_of[now - first];
}

/* The ways in and out of what is gone. */
static void add_ways_of_gone(struct drawing *drawing, const uint32_t *gone, uint32_t step)
{
    const struct program *before = drawing->marks->before;
    const struct program_step *self = program_step_at(before, step);

    for (uint32_t i = 0; i < self->branches_count; i++) {
        uint32_t to = program_branch_at(before, self->branches_first + i)->step;
        if (to == NONE || (drawing->marks->now[step] != NONE && drawing->marks->now[to] != NONE)) continue;
        add_arrow(drawing, LAYOUT_BRANCH, box_before(drawing, gone, step), box_before(drawing, gone, to), TEXT(""));
    }
}

/* The stages of the earlier text that this one does not have, where they stood. */
static void add_gone(struct drawing *drawing, struct arena *arena)
{
    const struct program *before = drawing->marks->before;
    const struct program_route *route = program_route_at(before, drawing->marks->before_route);
    uint32_t *gone = arena_array(arena, route->steps_count + 1, sizeof *gone);

    for (uint32_t i = 0; i < route->steps_count; i++) {
        uint32_t step = route->steps_first + i;
        if (program_step_at(before, step)->stage == NONE && drawing->marks->now[step] == NONE)
            gone[i] = add_box(drawing, "suprimido", LAYOUT_BOX, card_gone(arena, before, step), 0);
    }
    for (uint32_t i = 0; i < route->steps_count; i++)
        if (program_step_at(before, route->steps_first + i)->stage == NONE) add_ways_of_gone(drawing, gone, route->steps_first + i);
}

static void build(struct drawing *drawing, const struct program *program, uint32_t index, bool simple,
                  const struct draw_marks *marks, struct arena *arena)
{
    const struct program_route *route = program_route_at(program, index);

    *drawing = (struct drawing){ .context = { .program = program, .arena = arena }, .route = index, .layout = { .simple = simple }, .marks = marks };
    drawing->box_of = arena_array(arena, route->steps_count + 1, sizeof *drawing->box_of);
    drawing->returns = arena_array(arena, program_count(program, PROGRAM_TABLE_branch) + 1, sizeof *drawing->returns);
    find_returns(drawing, route, arena);
    drawing->context.produced = arena_array(arena, program_count(program, PROGRAM_TABLE_instrument) + 1, sizeof(bool));
    for (uint32_t i = 0; i < route->steps_count; i++) {
        const struct program_step *step = program_step_at(program, route->steps_first + i);
        if (step->parallel && step->moments_count > 1) drawing->context.wide = true;
        for (uint32_t j = 0; j < step->produces_count; j++)
            drawing->context.produced[program_ref(program, step->produces_first, j)] = true;
    }
    card_cite(&drawing->context, route->source, route->note);       /* its note is the first */
    uint32_t start = add_box(drawing, "inicio", LAYOUT_BOX, card_start(), 0);
    for (uint32_t i = 0; i < route->steps_count; i++)
        if (program_step_at(program, route->steps_first + i)->stage == NONE) add_stage(drawing, route->steps_first + i);
    add_arrow(drawing, LAYOUT_SPINE, start, drawing->box_of[route->start - route->steps_first], (struct text){ "", 0 });
    for (uint32_t i = 0; i < route->steps_count; i++)
        if (program_step_at(program, route->steps_first + i)->stage == NONE) add_ways_out(drawing, route->steps_first + i);
    for (uint32_t i = 0; i < route->interruptions_count; i++) add_interruption(drawing, route->interruptions_first + i);
    if (marks) add_gone(drawing, arena);
}

bool draw_dot(const struct program *program, uint32_t route, struct arena *arena, struct text *dot, struct fault *why)
{
    struct drawing drawing;

    build(&drawing, program, route, false, NULL, arena);
    bool ok = layout_dot(&drawing.layout, arena, dot, why);
    drawing_free(&drawing);
    return ok;
}

/* ---- Arrows ---------------------------------------------------------------------- */

static void put_label(struct svg *svg, struct arena *arena, int x, int y, int width, struct text label)
{
    struct svg_lines lines = svg_wrap(arena, label, &card_strong, width, 4);
    int height = lines.count * 16;

    svg_put(svg, "<rect class=\"plate\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>",
            x - lines.widest / 2 - 4, y - height / 2 - 1, lines.widest + 8, height + 2);
    svg_text_lines(svg, x, y - height / 2 + 12, 16, SVG_MIDDLE, &card_strong, &lines);
}

static void put_curve(struct svg *svg, const char *css, const char *marker, const struct layout_edge *edge)
{
    svg_put(svg, "<path class=\"edge%s\"%s d=\"M%d,%d", css, marker, edge->points[0].x, edge->points[0].y);
    for (uint32_t i = 1; i < edge->point_count; i++)
        svg_put(svg, "%s%d,%d", i % 3 == 1 ? " C" : " ", edge->points[i].x, edge->points[i].y);
    svg_put(svg, "\"/>\n");
}

/* A box and what stands beside it are joined by a straight line; true when they do. */
static bool put_straight(struct svg *svg, const struct drawing *drawing, uint32_t index, const char *css, const char *marker)
{
    const struct layout_edge *edge = &drawing->layout.edges.items[index];
    const struct layout_node *from = &drawing->layout.nodes.items[edge->from], *to = &drawing->layout.nodes.items[edge->to];
    int inset = drawing->boxes.items[edge->to].inset, left = from->x + from->width / 2, right = to->x - to->width / 2 + inset;

    if (edge->bond != LAYOUT_BESIDE || abs(from->y - to->y) > FAR || left >= right) return false;
    svg_put(svg, "<path class=\"edge%s\"%s d=\"M%d,%d H%d\"/>\n", css, marker, left, from->y, right);
    return true;
}

/* How many returns before `index` in the drawing satisfy: same origin, or same target. */
static int returns_before(const struct drawing *drawing, uint32_t index, bool from)
{
    const struct layout_edge *edges = drawing->layout.edges.items;
    int count = 0;

    for (uint32_t i = 0; i < index; i++)
        count += edges[i].bond == LAYOUT_BACK && (from ? edges[i].from == edges[index].from : edges[i].to == edges[index].to);
    return count;
}

static int return_span(const struct drawing *drawing, const struct layout_edge *edge)
{
    return abs(drawing->layout.nodes.items[edge->from].y - drawing->layout.nodes.items[edge->to].y);
}

/* Which track of the left margin a return takes: the shorter, the nearer. */
static int return_track(const struct drawing *drawing, uint32_t index)
{
    const struct layout_edge *edges = drawing->layout.edges.items;
    int mine = return_span(drawing, &edges[index]), track = 0;

    for (uint32_t i = 0; i < drawing->layout.edges.count; i++) {
        if (edges[i].bond != LAYOUT_BACK || i == index) continue;
        int other = return_span(drawing, &edges[i]);
        track += other < mine || (other == mine && i < index);
    }
    return track;
}

/* Where a return turns up: close to its own boxes when they stand to the right of others
 * and the way is free, else in the left margin of the page. */
static int return_x(const struct drawing *drawing, uint32_t index)
{
    const struct layout_edge *edge = &drawing->layout.edges.items[index];
    const struct layout_node *from = &drawing->layout.nodes.items[edge->from], *to = &drawing->layout.nodes.items[edge->to];
    int left = from->x - from->width / 2 < to->x - to->width / 2 ? from->x - from->width / 2 : to->x - to->width / 2;
    int x = left - NEAREST_TRACK, middle = (from->y + to->y) / 2, span = abs(from->y - to->y) / 2;
    bool is_free = left > NEAREST_TRACK + TURN;

    for (size_t i = 0; is_free && i < drawing->layout.nodes.count; i++) {
        const struct layout_node *node = &drawing->layout.nodes.items[i];
        is_free = abs(node->x - x) > node->width / 2 + 4 || abs(node->y - middle) > node->height / 2 + span;
    }
    for (uint32_t i = 0; is_free && i < drawing->layout.edges.count; i++) {
        const struct layout_edge *other = &drawing->layout.edges.items[i];
        is_free = i == index || other->bond != LAYOUT_BACK || drawing->layout.nodes.items[other->to].x != to->x;
    }
    return is_free ? x : -NEAREST_TRACK - return_track(drawing, index) * TRACK_WIDTH;
}

/* Room that the tracks of the returns take at the left. */
static int margin_of_returns(const struct drawing *drawing)
{
    int count = 0;
    for (uint32_t i = 0; i < drawing->layout.edges.count; i++) count += drawing->layout.edges.items[i].bond == LAYOUT_BACK;
    return count ? NEAREST_TRACK + (count - 1) * TRACK_WIDTH + 12 : 0;
}

/* A line along `y` from `left` to `right`, moved up or down (`step`) until it
 * meets no box. */
static int clear_line(const struct drawing *drawing, int left, int right, int y, int step)
{
    for (size_t i = 0; i < drawing->layout.nodes.count; i++) {
        const struct layout_node *node = &drawing->layout.nodes.items[i];
        if (node->x - node->width / 2 >= right || node->x + node->width / 2 <= left || abs(node->y - y) >= node->height / 2 + TURN) continue;
        y = node->y + step * (node->height / 2 + TURN);
        i = (size_t)-1;         /* look again from the first: this may have met another */
    }
    return y;
}

/* The way out of a return: by the left corner of its box to its track; by the bottom when
 * another return has taken that corner or a box stands in between. Returns the y it runs along. */
static int put_departure(struct svg *svg, const struct drawing *drawing, uint32_t index, int track)
{
    const struct layout_node *from = &drawing->layout.nodes.items[drawing->layout.edges.items[index].from];
    int nth = returns_before(drawing, index, true), left = from->x - from->width / 2, bottom = from->y + from->height / 2;

    if (nth == 0 && clear_line(drawing, track, left, from->y, 1) == from->y) {
        svg_put(svg, "M%d,%d H%d", left, from->y, track + TURN);
        return from->y;
    }
    int y = clear_line(drawing, track, from->x, bottom + 6 + 18 * (nth ? nth : 1), 1);
    svg_put(svg, "M%d,%d V%d q0,%d %d,%d H%d", from->x, bottom, y - TURN, TURN, -TURN, TURN, track + TURN);
    return y;
}

/* The way in: by the left side of the stage; from above when a box stands in between. */
static void put_arrival(struct svg *svg, const struct drawing *drawing, uint32_t index, int track, int leave)
{
    const struct layout_node *to = &drawing->layout.nodes.items[drawing->layout.edges.items[index].to];
    int nth = returns_before(drawing, index, false), left = to->x - to->width / 2, top = to->y - to->height / 2;
    int y = top + 30 + 16 * nth, x = left + 60 + 16 * nth;
    bool from_side = clear_line(drawing, track, left, y, -1) == y;

    if (!from_side) y = clear_line(drawing, track, x, top - TURN - 4 - 5 * nth, -1);
    int turn = y < leave ? -TURN : TURN;
    svg_put(svg, " q%d,0 %d,%d V%d q0,%d %d,%d", -TURN, -TURN, turn, y - turn, turn, TURN, turn);
    if (from_side) svg_put(svg, " H%d", left);
    else svg_put(svg, " H%d q%d,0 %d,%d V%d", x - TURN, TURN, TURN, TURN, top);
}

/* A return runs along its own track, left of its boxes. */
static void put_return(struct svg *svg, const struct drawing *drawing, uint32_t index)
{
    const struct layout_edge *edge = &drawing->layout.edges.items[index];
    const struct layout_node *from = &drawing->layout.nodes.items[edge->from];
    int track = return_x(drawing, index);
    struct svg_lines lines = svg_wrap(drawing->context.arena, drawing->labels.items[index], &card_strong, RETURN_LABEL, 4);

    svg_put(svg, "<path class=\"edge back\" marker-end=\"url(#arrow)\" d=\"");
    int leave = put_departure(svg, drawing, index, track);
    put_arrival(svg, drawing, index, track, leave);
    svg_put(svg, "\"/>\n");
    if (lines.count == 0) return;
    int right = leave == from->y ? from->x - from->width / 2 : from->x;
    put_label(svg, drawing->context.arena, right - lines.widest / 2 - 24, leave - lines.count * 8 - 5, RETURN_LABEL, drawing->labels.items[index]);
}

static void put_arrow(struct svg *svg, const struct drawing *drawing, uint32_t index)
{
    const struct layout_edge *edge = &drawing->layout.edges.items[index];
    const struct layout_node *to = &drawing->layout.nodes.items[edge->to];
    struct text label = drawing->labels.items[index];
    const char *from_css = drawing->layout.nodes.items[edge->from].css;
    bool sits = strncmp(to->css, "comite", strlen("comite")) == 0;
    bool cuts = strcmp(from_css, "interrupcion") == 0;
    bool gone = strcmp(from_css, "suprimido") == 0 || strcmp(to->css, "suprimido") == 0;
    bool starts = strcmp(to->css, "subruta") == 0;
    const char *css = gone ? " gone" : sits ? " sits" : cuts ? " cuts" : starts ? " starts" : "";
    const char *marker = sits ? "" : " marker-end=\"url(#arrow)\"";

    if (edge->bond == LAYOUT_BACK) {
        put_return(svg, drawing, index);
        return;
    }
    if (!put_straight(svg, drawing, index, css, marker)) put_curve(svg, css, marker, edge);
    if (label.length == 0) return;
    if (edge->bond == LAYOUT_BESIDE) {
        int inset = drawing->boxes.items[edge->to].inset;
        struct svg_lines lines = svg_wrap(drawing->context.arena, label, &card_strong, LABEL_WIDTH, 4);
        put_label(svg, drawing->context.arena, to->x - to->width / 2 + inset / 2 - 8, to->y - lines.count * 8 - 6, LABEL_WIDTH, label);
    } else put_label(svg, drawing->context.arena, edge->label.x, edge->label.y, LABEL_WIDTH, label);
}

/* Above a box, in words as well: not everybody tells the colours apart. */
static void put_mark(struct svg *svg, const char *css, int left, int top)
{
    const char *word = strstr(css, "adicionado") ? "se adiciona" : strstr(css, "cambia") ? "cambia" : NULL;
    if (word) svg_text(svg, left + 10, top - 5, SVG_START, &card_strong, text_from(word));
}

static void put_graph(struct svg *svg, const struct drawing *drawing, int x, int y)
{
    svg_put(svg, "<g class=\"ruta\" transform=\"translate(%d,%d)\">\n", x, y);
    for (uint32_t i = 0; i < drawing->layout.edges.count; i++) put_arrow(svg, drawing, i);
    for (size_t i = 0; i < drawing->boxes.count; i++) {
        const struct box *box = &drawing->boxes.items[i];
        const struct layout_node *node = &drawing->layout.nodes.items[i];
        int left = node->x - node->width / 2 + box->inset, top = node->y - node->height / 2;
        card_place(svg, &box->card, left, top, node->css);
        put_mark(svg, node->css, left, top);
    }
    svg_put(svg, "</g>\n");
}

/* ---- The page ----------------------------------------------------------------------- */

/* The norm a source begins with, or NONE. */
static uint32_t norm_of(const struct program *program, struct text source)
{
    size_t word = 0;
    while (word < source.length && source.at[word] != ' ') word++;
    return program_find(program, PROGRAM_TABLE_norm, 0, program_count(program, PROGRAM_TABLE_norm), (struct text){ source.at, word });
}

/* Its caption, and who issued it. */
static struct text norm_title(struct arena *arena, const struct program *program, const struct program_norm *norm)
{
    const char *caption = program_text(program, norm->caption);
    if (norm->issuer == NONE) return text_from(caption);
    return text_format(arena, "%s · expide: %s", caption, program_text(program, program_actor_at(program, norm->issuer)->caption));
}

static struct text subtitle(struct drawing *drawing)
{
    const struct program *program = drawing->context.program;
    const struct program_route *route = program_route_at(program, drawing->route);
    struct text cite = card_cite(&drawing->context, route->source, route->note);
    uint32_t norm = norm_of(program, cite);

    if (norm == NONE) return cite;
    struct text title = norm_title(drawing->context.arena, program, program_norm_at(program, norm));
    if (strcmp(program_text(program, program_norm_at(program, norm)->name), cite.at) == 0) return title;
    return text_format(drawing->context.arena, "%.*s · %.*s", TEXT_ARGS(title), TEXT_ARGS(cite));
}

/* Those responsible, as coloured tags in rows. Returns the y below them. */
static int put_lanes(struct svg *svg, struct drawing *drawing, int x, int y, int width)
{
    int at = 0, tallest = 0;

    if (drawing->context.lanes.count == 0) return y;
    svg_text(svg, x, y + 11, SVG_START, &card_small, TEXT("Responsables"));
    y += 20;
    for (uint32_t i = 0; i < drawing->context.lanes.count; i++) {
        struct card tag = card_lane(&drawing->context, i, 560);
        if (at && at + tag.width > width) {
            y += tallest + 8;
            at = tallest = 0;
        }
        card_place(svg, &tag, x + at, y, "responsable");
        at += tag.width + 8;
        if (tag.height > tallest) tallest = tag.height;
        card_free(&tag);
    }
    return y + tallest + 8;
}

static int put_header(struct svg *svg, struct drawing *drawing, int width)
{
    struct card_context *context = &drawing->context;
    const struct program_route *route = program_route_at(context->program, drawing->route);
    struct svg_lines title = svg_wrap(context->arena, words_caption(context->arena, context->program, route->name, route->caption),
                                      &card_title, width, 4);
    struct text said = subtitle(drawing);
    if (drawing->marks) said = text_format(context->arena, "%.*s · Lo que cambia: con borde verde, lo que se adiciona; ámbar, lo que cambia; rojo a trazos, lo que se suprime.", TEXT_ARGS(said));
    struct svg_lines under = svg_wrap(context->arena, said, &card_subtitle, width, 4);
    struct card terms = card_route_terms(context, drawing->route, width);
    struct svg front = {0};

    int y = svg_text_lines(&front, MARGIN, 62, 34, SVG_START, &card_title, &title);
    y = svg_text_lines(&front, MARGIN, y, 21, SVG_START, &card_subtitle, &under) + 4;
    y = put_lanes(&front, drawing, MARGIN, y, width);
    if (terms.height) card_place(&front, &terms, MARGIN, y + 4, "plazos");
    y += terms.height + 16;
    svg_put(svg, "<rect class=\"band\" width=\"%d\" height=\"%d\"/><rect class=\"accent\" width=\"%d\" height=\"8\"/>"
                 "<path class=\"rule\" d=\"M0,%d H%d\"/>\n", width + 2 * MARGIN, y, width + 2 * MARGIN, y, width + 2 * MARGIN);
    svg_append(svg, &front);
    svg_free(&front);
    card_free(&terms);
    return y + 32;
}

static int put_section(struct svg *svg, int y, const char *title)
{
    svg_text(svg, MARGIN, y + 18, SVG_START, &card_section, text_from(title));
    return y + 36;
}

/* The bodies in full, two by two. */
static int put_rosters(struct svg *svg, struct drawing *drawing, int y, int width)
{
    int each = drawing->bodies.count == 1 ? width : (width - 24) / 2;

    if (drawing->bodies.count == 0) return y;
    y = put_section(svg, y, "Comités: quiénes se sientan");
    for (size_t i = 0; i < drawing->bodies.count; i += 2) {
        int tallest = 0;
        for (size_t side = 0; side < 2 && i + side < drawing->bodies.count; side++) {
            struct card roster = card_roster(&drawing->context, drawing->bodies.items[i + side], each);
            card_place(svg, &roster, MARGIN + (int)side * (each + 24), y, "comite");
            if (roster.height > tallest) tallest = roster.height;
            card_free(&roster);
        }
        y += tallest + 24;
    }
    return y + 8;
}

static int put_notes(struct svg *svg, struct drawing *drawing, int y, int width)
{
    struct card_context *context = &drawing->context;

    if (context->notes.count == 0) return y;
    y = put_section(svg, y, "Notas");
    for (size_t i = 0; i < context->notes.count; i++) {
        struct svg_lines lines = svg_wrap(context->arena, context->notes.items[i], &card_text, width - 36, SVG_MAX_LINES);
        svg_text(svg, MARGIN, y + 12, SVG_START, &card_strong, text_format(context->arena, "%zu.", i + 1));
        y = svg_text_lines(svg, MARGIN + 32, y + 12, 17, SVG_START, &card_text, &lines) - 6;
    }
    return y + 24;
}

static int put_legend(struct svg *svg, int y, int width)
{
    struct card legend = card_legend(width);

    svg_put(svg, "<path class=\"rule\" d=\"M%d,%d h%d\"/>\n", MARGIN, y, width);
    y = put_section(svg, y + 18, "Cómo se lee");
    card_place(svg, &legend, MARGIN, y, "leyenda");
    y += legend.height;
    card_free(&legend);
    return y + MARGIN - 12;
}

static struct text page(struct drawing *drawing)
{
    const struct program *program = drawing->context.program;
    struct arena *arena = drawing->context.arena;
    const struct program_route *route = program_route_at(program, drawing->route);
    int returns = margin_of_returns(drawing), drawn = drawing->layout.width + returns;
    int width = drawn > LEAST_WIDTH ? drawn : LEAST_WIDTH, whole = width + 2 * MARGIN;
    struct svg body = {0}, svg = {0};

    int y = put_header(&body, drawing, width);
    put_graph(&body, drawing, MARGIN + (width - drawn) / 2 + returns, y);
    y = put_rosters(&body, drawing, y + drawing->layout.height + 48, width);
    y = put_notes(&body, drawing, y, width);
    y = put_legend(&body, y, width);

    svg_put(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" lang=\"es\" role=\"img\" "
                  "aria-labelledby=\"titulo\" aria-describedby=\"esquema\">\n<title id=\"titulo\">", whole, y, whole, y);
    svg_escaped(&svg, words_caption(arena, program, route->name, route->caption));
    svg_put(&svg, "</title>\n<desc id=\"esquema\">");
    svg_escaped(&svg, draw_outline(program, drawing->route, arena));
    svg_put(&svg, "</desc>\n");
    card_definitions(&svg);
    svg_put(&svg, "<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", whole, y);
    svg_append(&svg, &body);
    svg_put(&svg, "</svg>\n");
    svg_free(&body);
    return svg_finish(&svg, arena);
}

bool draw_route(const struct program *program, uint32_t route, const struct draw_options *options,
                struct arena *arena, struct text *svg, struct fault *why)
{
    struct drawing drawing;
    struct fault first = {0};

    build(&drawing, program, route, false, options->marks, arena);
    bool ok = layout_run(&drawing.layout, options->dot, &options->limits, arena, &first);
    if (!ok && first.code != EXIT_NO_INPUT) {
        drawing_free(&drawing);
        build(&drawing, program, route, true, options->marks, arena);
        ok = layout_run(&drawing.layout, options->dot, &options->limits, arena, &first);
    }
    if (ok) *svg = page(&drawing);
    else if (why) *why = first;
    drawing_free(&drawing);
    return ok;
}

/* ---- PNG -------------------------------------------------------------------------------- */

/* The number after `name="` in the first tag of a drawing of ours. */
static long size_attribute(struct text svg, const char *name)
{
    const char *at = strstr(svg.at, name);
    long value = 0;

    CHECK(at);
    for (at += strlen(name); *at >= '0' && *at <= '9'; at++) value = value * 10 + (*at - '0');
    return value;
}

bool draw_png(struct text svg, const struct draw_options *options, struct arena *arena, struct text *png, struct fault *why)
{
    long width = size_attribute(svg, "width=\""), height = size_attribute(svg, "height=\""), zoom = 200;
    char wide[32];
    struct child_result result;

    while (zoom > 1 && (width * zoom / 100 * (height * zoom / 100) > options->pixels
                        || width * zoom / 100 > MOST_SIDE || height * zoom / 100 > MOST_SIDE)) zoom--;
    snprintf(wide, sizeof wide, "%ld", width * zoom / 100 > 0 ? width * zoom / 100 : 1);
    const char *const arguments[] = { options->converter, "--format", "png", "--width", wide, "--keep-aspect-ratio", NULL };
    if (!child_run(arguments, svg, &options->limits, arena, &result, why)) {
        if (why && why->code == EXIT_NO_INPUT)
            fault_help(why, "instale librsvg (en Debian o Ubuntu: apt install librsvg2-bin) o pida el dibujo en SVG: -o FIGURA.svg");
        return false;
    }
    if (result.end != CHILD_EXITED || result.code != 0 || !text_starts(result.output, TEXT("\x89PNG")))
        return fault_set(why, result.end == CHILD_TOO_SLOW || result.end == CHILD_TOO_MUCH ? EXIT_LIMIT : EXIT_IO,
                         "no se pudo convertir el dibujo a PNG: «%s» %s", options->converter, child_complaint(arena, &result).at);
    *png = result.output;
    return true;
}
