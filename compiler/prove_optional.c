/* prove_optional.c -- what may not come about in a case. See prove.h.
 *
 * A step with «aplica cuando» is passed over in some cases, and of the moments of which some
 * are enough, others stay uncompleted. What only it gives (an
 * instrument, a datum, the event of a term) is then missing: whoever counts on it must say
 * so, by applying in the same cases. Two conditions are the same when they read the same:
 * proving that one implies the other would ask more than an author can follow. */
#include "compiler/prove.h"

#include <stdlib.h>

#include "compiler/condition.h"

static struct text name_of(const struct context *context, const struct decl *decl)
{
    return context_spelling(context, decl->name);
}

static const struct node *applies_of(const struct decl *step)
{
    return node_child(step->node, NODE_APPLIES);
}

static bool same_condition(struct context *context, const struct node *a, const struct node *b)
{
    return a == b || (a && b && text_equal(condition_text(context, condition_of(a)), condition_text(context, condition_of(b))));
}

/* Whether the cases that reach `asker` are all among those in which `applies` holds. */
static bool is_shared(struct context *context, const struct node *applies, const struct decl *asker)
{
    return same_condition(context, applies, applies_of(asker)) || same_condition(context, applies, applies_of(flow_stage(asker)));
}

/* The moments of its stage that may stay uncompleted because others are enough: 0 when none, or it is not one of them. */
static int32_t left_out(const struct decl *step)
{
    const struct node *list = step->kind == DECL_MOMENT ? node_child(flow_stage(step)->node, NODE_MOMENTS) : NULL;
    int32_t owed = 0;
    if (!list || !list->other || node_child(step->node, NODE_REPEATS)) return 0;
    for (const struct node *moment = node_child(list, NODE_MOMENT); moment; moment = node_next(moment))
        owed += node_child(moment, NODE_REPEATS) == NULL;
    return owed - list->other;
}

/* Whether a step comes about in every case that `asker` (a step; NULL for the route) speaks of. */
static bool is_sure(struct context *context, const struct decl *step, const struct decl *asker)
{
    const struct node *own = applies_of(step), *of_stage = applies_of(flow_stage(step));
    if (step == asker) return true;
    if (left_out(step) > 0) return false;
    if (!own && !of_stage) return true;
    if (!asker) return false;
    return (!own || is_shared(context, own, asker)) && (!of_stage || is_shared(context, of_stage, asker));
}

/* Whether so many moments of one stage give it that those left out cannot be all of them. The
 * supplies of one stage stand together. */
static bool gives_among_enough(const struct supply *first, size_t count, unsigned ways)
{
    int32_t givers = 0, left = left_out(first->step);
    for (size_t i = 0; i < count && left > 0 && flow_stage(first[i].step) == flow_stage(first->step); i++) {
        size_t twice = 0;       /* received and produced by one moment */
        while (first[twice].step != first[i].step) twice++;
        givers += twice == i && (ways & (1u << first[i].how)) && left_out(first[i].step) > 0 && !applies_of(first[i].step);
    }
    return left > 0 && givers > left && !applies_of(flow_stage(first->step));
}

/* The step that gives a thing only in some of the cases of `asker`; NULL when some step gives it in all, or none does. */
static const struct decl *only_giver(struct context *context, const struct flow *flow, const struct decl *thing,
                                     unsigned ways, const struct decl *asker)
{
    size_t count;
    const struct supply *supplies = flow_supplies(flow, thing, &count);
    const struct decl *giver = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!(ways & (1u << supplies[i].how))) continue;
        if (is_sure(context, supplies[i].step, asker) || gives_among_enough(&supplies[i], count - i, ways)) return NULL;
        if (!giver || supplies[i].step->node->span.offset < giver->node->span.offset) giver = supplies[i].step;
    }
    return giver;
}

/* ---- What a step receives and what a decision looks at -------------------- */

static void prove_received(struct context *context, const struct flow *flow, const struct decl *step)
{
    for (const struct node *list = node_child(step->node, NODE_RECEIVES); list; list = node_next(list)) {
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref)) {
            const struct decl *thing = scope_meaning(context->scope, ref);
            const struct decl *giver = only_giver(context, flow, thing, 1u << PRODUCES, step);
            if (giver) TELL(context, step, received_may_miss, ref->name_span, name_of(context, step), name_of(context, thing), name_of(context, giver));
        }
    }
}

static void prove_looked_at(struct context *context, const struct flow *flow, const struct decl *stage, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) prove_looked_at(context, flow, stage, child);
    const struct decl *datum = condition_datum(context, node);
    if (!datum) return;
    const struct decl *giver = only_giver(context, flow, datum, 1u << ASKS, stage);
    if (giver) TELL(context, stage, question_may_miss, node->name_span, name_of(context, datum), name_of(context, giver));
}

static void prove_questions(struct context *context, const struct flow *flow, const struct decl *stage)
{
    const struct node *decide = node_child(stage->node, NODE_DECIDE);
    for (const struct node *branch = decide ? node_child(decide, NODE_BRANCH) : NULL; branch; branch = node_next(branch))
        if (condition_of(branch)) prove_looked_at(context, flow, stage, condition_of(branch));
}

/* ---- What a term runs from and until -------------------------------------- */

static const struct decl *missed_anchor(struct context *context, const struct flow *flow, const struct node *anchor, const struct decl *asker)
{
    const struct decl *meaning = scope_meaning(context->scope, anchor);
    if (meaning->kind == DECL_INSTRUMENT) return only_giver(context, flow, meaning, 1u << PRODUCES | 1u << RECEIVES, asker);
    if (meaning->kind == DECL_DATUM) return only_giver(context, flow, meaning, 1u << ASKS, asker);
    return is_sure(context, meaning, asker) ? NULL : meaning;
}

/* Of «el primero de», one that never fails is enough. */
static void prove_anchors(struct context *context, const struct flow *flow, const struct decl *deadline, const struct node *list)
{
    const struct decl *asker = deadline->inside->kind == DECL_ROUTE ? NULL : deadline->inside, *giver = NULL;
    const struct node *missed = NULL;
    for (const struct node *anchor = list ? node_child(list, NODE_ANCHOR) : NULL; anchor; anchor = node_next(anchor)) {
        const struct decl *one = missed_anchor(context, flow, anchor, asker);
        if (!one && list->number == ANCHOR_FIRST) return;
        if (!one || missed) continue;
        missed = anchor;
        giver = one;
    }
    if (!missed) return;
    TELL(context, deadline, anchor_may_miss, missed->name_span, name_of(context, deadline),
         name_of(context, scope_meaning(context->scope, missed)), name_of(context, giver));
}

/* ---- Whether it applies, and what follows when it does not ----------------- */

/* What comes after the stage that was asked about last: most conditions of a route look at
 * what one stage asks. And the walks of prove_no_circle. */
struct seen {
    const struct decl *from;
    bool *after;
    size_t *walk;
};

static bool comes_after(const struct flow *flow, struct seen *seen, const struct decl *from, const struct decl *stage)
{
    if (seen->from != from) {
        free(seen->after);
        seen->after = flow_after(flow, from);
        seen->from = from;
    }
    return seen->after[stage->ordinal];
}

/* A step does not begin before its own condition is known, so what it asks itself is no help. */
static bool is_asked_before(const struct flow *flow, struct seen *seen, const struct decl *datum, const struct decl *step)
{
    size_t count;
    const struct supply *supplies = flow_supplies(flow, datum, &count);
    for (size_t i = 0; i < count; i++) {
        const struct decl *other = supplies[i].step;
        bool inside = other == step || flow_stage(other) == step;
        if (supplies[i].how == ASKS && !inside && comes_after(flow, seen, flow_stage(other), flow_stage(step))) return true;
    }
    return false;
}

static void prove_condition(struct context *context, const struct flow *flow, struct seen *seen, const struct decl *step, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) prove_condition(context, flow, seen, step, child);
    const struct decl *datum = condition_datum(context, node);
    if (!datum || datum->kind != DECL_DATUM || is_asked_before(flow, seen, datum, step)) return;
    TELL(context, step, applies_unasked, node->name_span, name_of(context, step), name_of(context, datum));
}

/* The next stage, when this one is passed over. */
static const struct decl *passed_over_to(const struct context *context, const struct decl *stage)
{
    const struct node *follows = applies_of(stage) ? node_child(stage->node, NODE_FOLLOWS) : NULL;
    const struct decl *next = follows ? scope_meaning(context->scope, follows) : NULL;
    return next && next->kind == DECL_STAGE ? next : NULL;
}

/* Each stage is walked over once, whatever it is reached from: `walk` has the first stage of
 * that walk, plus one. A walk that comes to itself is a circle, told at its first stage. */
static void prove_no_circle(struct context *context, const struct decl *stage, size_t *walk)
{
    size_t mine = stage->ordinal + 1;
    const struct decl *at = stage, *first;
    while (at && !walk[at->ordinal]) {
        walk[at->ordinal] = mine;
        at = passed_over_to(context, at);
    }
    if (!at || walk[at->ordinal] != mine) return;
    first = at;
    for (const struct decl *next = passed_over_to(context, at); next != at; next = passed_over_to(context, next))
        if (next->ordinal < first->ordinal) first = next;
    TELL(context, first, skipped_circle, first->node->name_span, name_of(context, first));
}

static void prove_applies(struct context *context, const struct flow *flow, const struct decl *step, struct seen *seen)
{
    const struct node *applies = applies_of(step), *decide = node_child(step->node, NODE_DECIDE);
    if (!applies) return;
    prove_condition(context, flow, seen, step, condition_of(applies));
    if (step->kind != DECL_STAGE) return;
    if (decide) TELL(context, step, skipped_decides, decide->span, name_of(context, step));
    prove_no_circle(context, step, seen->walk);
}

void prove_optional(struct context *context, struct flow *flow)
{
    struct seen seen = { .walk = arena_array(&context->out->arena, flow->points.count + 1, sizeof *seen.walk) };
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct decl *step = flow->steps.items[i];
        prove_applies(context, flow, step, &seen);
        prove_received(context, flow, step);
        prove_questions(context, flow, step);
    }
    for (size_t i = 0; i < flow->deadlines.count; i++) {
        const struct decl *deadline = flow->deadlines.items[i];
        if (applies_of(deadline)) continue;     /* it says in which cases it runs */
        prove_anchors(context, flow, deadline, node_child(deadline->node, NODE_ANCHORS));
        prove_anchors(context, flow, deadline, node_child(deadline->node, NODE_UNTIL));
    }
    free(seen.after);
}
