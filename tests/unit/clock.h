/* clock.h -- what the tests and the bench of the legal clock share: a calendar to ask,
 * a model of Colombian holidays that knows nothing of ours, and small readers.
 *
 * Tests run from the root of the repository, where their data files are. */
#ifndef TESTS_UNIT_CLOCK_H
#define TESTS_UNIT_CLOCK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "compiler/compile.h"
#include "runtime/calendar.h"

/* ---- The calendar of the standard library, compiled ------------------------------- */

struct clock {
    struct compilation compilation;
    struct calendar *calendar;
};

static inline void clock_open(struct clock *clock)
{
    struct fault why = {0};
    if (!compile_text(&clock->compilation, "prueba.ruta", TEXT("módulo prueba\nusa colombia.calendario\n"), &why))
        fail_msg("%s", why.message);
    if (!clock->compilation.program) {
        report_print(clock->compilation.report, stderr, (struct report_style){0});
        fail_msg("colombia.calendario no se pudo compilar");
    }
    const struct program *program = clock->compilation.program;
    uint32_t count = program_count(program, PROGRAM_TABLE_calendar);
    uint32_t index = program_find(program, PROGRAM_TABLE_calendar, 0, count, TEXT("colombia"));
    assert_true(index != NONE);
    if (!calendar_open(&clock->calendar, program, index, &why)) fail_msg("%s", why.message);
}

static inline void clock_close(struct clock *clock)
{
    calendar_close(clock->calendar);
    compilation_close(&clock->compilation);
}

/* ---- Calendars made by hand ------------------------------------------------------ */

struct hand_rule {
    enum holiday_rule rule;
    int month, day, offset;
    bool to_monday;
    day_t from, to;
    const char *caption;
};

struct hand_calendar {
    const char *name;
    uint32_t base;
    day_t first, last;
    unsigned week;
    const struct hand_rule *rules;
    uint32_t rule_count;
};

#define MONDAY_TO_FRIDAY 0x1f
#define MONDAY_TO_SATURDAY 0x3f

static inline struct program *clock_program(const struct hand_calendar *calendars, uint32_t count)
{
    struct program_builder *builder = program_builder_new();
    struct program *program = NULL;
    struct fault why = {0};
    uint32_t first = program_add(builder, PROGRAM_TABLE_calendar, count);
    for (uint32_t c = 0; c < count; c++) {
        uint32_t rule = program_add(builder, PROGRAM_TABLE_holiday, calendars[c].rule_count);
        struct program_calendar *record = program_record(builder, PROGRAM_TABLE_calendar, first + c);
        record->name = program_string(builder, text_from(calendars[c].name));
        record->base = calendars[c].base;
        record->first = calendars[c].first;
        record->last = calendars[c].last;
        record->week = (int32_t)calendars[c].week;
        record->holidays_first = rule;
        record->holidays_count = calendars[c].rule_count;
        for (uint32_t r = 0; r < calendars[c].rule_count; r++) {
            const struct hand_rule *hand = &calendars[c].rules[r];
            struct program_holiday *holiday = program_record(builder, PROGRAM_TABLE_holiday, rule + r);
            holiday->caption = program_string(builder, text_from(hand->caption));
            holiday->rule = hand->rule;
            holiday->month = hand->month;
            holiday->day = hand->day;
            holiday->offset = hand->offset;
            holiday->to_monday = hand->to_monday;
            holiday->from = hand->from;
            holiday->to = hand->to;
        }
    }
    if (!program_finish(builder, &program, &why)) fail_msg("%s", why.message);
    program_builder_free(builder);
    return program;
}

/* ---- Days ----------------------------------------------------------------------- */

static inline day_t ymd(int year, int month, int day)
{
    return day_from_date((struct date){ year, month, day });
}

static inline day_t day_of(const char *text)
{
    day_t day;
    if (day_parse(text_from(text), &day) != DATE_OK) fail_msg("«%s» no es un día", text);
    return day;
}

#define assert_day(day, expected)                                 \
    do {                                                          \
        char seen[DATE_TEXT_SIZE];                                \
        assert_string_equal(day_format((day), seen), (expected)); \
    } while (0)

/* ---- The model: Oudin's Easter, and the laws read again --------------------------- */

static inline day_t oudin_easter(int y)
{
    int century = y / 100, golden = y % 19;
    int k = (century - 17) / 25;
    int i = (century - century / 4 - (century - k) / 3 + 19 * golden + 15) % 30;
    i -= (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - golden) / 11));
    int j = (y + y / 4 + i + 2 - century + century / 4) % 7;
    int l = i - j, month = 3 + (l + 40) / 44;
    return ymd(y, month, l + 28 - 31 * (month / 4));
}

static inline bool model_is_holiday(day_t day)
{
    static const int fixed[][2] = { { 1, 1 }, { 5, 1 }, { 7, 20 }, { 8, 7 }, { 12, 8 }, { 12, 25 } };
    static const int moved[][2] = { { 1, 6 }, { 3, 19 }, { 6, 29 }, { 8, 15 }, { 10, 12 }, { 11, 1 }, { 11, 11 }, { 7, 9 } };
    int year = date_from_day(day).year;
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (day == ymd(year, fixed[i][0], fixed[i][1])) return true;
    int since_easter = day - oudin_easter(year);
    if (since_easter == -3 || since_easter == -2 || since_easter == 43 || since_easter == 64 || since_easter == 71) return true;
    if (day_weekday(day) != MONDAY) return false;
    for (size_t i = 0; i < sizeof moved / sizeof moved[0]; i++) {
        int late = day - ymd(year, moved[i][0], moved[i][1]);
        if (moved[i][0] == 7 && year < 2026) continue;
        if (late >= 0 && late < 7) return true;
    }
    return false;
}

static inline bool model_is_working(day_t day)
{
    return day_weekday(day) <= FRIDAY && !model_is_holiday(day);
}

/* A fixed sequence: the same run every time. */
static inline uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* ---- Rows of a comma-separated file ------------------------------------------------ */

static inline FILE *open_rows(const char *path)
{
    char header[256];
    FILE *file = fopen(path, "r");
    if (!file || !fgets(header, sizeof header, file)) fail_msg("no se pudo leer %s", path);
    return file;
}

/* Cuts the next row in place into its first `count` fields; the last takes the rest. */
static inline bool next_row(FILE *file, char *line, int size, char **fields, size_t count)
{
    if (!fgets(line, size, file)) return false;
    line[strcspn(line, "\r\n")] = '\0';
    for (size_t i = 0; i < count; i++) {
        fields[i] = line;
        if (i + 1 == count) break;
        line = strchr(line, ',');
        if (!line) fail_msg("a la fila «%s» le faltan campos", fields[0]);
        *line++ = '\0';
    }
    return true;
}

#endif
