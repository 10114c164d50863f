/* measure.c -- see measure.h. */
#include "compiler/measure.h"

#include "base/amount.h"
#include "compiler/condition.h"
#include "compiler/types.h"
#include "runtime/value.h"

#define LONGEST INT64_C(1000000)    /* days or months: beyond every date there is */

/* A side of a comparison as sign · thing + constant, unless it is more than that. */
struct form {
    const struct decl *thing;
    bool negative;
    bool is_whole;                  /* it is more than that */
    int64_t constant;
};

bool measure_in_months(const struct node *length)
{
    return length->kind == NODE_LENGTH && (length->other == UNIT_MONTHS || length->other == UNIT_YEARS);
}

int64_t measure_length(const struct node *length)
{
    int64_t amount = length->number < LONGEST ? length->number : LONGEST;
    if (length->other == UNIT_WEEKS) return amount * 7;
    return length->other == UNIT_YEARS ? amount * 12 : amount;
}

static struct form join(struct form left, struct form right, bool minus)
{
    struct form form = left;
    form.is_whole = left.is_whole || right.is_whole || (left.thing && right.thing);
    if (!left.thing && right.thing) {
        form.thing = right.thing;
        form.negative = right.negative != minus;
    }
    form.constant = minus ? value_subtract(left.constant, right.constant) : value_add(left.constant, right.constant);
    return form;
}

/* Months have no fixed length: only a date that is written can be moved here. */
static struct form moved(struct form date, int64_t months)
{
    if (date.thing || date.is_whole) date.is_whole = true;
    else date.constant = value_add_months(date.constant, (int32_t)months);
    return date;
}

static struct form form_of(const struct context *context, const struct node *sum);

/* Of what is written; what a case must tell is looked at as a whole. */
static struct form scaled(const struct context *context, const struct node *sum)
{
    struct form left = form_of(context, sum->first), right = { .constant = 1 };
    if (sum->kind == NODE_PRODUCT) right = form_of(context, sum->first->next);
    value_t constant = VALUE_UNKNOWN;
    if (sum->kind == NODE_HALF) constant = value_halve(left.constant);
    else if (!value_multiply(left.constant, right.constant, &constant)) constant = INT64_MAX;
    return (struct form){ .is_whole = left.thing || left.is_whole || right.thing || right.is_whole, .constant = constant };
}

static struct form form_of(const struct context *context, const struct node *sum)
{
    const struct decl *meaning = scope_meaning(context->scope, sum);
    if (sum->kind == NODE_PRODUCT || sum->kind == NODE_HALF) return scaled(context, sum);
    if (sum->kind == NODE_HOW_MANY) return (struct form){ .is_whole = true };
    if (sum->kind == NODE_AMOUNT) return (struct form){ .constant = node_amount(sum) };
    if (sum->kind == NODE_PLUS || sum->kind == NODE_MINUS) {
        struct form left = form_of(context, sum->first);
        const struct node *right = sum->first->next;
        bool minus = sum->kind == NODE_MINUS;
        if (measure_in_months(right)) return moved(left, minus ? -measure_length(right) : measure_length(right));
        return join(left, form_of(context, right), minus);
    }
    if (sum->kind == NODE_LENGTH) return (struct form){ .constant = measure_length(sum) };
    if (meaning && meaning->kind != DECL_VALUE) return (struct form){ .thing = meaning };
    return (struct form){ .constant = condition_value(context, sum) };
}

static bool is_constant(struct form form) { return !form.thing && !form.is_whole; }

bool measure_looks(const struct context *context, const struct node *compare)
{
    return !is_constant(form_of(context, compare->first)) || !is_constant(form_of(context, compare->first->next));
}

static enum comparison mirrored(enum comparison comparison)
{
    switch (comparison) {
    case COMPARE_AT_LEAST: return COMPARE_AT_MOST;
    case COMPARE_AT_MOST:  return COMPARE_AT_LEAST;
    case COMPARE_MORE:     return COMPARE_LESS;
    case COMPARE_LESS:     return COMPARE_MORE;
    case COMPARE_IS: case COMPARE_IS_NOT: case COMPARISONS: break;
    }
    return comparison;
}

const struct decl *measure_converts(const struct context *context, const struct node *compare, const struct node **side)
{
    struct type left, right;
    const struct node *bad;
    type_of_sum(context, compare->first, &left, &bad);
    type_of_sum(context, compare->first->next, &right, &bad);
    if (!type_converts(left, right)) return NULL;
    if (side) *side = left.unit ? compare->first : compare->first->next;
    return left.unit ? left.unit : right.unit;
}

int64_t measure_step(const struct context *context, const struct node *side)
{
    struct type type;
    const struct node *bad;
    return type_of_sum(context, side, &type, &bad) && type.kind == TYPE_PESOS ? AMOUNT_CENT : 1;
}

/* Both sides change: their difference is looked at, always in the same order. */
static struct measure difference(struct context *context, const struct node *compare)
{
    struct measure measure = { .sum = compare, .comparison = (enum comparison)compare->number };
    struct text left = condition_sum_text(context, compare->first), right = condition_sum_text(context, compare->first->next);
    bool turned = text_compare(left, right) > 0;
    if (turned) measure.comparison = mirrored(measure.comparison);
    measure.words = turned ? FORMAT(context, "%.*s menos %.*s", TEXT_ARGS(right), TEXT_ARGS(left))
                           : FORMAT(context, "%.*s menos %.*s", TEXT_ARGS(left), TEXT_ARGS(right));
    return measure;
}

struct measure measure_of(struct context *context, const struct node *compare)
{
    const struct node *left = compare->first, *right = left->next;
    struct form a = form_of(context, left), b = form_of(context, right), both = join(a, b, true);
    enum comparison comparison = (enum comparison)compare->number;
    if (measure_converts(context, compare, NULL)) return difference(context, compare);
    if (both.thing && !both.is_whole)
        return both.negative ? (struct measure){ .thing = both.thing, .comparison = mirrored(comparison), .limit = both.constant }
                             : (struct measure){ .thing = both.thing, .comparison = comparison, .limit = -both.constant };
    if (is_constant(b))
        return (struct measure){ .sum = left, .words = condition_sum_text(context, left), .comparison = comparison, .limit = b.constant };
    if (is_constant(a))
        return (struct measure){ .sum = right, .words = condition_sum_text(context, right),
                                 .comparison = mirrored(comparison), .limit = a.constant };
    return difference(context, compare);
}
