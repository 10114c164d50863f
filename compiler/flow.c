/* flow.c -- see flow.h. */
#include "compiler/flow.h"

#include "base/check.h"

struct arc { size_t from, to; };
struct arcs { struct arc *items; size_t count, room; };

static void add_point(struct flow *flow, struct decl *decl)
{
    decl->ordinal = flow->points.count;
    VEC_PUSH(&flow->points, decl);
}

static void collect_points(struct flow *flow, struct context *context)
{
    const struct node *route = flow->route->node;
    for (const struct node *stage = node_child(route, NODE_STAGE); stage; stage = node_next(stage))
        add_point(flow, scope_meaning(context->scope, stage));
    flow->stages = flow->points.count;
    for (const struct node *final = node_child(route, NODE_FINAL); final; final = node_next(final))
        add_point(flow, scope_meaning(context->scope, final));
}

static void add_arc(struct arcs *arcs, struct context *context, size_t from, const struct node *follows)
{
    const struct decl *to = follows ? scope_meaning(context->scope, follows) : NULL;
    if (!to) return;
    struct arc arc = { from, to->ordinal };
    VEC_PUSH(arcs, arc);
}

/* Where a case goes when a term of `holder` expires, from stages `first` to `last`. */
static void add_expiry_arcs(struct context *context, struct arcs *arcs, const struct node *holder, size_t first, size_t last)
{
    for (const struct node *term = node_child(holder, NODE_DEADLINE); term; term = node_next(term)) {
        const struct node *expiry = node_child(term, NODE_EXPIRY);
        const struct node *action = expiry ? node_child(expiry, NODE_EXPIRY_ACTION) : NULL;
        for (; action; action = node_next(action))
            for (size_t i = first; action->number == EXPIRY_FOLLOWS && i < last; i++) add_arc(arcs, context, i, action);
    }
}

static void collect_arcs(struct flow *flow, struct context *context, struct arcs *arcs)
{
    add_expiry_arcs(context, arcs, flow->route->node, 0, flow->stages);
    for (size_t i = 0; i < flow->stages; i++) {
        const struct node *stage = flow->points.items[i]->node;
        add_expiry_arcs(context, arcs, stage, i, i + 1);
        for (const struct node *moment = flow_first_moment(stage); moment; moment = node_next(moment))
            add_expiry_arcs(context, arcs, moment, i, i + 1);
        add_arc(arcs, context, i, node_child(stage, NODE_FOLLOWS));
        const struct node *decide = node_child(stage, NODE_DECIDE);
        const struct node *branch = decide ? node_child(decide, NODE_BRANCH) : NULL;
        for (; branch; branch = node_next(branch)) add_arc(arcs, context, i, node_child(branch, NODE_FOLLOWS));
    }
}

bool flow_interrupts(const struct node *interruption, const struct decl *stage)
{
    const struct node *stages = node_child(interruption, NODE_STAGES), *follows = node_child(interruption, NODE_FOLLOWS);
    const struct node *ref = stages ? node_child(stages, NODE_REF) : NULL;
    if (follows && follows->meaning == stage) return false;
    while (ref && ref->meaning != stage) ref = node_next(ref);
    return !stages || ref;
}

/* Last, so that what comes without them stands together. */
static void add_interruption_arcs(struct flow *flow, struct context *context, struct arcs *arcs)
{
    const struct node *node = node_child(flow->route->node, NODE_INTERRUPTION);
    for (; node; node = node_next(node))
        for (size_t i = 0; node_child(node, NODE_FOLLOWS) && i < flow->stages; i++)
            if (flow_interrupts(node, flow->points.items[i])) add_arc(arcs, context, i, node_child(node, NODE_FOLLOWS));
}

static struct graph make_graph(struct arena *arena, size_t nodes, const struct arcs *arcs, bool backward)
{
    struct graph graph = { nodes, arena_array(arena, nodes + 2, sizeof(size_t)), arena_array(arena, arcs->count + 1, sizeof(size_t)) };
    size_t *next = graph.first + 1;     /* counts, then starts, then ends: shifted by one */
    for (size_t i = 0; i < arcs->count; i++) next[(backward ? arcs->items[i].to : arcs->items[i].from) + 1]++;
    for (size_t i = 0; i < nodes; i++) next[i + 1] += next[i];
    for (size_t i = 0; i < arcs->count; i++) {
        const struct arc *arc = &arcs->items[i];
        graph.to[next[backward ? arc->to : arc->from]++] = backward ? arc->from : arc->to;
    }
    return graph;
}

/* Marks everything reached from what is on the stack. */
static void spread_marks(const struct graph *graph, size_t *stack, size_t height, bool *marks)
{
    while (height) {
        size_t here = stack[--height];
        for (size_t i = graph->first[here]; i < graph->first[here + 1]; i++) {
            if (marks[graph->to[i]]) continue;
            marks[graph->to[i]] = true;
            stack[height++] = graph->to[i];
        }
    }
}

/* A circle that only an interruption leaves does not end: `plain` is without them. */
static void mark(struct flow *flow, struct context *context, const struct graph *plain)
{
    struct arena *arena = &context->out->arena;
    size_t nodes = flow->points.count, height = 0;
    size_t *stack = arena_array(arena, nodes + 1, sizeof *stack);
    flow->reached = arena_array(arena, nodes + 1, sizeof *flow->reached);
    flow->ends = arena_array(arena, nodes + 1, sizeof *flow->ends);

    const struct node *starts = node_child(flow->route->node, NODE_STARTS);
    const struct decl *start = starts ? scope_meaning(context->scope, starts) : NULL;
    if (start) {
        flow->reached[start->ordinal] = true;
        stack[height++] = start->ordinal;
    }
    spread_marks(&flow->forward, stack, height, flow->reached);
    height = 0;
    for (size_t i = flow->stages; i < nodes; i++) {
        flow->ends[i] = true;
        stack[height++] = i;
    }
    spread_marks(plain, stack, height, flow->ends);
}

/* ---- Who handles what ----------------------------------------------------- */

/* The instrument of a judgement is produced where the judgement is asked for. */
static void add_judgement(struct flow *flow, struct context *context, struct supply asked)
{
    const struct node *judged = asked.thing ? node_child(asked.thing->node, NODE_JUDGED) : NULL;
    const struct node *with = judged ? node_child(judged, NODE_WITH) : NULL;
    struct supply supply = { with ? scope_meaning(context->scope, with) : NULL, asked.step, PRODUCES };
    if (supply.thing) VEC_PUSH(&flow->supplies, supply);
}

/* A step asks for what it verifies, and so for what its checklist answers. */
static void add_checklists(struct flow *flow, struct context *context, const struct node *step)
{
    for (const struct node *list = node_child(step, NODE_CHECKLIST); list; list = node_next(list)) {
        struct supply asked = { scope_meaning(context->scope, list), scope_meaning(context->scope, step), ASKS };
        VEC_PUSH(&flow->supplies, asked);
        for (const struct node *check = node_child(list, NODE_CHECK); check; check = node_next(check)) {
            asked.thing = scope_meaning(context->scope, check);
            VEC_PUSH(&flow->supplies, asked);
        }
    }
}

static void add_supplies(struct flow *flow, struct context *context, const struct node *step, enum node_kind clause, enum handling how)
{
    for (const struct node *list = node_child(step, clause); list; list = node_next(list)) {
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref)) {
            struct supply supply = { scope_meaning(context->scope, ref), scope_meaning(context->scope, step), how };
            if (supply.thing) VEC_PUSH(&flow->supplies, supply);
            if (how == ASKS) add_judgement(flow, context, supply);
        }
    }
}

/* A route that a step starts answers what that step would ask. */
static void add_received_back(struct flow *flow, struct context *context, const struct node *holder, const struct decl *step)
{
    for (const struct node *node = node_child(holder, NODE_SUBROUTE); node; node = node_next(node)) {
        const struct node *list = node_child(node, NODE_RETURNS);
        for (const struct node *crossing = list ? node_child(list, NODE_CROSSING) : NULL; crossing; crossing = node_next(crossing)) {
            struct supply supply = { scope_meaning(context->scope, crossing), step, ASKS };
            VEC_PUSH(&flow->supplies, supply);
        }
    }
}

/* Where what may come at any time has come before everything. */
static const struct decl *start_of(const struct flow *flow, struct context *context)
{
    const struct node *starts = node_child(flow->route->node, NODE_STARTS);
    const struct decl *start = starts ? scope_meaning(context->scope, starts) : NULL;
    return start ? start : flow->points.items[0];
}

/* What interrupts has come before the stage it leads to: it is as if that stage received it. */
static void add_interrupting(struct flow *flow, struct context *context)
{
    const struct node *node = node_child(flow->route->node, NODE_INTERRUPTION);
    for (; node; node = node_next(node)) {
        const struct node *with = node_child(node, NODE_WITH), *follows = node_child(node, NODE_FOLLOWS);
        const struct decl *to = scope_meaning(context->scope, follows), *start = start_of(flow, context);
        add_received_back(flow, context, node, start);
        if (!with) continue;
        struct supply supply = { scope_meaning(context->scope, with), to && to->kind == DECL_STAGE ? to : start, RECEIVES };
        VEC_PUSH(&flow->supplies, supply);
    }
}

/* Only to be searched: what is reported follows the order of the source, never this one. */
static int compare_supplies(const void *a, const void *b)
{
    const struct supply *one = a, *other = b;
    uintptr_t left = (uintptr_t)one->thing, right = (uintptr_t)other->thing;
    if (left == right) {
        left = (uintptr_t)flow_stage(one->step);
        right = (uintptr_t)flow_stage(other->step);
    }
    return (left > right) - (left < right);
}

const struct node *flow_first_moment(const struct node *stage)
{
    const struct node *moments = node_child(stage, NODE_MOMENTS);
    return moments ? node_child(moments, NODE_MOMENT) : NULL;
}

static void add_deadlines(struct flow *flow, struct context *context, const struct node *holder)
{
    for (const struct node *node = node_child(holder, NODE_DEADLINE); node; node = node_next(node))
        VEC_PUSH(&flow->deadlines, scope_meaning(context->scope, node));
}

static void collect_steps(struct flow *flow, struct context *context)
{
    for (size_t i = 0; i < flow->stages; i++) VEC_PUSH(&flow->steps, flow->points.items[i]);
    for (size_t i = 0; i < flow->stages; i++) {
        const struct node *moment = flow_first_moment(flow->points.items[i]->node);
        for (; moment; moment = node_next(moment)) VEC_PUSH(&flow->steps, scope_meaning(context->scope, moment));
    }
    add_deadlines(flow, context, flow->route->node);
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct node *step = flow->steps.items[i]->node;
        add_checklists(flow, context, step);
        add_supplies(flow, context, step, NODE_PRODUCES, PRODUCES);
        add_supplies(flow, context, step, NODE_RECEIVES, RECEIVES);
        add_supplies(flow, context, step, NODE_ASKS, ASKS);
        add_received_back(flow, context, step, flow->steps.items[i]);
        add_deadlines(flow, context, step);
    }
    if (flow->stages) add_interrupting(flow, context);
    if (flow->supplies.count)
        qsort(flow->supplies.items, flow->supplies.count, sizeof *flow->supplies.items, compare_supplies);
}

const struct supply *flow_supplies(const struct flow *flow, const struct decl *thing, size_t *count)
{
    size_t low = 0, high = flow->supplies.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)flow->supplies.items[middle].thing < (uintptr_t)thing) low = middle + 1;
        else high = middle;
    }
    for (high = low; high < flow->supplies.count && flow->supplies.items[high].thing == thing;) high++;
    *count = high - low;
    return flow->supplies.count ? flow->supplies.items + low : NULL;
}

/* ---- The whole ------------------------------------------------------------ */

static void open_flow(struct flow *flow, struct context *context, const struct decl *route)
{
    struct arcs arcs = {0};
    *flow = (struct flow){ .route = route };
    collect_points(flow, context);
    collect_arcs(flow, context, &arcs);
    struct graph plain = make_graph(&context->out->arena, flow->points.count, &arcs, true);
    add_interruption_arcs(flow, context, &arcs);
    flow->forward = make_graph(&context->out->arena, flow->points.count, &arcs, false);
    flow->backward = make_graph(&context->out->arena, flow->points.count, &arcs, true);
    mark(flow, context, &plain);
    collect_steps(flow, context);
    VEC_FREE(&arcs);
}

void flow_open_all(struct flows *flows, struct context *context)
{
    *flows = (struct flows){0};
    for (size_t i = 0; i < context->scope->count; i++) {
        struct flow flow;
        if (context->scope->decls[i]->kind != DECL_ROUTE) continue;
        open_flow(&flow, context, context->scope->decls[i]);
        VEC_PUSH(flows, flow);
    }
}

void flow_close_all(struct flows *flows)
{
    for (size_t i = 0; i < flows->count; i++) {
        struct flow *flow = &flows->items[i];
        VEC_FREE(&flow->points);
        VEC_FREE(&flow->supplies);
        VEC_FREE(&flow->steps);
        VEC_FREE(&flow->deadlines);
    }
    VEC_FREE(flows);
}

const struct decl *flow_stage(const struct decl *step)
{
    return step->kind == DECL_MOMENT ? step->inside : step;
}

static bool *marks_from(const struct graph *graph, size_t from)
{
    bool *marks = calloc(graph->nodes, sizeof *marks);
    size_t *stack = calloc(graph->nodes, sizeof *stack);
    CHECK(marks && stack);
    stack[0] = from;
    marks[from] = true;
    spread_marks(graph, stack, 1, marks);
    free(stack);
    return marks;
}

/* In the stage itself is the usual case, and is found without walking the route. */
static bool handles_in(const struct supply *supplies, size_t count, unsigned ways, const struct decl *stage)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)flow_stage(supplies[middle].step) < (uintptr_t)stage) low = middle + 1;
        else high = middle;
    }
    for (; low < count && flow_stage(supplies[low].step) == stage; low++)
        if (ways & (1u << supplies[low].how)) return true;
    return false;
}

bool flow_handles_before(const struct flow *flow, const struct decl *thing, unsigned ways, const struct decl *stage)
{
    size_t count;
    const struct supply *supplies = flow_supplies(flow, thing, &count);
    if (!count) return false;
    if (handles_in(supplies, count, ways, stage)) return true;
    bool *before = marks_from(&flow->backward, stage->ordinal), found = false;
    for (size_t i = 0; i < count && !found; i++)
        found = (ways & (1u << supplies[i].how)) && before[flow_stage(supplies[i].step)->ordinal];
    free(before);
    return found;
}

bool *flow_after(const struct flow *flow, const struct decl *from)
{
    return marks_from(&flow->forward, from->ordinal);
}

bool flow_reaches(const struct flow *flow, const struct decl *from, const struct decl *to)
{
    if (from == to) return true;
    bool *marks = marks_from(&flow->forward, from->ordinal), reaches = marks[to->ordinal];
    free(marks);
    return reaches;
}
