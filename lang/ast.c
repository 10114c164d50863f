/* ast.c -- walking and naming the nodes of a tree. See ast.h. */
#include "lang/ast.h"

#include "base/check.h"

struct node *node_find(const struct node *parent, enum node_kind kind)
{
    for (struct node *child = parent->first; child; child = child->next)
        if (child->kind == kind) return child;
    return NULL;
}

struct node *node_next(const struct node *node)
{
    for (struct node *next = node->next; next; next = next->next)
        if (next->kind == node->kind) return next;
    return NULL;
}

void node_append(struct node *parent, struct node *child)
{
    if (!child) return;
    if (parent->last) parent->last->next = child;
    else parent->first = child;
    parent->last = child;
    node_hold(parent, child->kind);
    child->last = NULL;
}

void node_append_all(struct node *parent, struct node *other)
{
    if (!other->first) return;
    if (parent->last) parent->last->next = other->first;
    else parent->first = other->first;
    parent->last = other->last;
    parent->holds |= other->holds;
    other->first = other->last = NULL;
    other->holds = 0;
}

bool node_is_expression(const struct node *node)
{
    return node->kind == NODE_REF || (node->kind >= NODE_OR && node->kind <= NODE_IN);
}

bool node_marks_person(const struct node *node)
{
    return node->kind == NODE_DELEGATE || node->kind == NODE_AS_INVITEE || node->kind == NODE_IMPEDED;
}

bool node_is_sum(const struct node *node)
{
    return (node->kind >= NODE_PLUS && node->kind <= NODE_TIME) || node->kind == NODE_TRUTH || node->kind == NODE_LENGTH;
}

int64_t node_amount(const struct node *node)
{
    return (int64_t)((uint64_t)(uint32_t)node->other << 32 | (uint32_t)node->number);
}

bool node_is_actor(const struct node *node)
{
    return node->kind == NODE_ENTITY || node->kind == NODE_UNIT || node->kind == NODE_POST || node->kind == NODE_PARTY;
}

const char *node_tag(enum node_kind kind)
{
    static const char *const tags[] = {
#define NODE(name, tag, payload) tag,
#include "lang/node.def"
#undef NODE
    };
    CHECK((unsigned)kind < NODE_KINDS);
    return tags[kind];
}

const char *cite_part_word(enum cite_part part)
{
    static const char *const words[] = {
        "art.", "num.", "par.", "lit.", "inciso", "cap.", "título", "sección", "etapa", "momento", "pág.",
        "actividad", "anexo",
    };
    _Static_assert(sizeof words / sizeof *words == CITE_PARTS, "a word for each part");
    CHECK((unsigned)part < CITE_PARTS);
    return words[part];
}

const char *norm_kind_word(enum norm_kind kind)
{
    static const char *const words[NORM_KINDS] = {
        [NORM_CONSTITUTION] = "constitución", [NORM_LAW] = "ley", [NORM_DECREE] = "decreto",
        [NORM_RESOLUTION] = "resolución", [NORM_AGREEMENT] = "acuerdo", [NORM_ORDINANCE] = "ordenanza",
        [NORM_DIRECTIVE] = "directiva", [NORM_CIRCULAR] = "circular", [NORM_RULING] = "sentencia",
        [NORM_PROCEDURE] = "procedimiento", [NORM_PROTOCOL] = "protocolo",
    };
    CHECK((unsigned)kind < NORM_KINDS);
    return words[kind];
}

const char *comparison_word(enum comparison comparison)
{
    static const char *const words[COMPARISONS] = {
        [COMPARE_IS] = "es", [COMPARE_IS_NOT] = "no es", [COMPARE_AT_LEAST] = "es al menos",
        [COMPARE_AT_MOST] = "es a lo sumo", [COMPARE_MORE] = "es más que", [COMPARE_LESS] = "es menos que",
    };
    CHECK((unsigned)comparison < COMPARISONS);
    return words[comparison];
}
