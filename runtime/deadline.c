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

static bool in_range(const struct calendar *calendar, int64_t day)
{
    return day >= calendar_first(calendar) && day <= calendar_last(calendar);
}

/* The day the term points at before any suspension or rolling. */
static bool nominal_day(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                        day_t *out, struct fault *why)
{
    bool unused, months = runs_by_months(term.unit);
    if (!calendar_is_working(calendar, from, &unused, why)) return false;
    if (term.amount > AMOUNT_LIMIT || term.amount < -AMOUNT_LIMIT) return ends_beyond(calendar, from, term, why);

    int64_t amount = term_counted(term).amount;
    day_t start = from;
    if (months && reading.start == START_NEXT_DAY) start += term.amount < 0 ? -1 : 1;
    int64_t day = months ? day_add_months(start, amount) : start + amount;
    if (!in_range(calendar, day)) return ends_beyond(calendar, from, term, why);
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

static bool rolls(struct term term, struct reading reading)
{
    return runs_by_months(term.unit) || reading.end == END_ROLLS;
}

/* How a date of calendar days, weeks, months or years comes about. */
struct course {
    day_t nominal;      /* by the calendar */
    day_t usual;        /* where it falls when nothing is suspended */
    day_t shifted;      /* as many days later as were suspended on the way */
    day_t due;          /* that, or the working day it rolls to */
};

/* What was suspended is given back from the date as it would have been, so that no day of
 * it is lost in a weekend. */
static bool follow_suspensions(const struct calendar *calendar, day_t from, struct term term, bool rolling,
                               struct course *course, struct fault *why)
{
    bool backward = term.amount < 0;
    day_t usual = course->nominal, step = backward ? -1 : 1;
    while (rolling && in_range(calendar, usual) && !calendar_would_work(calendar, usual)) usual += step;
    int64_t shifted = backward ? calendar_pass_suspensions_back(calendar, from, usual, 1)
                               : calendar_pass_suspensions(calendar, from + 1, usual + (int64_t)1, 1) - 1;
    if (!in_range(calendar, shifted)) return ends_beyond(calendar, from, term, why);
    course->usual = usual;
    course->shifted = (day_t)shifted;
    return true;
}

static bool find_course(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                        struct course *course, struct fault *why)
{
    bool rolling = rolls(term, reading);
    if (!nominal_day(calendar, from, term, reading, &course->nominal, why)) return false;
    course->usual = course->shifted = course->nominal;
    if (calendar_has_suspensions(calendar) && !follow_suspensions(calendar, from, term, rolling, course, why)) return false;
    course->due = course->shifted;
    return !rolling || roll(calendar, course->shifted, term.amount < 0, &course->due, why);
}

static bool counts_working_days(enum time_unit unit)
{
    return unit == UNIT_WORKING_DAYS || unit == UNIT_DAYS_UNSAID;
}

static bool check_amount(struct term term, struct fault *why)
{
    if (term.amount != 0) return true;
    fault_set(why, EXIT_USAGE, "un término de cero no es un término");
    return fault_help(why, "el día del hecho es el día cero; escriba al menos uno");
}

bool deadline_due_read(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                       day_t *due, struct fault *why)
{
    struct course course;
    if (!check_amount(term, why)) return false;
    if (term.unit == UNIT_HOURS) {
        fault_set(why, EXIT_USAGE, "un término en horas se cuenta desde una hora, y solo hay una fecha");
        return fault_help(why, "escriba la hora del hecho: 2026-03-13T10:30");
    }
    if (counts_working_days(term.unit)) return calendar_add(calendar, from, term.amount, due, why);
    if (!find_course(calendar, from, term, reading, &course, why)) return false;
    *due = course.due;
    return true;
}

bool deadline_due(const struct calendar *calendar, day_t from, struct term term, day_t *due, struct fault *why)
{
    return deadline_due_read(calendar, from, term, (struct reading){0}, due, why);
}

/* ---- Hours ------------------------------------------------------------------------ */

static bool split(const struct calendar *calendar, struct instant from, struct term term, int64_t minutes,
                  struct instant *out, struct fault *why)
{
    int64_t day = minutes / MINUTES_IN_A_DAY;
    if (minutes % MINUTES_IN_A_DAY < 0) day--;
    if (!in_range(calendar, day)) return ends_beyond(calendar, from.day, term, why);
    *out = (struct instant){ (day_t)day, (int32_t)(minutes - day * MINUTES_IN_A_DAY) };
    return true;
}

bool deadline_due_minutes(const struct calendar *calendar, struct instant from, int64_t minutes,
                          struct instant *due, struct fault *why)
{
    bool unused;
    struct term term = { minutes / 60, UNIT_HOURS };
    if (!calendar_is_working(calendar, from.day, &unused, why)) return false;
    if (minutes > AMOUNT_LIMIT * MINUTES_IN_A_DAY || minutes < -AMOUNT_LIMIT * MINUTES_IN_A_DAY)
        return ends_beyond(calendar, from.day, term, why);
    int64_t start = (int64_t)from.day * MINUTES_IN_A_DAY + from.minute, end = start + minutes;
    end = minutes < 0 ? calendar_pass_suspensions_back(calendar, start, end, MINUTES_IN_A_DAY)
                      : calendar_pass_suspensions(calendar, start, end, MINUTES_IN_A_DAY);
    return split(calendar, from, term, end, due, why);
}

/* Whether a term of hours has a minute to run from, and how many minutes it is. */
static bool hours_to_minutes(const struct calendar *calendar, struct instant from, struct term term, int64_t *minutes,
                             struct fault *why)
{
    day_t unused;
    if (!check_amount(term, why)) return false;
    if (from.minute == MINUTE_NONE) return deadline_due(calendar, from.day, term, &unused, why);
    if (term.amount > AMOUNT_LIMIT * 24 || term.amount < -AMOUNT_LIMIT * 24) return ends_beyond(calendar, from.day, term, why);
    *minutes = term.amount * 60;
    return true;
}

bool deadline_due_instant(const struct calendar *calendar, struct instant from, struct term term, struct reading reading,
                          struct instant *due, struct fault *why)
{
    int64_t minutes;
    if (term.unit == UNIT_HOURS)
        return hours_to_minutes(calendar, from, term, &minutes, why) && deadline_due_minutes(calendar, from, minutes, due, why);
    due->minute = MINUTE_NONE;
    return deadline_due_read(calendar, from.day, term, reading, &due->day, why);
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
    if (!calendar_in_week(calendar, day_weekday(day))) return DAY_WEEKEND;
    return calendar_is_suspended(calendar, day) ? DAY_SUSPENDED : DAY_HOLIDAY;
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

/* From the day after `from` to `to`, numbering the working ones. */
static bool walk_working_days(const struct walk *walk, day_t from, day_t to, struct fault *why)
{
    day_t step = to < from ? -1 : 1;
    int64_t count = 0;
    for (day_t day = from; day != to; ) {
        day += step;
        bool working = false;
        if (!calendar_is_working(walk->calendar, day, &working, why)) return false;
        if (working) call(walk, day, DAY_COUNTED, ++count);
        else call(walk, day, why_skipped(walk->calendar, day), 0);
    }
    return true;
}

/* From the day after `from` to `to`: every day counts but those suspended. */
static void walk_all_days(const struct walk *walk, day_t from, day_t to)
{
    day_t step = to < from ? -1 : 1;
    int64_t count = 0;
    for (day_t day = from; day != to; ) {
        day += step;
        if (calendar_is_suspended(walk->calendar, day)) call(walk, day, DAY_SUSPENDED, 0);
        else call(walk, day, DAY_COUNTED, ++count);
    }
}

/* From the day after `from` to the working day `to`. */
static void walk_roll(const struct walk *walk, day_t from, day_t to)
{
    day_t step = to < from ? -1 : 1;
    for (day_t day = from; day != to; ) {
        day += step;
        call(walk, day, day != to ? why_skipped(walk->calendar, day) : step < 0 ? DAY_ROLLED_BACK : DAY_ROLLED, 0);
    }
}

static void walk_suspended(const struct walk *walk, day_t from, day_t to)
{
    day_t step = to < from ? -1 : 1;
    for (day_t day = from; day != to; day += step)
        if (day != from && calendar_is_suspended(walk->calendar, day)) call(walk, day, DAY_SUSPENDED, 0);
}

/* The nominal day, where it would fall, the days given back, where that falls. */
static void walk_course(const struct walk *walk, day_t from, const struct course *course)
{
    walk_suspended(walk, from, course->nominal);
    call(walk, course->nominal, DAY_NOMINAL, calendar_would_work(walk->calendar, course->nominal));
    walk_roll(walk, course->nominal, course->usual);
    walk_all_days(walk, course->usual, course->shifted);
    walk_roll(walk, course->shifted, course->due);
}

bool deadline_explain_read(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                           void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why)
{
    struct walk walk = { calendar, each, context };
    struct course course;
    day_t due;
    if (!deadline_due_read(calendar, from, term, reading, &due, why)) return false;
    bool working = counts_working_days(term.unit);
    if (!working && !find_course(calendar, from, term, reading, &course, why)) return false;

    call(&walk, from, DAY_OF_EVENT, 0);
    day_t next = term.amount < 0 ? from - 1 : from + 1;
    if (runs_by_months(term.unit) && reading.start == START_NEXT_DAY && !calendar_is_suspended(calendar, next))
        call(&walk, next, DAY_COUNTED, 1);
    if (working) return walk_working_days(&walk, from, due, why);
    if (runs_by_months(term.unit) || (course.usual != course.nominal && course.shifted != course.usual)) {
        walk_course(&walk, from, &course);
    } else {
        walk_all_days(&walk, from, course.shifted);
        walk_roll(&walk, course.shifted, course.due);
    }
    return true;
}

bool deadline_explain(const struct calendar *calendar, day_t from, struct term term,
                      void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why)
{
    return deadline_explain_read(calendar, from, term, (struct reading){0}, each, context, why);
}

/* The minutes of a day that lie between two instants. */
static int64_t minutes_within(day_t day, int64_t start, int64_t end)
{
    int64_t first = (int64_t)day * MINUTES_IN_A_DAY, after = first + MINUTES_IN_A_DAY;
    if (first < start) first = start;
    if (after > end) after = end;
    return after > first ? after - first : 0;
}

bool deadline_explain_minutes(const struct calendar *calendar, struct instant from, int64_t minutes,
                              void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why)
{
    struct walk walk = { calendar, each, context };
    struct instant due;
    if (!deadline_due_minutes(calendar, from, minutes, &due, why)) return false;
    int64_t start = (int64_t)from.day * MINUTES_IN_A_DAY + from.minute, end = (int64_t)due.day * MINUTES_IN_A_DAY + due.minute;
    day_t step = end < start ? -1 : 1;
    for (day_t day = from.day;; day += step) {
        bool suspended = calendar_is_suspended(calendar, day);
        call(&walk, day, suspended ? DAY_SUSPENDED : DAY_OF_HOURS,
             suspended ? 0 : end < start ? minutes_within(day, end, start) : minutes_within(day, start, end));
        if (day == due.day) return true;
    }
}

bool deadline_explain_instant(const struct calendar *calendar, struct instant from, struct term term, struct reading reading,
                              void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why)
{
    int64_t minutes;
    if (term.unit != UNIT_HOURS) return deadline_explain_read(calendar, from.day, term, reading, each, context, why);
    return hours_to_minutes(calendar, from, term, &minutes, why)
        && deadline_explain_minutes(calendar, from, minutes, each, context, why);
}
