/* resolve.c -- see resolve.h.
 *
 * What a name may mean depends on the node that says it, and for the names in a
 * list of names («responsable a, b») on the node around it: two tables hold that. The
 * values of a list are told by what they are compared with, and come apart. */
#include "compiler/resolve.h"

#include "compiler/consolidate.h"
#include "compiler/declare.h"

/* Names compared in all for «¿quiso decir…?»: hundreds of mistakes among hundreds of
 * thousands of names would take minutes, and nobody reads so many. */
#define MAX_LIKENED 2000000

#define DESTINATION (KIND(STAGE) | KIND(FINAL))
#define STEP (KIND(STAGE) | KIND(MOMENT))
#define RECKONED (KIND(DATUM) | KIND(PARAMETER))

static const unsigned named_by[NODE_KINDS] = {
    [NODE_CITATION] = KIND(NORM), [NODE_ISSUER] = KIND(ACTOR), [NODE_OF] = KIND(ACTOR), [NODE_SECRETARIAT] = KIND(ACTOR),
    [NODE_SIGNED_BY_ALL] = KIND(DATUM), [NODE_EXTENDS] = KIND(CALENDAR), [NODE_USES_CALENDAR] = KIND(CALENDAR),
    [NODE_STARTS] = KIND(STAGE), [NODE_SESSION] = KIND(BODY), [NODE_REPEATS] = KIND(BODY),
    [NODE_DECISION] = KIND(INSTRUMENT), [NODE_SPECIAL_OF] = KIND(BODY), [NODE_CONVENES] = KIND(ACTOR),
    [NODE_PRIOR] = KIND(INSTRUMENT), [NODE_RECOMMENDS] = KIND(BODY), [NODE_ADOPTED_BY] = KIND(ACTOR), [NODE_HANDLING] = KIND(INSTRUMENT),
    [NODE_EXPECT_MEASURE] = KIND(MEASURE), [NODE_EXPECT_MEASURE_DUE] = KIND(MEASURE),
    [NODE_FOLLOWS] = DESTINATION, [NODE_EXTENSION] = KIND(INSTRUMENT), [NODE_SUSPENDS] = KIND(INSTRUMENT),
    [NODE_RESUMES] = KIND(INSTRUMENT), [NODE_RESTARTS] = KIND(INSTRUMENT), [NODE_ACT_COMPLETE] = STEP,
    [NODE_ACT_SESSION] = KIND(BODY), [NODE_ASSIGN] = KIND(DATUM), [NODE_EXPECT_STAGE] = KIND(STAGE),
    [NODE_EXPECT_FINAL] = KIND(FINAL), [NODE_EXPECT_MOMENT] = KIND(MOMENT), [NODE_TIMES_OF] = STEP | KIND(INSTRUMENT),
    [NODE_REFORM] = KIND(NORM), [NODE_EXPECT_TIMES] = STEP | KIND(INSTRUMENT), [NODE_WITH] = KIND(INSTRUMENT),
    [NODE_CURRENCY] = KIND(PARAMETER), [NODE_AMOUNT] = KIND(PARAMETER), [NODE_HOW_MANY] = KIND(DATUM),
    [NODE_JUDGED] = KIND(ACTOR) | KIND(BODY), [NODE_ACT_ADD] = KIND(DATUM),
    [NODE_SUBROUTE] = KIND(ROUTE), [NODE_CROSSING] = KIND(DATUM), [NODE_ACT_RETURN] = KIND(ROUTE),
    [NODE_ENDED_IN] = KIND(FINAL), [NODE_EXPECT_STARTED] = KIND(ROUTE),
};

static const unsigned listed_in[NODE_KINDS] = {
    [NODE_SIGNERS] = KIND(ACTOR), [NODE_ANNEXES] = KIND(INSTRUMENT), [NODE_RESPONSIBLE] = KIND(ACTOR),
    [NODE_PARTICIPANTS] = KIND(ACTOR), [NODE_RECEIVES] = KIND(INSTRUMENT), [NODE_PRODUCES] = KIND(INSTRUMENT),
    [NODE_ASKS] = KIND(DATUM), [NODE_DATUM] = KIND(LIST), [NODE_FIELD] = KIND(LIST), [NODE_SIGNED_BY] = KIND(ACTOR),
    [NODE_ACT_COMPLETE] = KIND(ACTOR), [NODE_ACT_PRODUCE] = KIND(ACTOR), [NODE_ACT_INFORM] = KIND(ACTOR),
    [NODE_ACT_EXTEND] = KIND(ACTOR), [NODE_ACT_JUDGE] = KIND(ACTOR), [NODE_ACT_ADD] = KIND(ACTOR), [NODE_STAGES] = KIND(STAGE), [NODE_INTERRUPTION] = KIND(DATUM),
    [NODE_BRANCH] = KIND(DATUM), [NODE_CONDITION] = KIND(DATUM), [NODE_MEASURES] = KIND(MEASURE), [NODE_ACT_MEASURE] = KIND(ACTOR),
    [NODE_SESSION] = KIND(DATUM), [NODE_CONDITIONED] = KIND(DATUM), [NODE_LENGTH] = KIND(DATUM),
    [NODE_AMENDS] = KIND(NORM), [NODE_AFTER] = KIND(NORM), [NODE_APPLIES] = KIND(DATUM), [NODE_OR] = KIND(DATUM), [NODE_AND] = KIND(DATUM), [NODE_NOT] = KIND(DATUM),
    [NODE_THESE] = KIND(DATUM), [NODE_COMPARE] = RECKONED, [NODE_PLUS] = RECKONED, [NODE_MINUS] = RECKONED,
    [NODE_PRODUCT] = RECKONED, [NODE_HALF] = RECKONED,
};

static unsigned kinds_of_anchor(const struct node *anchor)
{
    return anchor->number == ANCHOR_NAMED ? KIND(DATUM) | KIND(INSTRUMENT) : STEP;
}

static unsigned kinds_of_effect(const struct node *effect)
{
    return effect->number == EXPIRY_FOLLOWS ? DESTINATION : KIND(ACTOR);
}

unsigned resolve_kinds(const struct node *node, enum node_kind parent)
{
    if (node->kind == NODE_REF) return listed_in[parent];
    if (node->kind == NODE_ANCHOR) return kinds_of_anchor(node);
    if (node->kind == NODE_EXPIRY_ACTION) return kinds_of_effect(node);
    if (node->kind == NODE_EXPECT_SKIPPED) return node->number ? KIND(MOMENT) : KIND(STAGE);
    return named_by[node->kind];
}

/* ---- Finding -------------------------------------------------------------- */

/* What a name means, means it on the day of who says it. What no date is known of may name what
 * its norm brought in force later, but not what a reform did. */
static struct decl *in_force(const struct decl *home, struct decl *decl)
{
    struct decl *now = scope_on(decl, home->from);
    return now && home->from == DAY_NONE && now->version && now->version->by && !now->owner ? NULL : now;
}

/* Walks what a name may mean from `home`: its route's names, then those of the modules it
 * sees. *second is another meaning that nobody has complained of yet, or NULL. */
static struct decl *look(struct context *context, const struct decl *home, symbol_t name, unsigned kinds, struct decl **second)
{
    struct decl *found = NULL;
    const struct decl *owners[] = { home->route, NULL };
    *second = NULL;
    for (size_t i = home->route ? 0 : 1; i < 2; i++) {
        struct decl *decl = scope_find(context->scope, owners[i], name, kinds);
        for (; decl; decl = scope_find_next(decl, kinds)) {
            if (!project_sees(context->project, home->module, decl->module)) continue;
            struct decl *now = in_force(home, decl);
            if (!now) continue;
            if (!found) found = now;
            else if (!declare_clash(context, found, decl)) *second = decl;
        }
    }
    return found;
}

/* ---- Reporting ------------------------------------------------------------ */

/* «una etapa o un final». */
static struct text kinds_words(struct context *context, unsigned kinds)
{
    struct text text = TEXT("");
    for (enum decl_kind kind = 0; kind < DECL_KINDS; kind++)
        if (kinds & (1u << kind))
            text = FORMAT(context, "%.*s%s%s", TEXT_ARGS(text), text.length ? " o " : "", declare_words(kind)->one);
    return text;
}

static bool is_candidate(struct context *context, const struct decl *home, const struct decl *decl, unsigned kinds)
{
    return (kinds & (1u << decl->kind)) && (!decl->owner || decl->owner == home->route || decl->kind == DECL_VALUE)
        && project_sees(context->project, home->module, decl->module);
}

/* «¿quiso decir «X»? (línea N)», or nothing when no name is near. */
static void suggest_name(struct context *context, const struct decl *home, const struct node *use, unsigned kinds,
                         const struct decl *owner, struct diagnostic *said)
{
    if (report_count(context->out->report, SEVERITY_ERROR) * context->scope->count > MAX_LIKENED) return;
    VEC(struct text) names = {0};
    VEC(const struct decl *) decls = {0};
    for (size_t i = 0; i < context->scope->count; i++) {
        const struct decl *decl = context->scope->decls[i];
        if (owner ? decl->owner != owner : !is_candidate(context, home, decl, kinds)) continue;
        VEC_PUSH(&names, context_spelling(context, decl->name));
        VEC_PUSH(&decls, decl);
    }
    struct text near = suggest(context_spelling(context, use->name), names.items, names.count);
    for (size_t i = 0; near.length && i < names.count; i++) {
        if (!text_equal(names.items[i], near)) continue;
        struct text line = context_line(context, use->name_span, decls.items[i]->node->name_span);
        said->help = FORMAT(context, "¿quiso decir «%.*s»? (%.*s)", TEXT_ARGS(near), TEXT_ARGS(line));
        break;
    }
    VEC_FREE(&names);
    VEC_FREE(&decls);
}

/* «ninguna etapa llamada»; for what may be one of two kinds, the words of the usual one. */
static struct text none_words(unsigned kinds)
{
    if (kinds == (KIND(DATUM) | KIND(INSTRUMENT))) return TEXT("ningún dato ni instrumento llamado");
    if (kinds == (STEP | KIND(INSTRUMENT))) return TEXT("ninguna etapa, momento ni instrumento con el nombre");
    if (kinds == (KIND(ACTOR) | KIND(BODY))) return TEXT("ninguna entidad, dependencia, cargo, interviniente ni comité con el nombre");
    if (kinds == STEP) return TEXT("ninguna etapa ni momento con el nombre");
    enum decl_kind kind = 0;
    while (!(kinds & (1u << kind))) kind++;
    return text_from(declare_words(kind)->none);
}

/* What a reform took away, while somebody still names it: the fault is the reform's. */
static bool report_dangling(struct context *context, const struct decl *home, const struct node *use)
{
    char day[DATE_TEXT_SIZE];
    const struct law_element *element = home->version ? home->version->element : NULL;
    const struct law_change *gone = home->from == DAY_NONE ? NULL : law_removal(context->law, element, use->name, home->from);
    const struct law_act *author = law_author(context->law, use->span);
    if (!gone || (author && author->day >= gone->act->day)) return false;
    struct diagnostic *said = TELL(context, NULL, name_left_dangling, law_act_place(gone->act), text_from(day_format(home->from, day)),
                                   context_spelling(context, use->name), context_title(context, home));
    context_relate(said, use->name_span, FORMAT(context, "aquí se nombra «%.*s»", TEXT_ARGS(context_spelling(context, use->name))));
    return true;
}

static bool report_not_in_force(struct context *context, const struct decl *home, const struct node *use, unsigned kinds)
{
    char day[DATE_TEXT_SIZE];
    for (enum decl_kind kind = 0; kind < DECL_KINDS; kind++) {
        const struct law_element *element = kinds & (1u << kind) ? law_find(context, home->module, kind, use->name) : NULL;
        if (!element || !element->first) continue;
        struct text when = home->from == DAY_NONE ? TEXT("antes de esa fecha") : FORMAT(context, "el %s", day_format(home->from, day));
        TELL(context, home, name_not_in_force, use->name_span, law_element_text(context, element), when,
             law_why_not(context, element, home->from == DAY_NONE ? element->first->from - 1 : home->from));
        return true;
    }
    return false;
}

static void report_unbound(struct context *context, const struct decl *home, const struct node *use, unsigned kinds)
{
    if (report_dangling(context, home, use) || report_not_in_force(context, home, use, kinds)) return;
    struct decl *second;
    struct text name = context_spelling(context, use->name);
    const struct decl *other = look(context, home, use->name, KIND_ANY, &second);
    if (other && other->kind == DECL_DEADLINE && use->kind == NODE_ANCHOR) {
        context_relate(TELL(context, home, anchor_is_term, use->name_span, name), other->node->name_span, TEXT("aquí se declara"));
        return;
    }
    if (other) {
        struct diagnostic *said = TELL(context, home, wrong_kind, use->name_span, name,
                                       text_from(declare_words(other->kind)->one), kinds_words(context, kinds));
        context_relate(said, other->node->name_span, TEXT("aquí se declara"));
        return;
    }
    struct diagnostic *said = TELL(context, home, unknown_name, use->name_span, none_words(kinds), name);
    suggest_name(context, home, use, kinds, NULL, said);
}

static struct decl *bind(struct context *context, const struct decl *home, struct node *use, unsigned kinds)
{
    struct decl *second, *found = look(context, home, use->name, kinds, &second);
    if (!found) {
        report_unbound(context, home, use, kinds);
        return NULL;
    }
    if (second) {
        struct diagnostic *said = TELL(context, home, ambiguous_name, use->name_span, context_spelling(context, use->name),
                                       text_from(declare_words(found->kind)->one), text_from(declare_words(second->kind)->one),
                                       context_line(context, use->name_span, second->node->name_span));
        context_relate(said, found->node->name_span, TEXT("una de las dos"));
    }
    scope_bind(use, found);
    return found;
}

/* ---- What the other side of a comparison decides -------------------------- */

static const struct decl *list_of(struct context *context, const struct decl *datum)
{
    const struct node *type = datum && datum->kind == DECL_DATUM ? node_child(datum->node, NODE_REF) : NULL;
    if (!type) return NULL;
    if (!scope_meaning(context->scope, type)) {     /* a datum of a route that comes later */
        struct decl *second, *list = look(context, datum, type->name, KIND(LIST), &second);
        return list;
    }
    return scope_meaning(context->scope, type);
}

static void bind_value(struct context *context, const struct decl *home, struct node *use, const struct decl *datum)
{
    const struct decl *list = list_of(context, datum);
    if (use->kind != NODE_REF || !list) return;     /* what does not fit is typecheck's to say */
    struct decl *value = scope_find(context->scope, list, use->name, KIND(VALUE));
    if (value) {
        scope_bind(use, value);
        return;
    }
    struct diagnostic *said = TELL(context, home, unknown_value, use->name_span, context_spelling(context, list->name),
                                   context_spelling(context, use->name));
    suggest_name(context, home, use, KIND(VALUE), list, said);
    context_relate(said, list->node->name_span, TEXT("la lista"));
}

static void resolve_node(struct context *context, const struct decl *home, struct node *node, enum node_kind parent);

/* The other side of «nivel es …»: a value of its list or, of what a route knows, another
 * datum. What is neither and has no list is typecheck's to say. */
static void bind_compared(struct context *context, const struct decl *home, struct node *use, const struct decl *datum)
{
    const struct decl *list = list_of(context, datum);
    struct decl *second, *other = look(context, home, use->name, RECKONED, &second);
    bool is_value = list && scope_find(context->scope, list, use->name, KIND(VALUE));
    if (other && !is_value && home->kind != DECL_SCENARIO) scope_bind(use, other);
    else bind_value(context, home, use, datum);
}

static void resolve_comparison(struct context *context, const struct decl *home, struct node *node)
{
    struct node *left = node->first;
    const struct decl *datum = NULL;
    if (left->kind == NODE_REF) {
        datum = bind(context, home, left, home->kind == DECL_SCENARIO ? KIND(DATUM) : RECKONED);
        if (!datum) return;
    } else {
        resolve_node(context, home, left, NODE_COMPARE);
    }
    for (struct node *side = left->next; side; side = side->next) {
        if (!datum || side->kind != NODE_REF) resolve_node(context, home, side, NODE_COMPARE);
        else if (node->kind != NODE_COMPARE) bind_value(context, home, side, datum);
        else bind_compared(context, home, side, datum);
    }
}

static bool is_invitee(const struct decl *body, symbol_t name)
{
    const struct node *invitees = body ? node_child(body->node, NODE_INVITEES) : NULL;
    const struct node *invitee = invitees ? node_child(invitees, NODE_INVITEE) : NULL;
    for (; invitee; invitee = node_next(invitee))
        if (invitee->name == name) return true;
    return false;
}

/* The body whose special session it is: its own node may have its turn later. */
static const struct decl *special_of(struct context *context, const struct decl *body)
{
    const struct node *of = body ? node_child(body->node, NODE_SPECIAL_OF) : NULL;
    struct decl *second;
    return of ? look(context, body, of->name, KIND(BODY), &second) : NULL;
}

/* A seat the body has, or had, or will have: on the day of the session the machine tells. */
static struct decl *seat_of(struct context *context, const struct decl *body, symbol_t name)
{
    struct decl *seat = scope_find(context->scope, body, name, KIND(SEAT));
    const struct law_element *element = body->version ? body->version->element : NULL;
    for (size_t i = 0; element && !seat && i < element->version_count; i++)
        seat = scope_find(context->scope, element->decls[i], name, KIND(SEAT));
    return seat;
}

/* Attendees are seats; an invitee or any actor may be named too, for the machine to
 * refuse, and are who attends where the members are those convened. */
static void resolve_attendees(struct context *context, const struct decl *home, const struct node *session)
{
    const struct decl *body = scope_meaning(context->scope, session), *base = special_of(context, body);
    const struct node *attends = node_child(session, NODE_ATTENDS);
    struct decl *second;
    for (struct node *who = attends ? attends->first : NULL; who && body; who = who->next) {
        if (who->kind != NODE_REF) continue;
        struct decl *seat = seat_of(context, body, who->name);
        if (!seat && base) seat = seat_of(context, base, who->name);
        if (!seat) seat = look(context, home, who->name, KIND(ACTOR), &second);
        if (seat) {
            scope_bind(who, seat);
        } else if (!is_invitee(body, who->name) && !is_invitee(base, who->name)) {
            struct diagnostic *said = TELL(context, home, unknown_name, who->name_span,
                                           text_from(declare_words(DECL_SEAT)->none), context_spelling(context, who->name));
            suggest_name(context, home, who, KIND(SEAT), base && !node_child(body->node, NODE_MEMBERS) ? base : body, said);
        }
    }
}

/* A step that repeats by time is its own term too, under its own name; so is a measure that lasts. */
static void bind_term(struct context *context, const struct decl *home, struct node *use)
{
    struct decl *second, *step = look(context, home, use->name, STEP, &second);
    const struct node *repeats = step ? node_child(step->node, NODE_REPEATS) : NULL;
    struct decl *measure = look(context, home, use->name, KIND(MEASURE), &second);
    if (repeats && repeats->name == SYMBOL_NONE) scope_bind(use, step);
    else if (measure && node_child(measure->node, NODE_LASTS)) scope_bind(use, measure);
    else bind(context, home, use, KIND(DEADLINE));
}

static bool names_term(enum node_kind kind)
{
    return kind == NODE_EXPECT_DUE || kind == NODE_EXPECT_DEADLINE || kind == NODE_ACT_EXTEND || kind == NODE_ACT_EXPIRE;
}

static const struct decl *extended_by(struct context *context, const struct decl *calendar)
{
    const struct node *extends = node_child(calendar->node, NODE_EXTENDS);
    struct decl *second;
    return extends ? look(context, calendar, extends->name, KIND(CALENDAR), &second) : NULL;
}

/* «acoge X»: of the nearest of the calendars it extends. */
static void bind_closure(struct context *context, const struct decl *calendar, struct node *use)
{
    const struct decl *base = extended_by(context, calendar);
    size_t left = context->scope->count;        /* a circle of calendars is prove_bodies.c's to say */
    for (const struct decl *at = base; at && left-- > 0; at = extended_by(context, at)) {
        struct decl *closure = scope_find(context->scope, at, use->name, KIND(HOLIDAY));
        if (!closure) continue;
        scope_bind(use, closure);
        return;
    }
    struct diagnostic *said = TELL(context, calendar, closure_unknown, use->name_span,
                                   context_spelling(context, calendar->name), context_spelling(context, use->name));
    if (base) suggest_name(context, calendar, use, KIND(HOLIDAY), base, said);
}

/* The field of that name of the people of a datum, and in the use its place; NULL, said, when
 * they have none. Of what is no list of people typecheck.c tells. */
static const struct node *bind_field(struct context *context, const struct decl *home, struct node *use, const struct decl *datum)
{
    int32_t place = 0;
    const struct node *field = node_child(datum->node, NODE_FIELD);
    if (!field) return NULL;
    for (; field && field->name != use->name; field = node_next(field)) place++;
    use->number = place;
    if (field) return field;
    struct diagnostic *said = TELL(context, home, unknown_field, use->name_span, context_spelling(context, datum->name),
                                   context_spelling(context, use->name));
    context_relate(said, datum->node->name_span, TEXT("aquí se dicen sus campos"));
    return NULL;
}

/* A field of «cuántos de … con calidad hijo», or of a person that is given, with its value. */
static void bind_field_value(struct context *context, const struct decl *home, struct node *use, const struct decl *datum)
{
    const struct node *field = bind_field(context, home, use, datum), *type = field ? node_child(field, NODE_REF) : NULL;
    struct node *value = use->first;
    struct decl *second, *list = type ? look(context, datum, type->name, KIND(LIST), &second) : NULL;
    if (!list || value->kind != NODE_REF) return;
    struct decl *found = scope_find(context->scope, list, value->name, KIND(VALUE));
    if (found) {
        scope_bind(value, found);
        return;
    }
    struct diagnostic *said = TELL(context, home, unknown_value, value->name_span, context_spelling(context, list->name),
                                   context_spelling(context, value->name));
    suggest_name(context, home, value, KIND(VALUE), list, said);
}

static void bind_person(struct context *context, const struct decl *home, struct node *person, const struct decl *datum)
{
    for (struct node *given = person->first; given; given = given->next) bind_field_value(context, home, given, datum);
}

/* One value, or several between parentheses. */
static void bind_assigned(struct context *context, const struct decl *home, struct node *given, const struct decl *datum)
{
    if (given->kind == NODE_PEOPLE) {
        for (struct node *person = given->first; person; person = person->next) bind_person(context, home, person, datum);
        return;
    }
    if (given->kind != NODE_VALUES) bind_value(context, home, given, datum);
    else for (struct node *value = given->first; value; value = value->next) bind_value(context, home, value, datum);
}

/* The sources of a clause whose conditions wait, and what it carries of its own. */
static void resolve_marks(struct context *context, const struct decl *home, const struct node *clause)
{
    for (struct node *child = clause->first; child; child = child->next)
        if (child->kind == NODE_SOURCE) resolve_node(context, home, child, clause->kind);
}

/* ---- Names of another route ----------------------------------------------- */

static void resolve_node(struct context *context, const struct decl *home, struct node *node, enum node_kind parent);

/* As `home`, but saying the names of a route it starts. */
static struct decl as_of(const struct decl *home, const struct decl *route)
{
    struct decl other = *home;
    other.route = route;
    return other;
}

/* «con a = b»: a datum of the other route gets one of ours; «y recibe a = b»: the other way round. */
static void resolve_crossings(struct context *context, const struct decl *home, struct node *subroute)
{
    const struct decl *route = scope_meaning(context->scope, subroute);
    for (struct node *list = route ? subroute->first : NULL; list; list = list->next) {
        bool gives = list->kind == NODE_GIVES;
        if (!gives && list->kind != NODE_RETURNS) continue;
        const struct decl theirs = as_of(home, route);
        for (struct node *crossing = node_child(list, NODE_CROSSING); crossing; crossing = node_next(crossing)) {
            bind(context, gives ? &theirs : home, crossing, KIND(DATUM));
            if (crossing->first) bind(context, gives ? home : &theirs, crossing->first, KIND(DATUM));
        }
    }
}

/* «termina la ruta X en FINAL con dato = valor»: the final and the data are of X. */
static void resolve_return(struct context *context, const struct decl *home, struct node *act)
{
    const struct decl *route = scope_meaning(context->scope, act);
    if (!route) return;
    const struct decl theirs = as_of(home, route);
    for (struct node *child = act->first; child; child = child->next)
        if (child->kind == NODE_ENDED_IN || child->kind == NODE_ASSIGN) resolve_node(context, &theirs, child, act->kind);
}

/* ---- The walk ------------------------------------------------------------- */

/* A session is of the body as it is that day. */
static const struct decl *on_its_day(const struct decl *home, const struct node *node, struct decl *room)
{
    if (node->kind != NODE_ACT_SESSION) return home;
    *room = *home;
    room->from = (day_t)node->number;
    return room;
}

static void resolve_node(struct context *context, const struct decl *home, struct node *node, enum node_kind parent)
{
    struct decl room;
    home = on_its_day(home, node, &room);
    unsigned kinds = resolve_kinds(node, parent);
    struct decl *meaning = kinds && node->name != SYMBOL_NONE ? bind(context, home, node, kinds) : NULL;

    if (node->kind == NODE_COMPARE || node->kind == NODE_IN || node->kind == NODE_CONTAINS) {
        resolve_comparison(context, home, node);
        return;
    }
    if (node->kind == NODE_CONDITION || node->kind == NODE_REQUIRES || node->kind == NODE_EXCEPT) {
        resolve_marks(context, home, node);         /* each route has its turn: resolve_condition() */
        return;
    }
    if (names_term(node->kind)) bind_term(context, home, node);
    if (node->kind == NODE_HOW_MANY) {
        if (meaning && node->first) bind_field_value(context, home, node->first, meaning);
        return;
    }
    if (node->kind == NODE_REF && parent == NODE_ADOPTS) bind_closure(context, home, node);
    if (node->kind == NODE_ASSIGN && meaning && node->first) bind_assigned(context, home, node->first, meaning);
    if (node->kind == NODE_ACT_SESSION) resolve_attendees(context, home, node);
    if (node->kind == NODE_SUBROUTE) resolve_crossings(context, home, node);
    if (node->kind == NODE_ACT_RETURN) resolve_return(context, home, node);
    bool of_another = node->kind == NODE_SUBROUTE || node->kind == NODE_ACT_RETURN;     /* bound just now */
    for (struct node *child = node->first; child; child = child->next)
        if ((!of_another || child->kind == NODE_SOURCE) && !scope_meaning(context->scope, child))      /* declarations have their own turn */
            resolve_node(context, home, child, node->kind);
}

/* A scenario says names of its route: without it, nothing in it can be understood. */
static bool enter_scenario(struct context *context, struct decl *scenario)
{
    struct node *named = node_child(scenario->node, NODE_ROUTE_REF);
    struct decl *route = named ? bind(context, scenario, named, KIND(ROUTE)) : NULL;
    scenario->route = route;
    return route != NULL;
}

void resolve_condition(struct context *context, const struct decl *route, struct node *condition)
{
    resolve_node(context, route, condition, NODE_CONDITION);
}

/* The norms it speaks of; what it writes is resolved in the versions it makes. */
static void resolve_reform(struct context *context, struct decl *reform)
{
    struct node named = *reform->node;
    bind(context, reform, &named, KIND(NORM));
    for (struct node *child = reform->node->first; child; child = child->next)
        if (child->kind == NODE_AMENDS || child->kind == NODE_AFTER) resolve_node(context, reform, child, NODE_REFORM);
    reform->route = NULL;
}

void resolve_names(struct context *context)
{
    for (size_t i = 0; i < context->scope->count && !report_is_full(context->out->report); i++) {
        struct decl *decl = context->scope->decls[i];
        if (decl->kind == DECL_SCENARIO && !enter_scenario(context, decl)) continue;
        if (decl->kind == DECL_REFORM) {
            resolve_reform(context, decl);
            continue;
        }
        resolve_node(context, decl, decl->node, NODE_FILE);
    }
}
