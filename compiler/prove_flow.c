/* prove_flow.c -- every route starts, every stage is reached and can end. See prove.h. */
#include "compiler/prove.h"

#include "compiler/bodies.h"

static struct text name_of(const struct context *context, const struct decl *decl)
{
    return context_spelling(context, decl->name);
}

/* A stage says what follows it, once. Reports and returns false when it does not. */
static bool has_one_exit(struct context *context, const struct decl *stage)
{
    const struct node *follows = node_child(stage->node, NODE_FOLLOWS), *decide = node_child(stage->node, NODE_DECIDE);
    if (follows && decide) {
        struct diagnostic *said = TELL(context, stage, two_exits, decide->span, name_of(context, stage));
        context_relate(said, follows->span, TEXT("aquí ya dice qué sigue"));
        return false;
    }
    if (follows || (decide && node_child(decide, NODE_BRANCH))) return true;
    TELL(context, stage, no_exit, stage->node->name_span, name_of(context, stage));
    return false;
}

static void prove_start(struct context *context, const struct flow *flow)
{
    const struct decl *route = flow->route;
    if (!node_child(route->node, NODE_STARTS))
        TELL(context, route, no_start, route->node->name_span, name_of(context, route));
    if (!node_child(route->node, NODE_USES_CALENDAR))
        TELL(context, route, no_calendar, route->node->name_span, name_of(context, route));
}

/* Whether a stage said to be endless leads to this one, or this one to it: one cause, one message. */
static bool shares_a_dead_end(const struct flow *flow, const struct decl *said, const struct decl *stage)
{
    return said && (flow_reaches(flow, said, stage) || flow_reaches(flow, stage, said));
}

static void prove_reach(struct context *context, const struct flow *flow)
{
    bool exits = true, starts = node_child(flow->route->node, NODE_STARTS) != NULL;
    const struct decl *endless = NULL;
    for (size_t i = 0; i < flow->stages; i++) exits &= has_one_exit(context, flow->points.items[i]);
    for (size_t i = 0; i < flow->points.count; i++) {
        const struct decl *point = flow->points.items[i];
        if (i >= flow->stages) {
            if (flow->backward.first[i] == flow->backward.first[i + 1])
                TELL(context, point, final_unused, point->node->name_span, name_of(context, point));
        } else if (starts && !flow->reached[i]) {
            TELL(context, point, stage_unreachable, point->node->name_span, name_of(context, point));
        } else if (exits && !flow->ends[i] && !shares_a_dead_end(flow, endless, point)) {
            /* Where an exit is missing, that was said, and may be the cause. */
            endless = point;
            TELL(context, point, stage_endless, point->node->name_span, name_of(context, point));
        }
    }
}

/* ---- What must exist before it is needed ---------------------------------- */

/* An instrument a step receives comes from outside when no step produces it. Otherwise
 * one that does must be able to come before, or be in the same stage. */
static bool is_made(const struct flow *flow, const struct decl *thing)
{
    size_t count;
    const struct supply *supplies = flow_supplies(flow, thing, &count);
    for (size_t i = 0; i < count; i++)
        if (supplies[i].how == PRODUCES) return true;
    return false;
}

static void prove_received(struct context *context, const struct flow *flow, const struct decl *step, const struct node *ref)
{
    const struct decl *thing = scope_meaning(context->scope, ref);
    if (!is_made(flow, thing) || flow_handles_before(flow, thing, 1u << PRODUCES, flow_stage(step))) return;
    struct diagnostic *said = TELL(context, step, received_too_early, ref->name_span, name_of(context, step), name_of(context, thing));
    context_relate(said, thing->node->name_span, TEXT("el instrumento"));
}

static void prove_all_received(struct context *context, const struct flow *flow, const struct decl *step)
{
    for (const struct node *list = node_child(step->node, NODE_RECEIVES); list; list = node_next(list))
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref))
            prove_received(context, flow, step, ref);
}

/* ---- Moments that wait for each other ------------------------------------- */

struct moments {
    const struct decl *items[64];
    bool done[64];
    size_t count;
    bool parallel;
};

static size_t moment_at(const struct moments *moments, const struct decl *step)
{
    size_t i = 0;
    while (i < moments->count && moments->items[i] != step) i++;
    return i;
}

/* Whether an instrument exists, or comes from elsewhere, once the moments marked done are. */
static bool is_available(const struct flow *flow, const struct moments *moments, const struct decl *thing, const struct decl *asker)
{
    size_t count;
    const struct supply *supplies = flow_supplies(flow, thing, &count);
    bool made_here = false;
    for (size_t i = 0; i < count; i++) {
        if (supplies[i].how != PRODUCES) continue;
        if (supplies[i].step == asker) return true;     /* in the very act */
        size_t maker = moment_at(moments, supplies[i].step);
        if (maker == moments->count || moments->done[maker]) return true;
        made_here = true;
    }
    return !made_here;
}

static bool can_complete(struct context *context, const struct flow *flow, const struct moments *moments, size_t i)
{
    for (size_t j = 0; !moments->parallel && j < i; j++)
        if (!moments->done[j] && !node_child(moments->items[j]->node, NODE_REPEATS)) return false;
    for (const struct node *list = node_child(moments->items[i]->node, NODE_RECEIVES); list; list = node_next(list))
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref))
            if (!is_available(flow, moments, scope_meaning(context->scope, ref), moments->items[i])) return false;
    return true;
}

/* Completes whatever can be, until nothing moves: the first one left waits forever. */
static void prove_moments(struct context *context, const struct flow *flow, struct moments *moments)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < moments->count; i++) {
            if (moments->done[i] || !can_complete(context, flow, moments, i)) continue;
            moments->done[i] = moved = true;
        }
    }
    for (size_t i = 0; i < moments->count; i++) {
        if (moments->done[i]) continue;
        TELL(context, moments->items[i], moment_stuck, moments->items[i]->node->name_span, name_of(context, moments->items[i]));
        return;
    }
}

/* As many as suffice can be completed, in every case. Those that repeat are not counted. */
static void prove_join(struct context *context, const struct decl *stage, const struct node *list)
{
    int32_t owed = 0, sure = 0, suffice = list->other == MOMENTS_NONE ? 0 : list->other;
    if (!list->other) return;
    for (const struct node *moment = node_child(list, NODE_MOMENT); moment; moment = node_next(moment)) {
        if (node_child(moment, NODE_REPEATS)) continue;
        owed++;
        sure += node_child(moment, NODE_APPLIES) == NULL;
    }
    struct text wanted = FORMAT(context, "%d", suffice);
    if (suffice < 1 || suffice > owed) TELL(context, stage, join_out_of_reach, list->name_span, wanted, FORMAT(context, "%d", owed));
    else if (suffice > sure) TELL(context, stage, join_may_fail, list->name_span, wanted, FORMAT(context, "%d", sure));
}

static void prove_moments_of(struct context *context, const struct flow *flow, const struct decl *stage)
{
    const struct node *list = node_child(stage->node, NODE_MOMENTS);
    if (!list) return;
    prove_join(context, stage, list);
    struct moments moments = { .parallel = list->number == 1 };
    const size_t room = sizeof moments.items / sizeof *moments.items;
    for (const struct node *moment = node_child(list, NODE_MOMENT); moment; moment = node_next(moment)) {
        const struct decl *decl = scope_meaning(context->scope, moment);
        if (moments.count == room) {
            TELL(context, decl, too_many_moments, moment->name_span, name_of(context, stage));
            return;
        }
        moments.items[moments.count++] = decl;
    }
    prove_moments(context, flow, &moments);
}

/* ---- Bodies whose members only the case knows ------------------------------ */

static bool knows_texts(const struct decl *route)
{
    const struct node *data = node_child(route->node, NODE_DATA);
    for (const struct node *datum = data ? node_child(data, NODE_DATUM) : NULL; datum; datum = node_next(datum))
        if (datum->number == TYPE_TEXTS) return true;
    return false;
}

static void prove_convened(struct context *context, const struct flow *flow, const struct decl *step)
{
    for (const struct node *session = node_child(step->node, NODE_SESSION); session; session = node_next(session)) {
        const struct decl *body = scope_meaning(context->scope, session);
        const struct node *members = body_rule(context, body, NODE_MEMBERS).node;
        if (members && members->number == MEMBERS_CONVENED && !knows_texts(flow->route))
            TELL(context, step, convened_unknown, session->name_span, name_of(context, body));
    }
}

/* ---- What a checklist asks for --------------------------------------------- */

static void prove_checklists(struct context *context, const struct decl *step)
{
    for (const struct node *list = node_child(step->node, NODE_CHECKLIST); list; list = node_next(list)) {
        const struct decl *decl = scope_meaning(context->scope, list);
        const struct node *requires = node_child(list, NODE_DEMANDS);
        int32_t items = 0;
        for (const struct node *check = node_child(list, NODE_CHECK); check; check = node_next(check)) items++;
        if (items == 0) TELL(context, step, checklist_empty, list->name_span, name_of(context, decl));
        else if (!requires) TELL(context, step, requires_unsaid, list->name_span, name_of(context, decl));
        else if (requires->other == 1 && (requires->number < 1 || requires->number > items))
            TELL(context, step, requires_out_of_reach, requires->span, name_of(context, decl), FORMAT(context, "%d", requires->number),
                 FORMAT(context, "%d", items));
    }
}

/* ---- Whose judgement gives a datum ---------------------------------------- */

static bool sits_somewhere(struct context *context, const struct flow *flow, const struct decl *body)
{
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct node *step = flow->steps.items[i]->node, *repeats = node_child(step, NODE_REPEATS);
        if (repeats && scope_meaning(context->scope, repeats) == body) return true;
        for (const struct node *session = node_child(step, NODE_SESSION); session; session = node_next(session))
            if (scope_meaning(context->scope, session) == body) return true;
    }
    return false;
}

static void prove_judges(struct context *context, const struct flow *flow)
{
    const struct node *data = node_child(flow->route->node, NODE_DATA);
    for (const struct node *datum = data ? node_child(data, NODE_DATUM) : NULL; datum; datum = node_next(datum)) {
        const struct node *judged = node_child(datum, NODE_JUDGED);
        const struct decl *judge = judged ? scope_meaning(context->scope, judged) : NULL;
        if (!judge || judge->kind != DECL_BODY || sits_somewhere(context, flow, judge)) continue;
        TELL(context, flow->route, judge_never_sits, judged->name_span, context_spelling(context, datum->name), name_of(context, judge));
    }
}

void prove_flow(struct context *context, struct flow *flow)
{
    prove_start(context, flow);
    prove_reach(context, flow);
    prove_judges(context, flow);
    for (size_t i = 0; i < flow->steps.count; i++) {
        prove_all_received(context, flow, flow->steps.items[i]);
        prove_checklists(context, flow->steps.items[i]);
        prove_convened(context, flow, flow->steps.items[i]);
    }
    for (size_t i = 0; i < flow->stages; i++) prove_moments_of(context, flow, flow->points.items[i]);
}
