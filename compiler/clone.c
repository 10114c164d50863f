/* clone.c -- see clone.h. */
#include "compiler/clone.h"

#include "base/check.h"

static struct node *copy(struct arena *arena, const struct node *from)
{
    struct node *made = ARENA_NEW(arena, struct node);
    *made = *from;
    made->first = made->next = made->last = NULL;
    made->holds = 0;
    for (const struct node *child = from->first; child; child = child->next) node_append(made, copy(arena, child));
    return made;
}

struct node *clone_tree(struct arena *arena, const struct node *from)
{
    struct node *made = copy(arena, from);
    made->meaning = NULL;           /* where its last child was */
    return made;
}

static struct node **link_to(struct node *parent, const struct node *child)
{
    struct node **link = &parent->first;
    while (*link != child) {
        CHECK(*link);
        link = &(*link)->next;
    }
    return link;
}

void clone_insert(struct node *parent, struct node *child, const struct node *place)
{
    struct node **link = link_to(parent, place);
    child->next = *link;
    *link = child;
    node_hold(parent, child->kind);
}

static void count_kinds(struct node *parent)
{
    parent->holds = 0;
    for (const struct node *child = parent->first; child; child = child->next) node_hold(parent, child->kind);
}

void clone_replace(struct node *parent, const struct node *old, struct node *child)
{
    struct node **link = link_to(parent, old);
    child->next = old->next;
    *link = child;
    count_kinds(parent);
}

void clone_remove(struct node *parent, const struct node *child)
{
    struct node **link = link_to(parent, child);
    *link = child->next;
    count_kinds(parent);
}

bool clone_same(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind || a->name != b->name || a->number != b->number || a->other != b->other) return false;
    if (!text_equal(a->text, b->text)) return false;
    const struct node *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next)
        if (!clone_same(x, y)) return false;
    return !x && !y;
}
