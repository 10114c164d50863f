/* lower_body.c -- committees. See lower.h. */
#include "compiler/lower_inner.h"

#include "compiler/bodies.h"
#include "compiler/condition.h"

/* The caption of a seat: its own, or that of the post of the same name. */
static struct text seat_caption(struct lowering *lowering, const struct node *seat)
{
    struct context *context = lowering->context;
    if (seat->text.length) return seat->text;
    const struct decl *post = scope_find(context->scope, NULL, seat->name, KIND(ACTOR));
    for (; post; post = scope_find_next(post, KIND(ACTOR)))
        if (project_sees(context->project, lowering->home->module, post->module)) return post->node->text;
    return TEXT("");
}

static void lower_seat(struct lowering *lowering, uint32_t index, const struct node *seat)
{
    const struct decl *decl = scope_meaning(lowering->context->scope, seat);
    *RECORD(lowering, seat, index) = (struct program_seat){
            .act = lower_act(lowering, seat),
        .name = lower_name(lowering, seat->name), .caption = lower_string(lowering, seat_caption(lowering, seat)),
        .presides = seat->number == 1, .delegation = (uint32_t)seat->other,
        .source = lower_string(lowering, decl->source), .note = lower_notes(lowering, seat),
    };
}

/* Those who sit have their rows; a special session has rows of its own for those of its body. */
static uint32_t lower_seats(struct lowering *lowering, struct body_rule members)
{
    const struct node *seat = members.node ? node_child(members.node, NODE_SEAT) : NULL;
    if (!seat) return 0;
    bool own = members.body == lowering->home;
    uint32_t first = own ? lower_link(lowering, seat) : ADD(lowering, seat, lower_count(members.node, NODE_SEAT));
    for (uint32_t at = first; seat; seat = node_next(seat)) lower_seat(lowering, at++, seat);
    return first;
}

static uint32_t lower_invitees(struct lowering *lowering, const struct decl *body, uint32_t *count)
{
    invitations all = {0};
    body_invitations(lowering->context, body, &all);
    *count = (uint32_t)all.count;
    uint32_t first = ADD(lowering, invitee, *count);
    for (uint32_t i = 0; i < *count; i++) {
        const struct node *node = all.items[i].invitee, *condition = node_child(node, NODE_CONDITION);
        struct text when = !condition ? TEXT("") : condition->first ? condition_text(lowering->context, condition->first) : condition->text;
        lowering->home = all.items[i].by;
        *RECORD(lowering, invitee, first + i) = (struct program_invitee){
            .act = lower_act(lowering, node),
            .name = lower_name(lowering, node->name), .caption = lower_string(lowering, seat_caption(lowering, node)),
            .count = (int32_t)node->number, .condition = lower_string(lowering, when),
            .flags = (int32_t)node->other | (condition && condition->first ? INVITEE_BY_DATA : 0), .source = lower_source_of(lowering, node), .note = lower_notes(lowering, node),
        };
    }
    lowering->home = body;
    VEC_FREE(&all);
    return first;
}

/* A rule of the body cites its own article, or that of the body that wrote it when it has none
 * of its own. */
static uint32_t rule_source(struct lowering *lowering, struct body_rule rule)
{
    const struct decl *body = lowering->home;
    if (!rule.node) return lower_source(lowering);
    lowering->home = rule.body;
    uint32_t source = lower_source_of(lowering, rule.node);
    lowering->home = body;
    return source;
}

/* How it decides. */
static void lower_decision(struct lowering *lowering, const struct decl *body, struct program_body *record)
{
    const struct context *context = lowering->context;
    struct body_rule quorum = body_rule(context, body, NODE_QUORUM), decision = body_rule(context, body, NODE_DECISION);
    struct body_rule tie = body_rule(context, body, NODE_TIE), urgent = body_rule(context, body, NODE_URGENT);
    struct body_rule impeded = body_rule(context, body, NODE_IMPEDED), reserved = body_rule(context, body, NODE_RESERVED_VOTES);
    record->quorum = quorum.node ? (uint32_t)quorum.node->other : QUORUM_UNKNOWN;
    record->quorum_members = quorum.node && quorum.node->other == QUORUM_COUNT ? (int32_t)quorum.node->number : 0;
    record->quorum_source = rule_source(lowering, quorum);
    record->decision = decision.node ? (uint32_t)decision.node->number : DECISION_UNKNOWN;
    record->counted = decision.node ? (uint32_t)decision.node->other : OF_ATTENDEES;
    record->by_consensus = decision.node && node_child(decision.node, NODE_CONSENSUS);
    record->exception = lower_link(lowering, decision.node);
    record->decision_source = rule_source(lowering, decision);
    record->tie = tie.node ? (uint32_t)tie.node->number : TIE_UNSAID;
    record->tie_source = rule_source(lowering, tie);
    record->urgent = urgent.node != NULL;
    record->urgent_source = rule_source(lowering, urgent);
    record->impeded = impeded.node != NULL;
    record->impeded_source = rule_source(lowering, impeded);
    record->reserved_votes = reserved.node != NULL;
    record->reserved_votes_source = rule_source(lowering, reserved);
}

/* How it meets, and what it leaves written. */
static void lower_meetings(struct lowering *lowering, const struct decl *body, struct program_body *record)
{
    const struct context *context = lowering->context;
    struct body_rule convenes = body_rule(context, body, NODE_CONVENES), extra = body_rule(context, body, NODE_CONVENES_EXTRA);
    struct body_rule minutes = body_rule(context, body, NODE_MINUTES), modalities = body_rule(context, body, NODE_MODALITIES);
    struct body_rule secretariat = body_rule(context, body, NODE_SECRETARIAT);
    const struct node *meets = node_child(body->node, NODE_MEETS), *every = meets ? node_child(meets, NODE_LENGTH) : NULL;
    record->conveners = convenes.node ? (int32_t)convenes.node->number : 0;
    record->outsider = lower_link(lowering, convenes.node);
    record->conveners_source = rule_source(lowering, convenes);
    record->extra_conveners = extra.node ? (int32_t)extra.node->number : 0;
    record->extra_source = rule_source(lowering, extra);
    record->minutes = minutes.node ? (uint32_t)minutes.node->number : MINUTES_UNKNOWN;
    record->minutes_source = rule_source(lowering, minutes);
    record->modalities = modalities.node ? (int32_t)modalities.node->number : 0;
    record->modalities_source = rule_source(lowering, modalities);
    record->secretariat = lower_link(lowering, secretariat.node);
    record->secretariat_source = rule_source(lowering, secretariat);
    record->meets_count = meets ? (int32_t)meets->number : 0;
    record->meets_every = every ? (int32_t)every->number : 0;
    record->meets_unit = every ? lower_unit(every) : UNIT_WORKING_DAYS;
    record->meets_source = meets ? lower_source_of(lowering, meets) : 0;
}

void lower_body(struct lowering *lowering, const struct decl *body)
{
    const struct node *node = body->node, *special = node_child(node, NODE_SPECIAL_OF);
    struct body_rule members = body_rule(lowering->context, body, NODE_MEMBERS);
    uint32_t invitees, first_seat = lower_seats(lowering, members), first_invitee = lower_invitees(lowering, body, &invitees);
    struct program_body record = {
        VERSION_OF(body), .act = lower_act_of_version(lowering, body),
        .name = lower_name(lowering, body->name), .caption = lower_string(lowering, node->text),
        .special_of = special && special->number == 0 ? lower_link(lowering, special) : NONE,
        .membership = members.node ? (uint32_t)members.node->number : MEMBERS_UNKNOWN,
        .seats_first = first_seat, .seats_count = members.node ? lower_count(members.node, NODE_SEAT) : 0,
        .invitees_first = first_invitee, .invitees_count = invitees,
        .source = lower_source(lowering), .note = lower_notes(lowering, node),
        .file = lower_file(lowering), .line = lower_line(lowering, node),
    };
    lower_decision(lowering, body, &record);
    lower_meetings(lowering, body, &record);
    *RECORD(lowering, body, body->index) = record;
}
