/* prove_parameters.c -- on each day a parameter has one value, or it is known that it has
 * none. See prove.h.
 *
 * Each value is from its first day to the last one written or, without it, to the eve of
 * the next value. What lies before the first or after the last is not covered, and the
 * machine says so when asked; a hole in between is a mistake. */
#include "compiler/prove.h"

struct stretch {
    day_t first, last;          /* DAY_NONE when it has no end */
};

static struct stretch stretch_of(const struct node *value)
{
    const struct node *next = node_next(value);
    struct stretch stretch = { (day_t)value->number, (day_t)value->other };
    if (stretch.last == DAY_NONE && next) stretch.last = (day_t)next->number - 1;
    return stretch;
}

static struct text day_text(struct context *context, day_t day)
{
    char written[DATE_TEXT_SIZE];
    return FORMAT(context, "%s", day_format(day, written));
}

/* «del 2025-01-01 al 2025-12-31» */
static struct text days_text(struct context *context, day_t first, day_t last)
{
    struct text from = day_text(context, first), to = day_text(context, last);
    return FORMAT(context, "del %.*s al %.*s", TEXT_ARGS(from), TEXT_ARGS(to));
}

static void prove_next(struct context *context, const struct decl *parameter, const struct node *value, const struct node *next)
{
    struct text name = context_spelling(context, parameter->name);
    struct stretch here = stretch_of(value);
    day_t first = (day_t)next->number;
    struct diagnostic *said = NULL;
    if (first <= here.first)
        said = TELL(context, parameter, parameter_disordered, next->span, name, day_text(context, first), day_text(context, here.first));
    else if (first <= here.last)
        said = TELL(context, parameter, parameter_overlap, next->span, name, days_text(context, first, here.last));
    else if (first > here.last + 1)
        said = TELL(context, parameter, parameter_gap, next->span, name, days_text(context, here.last + 1, first - 1));
    if (said) context_relate(said, value->span, TEXT("el valor anterior"));
}

static void prove_value(struct context *context, const struct decl *parameter, const struct node *value)
{
    const struct node *next = node_next(value);
    if ((day_t)value->other != DAY_NONE && value->other < value->number)
        TELL_PLAIN(context, parameter, dates_reversed, value->span);
    else if (next)
        prove_next(context, parameter, value, next);
    if (!node_child(value, NODE_SOURCE))
        TELL(context, parameter, parameter_unsourced, value->span, context_spelling(context, parameter->name),
             day_text(context, (day_t)value->number));
}

void prove_parameters(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        if (decl->kind != DECL_PARAMETER) continue;
        const struct node *value = node_child(decl->node, NODE_PARAMETER_VALUE);
        if (!value) TELL(context, decl, parameter_empty, decl->node->name_span, context_spelling(context, decl->name));
        for (; value; value = node_next(value)) prove_value(context, decl, value);
    }
}
