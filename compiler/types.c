/* types.c -- see types.h. */
#include "compiler/types.h"

#include "base/check.h"

struct type type_of_datum(const struct context *context, const struct decl *datum)
{
    CHECK(datum->kind == DECL_DATUM);
    struct type type = { .kind = (enum datum_type)datum->node->number };
    if (type.kind == TYPE_LIST || type.kind == TYPE_VALUES) type.list = scope_meaning(context->scope, node_child(datum->node, NODE_REF));
    if (type.kind == TYPE_UNITS) type.unit = scope_meaning(context->scope, node_child(datum->node, NODE_CURRENCY));
    return type;
}

static const unsigned char type_of_literal[NODE_KINDS] = {      /* one more than the type */
    [NODE_NUMBER] = TYPE_NUMBER + 1, [NODE_DATE] = TYPE_DATE + 1, [NODE_TRUTH] = TYPE_TRUTH + 1,
    [NODE_STRING] = TYPE_TEXT + 1, [NODE_STRINGS] = TYPE_TEXTS + 1, [NODE_TIME] = TYPE_HOUR + 1, [NODE_PEOPLE] = TYPE_PEOPLE + 1,
};

bool type_of_value(const struct context *context, const struct node *value, struct type *out)
{
    const struct decl *meaning = scope_meaning(context->scope, value);
    if (meaning && meaning->kind == DECL_VALUE) {
        *out = (struct type){ .kind = TYPE_LIST, .list = meaning->owner };
        return true;
    }
    if (value->kind == NODE_VALUES) {
        const struct decl *first = scope_meaning(context->scope, value->first);
        *out = (struct type){ .kind = TYPE_VALUES, .list = first ? first->owner : NULL };
        return !value->first || first;
    }
    if (value->kind == NODE_AMOUNT) {
        *out = (struct type){ .kind = value->name == SYMBOL_NONE ? TYPE_PESOS : TYPE_UNITS, .unit = meaning };
        return value->name == SYMBOL_NONE || meaning;
    }
    if (!type_of_literal[value->kind]) return false;
    *out = (struct type){ .kind = (enum datum_type)(type_of_literal[value->kind] - 1) };
    return true;
}

static bool type_of_length(const struct node *length, struct type *out)
{
    bool months = length->other == UNIT_MONTHS || length->other == UNIT_YEARS;
    *out = (struct type){ .kind = months ? TYPE_MONTHS : TYPE_DAYS };
    return months || length->other == UNIT_CALENDAR_DAYS || length->other == UNIT_WEEKS;
}

/* Numbers with numbers, days with days, amounts with those counted alike; a date moves by
 * days or months, and two dates are some days apart. */
static bool type_of_pair(bool minus, struct type left, struct type right, struct type *out)
{
    bool dates = left.kind == TYPE_DATE && right.kind == TYPE_DATE;
    bool moves = left.kind == TYPE_DATE && (right.kind == TYPE_DAYS || right.kind == TYPE_MONTHS);
    bool alike = type_equal(left, right) && (left.kind == TYPE_NUMBER || left.kind == TYPE_DAYS || type_is_amount(left));
    *out = dates ? (struct type){ .kind = TYPE_DAYS } : left;
    return alike || moves || (dates && minus);
}

/* A number times a number, or times an amount. */
static bool type_of_product(struct type left, struct type right, struct type *out)
{
    *out = left.kind == TYPE_NUMBER ? right : left;
    return (left.kind == TYPE_NUMBER || right.kind == TYPE_NUMBER) && (out->kind == TYPE_NUMBER || type_is_amount(*out));
}

static bool type_of_reckoning(const struct context *context, const struct node *sum, struct type *out, const struct node **bad)
{
    struct type left, right;
    if (!type_of_sum(context, sum->first, &left, bad)) return false;
    if (sum->kind == NODE_HALF) {
        *bad = sum;
        *out = left;
        return type_is_amount(left);
    }
    if (!type_of_sum(context, sum->first->next, &right, bad)) return false;
    *bad = sum;
    return sum->kind == NODE_PRODUCT ? type_of_product(left, right, out) : type_of_pair(sum->kind == NODE_MINUS, left, right, out);
}

bool type_of_sum(const struct context *context, const struct node *sum, struct type *out, const struct node **bad)
{
    const struct decl *meaning = scope_meaning(context->scope, sum);
    *bad = NULL;
    if (sum->kind == NODE_PLUS || sum->kind == NODE_MINUS || sum->kind == NODE_PRODUCT || sum->kind == NODE_HALF)
        return type_of_reckoning(context, sum, out, bad);
    if (sum->kind == NODE_LENGTH) {
        *bad = sum;
        return type_of_length(sum, out);
    }
    if (sum->kind == NODE_TIMES_OF || sum->kind == NODE_HOW_MANY) {
        *out = (struct type){ .kind = TYPE_NUMBER };
        if (meaning && sum->kind == NODE_HOW_MANY) *bad = sum;
        return meaning && (sum->kind == NODE_TIMES_OF || type_is_several(type_of_datum(context, meaning)));
    }
    if (meaning && meaning->kind == DECL_PARAMETER && sum->kind == NODE_REF)
        *out = (struct type){ .kind = meaning->node->number == 1 ? TYPE_PESOS : TYPE_NUMBER };
    else if (meaning && meaning->kind == DECL_DATUM) *out = type_of_datum(context, meaning);
    else return type_of_value(context, sum, out);
    return true;
}

bool type_equal(struct type a, struct type b)
{
    return a.kind == b.kind && a.list == b.list && a.unit == b.unit;
}

bool type_is_several(struct type type)
{
    return type.kind == TYPE_TEXTS || type.kind == TYPE_VALUES || type.kind == TYPE_PEOPLE;
}

bool type_is_amount(struct type type)
{
    return type.kind == TYPE_PESOS || type.kind == TYPE_UNITS;
}

bool type_converts(struct type a, struct type b)
{
    return (a.kind == TYPE_PESOS && b.kind == TYPE_UNITS) || (a.kind == TYPE_UNITS && b.kind == TYPE_PESOS);
}

bool type_has_order(struct type type)
{
    return type.kind == TYPE_DATE || type.kind == TYPE_NUMBER || type.kind == TYPE_DAYS || type.kind == TYPE_MONTHS || type.kind == TYPE_HOUR
        || type_is_amount(type)
        || (type.kind == TYPE_LIST && type.list && type.list->node->number == 1);
}

struct text type_words(struct context *context, struct type type)
{
    static const char *const words[DATUM_TYPES + 2] = {
        [TYPE_DATE] = "una fecha", [TYPE_NUMBER] = "un número", [TYPE_TRUTH] = "de sí o no",
        [TYPE_TEXT] = "un texto", [TYPE_TEXTS] = "una lista de textos", [TYPE_LIST] = "un valor de una lista",
        [TYPE_HOUR] = "una hora", [TYPE_VALUES] = "una lista de valores", [TYPE_PEOPLE] = "una lista de personas", [TYPE_PESOS] = "una cantidad en pesos", [TYPE_UNITS] = "una cantidad de dinero",
        [TYPE_DAYS] = "una cantidad de días", [TYPE_MONTHS] = "una cantidad de meses",
    };
    if (type.unit) {
        struct text unit = context_spelling(context, type.unit->name);
        return FORMAT(context, "una cantidad en %.*s", TEXT_ARGS(unit));
    }
    if (!type.list) return text_from(words[type.kind]);
    struct text list = context_spelling(context, type.list->name);
    return FORMAT(context, type.kind == TYPE_VALUES ? "una lista de %.*s" : "un valor de %.*s", TEXT_ARGS(list));
}
