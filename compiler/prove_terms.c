/* prove_terms.c -- every term says how long, from when and what then. See prove.h. */
#include "compiler/prove.h"

#include "compiler/declare.h"

static struct text name_of(const struct context *context, const struct decl *decl)
{
    return context_spelling(context, decl->name);
}

/* The step a deadline is written in, or NULL when it is the route's. */
static const struct decl *step_of(const struct decl *deadline)
{
    return deadline->inside->kind == DECL_ROUTE ? NULL : deadline->inside;
}

/* ---- Anchors -------------------------------------------------------------- */

static void prove_instrument_anchor(struct context *context, const struct flow *flow, const struct decl *deadline,
                                    const struct node *anchor, const struct decl *instrument, bool by_then)
{
    const struct decl *step = step_of(deadline);
    const unsigned ways = 1u << PRODUCES | 1u << RECEIVES;
    size_t count;
    flow_supplies(flow, instrument, &count);
    if (!count)
        TELL(context, deadline, anchor_never, anchor->name_span, name_of(context, deadline), name_of(context, instrument));
    else if (step && by_then && !flow_handles_before(flow, instrument, ways, flow_stage(step)))
        TELL(context, deadline, anchor_too_late, anchor->name_span, name_of(context, deadline), name_of(context, instrument));
}

/* A term without `hasta` ends with its own step: what it runs from must come before that. */
static void prove_anchor(struct context *context, const struct flow *flow, const struct decl *deadline,
                         const struct node *anchor, bool by_then)
{
    const struct decl *meaning = scope_meaning(context->scope, anchor), *step = step_of(deadline);
    size_t count;
    if (meaning->kind == DECL_INSTRUMENT) {
        prove_instrument_anchor(context, flow, deadline, anchor, meaning, by_then);
    } else if (meaning->kind == DECL_DATUM) {
        flow_supplies(flow, meaning, &count);
        if (!count) TELL(context, deadline, anchor_unasked, anchor->name_span, name_of(context, deadline), name_of(context, meaning));
    } else if (step && by_then && !flow_reaches(flow, flow_stage(meaning), flow_stage(step))) {
        TELL(context, deadline, anchor_too_late, anchor->name_span, name_of(context, deadline), name_of(context, meaning));
    }
}

static void prove_anchors(struct context *context, const struct flow *flow, const struct decl *deadline)
{
    const struct node *from = node_child(deadline->node, NODE_ANCHORS), *until = node_child(deadline->node, NODE_UNTIL);
    const struct node *anchor = from ? node_child(from, NODE_ANCHOR) : NULL;
    for (; anchor; anchor = node_next(anchor)) prove_anchor(context, flow, deadline, anchor, !until);
    anchor = until ? node_child(until, NODE_ANCHOR) : NULL;
    for (; anchor; anchor = node_next(anchor)) prove_anchor(context, flow, deadline, anchor, false);
}

/* ---- Lengths and outcomes -------------------------------------------------- */

static void prove_amount(struct context *context, const struct decl *home, const struct node *length)
{
    if (length->number == 0) TELL_PLAIN(context, home, term_of_nothing, length->span);
    if (length->other == UNIT_DAYS_UNSAID) TELL_PLAIN(context, home, days_unsaid, length->span);
}

static void prove_deadline(struct context *context, const struct flow *flow, const struct decl *deadline)
{
    const struct node *length = node_child(deadline->node, NODE_LENGTH);
    for (; length; length = node_next(length)) prove_amount(context, deadline, length);
    if (!node_child(deadline->node, NODE_EXPIRY))
        TELL(context, deadline, expiry_unsaid, deadline->node->name_span, name_of(context, deadline));
    prove_anchors(context, flow, deadline);
}

/* ---- Steps ---------------------------------------------------------------- */

static void prove_step(struct context *context, const struct decl *step)
{
    const struct node *node = step->node, *repeats = node_child(node, NODE_REPEATS);
    const struct node *no_term = node_child(node, NODE_NO_TERM), *deadline = node_child(node, NODE_DEADLINE);
    if (repeats && repeats->name == SYMBOL_NONE) prove_amount(context, step, repeats);
    if (no_term && deadline) {
        struct diagnostic *said = TELL(context, step, term_and_no_term, no_term->span, name_of(context, step));
        context_relate(said, deadline->span, TEXT("aquí dice un plazo"));
    }
    if (!repeats && !no_term && !deadline && !node_child(node, NODE_MOMENTS))
        TELL(context, step, term_unsaid, node->name_span, text_from(declare_words(step->kind)->the), name_of(context, step));
}

void prove_terms(struct context *context, struct flow *flow)
{
    for (size_t i = 0; i < flow->steps.count; i++) prove_step(context, flow->steps.items[i]);
    for (size_t i = 0; i < flow->deadlines.count; i++) prove_deadline(context, flow, flow->deadlines.items[i]);
}
