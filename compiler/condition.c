/* condition.c -- see condition.h. */
#include "compiler/condition.h"

#include "base/amount.h"
#include "base/check.h"
#include "base/moment.h"
#include "compiler/measure.h"
#include "compiler/types.h"

const struct node *condition_of(const struct node *clause)
{
    for (const struct node *child = clause->first; child; child = child->next)
        if (node_is_expression(child)) return child;
    return NULL;
}

int condition_depth(const struct node *node)
{
    if (node->kind == NODE_IN) return 3;
    if (node->kind == NODE_CONTAINS) return 2;
    if (node->kind == NODE_NOT) return condition_depth(node->first);
    if (node->kind != NODE_THESE && node->kind != NODE_COMPARE && node->kind != NODE_AND && node->kind != NODE_OR
        && node->kind != NODE_PLUS && node->kind != NODE_MINUS && node->kind != NODE_PRODUCT && node->kind != NODE_HALF)
        return node->kind == NODE_HOW_MANY && node->first ? 2 : 1;
    int deepest = 0;
    for (const struct node *child = node->first; child; child = child->next) {
        bool waits = child != node->first || node->kind == NODE_THESE;      /* something lies below it */
        int depth = condition_depth(child) + (waits ? 1 : 0);
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

static int64_t position(const struct decl *value)
{
    int64_t before = 0;
    const struct node *node = node_child(value->owner->node, NODE_VALUE);
    for (; node && node != value->node; node = node_next(node)) before++;
    return before;
}

const struct decl *condition_datum(const struct context *context, const struct node *node)
{
    bool names = node->kind == NODE_REF || node->kind == NODE_HOW_MANY;
    const struct decl *meaning = names ? scope_meaning(context->scope, node) : NULL;
    return meaning && meaning->kind == DECL_DATUM ? meaning : NULL;
}

bool condition_counts(const struct decl *thing)
{
    return thing && thing->kind != DECL_DATUM && thing->kind != DECL_PARAMETER;
}

int64_t condition_value(const struct context *context, const struct node *value)
{
    if (value->kind == NODE_AMOUNT) return node_amount(value);
    if (value->kind != NODE_REF) return value->number;
    return position(scope_meaning(context->scope, value));
}

static int64_t value_of(const struct decl *thing, struct text words, const struct known *known, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (known[i].thing == thing && (thing || text_equal(known[i].words, words))) return known[i].value;
    UNREACHABLE();
}

bool condition_compare(enum comparison comparison, int64_t a, int64_t b)
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

static bool these_hold(struct context *context, const struct node *node, const struct known *known, size_t count)
{
    int64_t all = 0, holding = 0;
    for (const struct node *child = node->first; child; child = child->next, all++)
        if (condition_holds(context, child, known, count)) holding++;
    switch ((enum these)node->other) {
    case THESE_ALL:      return holding == all;
    case THESE_ANY:      return holding > 0;
    case THESE_NONE:     return holding == 0;
    case THESE_AT_LEAST: return holding >= node->number;
    }
    UNREACHABLE();
}

static bool comparison_holds(struct context *context, const struct node *node, const struct known *known, size_t count)
{
    struct measure measure = measure_of(context, node);
    return condition_compare(measure.comparison, value_of(measure.thing, measure.words, known, count), measure.limit);
}

bool condition_holds(struct context *context, const struct node *node, const struct known *known, size_t count)
{
    const struct node *left = node->first, *right = left ? left->next : NULL;
    if (node->kind == NODE_REF) return value_of(scope_meaning(context->scope, node), TEXT(""), known, count) == 1;
    if (node->kind == NODE_THESE) return these_hold(context, node, known, count);
    if (node->kind == NODE_COMPARE) return comparison_holds(context, node, known, count);
    if (node->kind == NODE_NOT) return !condition_holds(context, left, known, count);
    if (node->kind == NODE_AND)
        return condition_holds(context, left, known, count) && condition_holds(context, right, known, count);
    if (node->kind == NODE_OR)
        return condition_holds(context, left, known, count) || condition_holds(context, right, known, count);
    if (node->kind == NODE_CONTAINS) return value_of(NULL, condition_text(context, node), known, count) == 1;
    CHECK(node->kind == NODE_IN);
    int64_t value = value_of(scope_meaning(context->scope, left), TEXT(""), known, count);
    for (; right; right = right->next)
        if (value == condition_value(context, right)) return true;
    return false;
}

/* ---- Words ---------------------------------------------------------------- */

/* «1.423.500 pesos», «1,5 SMLMV» */
static struct text amount_text(struct context *context, int64_t amount, symbol_t unit)
{
    char figure[AMOUNT_TEXT_SIZE];
    struct text name = unit == SYMBOL_NONE ? TEXT("pesos") : context_spelling(context, unit);
    return FORMAT(context, "%s %.*s", amount_format(amount, unit == SYMBOL_NONE, figure), TEXT_ARGS(name));
}

static struct text value_text(struct context *context, const struct node *value)
{
    char day[DATE_TEXT_SIZE], hour[HOUR_TEXT_SIZE];
    if (value->kind == NODE_TIME) return FORMAT(context, "%s", minute_format(value->number, hour));
    if (value->kind == NODE_DATE) return FORMAT(context, "%s", day_format((day_t)value->number, day));
    if (value->kind == NODE_TRUTH) return value->number ? TEXT("sí") : TEXT("no");
    if (value->kind == NODE_REF) return context_spelling(context, value->name);
    if (value->kind == NODE_AMOUNT) return amount_text(context, node_amount(value), value->name);
    return FORMAT(context, "%lld", (long long)value->number);
}

/* An «o» inside an «y», and either inside a «no», need their parentheses. */
static struct text part_text(struct context *context, const struct node *part, enum node_kind around)
{
    struct text text = condition_text(context, part);
    bool loose = part->kind == NODE_OR || (part->kind == NODE_AND && around == NODE_NOT);
    return loose && around != NODE_OR ? FORMAT(context, "(%.*s)", TEXT_ARGS(text)) : text;
}

/* Where a sum, a product or a half would be read otherwise without parentheses. */
static bool is_loose(enum node_kind inside, enum node_kind around, bool right)
{
    bool sum = inside == NODE_PLUS || inside == NODE_MINUS;
    if (around == NODE_HALF) return sum || inside == NODE_PRODUCT;
    if (around == NODE_PRODUCT) return sum || inside == NODE_HALF || (right && inside == NODE_PRODUCT);
    return right && sum;
}

static struct text term_text(struct context *context, const struct node *term, enum node_kind around, bool right)
{
    struct text text = condition_sum_text(context, term);
    return is_loose(term->kind, around, right) ? FORMAT(context, "(%.*s)", TEXT_ARGS(text)) : text;
}

struct text condition_sum_text(struct context *context, const struct node *sum)
{
    if (sum->kind == NODE_PLUS || sum->kind == NODE_MINUS || sum->kind == NODE_PRODUCT) {
        struct text left = term_text(context, sum->first, sum->kind, false);
        struct text right = term_text(context, sum->first->next, sum->kind, true);
        const char *joined = sum->kind == NODE_PLUS ? "más" : sum->kind == NODE_MINUS ? "menos" : "por";
        return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(left), joined, TEXT_ARGS(right));
    }
    if (sum->kind == NODE_HALF) {
        struct text whole = term_text(context, sum->first, NODE_HALF, false);
        return FORMAT(context, "la mitad de %.*s", TEXT_ARGS(whole));
    }
    if (sum->kind == NODE_TIMES_OF || sum->kind == NODE_HOW_MANY) {
        struct text name = context_spelling(context, sum->name);
        if (!sum->first) return FORMAT(context, sum->kind == NODE_TIMES_OF ? "veces de %.*s" : "cuántos de %.*s", TEXT_ARGS(name));
        struct text field = context_spelling(context, sum->first->name), value = context_spelling(context, sum->first->first->name);
        return FORMAT(context, "cuántos de %.*s con %.*s %.*s", TEXT_ARGS(name), TEXT_ARGS(field), TEXT_ARGS(value));
    }
    if (sum->kind != NODE_LENGTH) return value_text(context, sum);
    static const char *const units[UNIT_COUNT][2] = {
        [UNIT_WORKING_DAYS] = { "día hábil", "días hábiles" }, [UNIT_CALENDAR_DAYS] = { "día calendario", "días calendario" },
        [UNIT_DAYS_UNSAID] = { "día", "días" }, [UNIT_WEEKS] = { "semana", "semanas" }, [UNIT_MONTHS] = { "mes", "meses" },
        [UNIT_YEARS] = { "año", "años" }, [UNIT_HOURS] = { "hora", "horas" },
    };
    return FORMAT(context, "%lld %s", (long long)sum->number, units[sum->other][sum->number != 1]);
}

/* «a, b, c»: the values of a list, or the conditions of «las siguientes». */
static struct text joined_text(struct context *context, const struct node *first,
                               struct text (*words)(struct context *context, const struct node *node))
{
    struct text text = words(context, first);
    for (const struct node *node = first->next; node; node = node->next) {
        struct text next = words(context, node);
        text = FORMAT(context, "%.*s, %.*s", TEXT_ARGS(text), TEXT_ARGS(next));
    }
    return text;
}

static struct text these_text(struct context *context, const struct node *node)
{
    struct text parts = joined_text(context, node->first, condition_text);
    if (node->other == THESE_AT_LEAST)
        return FORMAT(context, "al menos %lld de las siguientes (%.*s)", (long long)node->number, TEXT_ARGS(parts));
    const char *which = node->other == THESE_ALL ? "todas las siguientes"
                      : node->other == THESE_ANY ? "alguna de las siguientes" : "ninguna de las siguientes";
    return FORMAT(context, "%s (%.*s)", which, TEXT_ARGS(parts));
}

struct text condition_text(struct context *context, const struct node *node)
{
    if (!node) return TEXT("");
    if (node->kind == NODE_REF) return context_spelling(context, node->name);
    if (node->kind == NODE_THESE) return these_text(context, node);
    if (node->kind == NODE_COMPARE) {
        struct text a = condition_sum_text(context, node->first), b = condition_sum_text(context, node->first->next);
        return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(a), comparison_word((enum comparison)node->number), TEXT_ARGS(b));
    }
    struct text left = part_text(context, node->first, node->kind);
    if (node->kind == NODE_NOT) return FORMAT(context, "no %.*s", TEXT_ARGS(left));
    if (node->kind == NODE_AND || node->kind == NODE_OR) {
        struct text right = part_text(context, node->first->next, node->kind);
        return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(left), node->kind == NODE_AND ? "y" : "o", TEXT_ARGS(right));
    }
    struct text values = joined_text(context, node->first->next, value_text);
    if (node->kind == NODE_CONTAINS) return FORMAT(context, "%.*s contiene %.*s", TEXT_ARGS(left), TEXT_ARGS(values));
    return FORMAT(context, "%.*s está en (%.*s)", TEXT_ARGS(left), TEXT_ARGS(values));
}

static struct type type_of_known(struct context *context, const struct known *known)
{
    struct type type = { .kind = TYPE_NUMBER };
    const struct node *bad;
    if (known->thing && known->thing->kind == DECL_DATUM) return type_of_datum(context, known->thing);
    if (known->thing && known->thing->kind == DECL_PARAMETER && known->thing->node->number == 1) type.kind = TYPE_PESOS;
    if (known->sum && known->sum->kind == NODE_CONTAINS) type.kind = TYPE_TRUTH;
    else if (known->sum) type_of_sum(context, known->sum, &type, &bad);
    return type;
}

/* «hechos es menos que solicitud»: what the sign of their difference means. */
static struct text known_order_text(struct context *context, const struct known *known)
{
    struct text one = condition_sum_text(context, known->sum->first), other = condition_sum_text(context, known->sum->first->next);
    bool turned = text_compare(one, other) > 0;      /* as measure.c puts them */
    struct text left = turned ? other : one, right = turned ? one : other;
    enum comparison comparison = known->value < 0 ? COMPARE_LESS : known->value > 0 ? COMPARE_MORE : COMPARE_IS;
    return FORMAT(context, "%.*s %s %.*s", TEXT_ARGS(left), comparison_word(comparison), TEXT_ARGS(right));
}

struct text condition_known_text(struct context *context, const struct known *known)
{
    if (known->sum && known->sum->kind == NODE_COMPARE) return known_order_text(context, known);
    struct type type = type_of_known(context, known);
    struct node literal = { .kind = NODE_NUMBER, .number = (int32_t)known->value };
    if (type.kind == TYPE_DATE) literal.kind = NODE_DATE;
    if (type.kind == TYPE_HOUR) literal.kind = NODE_TIME;
    if (type.kind == TYPE_TRUTH) literal.kind = NODE_TRUTH;
    if (type.kind == TYPE_LIST) {
        const struct node *value = node_child(type.list->node, NODE_VALUE);
        for (int64_t i = 0; i < known->value; i++) value = node_next(value);
        literal.kind = NODE_REF;
        literal.name = value->name;
    }
    struct text name = known->thing ? context_spelling(context, known->thing->name) : known->words;
    const char *counted = condition_counts(known->thing) ? "veces de " : "";
    const char *unit = type.kind == TYPE_DAYS ? " días calendario" : "";
    struct text value = type_is_amount(type) ? amount_text(context, known->value, type.unit ? type.unit->name : SYMBOL_NONE)
                                             : value_text(context, &literal);
    return FORMAT(context, "%s%.*s = %.*s%s", counted, TEXT_ARGS(name), TEXT_ARGS(value), unit);
}
