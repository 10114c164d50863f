/* renumber.c -- see renumber.h.
 *
 * A source inside an element completes the one around it (cite.h), so what is compared is
 * the whole. One that changes is written whole: those inside it then follow by themselves. */
#include "compiler/renumber.h"

#include "compiler/cite.h"
#include "compiler/clone.h"

struct renumbering {
    struct context *context;
    struct citation old, made;
    size_t count;                   /* citations found */
};

static bool begins_so(const struct citation *whole, const struct citation *old)
{
    if (whole->norm != old->norm || whole->count < old->count) return false;
    for (size_t i = 0; i < old->count; i++)
        if (whole->parts[i].part != old->parts[i].part || !text_equal(whole->parts[i].value, old->parts[i].value)) return false;
    return true;
}

static void add_part(struct arena *arena, struct node *citation, const struct citation_part *part)
{
    struct node *made = ARENA_NEW(arena, struct node);
    *made = (struct node){ .kind = NODE_CITE_PART, .span = citation->span, .name_span = citation->name_span,
                           .text = part->value, .number = (int32_t)part->part };
    clone_insert(citation, made, NULL);
}

static void rewrite(const struct renumbering *renumbering, struct node *citation, struct citation *whole)
{
    struct arena *arena = &renumbering->context->out->arena;
    size_t rest = renumbering->old.count;
    citation->name = renumbering->made.norm;
    citation->first = NULL;
    citation->holds = 0;
    struct citation made = renumbering->made;
    while (rest < whole->count && made.count < CITATION_MAX_PARTS) made.parts[made.count++] = whole->parts[rest++];
    for (size_t i = 0; i < made.count; i++) add_part(arena, citation, &made.parts[i]);
    *whole = made;
}

/* Edits the tree when `edits`; otherwise only counts. */
static void walk(struct renumbering *renumbering, struct node *node, const struct citation *outer, bool edits)
{
    struct citation first, before, whole;
    const struct citation *around = outer, *last = outer;
    for (struct node *source = node_child(node, NODE_SOURCE); source; source = node_next(source)) {
        for (struct node *citation = node_child(source, NODE_CITATION); citation; citation = node_next(citation)) {
            cite_complete(&whole, citation, last);
            if (begins_so(&whole, &renumbering->old)) {
                renumbering->count++;
                if (edits) rewrite(renumbering, citation, &whole);
            }
            if (around == outer) first = whole;
            around = &first;
            before = whole;
            last = &before;
        }
    }
    for (struct node *child = node->first; child; child = child->next)
        if (child->kind != NODE_SOURCE) walk(renumbering, child, around, edits);
}

static void renumber_one(struct law_work *work, struct renumbering *renumbering, const struct law_act *act, struct law_element *element)
{
    struct law_version *version = (struct law_version *)(uintptr_t)law_version_on(element, act->day);
    size_t before = renumbering->count;
    if (!version) return;
    walk(renumbering, version->node, NULL, false);
    if (renumbering->count == before) return;
    version = law_version_to_edit(work, element, version, act);
    law_touch(version, act);
    walk(renumbering, version->node, NULL, true);
}

void renumber(struct law_work *work, const struct law_act *act, const struct node *operation)
{
    struct context *context = law_context(work);
    const struct node *old = node_child(operation, NODE_CITATION), *made;
    if (old->name == SYMBOL_NONE) old = node_next(old);
    made = node_next(old);
    struct renumbering renumbering = { .context = context };
    cite_complete(&renumbering.old, old, NULL);
    cite_complete(&renumbering.made, made, NULL);
    renumbering.made.norm = renumbering.old.norm;
    for (size_t i = 0; i < context->law->elements.count; i++)
        renumber_one(work, &renumbering, act, context->law->elements.items[i]);
    struct text was = cite_text(context, &renumbering.old);
    if (!renumbering.count) TELL(context, law_home(context, act), nothing_to_renumber, old->span, was);
    struct law_change change = { act, NULL, AMEND_RENUMBER, SYMBOL_NONE,
        FORMAT(context, "%.*s, que queda como %.*s", TEXT_ARGS(was), TEXT_ARGS(cite_text(context, &renumbering.made))) };
    VEC_PUSH(&context->law->changes, change);
}
