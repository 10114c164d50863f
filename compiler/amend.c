/* amend.c -- see amend.h.
 *
 * What an operation means follows from the kind of what it holds: a thing with a name takes
 * the place of the one of its kind and name; a clause, that of all the clauses of its kind. */
#include "compiler/amend.h"

#include "base/check.h"
#include "compiler/clone.h"
#include "compiler/condition.h"
#include "compiler/declare.h"
#include "compiler/resolve.h"
#include "lang/unparse.h"

struct found {
    struct node *holder, *child;
};

static struct arena *arena_of(const struct amending *amending)
{
    return &amending->context->out->arena;
}

/* ---- Words ------------------------------------------------------------------ */

static struct text titled(const struct amending *amending, enum node_kind kind, symbol_t name)
{
    struct context *context = amending->context;
    struct text words = unparse_words(kind);
    if (name == SYMBOL_NONE) return words;
    struct text spelling = context_spelling(context, name);
    return FORMAT(context, "%.*s %.*s", TEXT_ARGS(words), TEXT_ARGS(spelling));
}

/* What an element has inside that can be opened in turn, and what groups such things. */
static bool may_open(enum node_kind kind)
{
    return kind == NODE_STAGE || kind == NODE_MOMENTS || kind == NODE_MOMENT || kind == NODE_DEADLINE;
}

static bool title_inside(const struct amending *amending, const struct node *node, const struct node *part, struct text *title)
{
    if (node == part) *title = titled(amending, part->kind, part->name);
    for (const struct node *child = node->first; child && node != part; child = child->next) {
        if (!may_open(child->kind) || !title_inside(amending, child, part, title)) continue;
        struct text outer = titled(amending, node->kind, node->name);
        if (node->kind != NODE_MOMENTS) *title = FORMAT(amending->context, "%.*s de %.*s", TEXT_ARGS(*title), TEXT_ARGS(outer));
        return true;
    }
    return node == part;
}

/* "plazo informe de etapa análisis de ruta ordinario"; of the element itself, only that. */
static struct text titled_part(const struct amending *amending, const struct node *part)
{
    struct text title = TEXT("");
    bool found = title_inside(amending, amending->tree, part, &title);
    CHECK(found);
    return title;
}

static void report_absent(const struct amending *amending, const struct node *operation, const struct node *part,
                          enum node_kind kind, symbol_t name)
{
    char day[DATE_TEXT_SIZE];
    TELL(amending->context, law_home(amending->context, amending->act), part_not_there, operation->span,
         titled_part(amending, part), titled(amending, kind, name), text_from(day_format(amending->act->day, day)));
}

static void note(const struct amending *amending, const struct node *part, enum amendment verb, enum node_kind kind,
                 symbol_t name, bool gone)
{
    struct text what = titled(amending, kind, name), whose = titled_part(amending, part);
    struct law_change change = {
        .act = amending->act, .element = amending->element, .verb = verb, .gone = gone ? name : SYMBOL_NONE,
        .what = FORMAT(amending->context, "%.*s de %.*s", TEXT_ARGS(what), TEXT_ARGS(whose)),
    };
    VEC_PUSH(&amending->context->law->changes, change);
}

/* ---- Finding ---------------------------------------------------------------- */

/* The node that holds things of a kind together inside a part, or the part itself. */
static enum node_kind wrapper_of(enum node_kind kind)
{
    if (kind == NODE_SEAT) return NODE_MEMBERS;
    if (kind == NODE_INVITEE) return NODE_INVITEES;
    if (kind == NODE_DATUM) return NODE_DATA;
    if (kind == NODE_MOMENT) return NODE_MOMENTS;
    return kind == NODE_BRANCH ? NODE_DECIDE : NODE_KINDS;
}

static struct node *holder_of(struct node *part, enum node_kind kind)
{
    enum node_kind wrapper = wrapper_of(kind);
    return wrapper == NODE_KINDS ? part : node_child(part, wrapper);
}

static bool has_own_name(enum node_kind kind)
{
    return declare_kind(kind) != DECL_KINDS || kind == NODE_INVITEE;
}

static struct found find_named(struct node *part, enum node_kind kind, symbol_t name)
{
    struct node *holder = holder_of(part, kind);
    struct node *child = holder ? node_child(holder, kind) : NULL;
    while (child && child->name != name) child = node_next(child);
    return (struct found){ holder, child };
}

/* The branch that asks the same; «si no» is the one that asks nothing. */
static struct found find_branch(struct node *part, const struct node *branch)
{
    const struct node *wanted = condition_of(branch);
    struct node *holder = holder_of(part, NODE_BRANCH);
    for (struct node *child = holder ? node_child(holder, NODE_BRANCH) : NULL; child; child = node_next(child)) {
        const struct node *asked = condition_of(child);
        if (wanted && asked ? clone_same(wanted, asked) : wanted == asked) return (struct found){ holder, child };
    }
    return (struct found){ holder, NULL };
}

static bool is_outcome(const struct node *node) { return node->kind == NODE_FOLLOWS || node->kind == NODE_SUBROUTE; }

/* An interruption is told by where and by what it interrupts. */
static bool interrupts_alike(const struct node *a, const struct node *b)
{
    const struct node *x = a->first, *y = b->first;
    while (x && !is_outcome(x) && y && clone_same(x, y)) {
        x = x->next;
        y = y->next;
    }
    return x && y && is_outcome(x) && is_outcome(y);
}

static struct found find_interruption(struct node *route, const struct node *interruption)
{
    struct node *child = node_child(route, NODE_INTERRUPTION);
    while (child && !interrupts_alike(child, interruption)) child = node_next(child);
    return (struct found){ route, child };
}

/* A value of a parameter is told by the day it begins. */
static struct found find_value(struct node *parameter, day_t day)
{
    struct node *value = node_child(parameter, NODE_PARAMETER_VALUE);
    while (value && (day_t)value->number != day) value = node_next(value);
    return (struct found){ parameter, value };
}

/* What is done with the measures is told by the verb. */
static struct found find_handling(struct node *step, const struct node *handling)
{
    struct node *child = node_child(step, NODE_HANDLING);
    while (child && child->number != handling->number) child = node_next(child);
    return (struct found){ step, child };
}

/* What a thing that comes would take the place of. */
static struct found find_like(struct node *part, const struct node *thing)
{
    if (thing->kind == NODE_BRANCH) return find_branch(part, thing);
    if (thing->kind == NODE_INTERRUPTION) return find_interruption(part, thing);
    if (thing->kind == NODE_PARAMETER_VALUE) return find_value(part, (day_t)thing->number);
    if (thing->kind == NODE_HANDLING) return find_handling(part, thing);
    if (has_own_name(thing->kind)) return find_named(part, thing->kind, thing->name);
    return (struct found){ part, node_child(part, thing->kind) };
}

/* ---- Adding ------------------------------------------------------------------ */

/* After its like; a branch, before «si no»; a value of a parameter, in its time. */
static const struct node *place_for(const struct node *holder, const struct node *thing)
{
    if (thing->kind == NODE_PARAMETER_VALUE) {
        const struct node *later = node_child(holder, NODE_PARAMETER_VALUE);
        while (later && later->number < thing->number) later = node_next(later);
        return later;
    }
    const struct node *last = node_child(holder, thing->kind);
    while (last && node_next(last)) last = node_next(last);
    if (last && thing->kind == NODE_BRANCH && !condition_of(last)) return last;
    return last ? last->next : NULL;
}

static struct node *make_holder(const struct amending *amending, struct node *part, const struct node *thing)
{
    struct node *holder = ARENA_NEW(arena_of(amending), struct node);
    *holder = (struct node){ .kind = wrapper_of(thing->kind), .span = thing->span, .name_span = thing->name_span };
    clone_insert(part, holder, NULL);
    return holder;
}

static void insert(const struct amending *amending, struct node *part, const struct node *thing)
{
    struct node *holder = holder_of(part, thing->kind);
    if (!holder) holder = make_holder(amending, part, thing);
    if (holder->kind == NODE_MEMBERS) holder->number = MEMBERS_LISTED;
    clone_insert(holder, clone_tree(arena_of(amending), thing), place_for(holder, thing));
}

/* «datos» and its like bring each of their things. */
static bool is_bundle(const struct node *part, enum node_kind kind)
{
    return (kind == NODE_DATA || kind == NODE_MEMBERS || kind == NODE_INVITEES) && node_child(part, kind);
}

/* There is one of its kind and its name, its question, its day or its verb. */
static bool is_single(enum node_kind kind)
{
    return has_own_name(kind) || kind == NODE_BRANCH || kind == NODE_INTERRUPTION || kind == NODE_PARAMETER_VALUE || kind == NODE_HANDLING;
}

static void add(const struct amending *amending, struct node *part, const struct node *operation, const struct node *thing)
{
    bool must_hold = thing->kind == NODE_BRANCH || thing->kind == NODE_MOMENT;
    if (is_bundle(part, thing->kind)) {
        for (const struct node *child = thing->first; child; child = child->next) add(amending, part, operation, child);
        return;
    }
    if (must_hold && !holder_of(part, thing->kind)) {
        report_absent(amending, operation, part, wrapper_of(thing->kind), SYMBOL_NONE);
        return;
    }
    if (is_single(thing->kind) && find_like(part, thing).child) {
        char day[DATE_TEXT_SIZE];
        TELL(amending->context, law_home(amending->context, amending->act), already_there, thing->span, titled_part(amending, part),
             titled(amending, thing->kind, thing->name), text_from(day_format(amending->act->day, day)));
        return;
    }
    insert(amending, part, thing);
    note(amending, part, AMEND_ADD, thing->kind, thing->name, false);
}

/* ---- Replacing ---------------------------------------------------------------- */

static void replace_title(const struct amending *amending, struct node *part, const struct node *title)
{
    part->text = title->text;
    note(amending, part, AMEND_REPLACE, NODE_STRING, SYMBOL_NONE, false);
}

/* The first of a kind gives its place, and the others go. */
static void replace_all(const struct amending *amending, struct node *part, struct node *first, const struct node *thing)
{
    for (struct node *other = node_next(first), *next; other; other = next) {
        next = node_next(other);
        clone_remove(part, other);
    }
    clone_replace(part, first, clone_tree(arena_of(amending), thing));
}

static void replace(const struct amending *amending, struct node *part, const struct node *operation, const struct node *thing)
{
    const struct node *target = node_child(operation, NODE_TARGET);
    struct found old = target ? find_named(part, (enum node_kind)target->number, target->name) : find_like(part, thing);
    symbol_t gone = target ? target->name : thing->name;
    if (thing->kind == NODE_STRING) {
        replace_title(amending, part, thing);
    } else if (!old.child) {
        report_absent(amending, operation, part, thing->kind, gone);
    } else if (is_single(thing->kind)) {
        clone_replace(old.holder, old.child, clone_tree(arena_of(amending), thing));
        note(amending, part, AMEND_REPLACE, thing->kind, gone, gone != thing->name);
        enum decl_kind kind = declare_kind(thing->kind);
        if (gone != thing->name && kind != DECL_KINDS)
            amend_rename(amending->tree, NODE_FILE, 1u << kind, gone, thing->name);
    } else {
        replace_all(amending, part, old.child, thing);
        note(amending, part, AMEND_REPLACE, thing->kind, SYMBOL_NONE, false);
    }
}

void amend_rename(struct node *tree, enum node_kind parent, unsigned kinds, symbol_t from, symbol_t to)
{
    if (tree->name == from && (resolve_kinds(tree, parent) & kinds)) tree->name = to;
    for (struct node *child = tree->first; child; child = child->next) amend_rename(child, tree->kind, kinds, from, to);
}

/* ---- Removing ------------------------------------------------------------------- */

/* «decide» is a block in a stage and a clause in a body; «sesiona» and «requiere», the same. */
static enum node_kind meant_in(const struct node *part, enum node_kind kind)
{
    if ((part->kind == NODE_STAGE || part->kind == NODE_MOMENT) && kind == NODE_REQUIRES) return NODE_CONDITIONED;
    if (part->kind != NODE_BODY) return kind;
    return kind == NODE_DECIDE ? NODE_DECISION : kind == NODE_SESSION ? NODE_MODALITIES : kind;
}

/* A name among those of «produce a, b»; the clause goes with its last one. */
static bool remove_from_lists(struct node *part, enum node_kind kind, symbol_t name)
{
    for (struct node *list = node_child(part, kind); list; list = node_next(list)) {
        struct node *ref = node_child(list, NODE_REF);
        while (ref && ref->name != name) ref = node_next(ref);
        if (!ref) continue;
        clone_remove(list, ref);
        if (!list->first) clone_remove(part, list);
        return true;
    }
    return false;
}

static bool remove_clauses(struct node *part, enum node_kind kind, symbol_t name)
{
    bool any = false;
    for (struct node *child = node_child(part, kind), *next; child; child = next) {
        next = node_next(child);
        if (name != SYMBOL_NONE && child->name != name) continue;
        clone_remove(part, child);
        any = true;
    }
    return any;
}

static bool remove_value(struct node *parameter, day_t day)
{
    struct found old = find_value(parameter, day);
    if (old.child) clone_remove(parameter, old.child);
    return old.child != NULL;
}

static bool remove_named(struct node *part, enum node_kind kind, symbol_t name)
{
    struct found old = find_named(part, kind, name);
    if (old.child) clone_remove(old.holder, old.child);
    return old.child != NULL;
}

/* What has no name is written whole: a branch, an interruption, what is done with the measures. */
static void take_like(const struct amending *amending, struct node *part, const struct node *operation, const struct node *thing)
{
    struct found old = find_like(part, thing);
    if (!old.child) {
        report_absent(amending, operation, part, thing->kind, SYMBOL_NONE);
        return;
    }
    clone_remove(old.holder, old.child);
    note(amending, part, AMEND_REMOVE, thing->kind, SYMBOL_NONE, false);
}

static void take_away(const struct amending *amending, struct node *part, const struct node *operation)
{
    const struct node *target = node_child(operation, NODE_TARGET);
    if (!target) {
        take_like(amending, part, operation, amend_content(operation));
        return;
    }
    enum node_kind kind = meant_in(part, (enum node_kind)target->number);
    bool done = kind == NODE_PARAMETER_VALUE ? remove_value(part, (day_t)target->other) : has_own_name(kind) ? remove_named(part, kind, target->name)
              : (target->name != SYMBOL_NONE && remove_from_lists(part, kind, target->name)) || remove_clauses(part, kind, target->name);
    if (done) note(amending, part, AMEND_REMOVE, kind, target->name, has_own_name(kind));
    else report_absent(amending, operation, part, kind, target->name);
}

/* ---- Calendars ------------------------------------------------------------------
 *
 * Their rules carry the dates, so that one calendar counts the days of any year. */

static struct node *dates_of(const struct amending *amending, struct node *rule)
{
    struct node *dates = node_child(rule, NODE_IN_FORCE);
    if (dates) return dates;
    dates = ARENA_NEW(arena_of(amending), struct node);
    *dates = (struct node){ .kind = NODE_IN_FORCE, .span = rule->span, .name_span = rule->span, .number = DAY_NONE, .other = DAY_NONE };
    clone_insert(rule, dates, NULL);
    return dates;
}

static void add_rule(const struct amending *amending, struct node *calendar, const struct node *rule)
{
    struct node *made = clone_tree(arena_of(amending), rule);
    clone_insert(calendar, made, place_for(calendar, rule));
    if (rule->kind == NODE_HOLIDAY && !node_child(made, NODE_IN_FORCE)) dates_of(amending, made)->number = amending->act->day;
}

/* The one of that name which is in force, or still to come. */
static struct node *rule_in_force(const struct amending *amending, struct node *calendar, enum node_kind kind, symbol_t name)
{
    struct node *rule = node_child(calendar, kind);
    for (; rule; rule = node_next(rule)) {
        const struct node *dates = node_child(rule, NODE_IN_FORCE);
        bool over = dates && dates->other != DAY_NONE && dates->other < amending->act->day;
        if (rule->name == name && !over) return rule;
    }
    return NULL;
}

static bool end_rule(const struct amending *amending, struct node *calendar, enum node_kind kind, symbol_t name)
{
    struct node *rule = rule_in_force(amending, calendar, kind, name);
    if (!rule) return false;
    struct node *dates = rule->kind == NODE_HOLIDAY ? dates_of(amending, rule) : NULL;
    bool begun = dates && (dates->number == DAY_NONE || dates->number < amending->act->day);
    if (begun) dates->other = amending->act->day - 1;
    else clone_remove(calendar, rule);
    return true;
}

static void amend_calendar(const struct amending *amending, struct node *calendar, const struct node *operation)
{
    const struct node *target = node_child(operation, NODE_TARGET), *thing = amend_content(operation);
    enum node_kind kind = thing ? thing->kind : (enum node_kind)target->number;
    symbol_t name = thing ? thing->name : target->name;
    bool is_rule = kind == NODE_HOLIDAY || kind == NODE_CLOSURE || kind == NODE_SUSPENSION;
    enum amendment verb = (enum amendment)operation->number;
    if (!is_rule) {
        TELL(amending->context, law_home(amending->context, amending->act), calendar_undated, operation->span,
             titled(amending, kind, SYMBOL_NONE));
        return;
    }
    if (verb != AMEND_ADD && !end_rule(amending, calendar, kind, name)) {
        report_absent(amending, operation, calendar, kind, name);
        return;
    }
    if (verb == AMEND_ADD && rule_in_force(amending, calendar, kind, name)) {
        add(amending, calendar, operation, thing);      /* says that it is there */
        return;
    }
    if (thing) add_rule(amending, calendar, thing);
    note(amending, calendar, verb, kind, name, verb == AMEND_REMOVE);
}

/* ---- The whole -------------------------------------------------------------------- */

const struct node *amend_content(const struct node *operation)
{
    const struct node *child = operation->first;
    while (child && (child->kind == NODE_CITATION || child->kind == NODE_TARGET)) child = child->next;
    return child;
}

static void open_part(const struct amending *amending, struct node *part, const struct node *modifies)
{
    struct found found = find_named(part, (enum node_kind)modifies->number, modifies->name);
    if (!found.child) {
        report_absent(amending, modifies, part, (enum node_kind)modifies->number, modifies->name);
        return;
    }
    for (const struct node *inner = modifies->first; inner; inner = inner->next)
        amend_apply(amending, found.child, inner);
}

void amend_apply(const struct amending *amending, struct node *part, const struct node *operation)
{
    if (operation->kind != NODE_MODIFIES && operation->kind != NODE_OPERATION) return;
    struct amending inner = *amending;
    inner.act = law_act_inside(amending->context, amending->act, operation);
    if (operation->kind == NODE_MODIFIES) open_part(&inner, part, operation);
    else if (part->kind == NODE_CALENDAR) amend_calendar(&inner, part, operation);
    else if (operation->number == AMEND_ADD) add(&inner, part, operation, amend_content(operation));
    else if (operation->number == AMEND_REPLACE) replace(&inner, part, operation, amend_content(operation));
    else take_away(&inner, part, operation);
}
