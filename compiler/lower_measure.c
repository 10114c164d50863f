/* lower_measure.c -- measures; and, in each route, their requisites and their terms. See lower.h.
 *
 * What a measure lasts is a term of every route that works with it, by its name; how often it
 * is reviewed, another, «revisión_de_» and its name. */
#include "compiler/lower_inner.h"

#include "compiler/emit.h"
#include "compiler/requisites.h"
#include "compiler/resolve.h"

static struct text contents_of(struct lowering *lowering, const struct node *measure)
{
    const struct node *includes = node_child(measure, NODE_INCLUDES);
    struct text joined = TEXT("");
    for (const struct node *text = includes ? includes->first : NULL; text; text = text->next)
        if (text->kind == NODE_STRING)
            joined = FORMAT(lowering->context, "%.*s%s%.*s", TEXT_ARGS(joined), joined.length ? "; " : "", TEXT_ARGS(text->text));
    return joined;
}

void lower_measure(struct lowering *lowering, const struct decl *measure)
{
    const struct node *node = measure->node, *once = node_child(node, NODE_ONCE);
    const struct node *recommends = node_child(node, NODE_RECOMMENDS), *adopts = node_child(node, NODE_ADOPTED_BY);
    *RECORD(lowering, measure, measure->index) = (struct program_measure){
        VERSION_OF(measure), .act = lower_act_of_version(lowering, measure),
        .name = lower_name(lowering, measure->name), .caption = lower_string(lowering, node->text),
        .includes = lower_string(lowering, contents_of(lowering, node)),
        .once = once != NULL, .once_source = once ? lower_source_of(lowering, once) : 0,
        .recommends = lower_link(lowering, recommends), .recommends_source = recommends ? lower_source_of(lowering, recommends) : 0,
        .adopts = lower_link(lowering, adopts), .adopts_source = adopts ? lower_source_of(lowering, adopts) : 0,
        .source = lower_source(lowering), .note = lower_notes(lowering, node),
        .file = lower_file(lowering), .line = lower_line(lowering, node),
    };
}

/* ---- Requisites ----------------------------------------------------------- */

static uint32_t lower_meaning(struct lowering *lowering, const struct flow *flow, struct node *condition)
{
    if (!condition) return NONE;
    resolve_condition(lowering->context, flow->route, condition);
    return emit_condition(lowering->context, lowering->builder, condition, lower_file(lowering), lower_line(lowering, condition));
}

void lower_requisites(struct lowering *lowering, const struct flow *flow, struct program_route *route)
{
    requisites all = {0};
    requisites_of(lowering->context, flow, &all);
    route->measures_first = lower_refs(lowering, flow->route->node, NODE_MEASURES, &route->measures_count);
    route->requisites_count = (uint32_t)all.count;
    route->requisites_first = ADD(lowering, requisite, route->requisites_count);
    for (uint32_t i = 0; i < route->requisites_count; i++) {
        const struct requisite *one = &all.items[i];
        lowering->home = one->measure;
        uint32_t guard = lower_meaning(lowering, flow, one->condition), except = lower_meaning(lowering, flow, one->except);
        *RECORD(lowering, requisite, route->requisites_first + i) = (struct program_requisite){
            .measure = one->measure->index, .guard = guard, .except = except, .instrument = one->condition ? NONE : lower_link(lowering, one->clause),
            .source = lower_source_of(lowering, one->clause),
        };
    }
    VEC_FREE(&all);
}

uint32_t lower_handlings(struct lowering *lowering, const struct node *step, uint32_t *count)
{
    *count = lower_count(step, NODE_HANDLING);
    uint32_t first = ADD(lowering, handling, *count), at = first;
    for (const struct node *node = node_child(step, NODE_HANDLING); node; node = node_next(node))
        *RECORD(lowering, handling, at++) = (struct program_handling){ .act = (uint32_t)node->number, .instrument = lower_link(lowering, node) };
    return first;
}

/* ---- Terms ---------------------------------------------------------------- */

/* Each term of each measure of the route, in the order of their rows. */
typedef void visitor(struct lowering *lowering, const struct decl *measure, const struct node *term, uint32_t *row);

static void visit_terms(struct lowering *lowering, const struct flow *flow, visitor *visit, uint32_t *row)
{
    const struct node *measures = node_child(flow->route->node, NODE_MEASURES);
    for (const struct node *ref = measures ? node_child(measures, NODE_REF) : NULL; ref; ref = node_next(ref)) {
        const struct decl *measure = scope_meaning(lowering->context->scope, ref);
        const struct node *lasts = node_child(measure->node, NODE_LASTS), *reviewed = node_child(measure->node, NODE_REVIEWED);
        if (lasts) visit(lowering, measure, lasts, row);
        if (reviewed) visit(lowering, measure, reviewed, row);
    }
}

static void add_row(struct lowering *lowering, const struct decl *measure, const struct node *term, uint32_t *row)
{
    (void)measure;
    (void)term;
    (void)row;
    ADD(lowering, deadline, 1);
}

void lower_measure_term_rows(struct lowering *lowering, const struct flow *flow)
{
    visit_terms(lowering, flow, add_row, NULL);
}

static uint32_t lower_anchor(struct lowering *lowering, enum anchor_kind kind, const struct decl *measure)
{
    uint32_t index = ADD(lowering, anchor, 1);
    *RECORD(lowering, anchor, index) = (struct program_anchor){
        .kind = kind, .datum = NONE, .instrument = NONE, .step = NONE, .measure = measure->index };
    return index;
}

static void lower_term(struct lowering *lowering, const struct decl *measure, const struct node *term, uint32_t *row)
{
    bool review = term->kind == NODE_REVIEWED;
    struct text name = context_spelling(lowering->context, measure->name);
    uint32_t lengths, expiries, extensions;
    lowering->home = measure;
    uint32_t first_length = lower_lengths(lowering, term, &lengths), first_expiry = lower_said_expiries(lowering, term, &expiries);
    uint32_t first_extension = lower_extensions(lowering, term, &extensions);
    uint32_t from = lower_anchor(lowering, review ? ANCHOR_MEASURE_LOOKED_AT : ANCHOR_MEASURE_BEGUN, measure);
    uint32_t until = lower_anchor(lowering, review ? ANCHOR_MEASURE_REVIEWED : ANCHOR_MEASURE_ENDED, measure);
    *RECORD(lowering, deadline, (*row)++) = (struct program_deadline){
        .name = lower_string(lowering, review ? FORMAT(lowering->context, "revisión_de_%.*s", TEXT_ARGS(name)) : name),
        .step = NONE, .lengths_first = first_length, .lengths_count = lengths,
        .from_choice = ANCHOR_ONLY, .from_first = from, .from_count = 1,
        .until_choice = ANCHOR_ONLY, .until_first = until, .until_count = 1, .applies = NONE,
        .expiries_first = first_expiry, .expiries_count = expiries,
        .extensions_first = first_extension, .extensions_count = extensions,
        .source = lower_source_of(lowering, term), .note = lower_notes(lowering, term),
        .file = lower_file(lowering), .line = lower_line(lowering, term),
    };
}

void lower_measure_terms(struct lowering *lowering, const struct flow *flow)
{
    const struct program_route *route = RECORD(lowering, route, flow->route->index);
    uint32_t rows = 0, row = route->deadlines_first + route->deadlines_count;
    const struct node *measures = node_child(flow->route->node, NODE_MEASURES);
    for (const struct node *ref = measures ? node_child(measures, NODE_REF) : NULL; ref; ref = node_next(ref)) {
        const struct decl *measure = scope_meaning(lowering->context->scope, ref);
        rows += lower_count(measure->node, NODE_LASTS) + lower_count(measure->node, NODE_REVIEWED);
    }
    row -= rows;
    visit_terms(lowering, flow, lower_term, &row);
}
