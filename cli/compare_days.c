/* compare_days.c -- see compare_days.h.
 *
 * The text of a program changes on the days its versions begin or end; between two such days it is one. So
 * it is enough to compare on each of them, and on the eve of the first. */
#include "cli/compare_days.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cli/output.h"
#include "runtime/compare.h"
#include "runtime/shape.h"

typedef VEC(day_t) day_list;

/* Beyond these the answer would take longer than anybody waits. */
#define MOST_DAYS 200

static int by_day(const void *a, const void *b)
{
    day_t left = *(const day_t *)a, right = *(const day_t *)b;
    return left < right ? -1 : left > right;
}

/* The days the versions of a table begin, and those after their last. */
static void add_days(const struct program *program, enum program_table table, day_list *days)
{
    const struct shape *shape = shape_of(table);
    size_t at = 0;
    const struct shape_field *field = shape->fields;
    for (; field->name && strcmp(field->name, "before") != 0; field++) at += shape_width(field->kind);
    if (!field->name) return;
    for (uint32_t row = 0; row < program_count(program, table); row++) {
        const uint32_t *words = match_words(program, table, row) + at - 2;      /* from, to, before, after */
        for (int i = 0; i < 2; i++)
            if ((day_t)words[i] != DAY_NONE) VEC_PUSH(days, (day_t)words[i]);
    }
}

/* The first day of each interval, in order; before the first, its eve. */
static void list_days(const struct compared_texts *texts, day_list *days)
{
    size_t kept = 0;
    for (int side = 0; side < 2; side++)
        for (int table = 0; table < PROGRAM_TABLES; table++) add_days(texts->sides[side].program, (enum program_table)table, days);
    if (!days->count) return;
    qsort(days->items, days->count, sizeof *days->items, by_day);
    VEC_PUSH(days, days->items[0] - 1);
    qsort(days->items, days->count, sizeof *days->items, by_day);
    for (size_t i = 0; i < days->count; i++)
        if (!kept || days->items[kept - 1] != days->items[i]) days->items[kept++] = days->items[i];
    days->count = kept;
}

/* What differs in the texts themselves: the reforms are the same whatever the day. */
static size_t count_in_text(const struct compared *compared, enum compare_grade *total)
{
    size_t count = 0;
    *total = GRADE_NOTHING;
    for (size_t i = 0; i < compared->differences.count; i++) {
        const struct difference *difference = &compared->differences.items[i];
        if (difference->top == PROGRAM_TABLE_reform) continue;
        if (difference->grade > *total) *total = difference->grade;
        count++;
    }
    return count;
}

static void say_day(struct command_context *context, day_t day, size_t count, enum compare_grade total, bool first)
{
    char written[DATE_TEXT_SIZE];
    if (context->json) {
        output_json(context, json_pack("{s:o, s:I, s:s}", "fecha", json_of_day(day), "diferencias", (json_int_t)count,
                                       "total", compare_grade_word(total)));
        return;
    }
    if (first) fputs("\nOtras fechas en que difieren (véalas con --hoy)\n", context->out);
    fprintf(context->out, "  %s  %zu %s, %s\n", day_format(day, written), count, count == 1 ? "diferencia" : "diferencias",
            compare_grade_word(total));
}

static void compare_on(struct command_context *context, const struct compared_texts *texts, day_t day, uint32_t *found)
{
    struct arena arena = {0};
    struct compared compared;
    enum compare_grade total;
    compare_open(&compared, (struct compare_text){ texts->sides[0].program, day }, (struct compare_text){ texts->sides[1].program, day }, &arena);
    size_t count = count_in_text(&compared, &total);
    if (count) say_day(context, day, count, total, !(*found)++);
    compare_close(&compared);
    arena_free(&arena);
}

void compare_days(struct command_context *context, const struct compared_texts *texts, uint32_t *found)
{
    day_list days = {0};
    *found = 0;
    if (texts->sides[0].program == texts->sides[1].program) return;
    list_days(texts, &days);
    for (size_t i = 0; i < days.count && i < MOST_DAYS; i++) {
        bool ends = i + 1 < days.count && days.items[i + 1] <= context->today;
        bool has_today = (i == 0 || days.items[i] <= context->today) && !ends;
        if (!has_today) compare_on(context, texts, days.items[i], found);
    }
    if (days.count > MOST_DAYS)
        fprintf(context->err, "aviso: los textos cambian en %zu fechas; se compararon las primeras %d\n", days.count, MOST_DAYS);
    VEC_FREE(&days);
}
