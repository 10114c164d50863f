/* prove_subroutes.c -- what goes to a route that another starts, and what comes back. See prove.h. */
#include "compiler/prove.h"

#include "compiler/types.h"

static struct text name_of(const struct context *context, const struct decl *decl)
{
    return context_spelling(context, decl->name);
}

/* ---- Data that cross ------------------------------------------------------- */

static const struct node *value_named(const struct decl *list, symbol_t name)
{
    const struct node *value = node_child(list->node, NODE_VALUE);
    while (value && value->name != name) value = node_next(value);
    return value;
}

/* «dato = el final»: of a list that has each final of the route by its name. */
static void prove_final_received(struct context *context, const struct decl *home, const struct decl *route, const struct node *crossing)
{
    const struct decl *to = scope_meaning(context->scope, crossing);
    struct type type = type_of_datum(context, to);
    if (type.kind != TYPE_LIST) {
        TELL(context, home, crossing_mismatch, crossing->span, name_of(context, to), type_words(context, type),
             FORMAT(context, "el final de %.*s", TEXT_ARGS(name_of(context, route))), TEXT("un valor de una lista con los nombres de sus finales"));
        return;
    }
    for (const struct node *final = node_child(route->node, NODE_FINAL); final; final = node_next(final)) {
        if (value_named(type.list, final->name)) continue;
        struct diagnostic *said = TELL(context, home, final_not_listed, crossing->span, name_of(context, route),
                                       context_spelling(context, final->name), name_of(context, type.list));
        context_relate(said, type.list->node->name_span, TEXT("la lista"));
        return;
    }
}

static void prove_datum_received(struct context *context, const struct decl *home, const struct node *crossing)
{
    const struct decl *to = scope_meaning(context->scope, crossing), *from = scope_meaning(context->scope, crossing->first);
    struct type wanted = type_of_datum(context, to), given = type_of_datum(context, from);
    if (!type_equal(wanted, given))
        TELL(context, home, crossing_mismatch, crossing->span, name_of(context, to), type_words(context, wanted),
             name_of(context, from), type_words(context, given));
    else if (from->node->other == 1 && to->node->other != 1)
        context_relate(TELL(context, home, crossing_reserved, crossing->span, name_of(context, from), name_of(context, to)),
                       from->node->name_span, TEXT("aquí se reserva"));
}

/* What somebody must judge is known by their own act alone. */
static void prove_not_judged(struct context *context, const struct decl *home, const struct node *crossing)
{
    const struct decl *to = scope_meaning(context->scope, crossing);
    const struct node *judged = node_child(to->node, NODE_JUDGED);
    if (!judged) return;
    context_relate(TELL(context, home, crossing_judged, crossing->span, name_of(context, to)), judged->span, TEXT("aquí se dice de quién es el juicio"));
}

static void prove_crossings(struct context *context, const struct decl *home, const struct decl *route, const struct node *list)
{
    const struct node *crossing = list ? node_child(list, NODE_CROSSING) : NULL;
    for (; crossing; crossing = node_next(crossing)) {
        const struct node *earlier = list->first;
        while (earlier != crossing && earlier->name != crossing->name) earlier = earlier->next;
        if (earlier != crossing)
            context_relate(TELL_PLAIN(context, home, clause_twice, crossing->name_span), earlier->name_span, TEXT("la primera vez"));
        prove_not_judged(context, home, crossing);
        if (crossing->first) prove_datum_received(context, home, crossing);
        else prove_final_received(context, home, route, crossing);
    }
}

/* ---- Routes that would never finish opening --------------------------------- */

#define MOST_OPENED 64      /* with one case; the machine allows no more: SUBROUTE_MOST of docket.h */

struct opened {
    const struct decl *routes[MOST_OPENED];
    size_t count;
};

static void add_started(struct context *context, struct opened *opened, const struct node *step)
{
    for (const struct node *node = node_child(step, NODE_SUBROUTE); node; node = node_next(node)) {
        const struct decl *route = scope_meaning(context->scope, node);
        size_t i = 0;
        while (i < opened->count && opened->routes[i] != route) i++;
        if (i == opened->count && i < MOST_OPENED) opened->routes[opened->count++] = route;
    }
}

/* What a route starts as it opens: from its first stage, and from the moments that begin with it. */
static void add_opened_with(struct context *context, struct opened *opened, const struct decl *route)
{
    const struct node *starts = node_child(route->node, NODE_STARTS);
    const struct decl *stage = starts ? scope_meaning(context->scope, starts) : NULL;
    if (!stage) return;
    add_started(context, opened, stage->node);
    const struct node *moments = node_child(stage->node, NODE_MOMENTS), *moment = flow_first_moment(stage->node);
    for (; moment; moment = moments->number == 1 ? node_next(moment) : NULL) add_started(context, opened, moment);
}

static void prove_opens(struct context *context, const struct decl *route)
{
    struct opened opened = {0};
    add_opened_with(context, &opened, route);
    for (size_t i = 0; i < opened.count; i++) {
        if (opened.routes[i] == route) {
            TELL(context, route, subroute_circle, route->node->name_span, name_of(context, route));
            return;
        }
        add_opened_with(context, &opened, opened.routes[i]);
    }
}

static void prove_subroutes_of(struct context *context, const struct decl *home, const struct node *holder)
{
    for (const struct node *node = node_child(holder, NODE_SUBROUTE); node; node = node_next(node)) {
        const struct decl *route = scope_meaning(context->scope, node);
        prove_crossings(context, home, route, node_child(node, NODE_GIVES));
        prove_crossings(context, home, route, node_child(node, NODE_RETURNS));
    }
}

void prove_subroutes(struct context *context, struct flow *flow)
{
    const struct node *interruption = node_child(flow->route->node, NODE_INTERRUPTION);
    for (; interruption; interruption = node_next(interruption)) prove_subroutes_of(context, flow->route, interruption);
    for (size_t i = 0; i < flow->steps.count; i++) prove_subroutes_of(context, flow->steps.items[i], flow->steps.items[i]->node);
    prove_opens(context, flow->route);
}
