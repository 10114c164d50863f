/* requisites.c -- see requisites.h. */
#include "compiler/requisites.h"

#include "compiler/resolve.h"
#include "compiler/typecheck.h"

static struct node *expression_of(const struct node *clause)
{
    struct node *child = clause ? clause->first : NULL;
    while (child && !node_is_expression(child)) child = child->next;
    return child;
}

void requisites_of(const struct context *context, const struct flow *flow, requisites *out)
{
    const struct node *measures = node_child(flow->route->node, NODE_MEASURES);
    for (const struct node *ref = measures ? node_child(measures, NODE_REF) : NULL; ref; ref = node_next(ref)) {
        const struct decl *measure = scope_meaning(context->scope, ref);
        for (const struct node *clause = measure->node->first; clause; clause = clause->next) {
            if (clause->kind != NODE_REQUIRES && clause->kind != NODE_PRIOR) continue;
            VEC_PUSH(out, ((struct requisite){ measure, clause, clause->kind == NODE_REQUIRES ? expression_of(clause) : NULL,
                                               expression_of(node_child(clause, NODE_EXCEPT)) }));
        }
    }
}

static void check_one(struct context *context, const struct flow *flow, struct node *condition)
{
    size_t errors = report_count(context->out->report, SEVERITY_ERROR);
    if (!condition) return;
    resolve_condition(context, flow->route, condition);
    if (report_count(context->out->report, SEVERITY_ERROR) == errors) check_condition(context, flow->route, condition);
}

void check_requisites(struct context *context, const struct flow *flow)
{
    requisites all = {0};
    requisites_of(context, flow, &all);
    for (size_t i = 0; i < all.count; i++) {
        check_one(context, flow, all.items[i].condition);
        check_one(context, flow, all.items[i].except);
    }
    VEC_FREE(&all);
}
