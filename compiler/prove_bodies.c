/* prove_bodies.c -- bodies can sit, and nothing contains itself. See prove.h. */
#include "compiler/prove.h"

#include "compiler/bodies.h"

#define EASTER_REACH 366        /* days a holiday may be from its Easter: as the machine's calendar */

static struct text name_of(const struct context *context, const struct decl *decl)
{
    return context_spelling(context, decl->name);
}

/* ---- Members -------------------------------------------------------------- */

static void prove_presidency(struct context *context, const struct decl *body, const struct node *members)
{
    const struct node *chair = NULL;
    for (const struct node *seat = node_child(members, NODE_SEAT); seat; seat = node_next(seat)) {
        if (seat->number != 1) continue;
        if (chair) context_relate(TELL(context, body, two_presidencies, seat->name_span, name_of(context, body)),
                                  chair->name_span, TEXT("ya preside este"));
        else chair = seat;
    }
    const struct node *unknown = node_child(body->node, NODE_CHAIR_UNKNOWN);
    if (chair && unknown) context_relate(TELL_PLAIN(context, body, clause_twice, unknown->span), chair->name_span, TEXT("preside este"));
    if (!chair && !unknown) TELL(context, body, no_presidency, body->node->name_span, name_of(context, body));
}

static int64_t count_seats(const struct node *members)
{
    int64_t seats = 0;
    for (const struct node *seat = node_child(members, NODE_SEAT); seat; seat = node_next(seat)) seats++;
    return seats;
}

static void prove_quorum(struct context *context, const struct decl *body, const struct node *members)
{
    const struct node *quorum = body_rule(context, body, NODE_QUORUM).node;
    int64_t seats = count_seats(members);
    if (!quorum || quorum->other != QUORUM_COUNT || (quorum->number >= 1 && quorum->number <= seats)) return;
    TELL(context, body, quorum_out_of_reach, quorum->span, FORMAT(context, "%lld", (long long)quorum->number),
         name_of(context, body), FORMAT(context, "%lld", (long long)seats));
}

static void prove_said(struct context *context, const struct decl *body, enum node_kind clause, struct text what, struct text write)
{
    if (!body_rule(context, body, clause).node)
        TELL(context, body, body_silent, body->node->name_span, name_of(context, body), what)->help =
            FORMAT(context, "si la norma calla, escriba «%.*s»", TEXT_ARGS(write));
}

/* As many votes on each side matter only where one more would have been a majority: never
 * where the majority is of an odd number of members. */
static bool can_tie(const struct node *members, const struct node *decision)
{
    if (!decision || decision->number == DECISION_UNKNOWN || decision->number == DECISION_UNANIMITY) return false;
    if (!members || members->number != MEMBERS_LISTED) return true;
    int64_t seats = count_seats(members);
    return decision->other == OF_MEMBERS ? seats % 2 == 0 : seats > 1;
}

static void prove_meetings(struct context *context, const struct decl *body)
{
    const struct node *meets = node_child(body->node, NODE_MEETS), *every = meets ? node_child(meets, NODE_LENGTH) : NULL;
    if (!meets) return;
    if (meets->number == 0 || every->number == 0) TELL(context, body, meets_never, meets->span, name_of(context, body));
    if (every->other == UNIT_HOURS) TELL_PLAIN(context, body, meets_by_hours, meets->span);
    if (every->other == UNIT_DAYS_UNSAID) TELL_PLAIN(context, body, days_unsaid, meets->span);
}

static void prove_special(struct context *context, const struct decl *body)
{
    const struct node *of = node_child(body->node, NODE_SPECIAL_OF);
    const struct decl *base = of ? scope_meaning(context->scope, of) : NULL;
    if (!base || !node_child(base->node, NODE_SPECIAL_OF)) return;
    context_relate(TELL(context, body, special_of_special, of->span, name_of(context, body), name_of(context, base)),
                   node_child(base->node, NODE_SPECIAL_OF)->span, TEXT("aquí lo dice"));
}

static void prove_body(struct context *context, const struct decl *body)
{
    const struct node *members = body_rule(context, body, NODE_MEMBERS).node;
    prove_special(context, body);
    prove_meetings(context, body);
    prove_said(context, body, NODE_MEMBERS, TEXT("quiénes lo integran"), TEXT("miembros no consta"));
    prove_said(context, body, NODE_QUORUM, TEXT("su quórum"), TEXT("quórum no consta"));
    prove_said(context, body, NODE_DECISION, TEXT("cómo decide"), TEXT("decide no consta"));
    if (can_tie(members, body_rule(context, body, NODE_DECISION).node))
        prove_said(context, body, NODE_TIE, TEXT("qué pasa en un empate"), TEXT("en empate no consta"));
    if (!members || members->number != MEMBERS_LISTED) return;
    if (!node_child(members, NODE_SEAT)) {
        TELL(context, body, body_empty, members->span, name_of(context, body));
        return;
    }
    if (members == node_child(body->node, NODE_MEMBERS)) prove_presidency(context, body, members);
    prove_quorum(context, body, members);
}

/* ---- Chains --------------------------------------------------------------- */

/* Follows `de` or `extiende` from one declaration: a chain that comes back has no end. */
static const struct decl *next_in_chain(const struct context *context, const struct decl *decl)
{
    const struct node *link = node_child(decl->node, decl->kind == DECL_ACTOR ? NODE_OF : NODE_EXTENDS);
    return link ? scope_meaning(context->scope, link) : NULL;
}

/* Every link of a circle would say the same: the one written first says it. */
static bool is_first_of_circle(const struct context *context, const struct decl *decl)
{
    const struct decl *link = next_in_chain(context, decl);
    for (; link != decl; link = next_in_chain(context, link))
        if (link->node->span.source == decl->node->span.source && link->node->span.offset < decl->node->span.offset) return false;
    return true;
}

static void prove_chain(struct context *context, const struct decl *decl)
{
    size_t left = context->scope->count;        /* longer than that, it turns somewhere else */
    const struct decl *link = next_in_chain(context, decl);
    while (link && link != decl && left-- > 0) link = next_in_chain(context, link);
    if (link == decl && is_first_of_circle(context, decl))
        TELL(context, decl, chain_closes, decl->node->name_span, name_of(context, decl));
}

/* ---- Calendars ------------------------------------------------------------ */

static void prove_adopted(struct context *context, const struct decl *calendar)
{
    for (const struct node *list = node_child(calendar->node, NODE_ADOPTS); list; list = node_next(list)) {
        for (const struct node *ref = node_child(list, NODE_REF); ref; ref = node_next(ref)) {
            const struct decl *closure = scope_meaning(context->scope, ref);
            if (node_child(closure->node, NODE_OPTIONAL)) continue;
            context_relate(TELL(context, calendar, closure_not_optional, ref->name_span, name_of(context, closure)),
                           closure->node->name_span, TEXT("aquí se declara"));
        }
    }
}

/* Then it answers up to the last of them (lower_calendar.c). */
static bool is_list_of_dates(const struct node *calendar)
{
    return node_child(calendar, NODE_CLOSURE) && !node_child(calendar, NODE_HOLIDAY);
}

static void prove_closures(struct context *context, const struct decl *calendar)
{
    for (const struct node *node = calendar->node->first; node; node = node->next)
        if ((node->kind == NODE_CLOSURE || node->kind == NODE_SUSPENSION) && node->other < 0)
            TELL_PLAIN(context, calendar, dates_reversed, node->span);
}

static void prove_calendar(struct context *context, const struct decl *calendar)
{
    struct text name = name_of(context, calendar);
    const struct node *node = calendar->node;
    for (const struct node *day = node_child(node, NODE_HOLIDAY); day; day = node_next(day)) {
        const struct node *easter = node_child(day, NODE_FROM_EASTER);
        if (easter && (easter->number > EASTER_REACH || easter->number < -EASTER_REACH))
            TELL(context, calendar, easter_too_far, easter->span, FORMAT(context, "%d", EASTER_REACH));
    }
    prove_closures(context, calendar);
    prove_adopted(context, calendar);
    if (node_child(node, NODE_EXTENDS)) return;
    if (!node_child(node, NODE_WEEK))
        TELL(context, calendar, calendar_silent, node->name_span, name, TEXT("qué días de la semana son hábiles"))->help =
            TEXT("añada «semana hábil de lunes a viernes», o la que corresponda");
    if (!node_child(node, NODE_VERIFIED_RANGE) && !is_list_of_dates(node))
        TELL(context, calendar, calendar_silent, node->name_span, name, TEXT("entre qué fechas está verificado"))->help =
            TEXT("añada «verificado desde FECHA hasta FECHA»");
}

static void prove_interval(struct context *context, const struct decl *decl, const struct node *node)
{
    if (node && node->other != DAY_NONE && node->other < node->number) TELL_PLAIN(context, decl, dates_reversed, node->span);
}

void prove_bodies(struct context *context)
{
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        if (decl->kind == DECL_BODY) prove_body(context, decl);
        if (decl->kind == DECL_ACTOR || decl->kind == DECL_CALENDAR) prove_chain(context, decl);
        if (decl->kind == DECL_CALENDAR) prove_calendar(context, decl);
        prove_interval(context, decl, node_child(decl->node, NODE_IN_FORCE));
        prove_interval(context, decl, node_child(decl->node, NODE_VERIFIED_RANGE));
    }
}
