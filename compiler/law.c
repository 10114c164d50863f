/* law.c -- elements, their versions, who names them and who wrote them. See consolidate.h. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/amend.h"
#include "compiler/clone.h"
#include "compiler/law_inner.h"
#include "compiler/resolve.h"

/* ---- Elements -------------------------------------------------------------------- */

static size_t bucket_of(const struct law *law, enum decl_kind kind, symbol_t name)
{
    return ((size_t)name * DECL_KINDS + kind) * 0x9E3779B97F4A7C15u >> 20 & (law->bucket_count - 1);
}

static void *zeroed(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size);
    CHECK(block);
    return block;
}

static void hang(struct law *law, struct law_element *element)
{
    struct law_bucket *bucket = &law->buckets[bucket_of(law, element->kind, element->name)];
    element->same = NULL;
    if (bucket->first) bucket->last->same = element;
    else bucket->first = element;
    bucket->last = element;
}

static void grow_buckets(struct law *law)
{
    free(law->buckets);
    law->bucket_count = law->bucket_count ? law->bucket_count * 4 : 256;
    law->buckets = zeroed(law->bucket_count, sizeof *law->buckets);
    for (size_t i = 0; i < law->elements.count; i++) hang(law, law->elements.items[i]);
}

struct law_element *law_add_element(struct law *law, enum decl_kind kind, symbol_t name, size_t module)
{
    struct law_element *element = ARENA_NEW(law->arena, struct law_element);
    *element = (struct law_element){ .kind = kind, .name = name, .module = module };
    if (law->elements.count >= law->bucket_count) grow_buckets(law);
    VEC_PUSH(&law->elements, element);
    hang(law, element);
    return element;
}

struct law_element *law_next_named(struct law_element *from, enum decl_kind kind, symbol_t name)
{
    while (from && (from->kind != kind || from->name != name)) from = from->same;
    return from;
}

struct law_element *law_first_named(const struct law *law, enum decl_kind kind, symbol_t name)
{
    return law->bucket_count ? law_next_named(law->buckets[bucket_of(law, kind, name)].first, kind, name) : NULL;
}

/* The element of that name which a module sees. */
struct law_element *law_find(struct context *context, size_t module, enum decl_kind kind, symbol_t name)
{
    struct law_element *element = law_first_named(context->law, kind, name);
    while (element && !project_sees(context->project, module, element->module))
        element = law_next_named(element->same, kind, name);
    return element;
}

/* ---- Versions --------------------------------------------------------------------- */

bool law_is_on(const struct law_version *version, day_t day)
{
    return (version->from == DAY_NONE || day >= version->from) && (version->to == DAY_NONE || day < version->to);
}

/* Of ten thousand versions, the one in force. */
static const struct law_version *text_on(const struct law_element *element, day_t day)
{
    size_t low = 0, high = element->version_count;
    while (low < high) {                    /* the first that begins after that day */
        size_t middle = low + (high - low) / 2;
        day_t from = element->texts[middle]->from;
        if (from == DAY_NONE || from <= day) low = middle + 1;
        else high = middle;
    }
    return low && law_is_on(element->texts[low - 1], day) ? element->texts[low - 1] : NULL;
}

void law_list_texts(struct law *law, struct law_element *element)
{
    size_t at = 0;
    element->texts = arena_array(law->arena, element->version_count + 1, sizeof *element->texts);
    for (struct law_version *version = element->first; version; version = version->after) element->texts[at++] = version;
}

const struct law_version *law_version_on(const struct law_element *element, day_t day)
{
    const struct law_version *version = element->last;
    if (day == DAY_NONE) return element->first;
    if (element->texts) return text_on(element, day);
    while (version && !law_is_on(version, day)) version = version->before;      /* nearly always the last */
    return version;
}

struct context *law_context(struct law_work *work)
{
    return work->context;
}

/* Puts a version after another, or first of all when that is NULL. */
struct law_version *law_add_version(struct law *law, struct law_element *element, struct law_version *before, struct law_version made)
{
    struct law_version *version = ARENA_NEW(law->arena, struct law_version);
    *version = made;
    version->element = element;
    version->before = before;
    version->after = before ? before->after : element->first;
    if (version->after) version->after->before = version;
    else element->last = version;
    if (before) before->after = version;
    else element->first = version;
    element->version_count++;
    return version;
}

static void drop_version(struct law_version *version)
{
    struct law_element *element = version->element;
    if (version->before) version->before->after = version->after;
    else element->first = version->after;
    if (version->after) version->after->before = version->before;
    else element->last = version->before;
    element->version_count--;
}

/* The version that the amendments of a day edit: that of the day, or one made now from what
 * was in force. What is announced and not yet in force changes before it begins. */
struct law_version *law_version_to_edit(struct law_work *work, struct law_element *element, struct law_version *now,
                                        const struct law_act *act)
{
    struct law *law = work->law;
    bool dated = (VERSIONED_KINDS & (1u << element->kind)) && (now->from == DAY_NONE || now->from < act->day);
    if (!dated && now->owned) return now;
    struct node *tree = clone_tree(law->arena, now->node);
    if (!dated) {
        now->node = tree;
        now->owned = true;
        return now;
    }
    struct law_version *made = law_add_version(law, element, now,
        (struct law_version){ .node = tree, .from = act->day, .to = now->to, .ended = now->ended, .by = act, .wrote = now->wrote, .owned = true });
    now->to = act->day;
    now->ended = NULL;
    VEC_PUSH(&work->touched, element);
    return made;
}

void law_touch(struct law_version *version, const struct law_act *act)
{
    version->touched = true;
    version->wrote = act;
}

void law_end_version(struct law_work *work, struct law_version *version, const struct law_act *act)
{
    if (version->from != DAY_NONE && version->from >= act->day) drop_version(version);
    else {
        version->to = act->day;
        version->ended = act;
    }
    VEC_PUSH(&work->touched, version->element);
}

/* ---- Who names whom ------------------------------------------------------------------
 *
 * Known only while something changes: a project without reforms never asks. */

static void name_one(struct law *law, struct law_element *element, symbol_t name)
{
    if (name >= law->named_count) {
        size_t count = (size_t)name * 2 + 64;
        struct names_of *grown = zeroed(count, sizeof *grown);
        if (law->named_count) memcpy(grown, law->named, law->named_count * sizeof *grown);
        free(law->named);
        law->named = grown;
        law->named_count = count;
    }
    VEC_PUSH(&law->named[name], element);
}

/* A seat is named as the post that takes it; the rest, as resolve.c says. */
static unsigned kinds_of(const struct node *node, enum node_kind parent)
{
    return node->kind == NODE_SEAT || node->kind == NODE_INVITEE ? KIND(ACTOR) : resolve_kinds(node, parent) & VERSIONED_KINDS;
}

static void collect_names(struct symbols *names, const struct node *node, enum node_kind parent)
{
    if (node->name != SYMBOL_NONE && kinds_of(node, parent)) VEC_PUSH(names, node->name);
    for (const struct node *child = node->first; child; child = child->next) collect_names(names, child, node->kind);
}

static int compare_symbols(const void *a, const void *b)
{
    symbol_t x = *(const symbol_t *)a, y = *(const symbol_t *)b;
    return x < y ? -1 : x > y;
}

/* Adds to what an element has named what its text of that day names. */
void law_learn_names(struct law *law, struct law_element *element, const struct node *tree)
{
    struct symbols found = {0}, all = {0};
    size_t known = 0;
    collect_names(&found, tree, NODE_FILE);
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_symbols);
    for (size_t i = 0; i < found.count; i++) {
        symbol_t name = found.items[i];
        if (i && name == found.items[i - 1]) continue;
        while (known < element->names.count && element->names.items[known] < name) VEC_PUSH(&all, element->names.items[known++]);
        bool new = known == element->names.count || element->names.items[known] != name;
        if (new) name_one(law, element, name);
        else known++;
        VEC_PUSH(&all, name);
    }
    while (known < element->names.count) VEC_PUSH(&all, element->names.items[known++]);
    VEC_FREE(&element->names);
    VEC_FREE(&found);
    element->names = all;
}

/* A name it no longer says is left in the lists: told that it changed, this finds out. */
bool law_still_names(const struct node *node, enum node_kind parent, symbol_t name)
{
    if (node->name == name && kinds_of(node, parent)) return true;
    for (const struct node *child = node->first; child; child = child->next)
        if (law_still_names(child, node->kind, name)) return true;
    return false;
}

/* ---- Acts ------------------------------------------------------------------------------ */

struct text law_parts_text(struct context *context, const struct node *citation)
{
    struct text text = TEXT("");
    for (const struct node *part = citation->first; part; part = part->next)
        text = FORMAT(context, "%.*s %s%s%.*s", TEXT_ARGS(text), cite_part_word((enum cite_part)part->number),
                      part->text.length ? " " : "", TEXT_ARGS(part->text));
    return text;
}

const struct law_act *law_act_inside(struct context *context, const struct law_act *inside, const struct node *node)
{
    struct law_act *act = ARENA_NEW(&context->out->arena, struct law_act);
    const struct node *article = node->kind == NODE_REFORM ? NULL : node->first;
    *act = *inside;
    act->inside = inside;
    act->node = node;
    if (article && article->kind == NODE_CITATION && article->name == SYMBOL_NONE)
        act->text = FORMAT(context, "%.*s%.*s", TEXT_ARGS(inside->text), TEXT_ARGS(law_parts_text(context, article)));
    const struct law_act *kept = act;
    VEC_PUSH(&context->law->acts, kept);
    return act;
}

const struct decl *law_home(const struct context *context, const struct law_act *act)
{
    return scope_meaning(context->scope, act->reform);
}

static int compare_acts(const void *a, const void *b)
{
    const struct span x = (*(const struct law_act *const *)a)->node->span, y = (*(const struct law_act *const *)b)->node->span;
    if (x.source != y.source) return x.source < y.source ? -1 : 1;
    if (x.offset != y.offset) return x.offset < y.offset ? -1 : 1;
    return x.length > y.length ? -1 : x.length < y.length;      /* what is around comes first */
}

/* From where one begins to where the other ends. */
static struct span span_to(struct span from, struct span to)
{
    return (struct span){ from.source, from.offset, to.offset + to.length - from.offset };
}

static bool covers(struct span whole, struct span part)
{
    return whole.source == part.source && part.offset >= whole.offset && part.offset < whole.offset + whole.length;
}

const struct law_act *law_author(const struct law *law, struct span where)
{
    size_t low = 0, high = law->acts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct span span = law->acts.items[middle]->node->span;
        bool before = span.source < where.source || (span.source == where.source && span.offset <= where.offset);
        if (before) low = middle + 1;
        else high = middle;
    }
    const struct law_act *act = low ? law->acts.items[low - 1] : NULL;
    while (act && !covers(act->node->span, where)) act = act->inside;
    return act;
}

struct text law_author_text(const struct law *law, struct span where)
{
    const struct law_act *act = law_author(law, where);
    return act ? act->text : TEXT("");
}

struct text law_version_act(const struct law *law, const struct law_version *version)
{
    return version->wrote ? version->wrote->text : law_author_text(law, version->node->span);
}

const struct law_change *law_removal(const struct law *law, const struct law_element *element, symbol_t name, day_t day)
{
    for (size_t i = law->changes.count; i-- > 0;) {
        const struct law_change *change = &law->changes.items[i];
        bool whole = change->element && change->element->name == name;
        if (change->gone == name && change->act->day <= day && (whole || change->element == element)) return change;
    }
    return NULL;
}

/* A text that nothing touched owes its change to what was ordered for what it names. */
static bool brought(const struct law_change *change, const struct law_version *version)
{
    if (version->touched) return change->element == version->element && change->act->day == version->from;
    const struct law_act *act = change->act;
    while (act && act != version->by) act = act->inside;
    return act != NULL;
}

/* What takes something away breaks more than what adds. */
const struct law_act *law_blame(const struct law *law, const struct law_version *version)
{
    const struct law_act *blamed = NULL;
    for (size_t i = 0; i < law->changes.count; i++) {
        const struct law_change *change = &law->changes.items[i];
        if (!brought(change, version)) continue;
        blamed = change->act;
        if (change->gone != SYMBOL_NONE) break;
    }
    return blamed ? blamed : version->by;
}

struct span law_act_place(const struct law_act *act)
{
    const struct node *node = act->node, *target = node_child(node, NODE_TARGET);
    if (node->kind != NODE_OPERATION) return span_to(node->span, node->name_span);
    const struct node *thing = target ? target : amend_content(node);
    return thing ? span_to(node->span, thing->name_span) : node->span;
}

void law_sort_acts(struct law *law)
{
    if (law->acts.count) qsort(law->acts.items, law->acts.count, sizeof *law->acts.items, compare_acts);
}
