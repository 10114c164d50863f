/* bodies.c -- see bodies.h. */
#include "compiler/bodies.h"

#include "compiler/condition.h"
#include "compiler/resolve.h"
#include "compiler/typecheck.h"

const struct decl *body_base(const struct context *context, const struct decl *body)
{
    const struct node *of = node_child(body->node, NODE_SPECIAL_OF);
    const struct decl *base = of ? scope_meaning(context->scope, of) : NULL;
    return base && !node_child(base->node, NODE_SPECIAL_OF) ? base : NULL;
}

/* It takes from its base how it deliberates and decides, and not who sits in it. */
static bool takes_rules_only(const struct decl *body)
{
    const struct node *of = node_child(body->node, NODE_SPECIAL_OF);
    return of && of->number == 1;
}

/* A rule taken alone is cited by the source of the body that takes it. */
struct body_rule body_rule(const struct context *context, const struct decl *body, enum node_kind clause)
{
    const struct decl *base = body_base(context, body);
    struct body_rule rule = { body, node_child(body->node, clause) };
    bool alone = takes_rules_only(body);
    if (rule.node || !base || (alone && clause == NODE_MEMBERS)) return rule;
    return (struct body_rule){ alone ? body : base, node_child(base->node, clause) };
}

/* ---- Invitees ------------------------------------------------------------- */

static const struct node *first_invitee(const struct decl *body)
{
    const struct node *invitees = body ? node_child(body->node, NODE_INVITEES) : NULL;
    return invitees ? node_child(invitees, NODE_INVITEE) : NULL;
}

static bool invites(const struct decl *body, symbol_t name)
{
    for (const struct node *invitee = first_invitee(body); invitee; invitee = node_next(invitee))
        if (invitee->name == name) return true;
    return false;
}

void body_invitations(const struct context *context, const struct decl *body, invitations *out)
{
    const struct decl *base = body_base(context, body);
    for (const struct node *invitee = first_invitee(body); invitee; invitee = node_next(invitee))
        VEC_PUSH(out, ((struct invitation){ body, invitee }));
    for (const struct node *invitee = takes_rules_only(body) ? NULL : first_invitee(base); invitee; invitee = node_next(invitee))
        if (!invites(body, invitee->name)) VEC_PUSH(out, ((struct invitation){ base, invitee }));
}

/* ---- Conditions ----------------------------------------------------------- */

static struct node *data_condition(const struct node *invitee)
{
    const struct node *condition = node_child(invitee, NODE_CONDITION);
    return condition && condition->first && node_is_expression(condition->first) ? condition->first : NULL;
}

static bool is_heard(const summonses *known, const struct decl *body)
{
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i].body == body) return true;
    return false;
}

static void summon(const struct context *context, const struct decl *body, summonses *out)
{
    invitations all = {0};
    if (!body || is_heard(out, body)) return;
    body_invitations(context, body, &all);
    for (size_t i = 0; i < all.count; i++) {
        struct node *condition = data_condition(all.items[i].invitee);
        if (condition) VEC_PUSH(out, ((struct summons){ body, i, all.items[i].by, all.items[i].invitee, condition }));
    }
    VEC_FREE(&all);
}

void summons_of(const struct context *context, const struct flow *flow, summonses *out)
{
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct node *step = flow->steps.items[i]->node, *repeats = node_child(step, NODE_REPEATS);
        if (repeats && repeats->name != SYMBOL_NONE) summon(context, scope_meaning(context->scope, repeats), out);
        for (const struct node *session = node_child(step, NODE_SESSION); session; session = node_next(session))
            summon(context, scope_meaning(context->scope, session), out);
    }
}

static void check_unreserved(struct context *context, const struct decl *route, const struct node *node)
{
    const struct decl *datum = condition_datum(context, node);
    if (datum && datum->kind == DECL_DATUM && datum->node->other == 1)
        context_relate(TELL(context, route, reserved_in_summons, node->name_span, context_spelling(context, datum->name)),
                       datum->node->name_span, TEXT("aquí se reserva"));
    for (const struct node *child = node->first; child; child = child->next) check_unreserved(context, route, child);
}

/* What two sessions take from one body is asked about once. */
static bool is_asked(const summonses *all, size_t last)
{
    for (size_t i = 0; i < last; i++)
        if (all->items[i].condition == all->items[last].condition) return true;
    return false;
}

void check_summons(struct context *context, const struct flow *flow)
{
    summonses all = {0};
    summons_of(context, flow, &all);
    for (size_t i = 0; i < all.count; i++) {
        size_t errors = report_count(context->out->report, SEVERITY_ERROR);
        if (is_asked(&all, i)) continue;
        resolve_condition(context, flow->route, all.items[i].condition);
        if (report_count(context->out->report, SEVERITY_ERROR) > errors) continue;
        check_condition(context, flow->route, all.items[i].condition);
        check_unreserved(context, flow->route, all.items[i].condition);
    }
    VEC_FREE(&all);
}
