/* lower_calendar.c -- calendars and their holidays. See lower.h. */
#include "compiler/lower_inner.h"

/* The working days of a week as a bit set of enum weekday; the week may turn at Sunday. */
static int32_t week_bits(const struct node *week)
{
    int32_t bits = 0;
    if (!week) return 0;        /* that of the calendar it extends */
    for (int64_t day = week->number;; day = (day + 1) % 7) {
        bits |= 1 << day;
        if (day == week->other) return bits;
    }
}

static bool is_closure(enum node_kind kind) { return kind == NODE_CLOSURE || kind == NODE_SUSPENSION; }

static struct program_holiday rule_of(const struct node *node)
{
    const struct node *fixed = node_child(node, NODE_ON_DATE), *easter = node_child(node, NODE_FROM_EASTER);
    const struct node *force = node_child(node, NODE_IN_FORCE);
    if (is_closure(node->kind))
        return (struct program_holiday){
            .rule = node->kind == NODE_CLOSURE ? HOLIDAY_ONCE : HOLIDAY_SUSPENSION, .from = (int32_t)node->number,
            .to = (int32_t)(node->number + node->other), .optional = node_child(node, NODE_OPTIONAL) != NULL,
        };
    return (struct program_holiday){
        .rule = easter ? HOLIDAY_FROM_EASTER : HOLIDAY_ON_DATE,
        .month = fixed ? (int32_t)fixed->number : 0, .day = fixed ? (int32_t)fixed->other : 0,
        .offset = easter ? (int32_t)easter->number : 0, .to_monday = node_child(node, NODE_TO_MONDAY) != NULL,
        .from = force ? (int32_t)force->number : DAY_NONE, .to = force ? (int32_t)force->other : DAY_NONE,
    };
}

/* Returns the first row of the holidays; they have the rows that followed the calendar. */
static uint32_t lower_holidays(struct lowering *lowering, const struct node *calendar, uint32_t *count)
{
    uint32_t first = 0;
    *count = 0;
    for (const struct node *node = calendar->first; node; node = node->next) {
        if (node->kind != NODE_HOLIDAY && !is_closure(node->kind)) continue;
        const struct decl *decl = scope_meaning(lowering->context->scope, node);
        struct program_holiday holiday = rule_of(node);
        holiday.name = lower_name(lowering, node->name);
        holiday.caption = lower_string(lowering, node->text);
        holiday.source = lower_string(lowering, decl->source);
        holiday.note = lower_notes(lowering, node);
        holiday.act = lower_act(lowering, node);
        *RECORD(lowering, holiday, decl->index) = holiday;
        if (!(*count)++) first = decl->index;
    }
    return first;
}

/* Stated; or, where the calendar is nothing but a list of dates, from the first to the last:
 * what is not listed is not known. */
static void find_range(const struct node *calendar, day_t *first, day_t *last)
{
    const struct node *range = node_child(calendar, NODE_VERIFIED_RANGE);
    *first = range ? (day_t)range->number : DAY_NONE;
    *last = range ? (day_t)range->other : DAY_NONE;
    if (range || node_child(calendar, NODE_EXTENDS)) return;
    for (const struct node *node = node_child(calendar, NODE_CLOSURE); node; node = node_next(node)) {
        day_t end = (day_t)(node->number + node->other);
        if (*first == DAY_NONE || node->number < *first) *first = (day_t)node->number;
        if (*last == DAY_NONE || end > *last) *last = end;
    }
}

void lower_calendar(struct lowering *lowering, const struct decl *calendar)
{
    const struct node *node = calendar->node;
    day_t first_day, last_day;
    uint32_t count, adopted, first = lower_holidays(lowering, node, &count);
    uint32_t first_adopted = lower_refs(lowering, node, NODE_ADOPTS, &adopted);
    find_range(node, &first_day, &last_day);
    *RECORD(lowering, calendar, calendar->index) = (struct program_calendar){
        .name = lower_name(lowering, calendar->name), .caption = lower_string(lowering, node->text),
        .base = lower_link(lowering, node_child(node, NODE_EXTENDS)),
        .first = first_day, .last = last_day, .adopts_first = first_adopted, .adopts_count = adopted,
        .week = week_bits(node_child(node, NODE_WEEK)), .holidays_first = first, .holidays_count = count,
        .source = lower_source(lowering), .note = lower_notes(lowering, node),
    };
}
