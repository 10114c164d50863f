/* lower_deadline.c -- terms. See lower.h.
 *
 * A step that repeats by time has one term more than it writes: a periodic one with its
 * own name, which runs from the entry to its stage. */
#include "compiler/lower_inner.h"

static bool repeats_by_time(const struct decl *step)
{
    const struct node *repeats = node_child(step->node, NODE_REPEATS);
    return repeats && repeats->name == SYMBOL_NONE;
}

/* Those of the route first, then those of each step, so that the route's are one range
 * that holds the range of every step; last, those of its measures. */
void lower_deadline_rows(struct lowering *lowering, const struct flow *flow)
{
    struct scope *scope = lowering->context->scope;
    uint32_t first = program_count_so_far(lowering->builder, PROGRAM_TABLE_deadline);
    size_t next = 0;
    for (; next < flow->deadlines.count && flow->deadlines.items[next]->inside == flow->route; next++)
        scope_meaning(scope, flow->deadlines.items[next]->node)->index = ADD(lowering, deadline, 1);
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct decl *step = flow->steps.items[i];
        uint32_t first_of_step = program_count_so_far(lowering->builder, PROGRAM_TABLE_deadline);
        for (; next < flow->deadlines.count && flow->deadlines.items[next]->inside == step; next++)
            scope_meaning(scope, flow->deadlines.items[next]->node)->index = ADD(lowering, deadline, 1);
        if (repeats_by_time(step)) ADD(lowering, deadline, 1);
        struct program_step *record = RECORD(lowering, step, step->index);
        record->deadlines_first = first_of_step;
        record->deadlines_count = program_count_so_far(lowering->builder, PROGRAM_TABLE_deadline) - first_of_step;
    }
    lower_measure_term_rows(lowering, flow);
    struct program_route *route = RECORD(lowering, route, flow->route->index);
    route->deadlines_first = first;
    route->deadlines_count = program_count_so_far(lowering->builder, PROGRAM_TABLE_deadline) - first;
}

static void lower_length(struct lowering *lowering, uint32_t index, const struct node *length, bool last)
{
    *RECORD(lowering, length, index) = (struct program_length){
        .amount = (int32_t)length->number, .unit = lower_unit(length),
        .guard = last ? NONE : lower_guard(lowering, length),   /* proved: the others leave this one */
    };
}

uint32_t lower_lengths(struct lowering *lowering, const struct node *deadline, uint32_t *count)
{
    *count = lower_count(deadline, NODE_LENGTH);
    uint32_t first = ADD(lowering, length, *count), at = first;
    for (const struct node *length = node_child(deadline, NODE_LENGTH); length; length = node_next(length))
        lower_length(lowering, at++, length, !node_next(length));
    return first;
}

static struct program_anchor anchor_of(struct lowering *lowering, const struct node *node)
{
    const struct decl *to = scope_meaning(lowering->context->scope, node);
    struct program_anchor anchor = { .datum = NONE, .instrument = NONE, .step = NONE, .measure = NONE };
    if (to->kind == DECL_DATUM) {
        anchor.kind = ANCHOR_DATUM;
        anchor.datum = to->index;
    } else if (to->kind == DECL_INSTRUMENT) {
        anchor.kind = ANCHOR_INSTRUMENT;
        anchor.instrument = to->index;
    } else {
        anchor.kind = node->number == ANCHOR_ENTRY ? ANCHOR_STEP_ENTRY : ANCHOR_STEP_END;
        anchor.step = to->index;
    }
    return anchor;
}

static uint32_t lower_anchors(struct lowering *lowering, const struct node *list, uint32_t *count)
{
    *count = list ? lower_count(list, NODE_ANCHOR) : 0;
    uint32_t first = ADD(lowering, anchor, *count), at = first;
    for (const struct node *node = *count ? node_child(list, NODE_ANCHOR) : NULL; node; node = node_next(node))
        *RECORD(lowering, anchor, at++) = anchor_of(lowering, node);
    return first;
}

static struct program_expiry expiry_of(struct lowering *lowering, const struct node *node)
{
    const struct decl *to = scope_meaning(lowering->context->scope, node);
    struct program_expiry expiry = { .kind = (uint32_t)node->number, .actor = NONE, .step = NONE, .final = NONE };
    if (to && to->kind == DECL_STAGE) expiry.step = to->index;
    else if (to && to->kind == DECL_FINAL) expiry.final = to->index;
    else if (to) expiry.actor = to->index;
    expiry.text = lower_string(lowering, node->text);
    return expiry;
}

static uint32_t lower_expiries(struct lowering *lowering, const struct node *expiry, uint32_t *count)
{
    *count = expiry ? lower_count(expiry, NODE_EXPIRY_ACTION) : 0;
    uint32_t first = ADD(lowering, expiry, *count), at = first;
    for (const struct node *node = *count ? node_child(expiry, NODE_EXPIRY_ACTION) : NULL; node; node = node_next(node))
        *RECORD(lowering, expiry, at++) = expiry_of(lowering, node);
    return first;
}

uint32_t lower_extensions(struct lowering *lowering, const struct node *deadline, uint32_t *count)
{
    *count = lower_count(deadline, NODE_EXTENSION);
    uint32_t first = ADD(lowering, extension, *count), at = first;
    for (const struct node *node = node_child(deadline, NODE_EXTENSION); node; node = node_next(node)) {
        const struct node *length = node_child(node, NODE_LENGTH);
        *RECORD(lowering, extension, at++) = (struct program_extension){
            .times = (int32_t)node->number, .amount = (int32_t)length->number, .unit = lower_unit(length),
            .instrument = lower_link(lowering, node), .source = lower_source_of(lowering, node), .act = lower_act(lowering, node),
        };
    }
    return first;
}

static uint32_t lower_pauses(struct lowering *lowering, const struct node *deadline, uint32_t *count)
{
    *count = lower_count(deadline, NODE_SUSPENDS) + lower_count(deadline, NODE_RESTARTS);
    uint32_t first = ADD(lowering, pause, *count), at = first;
    for (const struct node *node = deadline->first; node; node = node->next) {
        if (node->kind != NODE_SUSPENDS && node->kind != NODE_RESTARTS) continue;
        *RECORD(lowering, pause, at++) = (struct program_pause){
            .kind = node->kind == NODE_SUSPENDS ? PAUSE_SUSPENDS : PAUSE_RESTARTS, .instrument = lower_link(lowering, node),
            .resumes = lower_link(lowering, node_child(node, NODE_RESUMES)), .source = lower_source_of(lowering, node), .act = lower_act(lowering, node),
        };
    }
    return first;
}

static void lower_deadline(struct lowering *lowering, const struct decl *decl)
{
    const struct node *node = decl->node, *from = node_child(node, NODE_ANCHORS), *until = node_child(node, NODE_UNTIL);
    const struct node *counted = node_child(node, NODE_COUNTED_FROM), *ends = node_child(node, NODE_ENDS_ON);
    uint32_t lengths, froms, untils, expiries, extensions, pauses;
    lowering->home = decl;
    uint32_t first_length = lower_lengths(lowering, node, &lengths);
    uint32_t first_from = lower_anchors(lowering, from, &froms), first_until = lower_anchors(lowering, until, &untils);
    uint32_t first_expiry = lower_expiries(lowering, node_child(node, NODE_EXPIRY), &expiries);
    uint32_t first_extension = lower_extensions(lowering, node, &extensions), first_pause = lower_pauses(lowering, node, &pauses);
    *RECORD(lowering, deadline, decl->index) = (struct program_deadline){
        .name = lower_name(lowering, decl->name),
        .step = decl->inside->kind == DECL_ROUTE ? NONE : decl->inside->index,
        .lengths_first = first_length, .lengths_count = lengths,
        .from_choice = from ? (uint32_t)from->number : ANCHOR_ONLY, .from_first = first_from, .from_count = froms,
        .until_choice = until ? (uint32_t)until->number : ANCHOR_ONLY, .until_first = first_until, .until_count = untils,
        .applies = lower_guard(lowering, node_child(node, NODE_APPLIES)),
        .expiries_first = first_expiry, .expiries_count = expiries,
        .extensions_first = first_extension, .extensions_count = extensions,
        .pauses_first = first_pause, .pauses_count = pauses,
        .start_reading = counted ? (uint32_t)counted->number : START_EVENT,
        .end_reading = ends ? (uint32_t)ends->number : END_UNSAID,
        .source = lower_source(lowering), .note = lower_notes(lowering, node), .act = lower_act(lowering, node),
        .file = lower_file(lowering), .line = lower_line(lowering, node),
    };
}

/* What comes of its end is not stated unless the author says so. */
uint32_t lower_said_expiries(struct lowering *lowering, const struct node *term, uint32_t *count)
{
    const struct node *said = node_child(term, NODE_EXPIRY);
    if (said) return lower_expiries(lowering, said, count);
    *count = 1;
    uint32_t index = ADD(lowering, expiry, 1);
    *RECORD(lowering, expiry, index) = (struct program_expiry){ .kind = EXPIRY_UNKNOWN, .actor = NONE, .step = NONE, .final = NONE };
    return index;
}

static void lower_periodic(struct lowering *lowering, const struct decl *step)
{
    const struct node *repeats = node_child(step->node, NODE_REPEATS);
    const struct program_step *record = RECORD(lowering, step, step->index);
    uint32_t index = record->deadlines_first + record->deadlines_count - 1;
    uint32_t expiries, length = ADD(lowering, length, 1), anchor = ADD(lowering, anchor, 1);
    lowering->home = step;
    lower_length(lowering, length, repeats, true);
    *RECORD(lowering, anchor, anchor) = (struct program_anchor){
        .kind = ANCHOR_STEP_ENTRY, .datum = NONE, .instrument = NONE, .step = flow_stage(step)->index, .measure = NONE,
    };
    uint32_t first_expiry = lower_said_expiries(lowering, repeats, &expiries);
    *RECORD(lowering, deadline, index) = (struct program_deadline){
        .name = lower_name(lowering, step->name), .step = step->index, .lengths_first = length, .lengths_count = 1,
        .from_choice = ANCHOR_ONLY, .from_first = anchor, .from_count = 1, .applies = NONE,
        .expiries_first = first_expiry, .expiries_count = expiries, .periodic = 1,
        .source = lower_source_of(lowering, repeats), .note = lower_notes(lowering, repeats), .act = lower_act(lowering, repeats),
        .file = lower_file(lowering), .line = lower_line(lowering, repeats),
    };
}

void lower_deadlines(struct lowering *lowering, const struct flow *flow)
{
    for (size_t i = 0; i < flow->deadlines.count; i++) lower_deadline(lowering, flow->deadlines.items[i]);
    for (size_t i = 0; i < flow->steps.count; i++)
        if (repeats_by_time(flow->steps.items[i])) lower_periodic(lowering, flow->steps.items[i]);
    lower_measure_terms(lowering, flow);
}
