/* prove_measures.c -- measures last something, and a stage handles those of its route. See prove.h. */
#include "compiler/prove.h"

static void prove_amount(struct context *context, const struct decl *measure, const struct node *length)
{
    if (length->number == 0) TELL_PLAIN(context, measure, term_of_nothing, length->span);
    if (length->other == UNIT_DAYS_UNSAID) TELL_PLAIN(context, measure, days_unsaid, length->span);
}

static void prove_extension(struct context *context, const struct decl *measure, const struct node *term, const struct node *extension)
{
    const struct node *length = node_child(extension, NODE_LENGTH);
    bool hours = length->other == UNIT_HOURS;
    prove_amount(context, measure, length);
    if (extension->number == 0 && !node_child(extension, NODE_NO_LIMIT))
        TELL_PLAIN(context, measure, extension_of_nothing, extension->span);
    if (hours != (node_child(term, NODE_LENGTH)->other == UNIT_HOURS))
        TELL(context, measure, cap_unit, length->span, hours ? TEXT("en días, semanas, meses o años") : TEXT("en horas"),
             hours ? TEXT("horas") : TEXT("días, semanas, meses ni años"));
}

/* The end of a term has its consequence said; that of a review need not. */
static void prove_term(struct context *context, const struct decl *measure, const struct node *term)
{
    const struct node *extension = node_child(term, NODE_EXTENSION);
    prove_amount(context, measure, node_child(term, NODE_LENGTH));
    if (extension) prove_extension(context, measure, term, extension);
    if (term->kind == NODE_LASTS && !node_child(term, NODE_EXPIRY))
        TELL(context, measure, expiry_unsaid, term->span, context_spelling(context, measure->name));
}

void prove_measures(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        if (decl->kind != DECL_MEASURE) continue;
        for (const struct node *clause = decl->node->first; clause; clause = clause->next)
            if (clause->kind == NODE_LASTS || clause->kind == NODE_REVIEWED) prove_term(context, decl, clause);
    }
}

static bool said_before(const struct node *step, const struct node *handling)
{
    const struct node *earlier = node_child(step, NODE_HANDLING);
    while (earlier != handling && earlier->number != handling->number) earlier = node_next(earlier);
    return earlier != handling;
}

void prove_handling(struct context *context, const struct flow *flow)
{
    bool works = node_child(flow->route->node, NODE_MEASURES);
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct decl *step = flow->steps.items[i];
        for (const struct node *node = node_child(step->node, NODE_HANDLING); node; node = node_next(node)) {
            if (!works) TELL(context, step, measures_unsaid, node->span, context_spelling(context, step->name), text_from(measure_act_word((enum measure_act)node->number)));
            if (said_before(step->node, node)) TELL_PLAIN(context, step, clause_twice, node->span);
        }
    }
}
