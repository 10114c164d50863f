/* consolidate.c -- see consolidate.h. */
#include <stdlib.h>
#include <string.h>

#include "compiler/amend.h"
#include "compiler/clone.h"
#include "compiler/declare.h"
#include "compiler/law_inner.h"
#include "compiler/passage.h"
#include "compiler/renumber.h"

/* ---- What is declared ---------------------------------------------------------------------- */

static const struct node *force_of_norm(struct context *context, size_t module, symbol_t name)
{
    const struct law_element *norm = name == SYMBOL_NONE ? NULL : law_find(context, module, DECL_NORM, name);
    return norm ? node_child(norm->first->node, NODE_IN_FORCE) : NULL;
}

/* An element is in force when the norm it cites first is. */
static void inherit_force(struct context *context, struct law_element *element, struct law_version *version)
{
    const struct node *source = node_child(version->node, NODE_SOURCE);
    const struct node *citation = source ? node_child(source, NODE_CITATION) : NULL;
    const struct node *force = citation ? force_of_norm(context, element->module, citation->name) : NULL;
    if (!force || !(VERSIONED_KINDS & (1u << element->kind))) return;
    version->from = force->number;
    version->to = force->other == DAY_NONE ? DAY_NONE : force->other + 1;
}

static void collect(struct law_work *work, size_t module, struct node *node)
{
    struct law *law = work->law;
    enum decl_kind kind = declare_kind(node->kind);
    if (node->kind == NODE_REFORM) {
        struct decl *decl = scope_declare_version(work->context->scope, (struct decl){
            .kind = DECL_REFORM, .name = node->name, .node = node, .module = module, .index = UINT32_MAX, .from = DAY_NONE, .to = DAY_NONE });
        struct law_reform reform = { .node = node, .decl = decl, .module = module, .file = work->context->project->items[module].shown };
        VEC_PUSH(&law->reforms, reform);
    } else if (kind != DECL_KINDS && kind != DECL_SCENARIO) {
        struct law_element *element = law_add_element(law, kind, node->name, module);
        law_add_version(law, element, NULL, (struct law_version){ .node = node, .from = DAY_NONE, .to = DAY_NONE });
    }
}

static void collect_all(struct law_work *work)
{
    const struct project *project = work->context->project;
    for (size_t i = 0; i < project->count; i++)
        for (struct node *node = project->items[i].file->first; node; node = node->next) collect(work, i, node);
    for (size_t i = 0; i < work->law->elements.count; i++)
        inherit_force(work->context, work->law->elements.items[i], work->law->elements.items[i]->first);
}

/* ---- Texts that succeed each other without a reform ------------------------------------------- */

static struct text interval_text(struct context *context, const struct law_version *version)
{
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    struct text line = context_line(context, (struct span){ UINT32_MAX, 0, 0 }, version->node->name_span);
    if (version->to == DAY_NONE) return FORMAT(context, "desde el %s (%.*s)", day_format(version->from, from), TEXT_ARGS(line));
    return FORMAT(context, "del %s al %s (%.*s)", day_format(version->from, from), day_format(version->to - 1, to), TEXT_ARGS(line));
}

static bool comes_after(const struct law_version *later, const struct law_version *earlier)
{
    return later->from != DAY_NONE && earlier->to != DAY_NONE && later->from >= earlier->to;
}

static bool is_dated(const struct law_version *version)
{
    return version->from != DAY_NONE || version->to != DAY_NONE;
}

/* Gives the text of an element to an earlier element of its name, when their norms are in force
 * one after the other. Two that nothing dates are a repeated name, and declare.c says so. */
static void join_texts(struct law_work *work, struct law_element *whole, struct law_element *part)
{
    struct law_version *made = part->first, *before = whole->last;
    if (!is_dated(made) && !is_dated(whole->first)) return;
    while (before && !comes_after(made, before)) before = before->before;
    const struct law_version *after = before ? before->after : whole->first;
    if (after && !comes_after(after, made)) {
        struct diagnostic *said = TELL(work->context, NULL, version_overlap, made->node->name_span, law_element_text(work->context, part),
                                       interval_text(work->context, after), interval_text(work->context, made));
        context_relate(said, after->node->name_span, TEXT("el otro texto"));
    } else {
        law_add_version(work->law, whole, before, *made);
    }
    part->first = part->last = NULL;
    part->version_count = 0;
}

static void check_gaps(struct law_work *work, const struct law_element *element)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    for (const struct law_version *version = element->first; version && version->after; version = version->after) {
        const struct law_version *next = version->after;
        if (version->to == next->from) continue;
        struct diagnostic *said = TELL(work->context, NULL, version_gap, next->node->name_span, law_element_text(work->context, element),
                                       text_from(day_format(version->to, first)), text_from(day_format(next->from - 1, last)),
                                       interval_text(work->context, version), interval_text(work->context, next));
        context_relate(said, version->node->name_span, TEXT("el texto anterior"));
    }
}

static void join_all(struct law_work *work)
{
    struct law *law = work->law;
    for (size_t i = 0; i < law->elements.count; i++) {
        struct law_element *element = law->elements.items[i], *first = law_first_named(law, element->kind, element->name);
        while (first != element && (first->module != element->module || !first->first))
            first = law_next_named(first->same, element->kind, element->name);
        if (first != element) join_texts(work, first, element);
    }
    for (size_t i = 0; i < law->elements.count; i++)
        if (law->elements.items[i]->version_count > 1) check_gaps(work, law->elements.items[i]);
}

/* ---- The order of reforms ---------------------------------------------------------------------- */

static int compare_reforms(const void *a, const void *b)
{
    const struct law_reform *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    int order = text_compare(x->file, y->file);
    uint32_t p = x->decl->node->span.offset, q = y->decl->node->span.offset;
    return order ? order : p < q ? -1 : p > q;
}

static bool date_reform(struct law_work *work, struct law_reform *reform)
{
    struct context *context = work->context;
    const struct node *force = node_child(reform->node, NODE_IN_FORCE);
    if (!force) force = force_of_norm(context, reform->module, reform->node->name);
    if (force) reform->day = (day_t)force->number;
    else TELL(context, reform->decl, reform_undated, reform->node->name_span, context_spelling(context, reform->node->name));
    return force != NULL;
}

static bool says_after(const struct law_reform *reform, symbol_t name)
{
    const struct node *after = node_child(reform->node, NODE_AFTER);
    for (; after; after = node_next(after))
        for (const struct node *ref = after->first; ref; ref = ref->next)
            if (ref->name == name) return true;
    return false;
}

/* Moves each reform behind those of its day that it says come first. */
static void order_day(struct law_work *work, size_t first, size_t end)
{
    struct law_reform *reforms = work->law->reforms.items;
    size_t moves = (end - first) * (end - first);
    for (size_t i = first; i < end; i++) {
        size_t last = i;
        for (size_t j = i + 1; j < end; j++)
            if (says_after(&reforms[i], reforms[j].node->name)) last = j;
        if (last == i) continue;
        if (moves-- == 0) {
            TELL(work->context, reforms[i].decl, reforms_in_circle, node_child(reforms[i].node, NODE_AFTER)->span,
                 context_spelling(work->context, reforms[i].node->name));
            return;
        }
        struct law_reform moved = reforms[i];
        memmove(&reforms[i], &reforms[i + 1], (last - i) * sizeof moved);
        reforms[last] = moved;
        i--;
    }
}

static void order_reforms(struct law_work *work, size_t from)
{
    struct law *law = work->law;
    qsort(law->reforms.items + from, law->reforms.count - from, sizeof *law->reforms.items, compare_reforms);
    for (size_t first = from, end; first < law->reforms.count; first = end) {
        bool stated = false;
        for (end = first; end < law->reforms.count && law->reforms.items[end].day == law->reforms.items[first].day; end++)
            stated |= node_child(law->reforms.items[end].node, NODE_AFTER) != NULL;
        if (stated) order_day(work, first, end);
    }
}

static void prepare_reforms(struct law_work *work)
{
    struct law *law = work->law;
    size_t kept = 0;
    for (size_t i = 0; i < law->reforms.count; i++)
        if (date_reform(work, &law->reforms.items[i])) law->reforms.items[kept++] = law->reforms.items[i];
    law->reforms.count = kept;
    if (kept) order_reforms(work, 0);
}

/* ---- Operations on whole elements ------------------------------------------------------------------ */

struct text law_element_text(struct context *context, const struct law_element *element)
{
    struct text name = context_spelling(context, element->name);
    const struct law_version *version = element->first;
    return FORMAT(context, "%s %.*s", version ? node_tag(version->node->kind) : declare_words(element->kind)->the, TEXT_ARGS(name));
}

static void note(struct law_work *work, const struct law_act *act, struct law_element *element, enum amendment verb, symbol_t gone,
                 struct text what)
{
    struct law_change change = { act, element, verb, gone, what };
    VEC_PUSH(&work->law->changes, change);
}

struct text law_why_not(struct context *context, const struct law_element *element, day_t day)
{
    char written[DATE_TEXT_SIZE];
    const struct law_version *last = element->last;
    if (!last) return TEXT("nunca llegó a regir");
    if (last->ended && last->to <= day)
        return FORMAT(context, "dejó de regir el %s por %.*s", day_format(last->to, written), TEXT_ARGS(last->ended->text));
    if (last->to != DAY_NONE && last->to <= day) return FORMAT(context, "dejó de regir el %s", day_format(last->to, written));
    return FORMAT(context, "rige desde el %s", day_format(element->first->from, written));
}

/* The version that an act of that day changes; NULL when there is none, and it is said. */
static struct law_version *amended_version(struct law_work *work, const struct law_act *act, enum decl_kind kind, const struct node *named,
                                           struct law_element **out)
{
    struct context *context = work->context;
    struct law_element *element = law_find(context, act->module, kind, named->name);
    char day[DATE_TEXT_SIZE];
    if (!element) {
        TELL(context, law_home(context, act), nothing_to_amend, named->name_span, text_from(declare_words(kind)->none),
             context_spelling(context, named->name));
        return NULL;
    }
    struct law_version *version = element->last;
    while (version && !law_is_on(version, act->day)) version = version->before;
    bool announced = element->first && element->first->from != DAY_NONE && element->first->from > act->day;
    if (!version && announced) version = element->first;
    if (!version)
        TELL(context, law_home(context, act), amended_not_in_force, named->name_span, law_element_text(context, element),
             text_from(day_format(act->day, day)), law_why_not(context, element, act->day));
    *out = element;
    return version;
}

static void modify_element(struct law_work *work, const struct law_act *act, const struct node *modifies)
{
    struct law_element *element = NULL;
    struct law_version *version = amended_version(work, act, declare_kind((enum node_kind)modifies->number), modifies, &element);
    if (!version) return;
    version = law_version_to_edit(work, element, version, act);
    law_touch(version, act);
    struct amending amending = { work->context, element, version->node, act };
    for (const struct node *operation = modifies->first; operation; operation = operation->next)
        amend_apply(&amending, version->node, operation);
    law_learn_names(work->law, element, version->node);
}

static struct law_element *add_whole(struct law_work *work, const struct law_act *act, const struct node *thing)
{
    struct context *context = work->context;
    struct law *law = work->law;
    enum decl_kind kind = declare_kind(thing->kind);
    struct law_element *element = law_find(context, act->module, kind, thing->name);
    char day[DATE_TEXT_SIZE];
    if (element && element->last && (element->last->to == DAY_NONE || element->last->to > act->day)) {
        TELL(context, law_home(context, act), element_already_there, thing->name_span, law_element_text(context, element),
             text_from(day_format(act->day, day)));
        return NULL;
    }
    if (!element) element = law_add_element(law, kind, thing->name, act->module);
    bool dated = (VERSIONED_KINDS & (1u << kind)) != 0;
    const struct law_version *made = law_add_version(law, element, element->last, (struct law_version){
        .node = clone_tree(law->arena, thing), .from = dated ? act->day : DAY_NONE, .to = DAY_NONE, .by = act, .wrote = act, .touched = true, .owned = true });
    VEC_PUSH(&work->touched, element);
    law_learn_names(law, element, made->node);
    return element;
}

/* Returns what it ended, or NULL. */
static struct law_element *end_whole(struct law_work *work, const struct law_act *act, const struct node *named)
{
    struct law_element *element = NULL;
    enum decl_kind kind = declare_kind((enum node_kind)named->number);
    struct law_version *version = amended_version(work, act, kind, named, &element);
    if (!version) return NULL;
    if (!(VERSIONED_KINDS & (1u << kind))) {
        TELL(work->context, law_home(work->context, act), calendar_undated, named->span, law_element_text(work->context, element));
        return NULL;
    }
    law_end_version(work, version, act);
    return element;
}

/* The one goes on as the other: a case may cross from the one to the other. */
static void join_lives(struct law_element *element, struct law_element *heir)
{
    if (!element->last) return;
    element->last->heir = heir->last;
    heir->last->origin = element->last;
}

/* Whoever named the one names the other. */
static void rename_everywhere(struct law_work *work, const struct law_act *act, enum decl_kind kind, symbol_t from, symbol_t to)
{
    struct law *law = work->law;
    size_t count = from < law->named_count ? law->named[from].count : 0;
    for (size_t i = 0; i < count; i++) {
        struct law_element *element = law->named[from].items[i];
        struct law_version *version = element->last;
        while (version && !law_is_on(version, act->day)) version = version->before;
        if (!version || !law_still_names(version->node, NODE_FILE, from)) continue;
        version = law_version_to_edit(work, element, version, act);
        amend_rename(version->node, NODE_FILE, 1u << kind, from, to);
        law_learn_names(law, element, version->node);
    }
}

static void replace_by_another(struct law_work *work, const struct law_act *act, const struct node *target, const struct node *thing)
{
    struct context *context = work->context;
    struct law_element *element = end_whole(work, act, target), *heir = element ? add_whole(work, act, thing) : NULL;
    if (!heir) return;
    join_lives(element, heir);
    struct text was = law_element_text(context, element), is = law_element_text(context, heir);
    note(work, act, element, AMEND_REPLACE, element->name, FORMAT(context, "%.*s por %.*s", TEXT_ARGS(was), TEXT_ARGS(is)));
    rename_everywhere(work, act, declare_kind(thing->kind), target->name, thing->name);
}

static void add_new(struct law_work *work, const struct law_act *act, const struct node *thing)
{
    struct law_element *element = add_whole(work, act, thing);
    if (element) note(work, act, element, AMEND_ADD, SYMBOL_NONE, law_element_text(work->context, element));
}

static void repeal(struct law_work *work, const struct law_act *act, const struct node *named)
{
    struct law_element *element = end_whole(work, act, named);
    if (element) note(work, act, element, AMEND_REPEAL, element->name, law_element_text(work->context, element));
}

static void replace_whole(struct law_work *work, const struct law_act *act, const struct node *operation, const struct node *thing)
{
    const struct node *target = node_child(operation, NODE_TARGET);
    enum decl_kind kind = declare_kind(thing->kind);
    struct law_element *element = NULL;
    if (target && target->name != thing->name) {
        replace_by_another(work, act, target, thing);
        return;
    }
    struct law_version *version = amended_version(work, act, kind, thing, &element);
    if (!version) return;
    version = law_version_to_edit(work, element, version, act);
    version->node = clone_tree(work->law->arena, thing);
    law_touch(version, act);
    law_learn_names(work->law, element, version->node);
    note(work, act, element, AMEND_REPLACE, SYMBOL_NONE, law_element_text(work->context, element));
}

/* ---- A reform of a reform --------------------------------------------------------------------------- */

static struct node *operation_by_article(struct node *reform, const struct node *article)
{
    for (struct node *child = reform->first; child; child = child->next) {
        const struct node *own = child->kind == NODE_MODIFIES || child->kind == NODE_OPERATION || child->kind == NODE_TRANSITION
                               ? child->first : NULL;
        if (own && own->kind == NODE_CITATION && own->name == SYMBOL_NONE && clone_same(own, article)) return child;
    }
    return NULL;
}

static void note_of_reform(struct law_work *work, const struct law_act *act, const struct node *reform, enum amendment verb,
                           struct text what)
{
    struct text name = context_spelling(work->context, reform->name);
    note(work, act, NULL, verb, SYMBOL_NONE, FORMAT(work->context, "%.*s de reforma %.*s", TEXT_ARGS(what), TEXT_ARGS(name)));
}

/* Its dates, or an operation of it: what is amended is the reform that is still to come. */
static void amend_one_of_reform(struct law_work *work, const struct law_act *act, struct node *reform, const struct node *operation)
{
    struct context *context = work->context;
    const struct node *thing = operation->kind == NODE_OPERATION ? amend_content(operation) : NULL;
    char day[DATE_TEXT_SIZE];
    if (operation->kind != NODE_OPERATION) return;
    struct node *made = thing ? clone_tree(work->law->arena, thing) : NULL;
    const struct node *force = node_child(reform, NODE_IN_FORCE), *article = thing ? thing->first : NULL;
    if (thing && thing->kind == NODE_IN_FORCE) {
        char since[DATE_TEXT_SIZE];
        if (force) clone_replace(reform, force, made);
        else clone_insert(reform, made, reform->first);
        note_of_reform(work, act, reform, AMEND_REPLACE, FORMAT(context, "vigente desde %s", day_format(made->number, since)));
        return;
    }
    if (!thing)         /* after its own article, if it says one */
        for (article = node_child(operation, NODE_CITATION); node_next(article);) article = node_next(article);
    struct node *old = operation_by_article(reform, article);
    if (operation->number == AMEND_ADD) clone_insert(reform, made, NULL);
    else if (old && made) clone_replace(reform, old, made);
    else if (old) clone_remove(reform, old);
    if (old || operation->number == AMEND_ADD) {
        struct text parts = law_parts_text(context, article);
        note_of_reform(work, act, reform, (enum amendment)operation->number, (struct text){ parts.at + 1, parts.length - 1 });
    } else
        TELL(context, law_home(context, act), part_not_there, operation->span,
             FORMAT(context, "reforma %.*s", TEXT_ARGS(context_spelling(context, reform->name))),
             FORMAT(context, "operación del%.*s", TEXT_ARGS(law_parts_text(context, article))), text_from(day_format(act->day, day)));
}

static void amend_reform(struct law_work *work, const struct law_act *act, const struct node *modifies)
{
    struct context *context = work->context;
    struct law *law = work->law;
    bool known = false;
    for (size_t i = 0; i < law->reforms.count; i++) {
        struct law_reform *reform = &law->reforms.items[i];
        if (reform->node->name != modifies->name || !project_sees(context->project, act->module, reform->module)) continue;
        known = true;
        if (i <= work->under_way) continue;
        struct node *made = clone_tree(law->arena, reform->node);
        scope_bind(made, scope_meaning(context->scope, reform->decl->node));
        reform->node = made;
        for (const struct node *operation = modifies->first; operation; operation = operation->next)
            amend_one_of_reform(work, act, made, operation);
        if (date_reform(work, reform) && reform->day < act->day) break;
        order_reforms(work, work->under_way + 1);
        return;
    }
    struct text name = context_spelling(context, modifies->name);
    if (known) TELL(context, law_home(context, act), reform_in_force, modifies->name_span, name);
    else TELL(context, law_home(context, act), nothing_to_amend, modifies->name_span, TEXT("ninguna reforma llamada"), name);
}

/* ---- Applying -------------------------------------------------------------------------------------------- */

static void check_article(struct law_work *work, const struct law_act *act)
{
    const struct node *article = act->node->first;
    if (article && article->kind == NODE_CITATION && article->name == SYMBOL_NONE) return;
    TELL(work->context, law_home(work->context, act), article_unsaid, act->node->span, act->text);
}

static void apply_operation(struct law_work *work, const struct law_act *reform, const struct node *operation)
{
    if (operation->kind != NODE_MODIFIES && operation->kind != NODE_OPERATION && operation->kind != NODE_TRANSITION) return;
    const struct law_act *act = law_act_inside(work->context, reform, operation);
    const struct node *thing = operation->kind == NODE_OPERATION ? amend_content(operation) : NULL;
    if (operation->kind == NODE_TRANSITION) return;     /* passage.c, when the versions are known */
    check_article(work, act);
    if (operation->kind == NODE_MODIFIES && operation->number == NODE_REFORM) amend_reform(work, act, operation);
    else if (operation->kind == NODE_MODIFIES) modify_element(work, act, operation);
    else if (operation->number == AMEND_RENUMBER) renumber(work, act, operation);
    else if (operation->number == AMEND_ADD) add_new(work, act, thing);
    else if (operation->number == AMEND_REPLACE) replace_whole(work, act, operation, thing);
    else repeal(work, act, node_child(operation, NODE_TARGET));
}

static void apply_reform(struct law_work *work, size_t index)
{
    struct law *law = work->law;
    const struct law_reform *reform = &law->reforms.items[index];
    struct law_act root = {
        .reform = reform->decl->node, .node = reform->node, .module = reform->module, .day = reform->day,
        .text = context_spelling(work->context, reform->node->name),
    };
    struct law_act *act = ARENA_NEW(law->arena, struct law_act);
    *act = root;
    const struct law_act *kept = act;
    VEC_PUSH(&law->acts, kept);
    work->under_way = index;
    size_t first = law->changes.count;
    for (const struct node *operation = reform->node->first; operation; operation = operation->next)
        apply_operation(work, act, operation);
    law->reforms.items[index].first_change = first;
    law->reforms.items[index].change_count = law->changes.count - first;
}

/* Who names what changed that day has a new version too, and so has who names it. */
static void spread_one(struct law_work *work, struct law_element *changed, day_t day)
{
    struct law *law = work->law;
    const struct law_version *cause = changed->last;
    while (cause && cause->from > day) cause = cause->before;
    const struct law_act *by = cause && cause->from == day ? cause->by : cause && cause->to == day ? cause->ended : NULL;
    struct law_act since = { .day = day };
    if (!by) by = &since;
    size_t count = changed->name < law->named_count ? law->named[changed->name].count : 0;
    for (size_t i = 0; i < count; i++) {
        struct law_element *element = law->named[changed->name].items[i];
        struct law_version *version = element->last;
        while (version && !law_is_on(version, day)) version = version->before;
        if (!version || version->from == day || !project_sees(work->context->project, element->module, changed->module)) continue;
        if (!law_still_names(version->node, NODE_FILE, changed->name)) continue;
        version = law_version_to_edit(work, element, version, by);
        if (by == &since) version->by = NULL;
    }
}

static void spread(struct law_work *work, day_t day)
{
    for (size_t i = 0; i < work->touched.count; i++) spread_one(work, work->touched.items[i], day);
    work->touched.count = 0;
}

/* What ends because its norm does, on the day it happens. */
struct ending { struct law_element *element; day_t day; };
struct endings { struct ending *items; size_t count, room; };

static int compare_endings(const void *a, const void *b)
{
    const struct ending *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static void collect_endings(const struct law *law, struct endings *endings)
{
    for (size_t i = 0; i < law->elements.count; i++) {
        struct law_element *element = law->elements.items[i];
        if (!element->last || element->last->to == DAY_NONE) continue;
        struct ending ending = { element, element->last->to };
        VEC_PUSH(endings, ending);
    }
    if (endings->count) qsort(endings->items, endings->count, sizeof *endings->items, compare_endings);
}

static void apply_all(struct law_work *work, const struct endings *endings)
{
    struct law *law = work->law;
    size_t next = 0, ending = 0;
    while (next < law->reforms.count || ending < endings->count) {
        day_t day = next < law->reforms.count ? law->reforms.items[next].day : DAY_LAST;
        if (ending < endings->count && endings->items[ending].day < day) day = endings->items[ending].day;
        for (; ending < endings->count && endings->items[ending].day == day; ending++)
            VEC_PUSH(&work->touched, endings->items[ending].element);
        for (; next < law->reforms.count && law->reforms.items[next].day == day; next++) apply_reform(work, next);
        spread(work, day);
    }
}

void consolidate(struct context *context)
{
    struct law *law = ARENA_NEW(&context->out->arena, struct law);
    struct law_work work = { .context = context, .law = law };
    struct endings endings = {0};
    law->arena = &context->out->arena;
    context->law = context->out->law = law;
    collect_all(&work);
    join_all(&work);
    prepare_reforms(&work);
    collect_endings(law, &endings);
    if (law->reforms.count || endings.count) {
        for (size_t i = 0; i < law->elements.count; i++)
            for (const struct law_version *version = law->elements.items[i]->first; version; version = version->after)
                law_learn_names(law, law->elements.items[i], version->node);
        apply_all(&work, &endings);
        law_sort_acts(law);
        for (size_t i = 0; i < law->elements.count; i++) law_list_texts(law, law->elements.items[i]);
        check_passages(context);
    }
    VEC_FREE(&endings);
    VEC_FREE(&work.touched);
}

void consolidate_free(struct law *law)
{
    if (!law) return;
    for (size_t i = 0; i < law->elements.count; i++) VEC_FREE(&law->elements.items[i]->names);
    for (size_t i = 0; i < law->named_count; i++) VEC_FREE(&law->named[i]);
    free(law->named);
    free(law->buckets);
    VEC_FREE(&law->elements);
    VEC_FREE(&law->changes);
    VEC_FREE(&law->reforms);
    VEC_FREE(&law->acts);
    VEC_FREE(&law->passages);
}
