/* lower_route.c -- routes, their data, steps and finals. See lower.h. */
#include "compiler/lower_inner.h"

#include "compiler/bodies.h"
#include "base/vec.h"
#include "compiler/condition.h"
#include "compiler/emit.h"
#include "compiler/resolve.h"

/* Scope declarations are given their rows here: the flow's pointers are read-only, the
 * scope's are not. */
static struct decl *own(struct lowering *lowering, const struct decl *decl)
{
    return scope_meaning(lowering->context->scope, decl->node);
}

void lower_route_rows(struct lowering *lowering, const struct flow *flow)
{
    for (size_t i = 0; i < flow->steps.count; i++)
        own(lowering, flow->steps.items[i])->index = ADD(lowering, step, 1);
    lower_deadline_rows(lowering, flow);
}

static uint32_t lower_fields(struct lowering *lowering, const struct node *datum, uint32_t *count)
{
    *count = lower_count(datum, NODE_FIELD);
    uint32_t first = ADD(lowering, field, *count), at = first;
    for (const struct node *field = node_child(datum, NODE_FIELD); field; field = node_next(field))
        *RECORD(lowering, field, at++) = (struct program_field){
            .name = lower_name(lowering, field->name), .list = lower_link(lowering, node_child(field, NODE_REF)),
            .reserved = field->other == 1,
        };
    return first;
}

static void lower_datum(struct lowering *lowering, const struct decl *decl)
{
    uint32_t fields, first_field = lower_fields(lowering, decl->node, &fields);
    const struct node *node = decl->node, *judged = node_child(node, NODE_JUDGED);
    const struct decl *judge = judged ? scope_meaning(lowering->context->scope, judged) : NULL;
    *RECORD(lowering, datum, decl->index) = (struct program_datum){
        .act = lower_act(lowering, node),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, node->text), .type = (uint32_t)node->number,
        .list = lower_link(lowering, node_child(node, NODE_REF)),
        .unit = lower_link(lowering, node_child(node, NODE_CURRENCY)), .fields_first = first_field, .fields_count = fields, .reserved = node->other == 1,
        .judgement = judged ? (uint32_t)judged->number : JUDGED_BY_NOBODY,
        .judge = judge && judge->kind == DECL_ACTOR ? judge->index : NONE,
        .judge_body = judge && judge->kind == DECL_BODY ? judge->index : NONE,
        .judge_instrument = judged ? lower_link(lowering, node_child(judged, NODE_WITH)) : NONE,
        .source = lower_string(lowering, decl->source), .note = lower_notes(lowering, node),
    };
}

/* What a step verifies: the items first, so that the list can name them. */
static void lower_checklists(struct lowering *lowering, const struct decl *step)
{
    VEC(uint32_t) lists = {0};
    for (const struct node *node = node_child(step->node, NODE_CHECKLIST); node; node = node_next(node)) {
        const struct decl *list = scope_meaning(lowering->context->scope, node);
        const struct node *requires = node_child(node, NODE_DEMANDS);
        VEC(uint32_t) items = {0};
        for (const struct node *check = node_child(node, NODE_CHECK); check; check = node_next(check)) {
            lower_datum(lowering, scope_meaning(lowering->context->scope, check));
            VEC_PUSH(&items, lower_link(lowering, check));
        }
        lower_datum(lowering, list);
        uint32_t first = program_refs(lowering->builder, items.items, (uint32_t)items.count);
        struct program_datum *record = RECORD(lowering, datum, list->index);
        record->items_first = first;
        record->items_count = (uint32_t)items.count;
        record->needs = requires->other == 1 ? requires->number : (int32_t)items.count;
        record->required = requires->other != 2;
        record->open = node_child(node, NODE_NOT_EXHAUSTIVE) != NULL;
        VEC_PUSH(&lists, list->index);
        VEC_FREE(&items);
    }
    uint32_t first = lists.count ? program_refs(lowering->builder, lists.items, (uint32_t)lists.count) : 0;
    RECORD(lowering, step, step->index)->checklists_first = first;
    RECORD(lowering, step, step->index)->checklists_count = (uint32_t)lists.count;
    VEC_FREE(&lists);
}

static void lower_final(struct lowering *lowering, const struct decl *decl)
{
    const struct node *node = decl->node;
    *RECORD(lowering, final, decl->index) = (struct program_final){
        .act = lower_act(lowering, node),
        .name = lower_name(lowering, decl->name), .caption = lower_string(lowering, node->text),
        .kind = (uint32_t)node->number, .effect_unknown = node_child(node, NODE_EFFECT_UNKNOWN) != NULL,
        .source = lower_string(lowering, decl->source), .note = lower_notes(lowering, node),
    };
}

/* ---- Steps ---------------------------------------------------------------- */

static uint32_t lower_sessions(struct lowering *lowering, const struct node *step, uint32_t *count)
{
    *count = lower_count(step, NODE_SESSION);
    uint32_t first = ADD(lowering, session, *count), at = first;
    for (const struct node *node = node_child(step, NODE_SESSION); node; node = node_next(node)) {
        const struct node *decision = node_child(node, NODE_DECISION);
        *RECORD(lowering, session, at++) = (struct program_session){
            .body = lower_link(lowering, node), .guard = lower_guard(lowering, node),
            .decision = decision ? (uint32_t)decision->number : DECISION_UNKNOWN,
            .counted = decision ? (uint32_t)decision->other : OF_ATTENDEES,
            .source = decision ? lower_source_of(lowering, decision) : 0,
        };
    }
    return first;
}

static uint32_t lower_demands(struct lowering *lowering, const struct node *step, uint32_t *count)
{
    *count = lower_count(step, NODE_CONDITIONED);
    uint32_t first = ADD(lowering, demand, *count), at = first;
    for (const struct node *node = node_child(step, NODE_CONDITIONED); node; node = node_next(node)) {
        uint32_t guard = lower_guard(lowering, node);
        *RECORD(lowering, demand, at++) = (struct program_demand){ .guard = guard, .source = lower_source_of(lowering, node) };
    }
    return first;
}

static void lower_branch(struct lowering *lowering, uint32_t index, const struct node *branch, const struct node *follows)
{
    const struct decl *to = scope_meaning(lowering->context->scope, follows);
    bool final = to->kind == DECL_FINAL;
    const struct node *condition = condition_of(branch);
    *RECORD(lowering, branch, index) = (struct program_branch){
        .act = lower_act(lowering, branch),
        .guard = lower_guard(lowering, branch),
        .question = lower_string(lowering, condition_text(lowering->context, condition)),
        .step = final ? NONE : to->index, .final = final ? to->index : NONE,
        .source = lower_source_of(lowering, branch), .note = lower_notes(lowering, branch),
    };
}

/* `sigue X` is one branch without a question. */
static uint32_t lower_branches(struct lowering *lowering, const struct node *step, uint32_t *count)
{
    const struct node *follows = node_child(step, NODE_FOLLOWS), *decide = node_child(step, NODE_DECIDE);
    *count = follows ? 1 : decide ? lower_count(decide, NODE_BRANCH) : 0;
    uint32_t first = ADD(lowering, branch, *count), at = first;
    if (follows) lower_branch(lowering, at, follows, follows);
    const struct node *branch = decide && !follows ? node_child(decide, NODE_BRANCH) : NULL;
    for (; branch; branch = node_next(branch)) lower_branch(lowering, at++, branch, node_child(branch, NODE_FOLLOWS));
    return first;
}

static void lower_handling(struct lowering *lowering, const struct decl *step)
{
    const struct node *node = step->node;
    uint32_t counts[5], firsts[5];
    static const enum node_kind clauses[5] = { NODE_RESPONSIBLE, NODE_PARTICIPANTS, NODE_RECEIVES, NODE_PRODUCES, NODE_ASKS };
    for (int i = 0; i < 5; i++) firsts[i] = lower_refs(lowering, node, clauses[i], &counts[i]);

    struct program_step *record = RECORD(lowering, step, step->index);
    record->responsible_first = firsts[0];  record->responsible_count = counts[0];
    record->participants_first = firsts[1]; record->participants_count = counts[1];
    record->receives_first = firsts[2];     record->receives_count = counts[2];
    record->produces_first = firsts[3];     record->produces_count = counts[3];
    record->asks_first = firsts[4];         record->asks_count = counts[4];
}

static void lower_repetition(struct lowering *lowering, const struct decl *step)
{
    const struct node *repeats = node_child(step->node, NODE_REPEATS);
    struct program_step *record = RECORD(lowering, step, step->index);
    bool by_time = repeats && repeats->name == SYMBOL_NONE;
    record->repeat_body = lower_link(lowering, repeats);
    record->repeat_count = by_time ? (int32_t)repeats->number : 0;
    record->repeat_unit = by_time ? lower_unit(repeats) : UNIT_WORKING_DAYS;
}

static void lower_place(struct lowering *lowering, const struct decl *step)
{
    const struct node *moments = node_child(step->node, NODE_MOMENTS), *moment = flow_first_moment(step->node);
    struct program_step *record = RECORD(lowering, step, step->index);
    record->stage = step->kind == DECL_MOMENT ? step->inside->index : NONE;
    record->parallel = moments && moments->number == 1;
    record->suffice = moments ? moments->other : 0;
    record->moments_first = moment ? lower_link(lowering, moment) : 0;
    record->moments_count = moment ? lower_count(moments, NODE_MOMENT) : 0;
}

static void lower_step(struct lowering *lowering, const struct decl *step)
{
    const struct node *node = step->node;
    uint32_t demands, sessions, branches, handlings;
    lowering->home = step;
    uint32_t first_demand = lower_demands(lowering, node, &demands);
    uint32_t first_session = lower_sessions(lowering, node, &sessions);
    uint32_t first_branch = lower_branches(lowering, node, &branches), first_handling = lower_handlings(lowering, node, &handlings);
    uint32_t applies = lower_guard(lowering, node_child(node, NODE_APPLIES));

    struct program_step *record = RECORD(lowering, step, step->index);
    record->name = lower_name(lowering, step->name);
    record->caption = lower_string(lowering, node->text);
    record->demands_first = first_demand;
    record->demands_count = demands;
    record->sessions_first = first_session;
    record->sessions_count = sessions;
    record->branches_first = first_branch;
    record->branches_count = branches;
    record->handlings_first = first_handling;
    record->handlings_count = handlings;
    record->applies = applies;
    record->responsible_unknown = node_child(node, NODE_RESPONSIBLE_UNKNOWN) != NULL;
    record->session_unknown = node_child(node, NODE_SESSION_UNKNOWN) != NULL;
    record->no_term = node_child(node, NODE_NO_TERM) != NULL;
    record->source = lower_source(lowering);
    record->note = lower_notes(lowering, node);
    record->act = lower_act(lowering, node);
    record->file = lower_file(lowering);
    record->line = lower_line(lowering, node);
    lower_place(lowering, step);
    lower_repetition(lowering, step);
    lower_handling(lowering, step);
    lower_checklists(lowering, step);
}

/* ---- The route ------------------------------------------------------------ */

static uint32_t lower_crossings(struct lowering *lowering, const struct node *list, uint32_t *count)
{
    *count = list ? lower_count(list, NODE_CROSSING) : 0;
    uint32_t first = ADD(lowering, crossing, *count), at = first;
    for (const struct node *node = *count ? node_child(list, NODE_CROSSING) : NULL; node; node = node_next(node))
        *RECORD(lowering, crossing, at++) = (struct program_crossing){
            .from = lower_link(lowering, node->first), .to = lower_link(lowering, node) };
    return first;
}

/* `step` is NONE for those that interruptions start. */
static uint32_t lower_subroutes_of(struct lowering *lowering, const struct node *holder, uint32_t step)
{
    uint32_t first = ADD(lowering, subroute, lower_count(holder, NODE_SUBROUTE)), at = first;
    for (const struct node *node = node_child(holder, NODE_SUBROUTE); node; node = node_next(node)) {
        struct program_subroute record = {
            .route = lower_link(lowering, node), .step = step, .waits = node->number == 1, .once = node->other == 1,
            .source = lower_source_of(lowering, node), .note = lower_notes(lowering, node),
            .file = lower_file(lowering), .line = lower_line(lowering, node),
        };
        record.gives_first = lower_crossings(lowering, node_child(node, NODE_GIVES), &record.gives_count);
        record.returns_first = lower_crossings(lowering, node_child(node, NODE_RETURNS), &record.returns_count);
        *RECORD(lowering, subroute, at++) = record;
    }
    return first;
}

/* Those of the steps; lower_interruption() adds the rest, which follow. */
static void lower_subroutes(struct lowering *lowering, const struct flow *flow, struct program_route *route)
{
    route->subroutes_first = program_count_so_far(lowering->builder, PROGRAM_TABLE_subroute);
    for (size_t i = 0; i < flow->steps.count; i++) {
        lowering->home = flow->steps.items[i];
        lower_subroutes_of(lowering, flow->steps.items[i]->node, flow->steps.items[i]->index);
    }
}

static void lower_interruption(struct lowering *lowering, uint32_t index, const struct node *node)
{
    const struct decl *to = scope_meaning(lowering->context->scope, node_child(node, NODE_FOLLOWS));
    uint32_t started = lower_subroutes_of(lowering, node, NONE);
    struct program_interruption record = {
        .guard = lower_guard(lowering, node), .instrument = lower_link(lowering, node_child(node, NODE_WITH)),
        .question = lower_string(lowering, condition_text(lowering->context, condition_of(node))),
        .step = to && to->kind == DECL_STAGE ? to->index : NONE, .final = to && to->kind == DECL_FINAL ? to->index : NONE,
        .subroute = to ? NONE : started,
        .source = lower_source_of(lowering, node), .note = lower_notes(lowering, node), .act = lower_act(lowering, node),
        .file = lower_file(lowering), .line = lower_line(lowering, node),
    };
    record.stages_first = lower_refs(lowering, node, NODE_STAGES, &record.stages_count);
    *RECORD(lowering, interruption, index) = record;
}

static void lower_interruptions(struct lowering *lowering, const struct flow *flow, struct program_route *route)
{
    const struct node *node = node_child(flow->route->node, NODE_INTERRUPTION);
    route->interruptions_count = lower_count(flow->route->node, NODE_INTERRUPTION);
    route->interruptions_first = ADD(lowering, interruption, route->interruptions_count);
    for (uint32_t at = route->interruptions_first; node; node = node_next(node)) lower_interruption(lowering, at++, node);
}

/* The data of a route stand together, in the order they are written, wherever in it they are. */
static void own_datum(struct program_route *route, const struct decl *datum)
{
    if (!route->data_count++ || datum->index < route->data_first) route->data_first = datum->index;
}

static void lower_contents(struct lowering *lowering, const struct flow *flow, struct program_route *route)
{
    const struct node *data = node_child(flow->route->node, NODE_DATA);
    for (const struct node *node = data ? node_child(data, NODE_DATUM) : NULL; node; node = node_next(node)) {
        const struct decl *datum = scope_meaning(lowering->context->scope, node);
        own_datum(route, datum);
        lower_datum(lowering, datum);
    }
    for (size_t i = 0; i < flow->steps.count; i++) {
        const struct node *list = node_child(flow->steps.items[i]->node, NODE_CHECKLIST);
        for (; list; list = node_next(list)) {
            own_datum(route, scope_meaning(lowering->context->scope, list));
            for (const struct node *check = node_child(list, NODE_CHECK); check; check = node_next(check))
                own_datum(route, scope_meaning(lowering->context->scope, check));
        }
    }
    for (size_t i = flow->stages; i < flow->points.count; i++) {
        if (!route->finals_count++) route->finals_first = flow->points.items[i]->index;
        lower_final(lowering, flow->points.items[i]);
    }
    for (size_t i = 0; i < flow->steps.count; i++) lower_step(lowering, flow->steps.items[i]);
    route->steps_first = flow->steps.items[0]->index;
    route->steps_count = (uint32_t)flow->steps.count;
}

/* Called once the bodies have their rows. */
static void lower_summonses(struct lowering *lowering, const struct flow *flow, struct program_route *route)
{
    summonses all = {0};
    summons_of(lowering->context, flow, &all);
    route->summonses_count = (uint32_t)all.count;
    route->summonses_first = ADD(lowering, summons, route->summonses_count);
    for (uint32_t i = 0; i < route->summonses_count; i++) {
        const struct summons *one = &all.items[i];
        lowering->home = one->by;
        uint32_t file = lower_file(lowering);
        resolve_condition(lowering->context, flow->route, one->condition);
        uint32_t guard = emit_condition(lowering->context, lowering->builder, one->condition, file, lower_line(lowering, one->condition));
        *RECORD(lowering, summons, route->summonses_first + i) = (struct program_summons){
            .invitee = RECORD(lowering, body, one->body->index)->invitees_first + (uint32_t)one->place, .guard = guard,
        };
    }
    VEC_FREE(&all);
}

void lower_route(struct lowering *lowering, const struct flow *flow)
{
    const struct node *node = flow->route->node;
    struct program_route route = *RECORD(lowering, route, flow->route->index);      /* its deadlines are there already */
    route.from = flow->route->from;
    route.to = flow->route->to;
    route.before = lower_before(flow->route);
    route.after = lower_after(flow->route);
    route.act = lower_act_of_version(lowering, flow->route);
    lower_contents(lowering, flow, &route);
    lower_deadlines(lowering, flow);
    lower_summonses(lowering, flow, &route);
    lower_requisites(lowering, flow, &route);
    lower_subroutes(lowering, flow, &route);
    lowering->home = flow->route;
    lower_interruptions(lowering, flow, &route);
    route.subroutes_count = program_count_so_far(lowering->builder, PROGRAM_TABLE_subroute) - route.subroutes_first;
    route.name = lower_name(lowering, flow->route->name);
    route.caption = lower_string(lowering, node->text);
    route.calendar = lower_link(lowering, node_child(node, NODE_USES_CALENDAR));
    route.start = lower_link(lowering, node_child(node, NODE_STARTS));
    route.source = lower_source(lowering);
    route.note = lower_notes(lowering, node);
    route.file = lower_file(lowering);
    route.line = lower_line(lowering, node);
    *RECORD(lowering, route, flow->route->index) = route;
}
