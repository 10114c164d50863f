/* condition.c -- see condition.h. */
#include "compiler/condition.h"

#include "base/check.h"
#include "compiler/types.h"

const struct node *condition_of(const struct node *clause)
{
    for (const struct node *child = clause->first; child; child = child->next)
        if (node_is_expression(child)) return child;
    return NULL;
}

int condition_depth(const struct node *node)
{
    if (node->kind == NODE_REF) return 1;
    if (node->kind == NODE_COMPARE) return 2;
    if (node->kind == NODE_IN) return 3;
    int first = condition_depth(node->first);
    if (node->kind == NODE_NOT) return first;
    int second = 1 + condition_depth(node->first->next);
    return first > second ? first : second;
}

static int64_t position(const struct decl *value)
{
    int64_t before = 0;
    const struct node *node = node_child(value->owner->node, NODE_VALUE);
    for (; node && node != value->node; node = node_next(node)) before++;
    return before;
}

int64_t condition_value(const struct context *context, const struct node *value)
{
    if (value->kind != NODE_REF) return value->number;
    return position(scope_meaning(context->scope, value));
}

static int64_t value_of(const struct context *context, const struct node *ref, const struct known *known, size_t count)
{
    const struct decl *datum = scope_meaning(context->scope, ref);
    for (size_t i = 0; i < count; i++)
        if (known[i].datum == datum) return known[i].value;
    UNREACHABLE();
}

static bool compare(enum comparison comparison, int64_t a, int64_t b)
{
    switch (comparison) {
    case COMPARE_IS: return a == b;
    case COMPARE_IS_NOT: return a != b;
    case COMPARE_AT_LEAST: return a >= b;
    case COMPARE_AT_MOST: return a <= b;
    case COMPARE_MORE: return a > b;
    case COMPARE_LESS: return a < b;
    case COMPARISONS: break;
    }
    UNREACHABLE();
}

bool condition_holds(const struct context *context, const struct node *node, const struct known *known, size_t count)
{
    const struct node *left = node->first, *right = left ? left->next : NULL;
    if (node->kind == NODE_REF) return value_of(context, node, known, count) == 1;
    if (node->kind == NODE_NOT) return !condition_holds(context, left, known, count);
    if (node->kind == NODE_AND)
        return condition_holds(context, left, known, count) && condition_holds(context, right, known, count);
    if (node->kind == NODE_OR)
        return condition_holds(context, left, known, count) || condition_holds(context, right, known, count);
    int64_t value = value_of(context, left, known, count);
    if (node->kind == NODE_COMPARE) return compare((enum comparison)node->number, value, condition_value(context, right));
    CHECK(node->kind == NODE_IN);
    for (; right; right = right->next)
        if (value == condition_value(context, right)) return true;
    return false;
}

/* ---- Words ---------------------------------------------------------------- */

static struct text value_text(struct context *context, const struct node *value)
{
    char day[DATE_TEXT_SIZE];
    if (value->kind == NODE_DATE) return FORMAT(context, "%s", day_format((day_t)value->number, day));
    if (value->kind == NODE_TRUTH) return value->number ? TEXT("sí") : TEXT("no");
    if (value->kind == NODE_REF) return context_spelling(context, value->name);
    return FORMAT(context, "%lld", (long long)value->number);
}

/* An «o» inside an «y», and either inside a «no», need their parentheses. */
static struct text part_text(struct context *context, const struct node *part, enum node_kind around)
{
    struct text text = condition_text(context, part);
    bool loose = part->kind == NODE_OR || (part->kind == NODE_AND && around == NODE_NOT);
    return loose && around != NODE_OR ? FORMAT(context, "(%.*s)", TEXT_ARGS(text)) : text;
}

static struct text values_text(struct context *context, const struct node *first)
{
    struct text text = value_text(context, first);
    for (const struct node *value = first->next; value; value = value->next) {
        struct text next = value_text(context, value);
        text = FORMAT(context, "%.*s, %.*s", TEXT_ARGS(text), TEXT_ARGS(next));
    }
    return text;
}

struct text condition_text(struct context *context, const struct node *node)
{
    static const char *const words[COMPARISONS] = {
        [COMPARE_IS] = "es", [COMPARE_IS_NOT] = "no es", [COMPARE_AT_LEAST] = "es al menos",
        [COMPARE_AT_MOST] = "es a lo sumo", [COMPARE_MORE] = "es más que", [COMPARE_LESS] = "es menos que",
    };
    if (!node) return TEXT("");
    if (node->kind == NODE_REF) return context_spelling(context, node->name);
    struct text left = part_text(context, node->first, node->kind);
    if (node->kind == NODE_NOT) return FORMAT(context, "no %.*s", TEXT_ARGS(left));
    if (node->kind == NODE_AND || node->kind == NODE_OR) {
        struct text right = part_text(context, node->first->next, node->kind);
        return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(left), node->kind == NODE_AND ? "y" : "o", TEXT_ARGS(right));
    }
    struct text values = values_text(context, node->first->next);
    if (node->kind == NODE_IN) return FORMAT(context, "%.*s está en (%.*s)", TEXT_ARGS(left), TEXT_ARGS(values));
    return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(left), words[node->number], TEXT_ARGS(values));
}

struct text condition_known_text(struct context *context, const struct known *known)
{
    struct type type = type_of_datum(context, known->datum);
    struct node literal = { .kind = NODE_NUMBER, .number = (int32_t)known->value };
    if (type.kind == TYPE_DATE) literal.kind = NODE_DATE;
    if (type.kind == TYPE_TRUTH) literal.kind = NODE_TRUTH;
    if (type.kind == TYPE_LIST) {
        const struct node *value = node_child(type.list->node, NODE_VALUE);
        for (int64_t i = 0; i < known->value; i++) value = node_next(value);
        literal.kind = NODE_REF;
        literal.name = value->name;
    }
    struct text name = context_spelling(context, known->datum->name), value = value_text(context, &literal);
    return FORMAT(context, "%.*s = %.*s", TEXT_ARGS(name), TEXT_ARGS(value));
}
