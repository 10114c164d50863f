/* inforce.c -- the text in force on a day. See inforce.h. */
#include "compiler/inforce.h"

#include "lang/unparse.h"

struct inforce {
    struct compilation *compilation;
    VEC(const struct decl *) wanted;        /* elements: what is looked for, and what is still to be looked into */
    const struct decl **slots;              /* those that are in `wanted`, by address */
    size_t room;
};

/* ---- what is wanted ----------------------------------------------------------------- */

static size_t slot_of(const struct inforce *inforce, const struct decl *decl)
{
    size_t slot = ((uintptr_t)decl >> 4) * 2654435761u % inforce->room;
    while (inforce->slots[slot] && inforce->slots[slot] != decl) slot = (slot + 1) % inforce->room;
    return slot;
}

static void make_room(struct inforce *inforce)
{
    if (2 * (inforce->wanted.count + 1) <= inforce->room) return;
    inforce->room = inforce->room ? 2 * inforce->room : 64;
    inforce->slots = arena_array(&inforce->compilation->arena, inforce->room, sizeof(const struct decl *));
    for (size_t i = 0; i < inforce->wanted.count; i++)
        inforce->slots[slot_of(inforce, inforce->wanted.items[i])] = inforce->wanted.items[i];
}

/* The element that a declaration is part of. */
static void want(struct inforce *inforce, const struct decl *decl)
{
    while (decl->inside) decl = decl->inside;
    make_room(inforce);
    size_t slot = slot_of(inforce, decl);
    if (inforce->slots[slot]) return;
    inforce->slots[slot] = decl;
    VEC_PUSH(&inforce->wanted, decl);
}

static void want_all_it_names(struct inforce *inforce, const struct node *node)
{
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->meaning) want(inforce, child->meaning);
        want_all_it_names(inforce, child);
    }
}

/* Norms come with what cites them: that one was issued says nothing of what is in force. */
static void want_asked(struct inforce *inforce, day_t day, symbol_t route)
{
    const struct law *law = inforce->compilation->law;
    for (size_t i = 0; i < law->elements.count; i++) {
        const struct law_element *element = law->elements.items[i];
        const struct law_version *version = law_version_on(element, day);
        bool asked = route == SYMBOL_NONE ? element->module < inforce->compilation->asked_count && element->kind != DECL_NORM
                                          : element->kind == DECL_ROUTE && element->name == route;
        if (asked && version) want(inforce, version->decl);
    }
}

/* ---- one file of all of it ------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const struct decl *left = *(const struct decl *const *)a, *right = *(const struct decl *const *)b;
    const struct span at = left->node->span, other = right->node->span;
    if (left->module != right->module) return left->module < right->module ? -1 : 1;
    if (at.source != other.source) return at.source < other.source ? -1 : 1;
    return at.offset < other.offset ? -1 : at.offset > other.offset;
}

static int by_name(const void *a, const void *b)
{
    const struct decl *left = *(const struct decl *const *)a, *right = *(const struct decl *const *)b;
    if (left->kind != right->kind) return left->kind < right->kind ? -1 : 1;
    return left->name < right->name ? -1 : left->name > right->name;
}

/* There may be nothing to sort, and then no array. */
static void sort_wanted(struct inforce *inforce, int compare(const void *, const void *))
{
    if (inforce->wanted.count) qsort(inforce->wanted.items, inforce->wanted.count, sizeof(const struct decl *), compare);
}

static bool refuse_namesakes(struct inforce *inforce, struct fault *why)
{
    const struct compilation *compilation = inforce->compilation;
    sort_wanted(inforce, by_name);
    for (size_t i = 1; i < inforce->wanted.count; i++) {
        const struct decl *one = inforce->wanted.items[i - 1], *other = inforce->wanted.items[i];
        if (by_name(&one, &other) != 0) continue;
        fault_set(why, EXIT_FINDINGS, "«%.*s» está en «%.*s» y en «%.*s», que no se ven entre sí: en un solo texto se confundirían",
                  TEXT_ARGS(intern_spelling(compilation->names, one->name)),
                  TEXT_ARGS(sources_at(compilation->sources, one->node->span.source)->path),
                  TEXT_ARGS(sources_at(compilation->sources, other->node->span.source)->path));
        return fault_help(why, "pida una ruta cada vez: ruta consolidar ARCHIVO RUTA");
    }
    return true;
}

/* A node that is in another tree, for a place of its own in this one. */
static void put_copy(struct arena *arena, struct node *parent, const struct node *node)
{
    struct node *copy = ARENA_NEW(arena, struct node);
    *copy = *node;
    copy->next = NULL;
    node_append(parent, copy);
    copy->meaning = node->meaning;
}

/* The text of a day is in force that day, all of it, and says nothing of others: a route of an
 * old decree may name today what a new one brought. */
static void put_norm(struct arena *arena, struct node *file, const struct node *norm)
{
    struct node *undated = ARENA_NEW(arena, struct node);
    *undated = *norm;
    undated->first = undated->last = undated->next = NULL;
    undated->holds = 0;
    for (const struct node *child = norm->first; child; child = child->next)
        if (child->kind != NODE_IN_FORCE) put_copy(arena, undated, child);
    node_append(file, undated);
    undated->meaning = norm->meaning;
}

static void put_element(struct arena *arena, struct node *file, const struct node *element)
{
    if (element->kind == NODE_NORM) put_norm(arena, file, element);
    else put_copy(arena, file, element);
}

/* In the order of their files, that of the route asked for before the others. */
static struct node *join_in_file(struct inforce *inforce, size_t first_module)
{
    struct arena *arena = &inforce->compilation->arena;
    struct node *file = ARENA_NEW(arena, struct node);
    file->kind = NODE_FILE;
    sort_wanted(inforce, by_place);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < inforce->wanted.count; i++)
            if ((inforce->wanted.items[i]->module == first_module) == (pass == 0)) put_element(arena, file, inforce->wanted.items[i]->node);
    return file;
}

struct node *inforce_file(struct compilation *compilation, day_t day, symbol_t route, struct fault *why)
{
    struct inforce inforce = { .compilation = compilation };
    struct node *file = NULL;
    want_asked(&inforce, day, route);
    size_t first_module = inforce.wanted.count ? inforce.wanted.items[0]->module : 0;
    for (size_t i = 0; i < inforce.wanted.count; i++) want_all_it_names(&inforce, inforce.wanted.items[i]->node);
    if (refuse_namesakes(&inforce, why)) file = join_in_file(&inforce, first_module);
    VEC_FREE(&inforce.wanted);
    return file;
}

/* ---- authors ------------------------------------------------------------------------------ */

/* Whether a text is a piece of that source, and where. */
static bool lies_in(const struct sources *sources, uint32_t source, struct text text, struct span *place)
{
    struct text content = sources_at(sources, source)->content;
    uintptr_t offset = (uintptr_t)text.at - (uintptr_t)content.at;
    *place = (struct span){ source, (uint32_t)offset, (uint32_t)text.length };
    return offset < content.length;
}

/* Where a thing took the place of another, what named the one names the other, and stands
 * where it stood: what is written there is still the old name. */
static const struct law_act *name_author(const struct compilation *compilation, const struct node *node)
{
    struct text content = sources_at(compilation->sources, node->name_span.source)->content;
    struct text written = { content.at + node->name_span.offset, node->name_span.length };
    symbol_t old = intern_find(compilation->names, written);
    const struct law *law = compilation->law;
    if (old == node->name || old == SYMBOL_NONE) return NULL;
    for (size_t i = 0; i < law->changes.count; i++)
        if (law->changes.items[i].gone == old && law->changes.items[i].verb == AMEND_REPLACE) return law->changes.items[i].act;
    return NULL;
}

/* A caption that a reform replaced is still a piece of the reform's file. */
const struct law_act *inforce_text_author(const struct compilation *compilation, const struct node *node)
{
    const struct span span = node->span;
    struct span place;
    if (node->name != SYMBOL_NONE && node->name_span.length) {
        const struct law_act *act = name_author(compilation, node);
        if (act) return act;
    }
    if (!node->text.length) return NULL;
    if (lies_in(compilation->sources, span.source, node->text, &place)) {
        bool inside = place.offset >= span.offset && place.offset <= span.offset + span.length;
        return inside ? NULL : law_author(compilation->law, place);
    }
    for (uint32_t i = 0; i < sources_count(compilation->sources); i++)
        if (lies_in(compilation->sources, i, node->text, &place)) return law_author(compilation->law, place);
    return NULL;
}

/* ---- names ------------------------------------------------------------------------------- */

bool inforce_groups(const struct node *node)
{
    return node->kind == NODE_DATA || node->kind == NODE_MEMBERS || node->kind == NODE_INVITEES || node->kind == NODE_MOMENTS;
}

struct text inforce_name(struct arena *arena, const struct intern *names, const struct node *node, struct text around)
{
    struct text tag = text_copy(arena, unparse_words(node->kind));
    for (char *at = (char *)(uintptr_t)tag.at; *at; at++)       /* our own copy, made just above */
        if (*at == '_') *at = ' ';
    struct text name = node->name == SYMBOL_NONE ? TEXT("") : intern_spelling(names, node->name);
    return text_format(arena, "%.*s%s%.*s%s%.*s", TEXT_ARGS(tag), name.length ? " " : "", TEXT_ARGS(name),
                       around.length ? " de " : "", TEXT_ARGS(around));
}
