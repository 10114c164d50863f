/* deadline.c -- due dates and their explanation. See deadline.h.
 *
 * deadline_due is the only place that decides a date; deadline_explain asks it and then
 * walks there day by day, so the two cannot disagree. */
#include "runtime/deadline.h"

#include "base/arena.h"
#include "base/check.h"

/* More than any verified range holds, in days or in months. */
#define AMOUNT_LIMIT ((int64_t)DAY_LAST - DAY_FIRST)

static bool ends_beyond(const struct calendar *calendar, day_t from, struct term term, struct fault *why)
{
    struct arena arena = {0};
    char day[DATE_TEXT_SIZE], first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    fault_set(why, EXIT_LIMIT, "el término de %s desde el %s termina fuera de lo verificado en el calendario «%s»",
              term_format(&arena, term).at, day_format(from, day), calendar_name(calendar));
    arena_free(&arena);
    return fault_help(why, "ese calendario está verificado desde %s hasta %s",
                      day_format(calendar_first(calendar), first), day_format(calendar_last(calendar), last));
}

static bool runs_by_months(enum time_unit unit)
{
    return unit == UNIT_MONTHS || unit == UNIT_YEARS;
}

/* The day the term points at before any rolling. */
static bool nominal_day(const struct calendar *calendar, day_t from, struct term term, day_t *out, struct fault *why)
{
    static const int units[UNIT_COUNT] = {
        [UNIT_CALENDAR_DAYS] = 1, [UNIT_WEEKS] = 7, [UNIT_MONTHS] = 1, [UNIT_YEARS] = 12,
    };
    CHECK(units[term.unit] != 0);
    bool unused;
    if (!calendar_is_working(calendar, from, &unused, why)) return false;
    if (term.amount > AMOUNT_LIMIT || term.amount < -AMOUNT_LIMIT) return ends_beyond(calendar, from, term, why);

    int64_t amount = term.amount * units[term.unit];
    int64_t day = runs_by_months(term.unit) ? day_add_months(from, amount) : from + amount;
    if (day < calendar_first(calendar) || day > calendar_last(calendar)) return ends_beyond(calendar, from, term, why);
    *out = (day_t)day;
    return true;
}

/* A term that ends on a day without office: forward it waits for the next one, backward
 * it must have been met on the one before. */
static bool roll(const struct calendar *calendar, day_t nominal, bool backward, day_t *due, struct fault *why)
{
    if (!backward) return calendar_roll(calendar, nominal, due, why);
    bool working = false;
    if (!calendar_is_working(calendar, nominal, &working, why)) return false;
    *due = nominal;
    return working || calendar_add(calendar, nominal, -1, due, why);
}

bool deadline_due(const struct calendar *calendar, day_t from, struct term term, day_t *due, struct fault *why)
{
    if (term.amount == 0) {
        fault_set(why, EXIT_USAGE, "un término de cero no es un término");
        return fault_help(why, "el día del hecho es el día cero; escriba al menos uno");
    }
    if (term.unit == UNIT_HOURS) {
        fault_set(why, EXIT_USAGE, "un término en horas se cuenta desde una hora, y solo hay una fecha");
        return fault_help(why, "escriba la hora del hecho: 2026-03-13T10:30");
    }
    if (term.unit == UNIT_WORKING_DAYS || term.unit == UNIT_DAYS_UNSAID)
        return calendar_add(calendar, from, term.amount, due, why);

    day_t nominal;
    if (!nominal_day(calendar, from, term, &nominal, why)) return false;
    *due = nominal;
    return !runs_by_months(term.unit) || roll(calendar, nominal, term.amount < 0, due, why);
}

/* ---- The explanation ----------------------------------------------------------- */

static struct counted_day describe(const struct calendar *calendar, day_t day, enum day_kind kind)
{
    struct counted_day line = { .day = day, .kind = kind };
    uint32_t found = calendar_holidays_on(calendar, day, line.holidays, HOLIDAYS_ON_A_DAY);
    line.holiday_count = found < HOLIDAYS_ON_A_DAY ? found : HOLIDAYS_ON_A_DAY;
    return line;
}

static enum day_kind why_skipped(const struct calendar *calendar, day_t day)
{
    return calendar_in_week(calendar, day_weekday(day)) ? DAY_HOLIDAY : DAY_WEEKEND;
}

struct walk {
    const struct calendar *calendar;
    void (*each)(const struct counted_day *day, void *context);
    void *context;
};

static void call(const struct walk *walk, day_t day, enum day_kind kind, int64_t count)
{
    struct counted_day line = describe(walk->calendar, day, kind);
    line.count = count;
    walk->each(&line, walk->context);
}

/* From the day after the event to the due date, numbering those that count. */
static bool walk_days(const struct walk *walk, day_t from, struct term term, day_t due, struct fault *why)
{
    bool all_count = term.unit == UNIT_CALENDAR_DAYS || term.unit == UNIT_WEEKS;
    day_t step = term.amount < 0 ? -1 : 1;
    int64_t count = 0;
    for (day_t day = from; day != due; ) {
        day += step;
        bool counts = all_count;
        if (!all_count && !calendar_is_working(walk->calendar, day, &counts, why)) return false;
        if (counts) call(walk, day, DAY_COUNTED, ++count);
        else call(walk, day, why_skipped(walk->calendar, day), 0);
    }
    return true;
}

/* The nominal day, then each day it rolls over, then the due date. */
static void walk_roll(const struct walk *walk, day_t nominal, day_t due)
{
    day_t step = due < nominal ? -1 : 1;
    enum day_kind end = due < nominal ? DAY_ROLLED_BACK : DAY_ROLLED;
    call(walk, nominal, DAY_NOMINAL, 0);
    for (day_t day = nominal; day != due; ) {
        day += step;
        call(walk, day, day == due ? end : why_skipped(walk->calendar, day), 0);
    }
}

bool deadline_explain(const struct calendar *calendar, day_t from, struct term term,
                      void (*each)(const struct counted_day *day, void *context), void *context,
                      struct fault *why)
{
    struct walk walk = { calendar, each, context };
    day_t due, nominal;
    if (!deadline_due(calendar, from, term, &due, why)) return false;
    bool months = runs_by_months(term.unit);
    if (months && !nominal_day(calendar, from, term, &nominal, why)) return false;

    call(&walk, from, DAY_OF_EVENT, 0);
    if (!months) return walk_days(&walk, from, term, due, why);
    walk_roll(&walk, nominal, due);
    return true;
}
