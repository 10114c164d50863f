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
        else if (by_then && step && !flow_handles_before(flow, meaning, 1u << ASKS, flow_stage(step)))
            TELL(context, deadline, question_unasked, anchor->name_span, name_of(context, meaning));
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

/* ---- What alters a term ----------------------------------------------------- */

static bool has_unit(const struct decl *deadline, enum time_unit one, enum time_unit other)
{
    const struct node *length = node_child(deadline->node, NODE_LENGTH);
    for (; length; length = node_next(length))
        if (length->other == (int64_t)one || length->other == (int64_t)other) return true;
    return false;
}

static bool has_days(const struct decl *deadline)
{
    const struct node *length = node_child(deadline->node, NODE_LENGTH);
    for (; length; length = node_next(length))
        if (length->other != UNIT_HOURS) return true;
    return false;
}

static void prove_extension(struct context *context, const struct decl *deadline, const struct node *extension)
{
    const struct node *length = node_child(extension, NODE_LENGTH);
    bool hours = length->other == UNIT_HOURS;
    prove_amount(context, deadline, length);
    if (extension->number == 0 && !node_child(extension, NODE_NO_LIMIT))
        TELL_PLAIN(context, deadline, extension_of_nothing, extension->span);
    if (hours ? has_days(deadline) : has_unit(deadline, UNIT_HOURS, UNIT_HOURS))
        TELL(context, deadline, cap_unit, length->span, hours ? TEXT("en días, semanas, meses o años") : TEXT("en horas"),
             hours ? TEXT("horas") : TEXT("días, semanas, meses ni años"));
}

static void prove_pause(struct context *context, const struct decl *deadline, const struct node *pause)
{
    const struct node *resumes = node_child(pause, NODE_RESUMES);
    const struct decl *instrument = scope_meaning(context->scope, pause);
    if (resumes && scope_meaning(context->scope, resumes) == instrument)
        TELL(context, deadline, pause_by_itself, resumes->name_span, name_of(context, deadline), name_of(context, instrument));
}

static void prove_backwards(struct context *context, const struct decl *deadline)
{
    const struct node *from = node_child(deadline->node, NODE_ANCHORS);
    const struct node *anchor = from ? node_child(from, NODE_ANCHOR) : NULL;
    for (; anchor; anchor = node_next(anchor)) {
        const struct decl *meaning = scope_meaning(context->scope, anchor);
        if (meaning->kind != DECL_DATUM)
            TELL(context, deadline, backwards_not_date, anchor->name_span, name_of(context, deadline), name_of(context, meaning));
    }
    for (const struct node *clause = deadline->node->first; clause; clause = clause->next)
        if (clause->kind == NODE_EXTENSION || clause->kind == NODE_SUSPENDS || clause->kind == NODE_RESTARTS)
            TELL(context, deadline, backwards_altered, clause->span, name_of(context, deadline));
}

/* A reading is of a text that needs one: where it decides nothing, the author meant
 * another clause. */
static void prove_readings(struct context *context, const struct decl *deadline)
{
    const struct node *counted = node_child(deadline->node, NODE_COUNTED_FROM), *ends = node_child(deadline->node, NODE_ENDS_ON);
    if (counted && !has_unit(deadline, UNIT_MONTHS, UNIT_YEARS))
        TELL(context, deadline, reading_idle, counted->span, TEXT("«se cuenta desde»"), name_of(context, deadline))->help =
            TEXT("quítelo: solo hay duda en los meses y los años; los días se cuentan siempre desde el siguiente");
    if (ends && !has_unit(deadline, UNIT_CALENDAR_DAYS, UNIT_WEEKS))
        TELL(context, deadline, reading_idle, ends->span, TEXT("«si termina en día inhábil»"), name_of(context, deadline))->help =
            TEXT("quítelo: solo hay duda en los días calendario y las semanas; los meses y los años corren siempre al siguiente hábil");
}

static void prove_alterations(struct context *context, const struct decl *deadline)
{
    const struct node *length = node_child(deadline->node, NODE_LENGTH);
    for (const struct node *clause = deadline->node->first; clause; clause = clause->next) {
        if (clause->kind == NODE_EXTENSION) prove_extension(context, deadline, clause);
        if (clause->kind == NODE_SUSPENDS || clause->kind == NODE_RESTARTS) prove_pause(context, deadline, clause);
    }
    prove_readings(context, deadline);
    if (length->number < 0) prove_backwards(context, deadline);
}

/* ---- Outcomes ---------------------------------------------------------------- */

static void prove_one_destination(struct context *context, const struct decl *deadline, const struct node *expiry)
{
    const struct node *first = NULL;
    for (const struct node *action = node_child(expiry, NODE_EXPIRY_ACTION); action; action = node_next(action)) {
        if (action->number != EXPIRY_FOLLOWS) continue;
        if (first) context_relate(TELL(context, deadline, two_destinations, action->span, name_of(context, deadline)),
                                  first->span, TEXT("la primera vez"));
        else first = action;
    }
}

static void prove_repeated_outcome(struct context *context, const struct decl *step, const struct node *repeats)
{
    const struct node *expiry = node_child(repeats, NODE_EXPIRY);
    const struct node *action = expiry ? node_child(expiry, NODE_EXPIRY_ACTION) : NULL;
    for (; action; action = node_next(action))
        if (action->number >= EXPIRY_FOLLOWS) TELL(context, step, repeats_and_moves, action->span, name_of(context, step));
}

static void prove_repetition(struct context *context, const struct decl *step, const struct node *repeats)
{
    prove_repeated_outcome(context, step, repeats);
    if (repeats->name != SYMBOL_NONE) return;
    prove_amount(context, step, repeats);
    if (repeats->other == UNIT_HOURS) TELL_PLAIN(context, step, repeats_by_hours, repeats->span);
}

static void prove_deadline(struct context *context, const struct flow *flow, const struct decl *deadline)
{
    const struct node *expiry = node_child(deadline->node, NODE_EXPIRY);
    const struct node *length = node_child(deadline->node, NODE_LENGTH);
    for (; length; length = node_next(length)) prove_amount(context, deadline, length);
    if (expiry) prove_one_destination(context, deadline, expiry);
    else TELL(context, deadline, expiry_unsaid, deadline->node->name_span, name_of(context, deadline));
    prove_anchors(context, flow, deadline);
    prove_alterations(context, deadline);
}

/* ---- Steps ---------------------------------------------------------------- */

static void prove_step(struct context *context, const struct decl *step)
{
    const struct node *node = step->node, *repeats = node_child(node, NODE_REPEATS);
    const struct node *no_term = node_child(node, NODE_NO_TERM), *deadline = node_child(node, NODE_DEADLINE);
    if (repeats) prove_repetition(context, step, repeats);
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
