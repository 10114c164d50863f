/* lower_body.c -- committees. See lower.h. */
#include "compiler/lower_inner.h"

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

static uint32_t lower_seats(struct lowering *lowering, const struct node *members)
{
    const struct node *seat = members ? node_child(members, NODE_SEAT) : NULL;
    uint32_t first = seat ? scope_meaning(lowering->context->scope, seat)->index : 0;
    for (; seat; seat = node_next(seat)) {
        const struct decl *decl = scope_meaning(lowering->context->scope, seat);
        *RECORD(lowering, seat, decl->index) = (struct program_seat){
            .name = lower_name(lowering, seat->name), .caption = lower_string(lowering, seat_caption(lowering, seat)),
            .presides = seat->number == 1, .delegation = (uint32_t)seat->other,
            .source = lower_string(lowering, decl->source), .note = lower_notes(lowering, seat),
        };
    }
    return first;
}

static uint32_t lower_invitees(struct lowering *lowering, const struct node *invitees, uint32_t *count)
{
    *count = invitees ? lower_count(invitees, NODE_INVITEE) : 0;
    uint32_t first = ADD(lowering, invitee, *count), at = first;
    for (const struct node *node = *count ? node_child(invitees, NODE_INVITEE) : NULL; node; node = node_next(node)) {
        const struct node *condition = node_child(node, NODE_CONDITION);
        *RECORD(lowering, invitee, at++) = (struct program_invitee){
            .name = lower_name(lowering, node->name), .caption = lower_string(lowering, seat_caption(lowering, node)),
            .count = (int32_t)node->number, .condition = condition ? lower_string(lowering, condition->text) : 0,
            .flags = (int32_t)node->other, .source = lower_source_of(lowering, node), .note = lower_notes(lowering, node),
        };
    }
    return first;
}

/* A rule of the body cites its own article, or the body's when it has none of its own. */
static uint32_t rule_source(struct lowering *lowering, const struct node *rule)
{
    return rule ? lower_source_of(lowering, rule) : lower_source(lowering);
}

void lower_body(struct lowering *lowering, const struct decl *body)
{
    const struct node *node = body->node, *members = node_child(node, NODE_MEMBERS);
    const struct node *quorum = node_child(node, NODE_QUORUM), *decision = node_child(node, NODE_DECISION);
    const struct node *tie = node_child(node, NODE_TIE), *urgent = node_child(node, NODE_URGENT);
    const struct node *convenes = node_child(node, NODE_CONVENES), *extra = node_child(node, NODE_CONVENES_EXTRA);
    const struct node *meets = node_child(node, NODE_MEETS), *every = meets ? node_child(meets, NODE_LENGTH) : NULL;
    const struct node *minutes = node_child(node, NODE_MINUTES), *modalities = node_child(node, NODE_MODALITIES);
    const struct node *secretariat = node_child(node, NODE_SECRETARIAT);
    uint32_t invitees, first_seat = lower_seats(lowering, members);
    uint32_t first_invitee = lower_invitees(lowering, node_child(node, NODE_INVITEES), &invitees);
    *RECORD(lowering, body, body->index) = (struct program_body){
        PROGRAM_ALWAYS,
        .name = lower_name(lowering, body->name), .caption = lower_string(lowering, node->text),
        .membership = members ? (uint32_t)members->number : MEMBERS_UNKNOWN,
        .seats_first = first_seat, .seats_count = members ? lower_count(members, NODE_SEAT) : 0,
        .invitees_first = first_invitee, .invitees_count = invitees,
        .secretariat = lower_link(lowering, secretariat),
        .quorum = quorum ? (uint32_t)quorum->other : QUORUM_UNKNOWN,
        .quorum_members = quorum && quorum->other == QUORUM_COUNT ? (int32_t)quorum->number : 0,
        .decision = decision ? (uint32_t)decision->number : DECISION_UNKNOWN,
        .counted = decision ? (uint32_t)decision->other : OF_ATTENDEES,
        .by_consensus = decision && node_child(decision, NODE_CONSENSUS), .exception = lower_link(lowering, decision),
        .tie = tie ? (uint32_t)tie->number : TIE_UNSAID,
        .urgent = urgent != NULL, .urgent_source = rule_source(lowering, urgent),
        .conveners = convenes ? (int32_t)convenes->number : 0, .conveners_source = rule_source(lowering, convenes),
        .extra_conveners = extra ? (int32_t)extra->number : 0, .extra_source = rule_source(lowering, extra),
        .minutes = minutes ? (uint32_t)minutes->number : MINUTES_UNKNOWN,
        .modalities = modalities ? (int32_t)modalities->number : 0,
        .secretariat_source = rule_source(lowering, secretariat), .quorum_source = rule_source(lowering, quorum),
        .decision_source = rule_source(lowering, decision), .tie_source = rule_source(lowering, tie),
        .minutes_source = rule_source(lowering, minutes),
        .modalities_source = rule_source(lowering, modalities),
        .meets_count = meets ? (int32_t)meets->number : 0, .meets_every = every ? (int32_t)every->number : 0,
        .meets_unit = every ? lower_unit(every) : UNIT_WORKING_DAYS,
        .meets_source = meets ? lower_source_of(lowering, meets) : 0,
        .source = lower_source(lowering), .note = lower_notes(lowering, node),
        .file = lower_file(lowering), .line = lower_line(lowering, node),
    };
}
