/* calendar.c -- working days by law. See calendar.h.
 *
 * Two tables answer everything in constant time. Take the working days of the verified
 * range in order and give each a serial number:
 *
 *   before[d]    the serial of the last working day before day d
 *   working[s]   the day whose serial is s
 *
 * The n-th working day after d is working[serial of the last one up to d, plus n]; the
 * working days between two dates are a subtraction. Serials are relative: the first
 * year asked for starts at 1, years are added to either end when a question needs them,
 * and so a command that asks for one date builds one year and not a hundred. Both
 * tables are allocated whole and not cleared: pages nobody touches cost nothing. */
#include "runtime/calendar.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/check.h"

#define WHOLE_WEEK 0x7f
#define DAYS_IN_YEAR_MAX 366
#define EASTER_REACH 366        /* so that a day lies at most a year from its Easter */

/* Keeps what is rare out of the way of the two lookups that answer: an add of 5 ns
 * became one of 3. */
#define SELDOM __attribute__((noinline, cold))

/* Days on which no term runs, in order and apart from each other. */
struct span {
    day_t first, last;
};

struct tables {
    day_t *working;         /* by serial, which may be negative */
    int32_t low, high;      /* offsets built so far: low inclusive, high exclusive */
    int32_t lowest, highest;    /* before[low] and before[high], at hand */
    int32_t before[];       /* by offset: one for each day, one past the end; then `working` */
};

struct calendar {
    struct arena arena;     /* holds everything but the tables, this struct too */
    const struct program *program;
    const char *name;
    day_t first, last;
    uint32_t week;          /* bit set: 1 << enum weekday */
    uint32_t *rules;        /* holidays that count: of the calendar everything extends, then its heirs */
    uint32_t rule_count;
    struct span *suspended;
    uint32_t suspended_count;
    struct tables *tables;
};

/* ---- The rules of the program ----------------------------------------------- */

/* Where a yearly rule puts its day of rest in the year whose calendar it belongs to;
 * DAY_NONE when it has none that year (29 February), or is not in force on that day. */
static day_t rule_day(const struct program_holiday *rule, int year)
{
    day_t day = DAY_NONE;
    struct date date = { year, rule->month, rule->day };
    if (rule->rule == HOLIDAY_FROM_EASTER) day = day_easter(year) + rule->offset;
    else if (date_exists(date)) day = day_from_date(date);
    if (day == DAY_NONE) return DAY_NONE;
    if (rule->to_monday) day += (7 - (day_t)day_weekday(day)) % 7;
    if (rule->from != DAY_NONE && day < rule->from) return DAY_NONE;
    if (rule->to != DAY_NONE && day > rule->to) return DAY_NONE;
    return day;
}

/* By its first and last day, rather than every year. */
static bool is_dated(const struct program_holiday *rule)
{
    return rule->rule == HOLIDAY_ONCE || rule->rule == HOLIDAY_SUSPENSION;
}

/* How far from its year a yearly rule may put its day: 31 December that moves to Monday. */
static int years_away(const struct program_holiday *rule)
{
    if (rule->rule == HOLIDAY_FROM_EASTER) return 1;
    return rule->to_monday && rule->month == 12 && rule->day > 25;
}

static bool rule_covers(const struct program_holiday *rule, day_t day)
{
    int year = date_from_day(day).year, away = years_away(rule);
    if (is_dated(rule)) return rule->from != DAY_NONE && day >= rule->from && day <= rule->to;
    for (int y = year - away; y <= year + away; y++)
        if (rule_day(rule, y) == day) return true;
    return false;
}

static void close_days(bool *closed, day_t new_year, day_t from, day_t to)
{
    if (from < new_year) from = new_year;
    if (to >= new_year + DAYS_IN_YEAR_MAX) to = new_year + DAYS_IN_YEAR_MAX - 1;
    for (day_t day = from; day <= to; day++) closed[day - new_year] = true;
}

static void close_by_rule(const struct program_holiday *rule, int year, day_t new_year, bool *closed)
{
    int away = years_away(rule);
    if (is_dated(rule)) {
        if (rule->from != DAY_NONE) close_days(closed, new_year, rule->from, rule->to);
        return;
    }
    for (int y = year - away; y <= year + away; y++) {
        day_t day = rule_day(rule, y);
        if (day != DAY_NONE) close_days(closed, new_year, day, day);
    }
}

static const struct program_holiday *rule_at(const struct calendar *calendar, uint32_t i)
{
    return program_holiday_at(calendar->program, calendar->rules[i]);
}

static void close_holidays(const struct calendar *calendar, int year, day_t new_year, bool *closed)
{
    for (uint32_t i = 0; i < calendar->rule_count; i++) close_by_rule(rule_at(calendar, i), year, new_year, closed);
}

/* ---- The tables -------------------------------------------------------------- */

static void append_days(const struct calendar *calendar, const bool *closed, int32_t end)
{
    struct tables *tables = calendar->tables;
    for (; tables->high < end; tables->high++) {
        if (!*closed++) tables->working[++tables->highest] = calendar->first + tables->high;
        tables->before[tables->high + 1] = tables->highest;
    }
}

static void prepend_days(const struct calendar *calendar, const bool *closed, int32_t start)
{
    struct tables *tables = calendar->tables;
    while (tables->low > start) {
        tables->low--;
        if (!closed[tables->low - start]) tables->working[tables->lowest--] = calendar->first + tables->low;
        tables->before[tables->low] = tables->lowest;
    }
}

/* Adds one year at either end. */
static void build_year(const struct calendar *calendar, int year)
{
    struct tables *tables = calendar->tables;
    bool closed[DAYS_IN_YEAR_MAX];
    day_t new_year = day_from_date((struct date){ year, 1, 1 });
    day_t end = day_from_date((struct date){ year + 1, 1, 1 });
    enum weekday weekday = day_weekday(new_year);

    for (int i = 0; i < DAYS_IN_YEAR_MAX; i++)
        closed[i] = !(calendar->week >> ((unsigned)weekday + (unsigned)i) % 7 & 1);
    close_holidays(calendar, year, new_year, closed);

    day_t from = new_year > calendar->first ? new_year : calendar->first;
    day_t to = end - 1 < calendar->last ? end : calendar->last + 1;
    if (from - calendar->first < tables->low)
        prepend_days(calendar, closed + (from - new_year), from - calendar->first);
    else
        append_days(calendar, closed + (from - new_year), to - calendar->first);
}

static void build_below(const struct calendar *calendar)
{
    build_year(calendar, date_from_day(calendar->first + calendar->tables->low - 1).year);
}

static void build_above(const struct calendar *calendar)
{
    build_year(calendar, date_from_day(calendar->first + calendar->tables->high).year);
}

/* Nothing is built until the first question: its year is where serials start. Below it
 * there are at most as many working days as days, and above it too: `working` cannot
 * leave its room. */
static void build_origin(const struct calendar *calendar, day_t day)
{
    struct tables *tables = calendar->tables;
    day_t new_year = day_from_date((struct date){ date_from_day(day).year, 1, 1 });
    if (new_year < calendar->first) new_year = calendar->first;
    tables->low = tables->high = new_year - calendar->first;
    tables->before[tables->low] = 0;
    tables->working = tables->before + (calendar->last - calendar->first + 2) + tables->low;
}

static void build_through(const struct calendar *calendar, int32_t offset)
{
    struct tables *tables = calendar->tables;
    if (tables->low == tables->high) build_origin(calendar, calendar->first + offset);
    while (offset < tables->low) build_below(calendar);
    while (offset >= tables->high) build_above(calendar);
}

/* ---- Opening and closing ------------------------------------------------------ */

/* One record of the chain. */
static void inherit(struct calendar *calendar, const struct program_calendar *record)
{
    if (calendar->week == 0) calendar->week = (uint32_t)record->week & WHOLE_WEEK;
    if (record->first != DAY_NONE && (calendar->first == DAY_NONE || record->first > calendar->first))
        calendar->first = record->first;
    if (record->last != DAY_NONE && (calendar->last == DAY_NONE || record->last < calendar->last))
        calendar->last = record->last;
}

/* From the calendar asked for to the one it all extends; false when it has no end. */
static bool read_chain(struct calendar *calendar, uint32_t index, uint32_t *chain, uint32_t *depth, struct fault *why)
{
    uint32_t all = program_count(calendar->program, PROGRAM_TABLE_calendar);
    *depth = 0;
    for (uint32_t at = index; at != NONE; at = program_calendar_at(calendar->program, at)->base) {
        if (*depth == all)
            return fault_set(why, EXIT_BAD_DATA, "el calendario «%s» termina extendiéndose a sí mismo", calendar->name);
        inherit(calendar, program_calendar_at(calendar->program, at));
        chain[(*depth)++] = at;
    }
    return true;
}

/* A closure that each entity chooses counts where a calendar of the chain adopts it. */
static bool counts(const struct program *program, const uint32_t *chain, uint32_t depth, uint32_t holiday)
{
    if (!program_holiday_at(program, holiday)->optional) return true;
    for (uint32_t c = 0; c < depth; c++) {
        const struct program_calendar *record = program_calendar_at(program, chain[c]);
        for (uint32_t i = 0; i < record->adopts_count; i++)
            if (program_ref(program, record->adopts_first, i) == holiday) return true;
    }
    return false;
}

static void read_rules(struct calendar *calendar, const uint32_t *chain, uint32_t depth)
{
    const struct program *program = calendar->program;
    calendar->rules = arena_array(&calendar->arena, program_count(program, PROGRAM_TABLE_holiday) + 1, sizeof *calendar->rules);
    for (uint32_t c = depth; c-- > 0;) {
        const struct program_calendar *record = program_calendar_at(program, chain[c]);
        for (uint32_t i = 0; i < record->holidays_count; i++)
            if (counts(program, chain, depth, record->holidays_first + i))
                calendar->rules[calendar->rule_count++] = record->holidays_first + i;
    }
}

static int compare_spans(const void *a, const void *b)
{
    const struct span *one = a, *other = b;
    return (one->first > other->first) - (one->first < other->first);
}

static void read_suspensions(struct calendar *calendar)
{
    struct span *spans = arena_array(&calendar->arena, calendar->rule_count + 1, sizeof *spans);
    uint32_t count = 0, kept = 0;
    for (uint32_t i = 0; i < calendar->rule_count; i++) {
        const struct program_holiday *rule = rule_at(calendar, i);
        if (rule->rule == HOLIDAY_SUSPENSION && rule->from != DAY_NONE)
            spans[count++] = (struct span){ rule->from, rule->to };
    }
    qsort(spans, count, sizeof *spans, compare_spans);
    for (uint32_t i = 0; i < count; i++) {
        if (kept && spans[i].first <= spans[kept - 1].last + 1) {
            if (spans[i].last > spans[kept - 1].last) spans[kept - 1].last = spans[i].last;
        } else {
            spans[kept++] = spans[i];
        }
    }
    calendar->suspended = spans;
    calendar->suspended_count = kept;
}

static bool read_records(struct calendar *calendar, uint32_t index, struct fault *why)
{
    uint32_t depth, all = program_count(calendar->program, PROGRAM_TABLE_calendar);
    uint32_t *chain = arena_array(&calendar->arena, all, sizeof *chain);
    if (!read_chain(calendar, index, chain, &depth, why)) return false;
    read_rules(calendar, chain, depth);
    read_suspensions(calendar);
    return true;
}

static bool check_offsets(const struct calendar *calendar, struct fault *why)
{
    for (uint32_t i = 0; i < calendar->rule_count; i++) {
        const struct program_holiday *rule = rule_at(calendar, i);
        if (rule->rule == HOLIDAY_FROM_EASTER && (rule->offset > EASTER_REACH || rule->offset < -EASTER_REACH))
            return fault_set(why, EXIT_BAD_DATA, "el festivo «%s» está a más de %d días de pascua",
                             program_text(calendar->program, rule->caption), EASTER_REACH);
    }
    return true;
}

static bool check_whole(const struct calendar *calendar, struct fault *why)
{
    if (calendar->first < DAY_FIRST || calendar->last > DAY_LAST || calendar->first > calendar->last) {
        fault_set(why, EXIT_BAD_DATA, "el calendario «%s» no dice entre qué fechas está verificado", calendar->name);
        return fault_help(why, "escriba en él «verificado desde FECHA hasta FECHA»");
    }
    if (calendar->week == 0) {
        fault_set(why, EXIT_BAD_DATA, "el calendario «%s» no dice qué días de la semana son hábiles", calendar->name);
        return fault_help(why, "escriba en él «semana hábil de lunes a viernes», o la que corresponda");
    }
    return check_offsets(calendar, why);
}

static bool allocate_tables(struct calendar *calendar, struct fault *why)
{
    size_t entries = 2 * ((size_t)(calendar->last - calendar->first) + 2);
    calendar->tables = malloc(sizeof *calendar->tables + entries * sizeof calendar->tables->before[0]);
    if (!calendar->tables)
        return fault_set(why, EXIT_MEMORY, "no hay memoria suficiente para el calendario «%s»", calendar->name);
    *calendar->tables = (struct tables){0};
    return true;
}

bool calendar_open(struct calendar **out, const struct program *program, uint32_t index, struct fault *why)
{
    CHECK(index < program_count(program, PROGRAM_TABLE_calendar));
    struct arena arena = {0};
    struct calendar *calendar = ARENA_NEW(&arena, struct calendar);
    calendar->arena = arena;
    calendar->program = program;
    calendar->name = program_text(program, program_calendar_at(program, index)->name);
    calendar->first = calendar->last = DAY_NONE;
    *out = calendar;
    if (!read_records(calendar, index, why) || !check_whole(calendar, why) || !allocate_tables(calendar, why)) {
        calendar_close(calendar);
        *out = NULL;
        return false;
    }

    return true;
}

void calendar_close(struct calendar *calendar)
{
    if (!calendar) return;
    struct arena arena = calendar->arena;
    free(calendar->tables);
    arena_free(&arena);
}

/* ---- Questions ---------------------------------------------------------------- */

day_t calendar_first(const struct calendar *calendar) { return calendar->first; }
day_t calendar_last(const struct calendar *calendar) { return calendar->last; }
const char *calendar_name(const struct calendar *calendar) { return calendar->name; }

bool calendar_in_week(const struct calendar *calendar, enum weekday weekday)
{
    return calendar->week >> (unsigned)weekday & 1;
}

static bool help_range(const struct calendar *calendar, struct fault *why)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    return fault_help(why, "el calendario «%s» está verificado desde %s hasta %s; amplíelo con las leyes de esos años, o use otro",
                      calendar->name, day_format(calendar->first, first), day_format(calendar->last, last));
}

static bool is_verified(const struct calendar *calendar, day_t day)
{
    return day >= calendar->first && day <= calendar->last;
}

static bool outside(const struct calendar *calendar, day_t day, struct fault *why)
{
    char text[DATE_TEXT_SIZE];
    fault_set(why, EXIT_LIMIT, "el %s está fuera de lo verificado en el calendario «%s»",
              day_format(day, text), calendar->name);
    return help_range(calendar, why);
}

SELDOM static bool build_for(const struct calendar *calendar, day_t day, struct fault *why)
{
    if (!is_verified(calendar, day)) return outside(calendar, day, why);
    build_through(calendar, day - calendar->first);
    return true;
}

/* Where a day stands in `before`, built by now. */
static inline bool find_offset(const struct calendar *calendar, day_t day, int32_t *offset, struct fault *why)
{
    int64_t at = (int64_t)day - calendar->first;
    *offset = (int32_t)at;
    return (at >= calendar->tables->low && at < calendar->tables->high) || build_for(calendar, day, why);
}

bool calendar_is_working(const struct calendar *calendar, day_t day, bool *working, struct fault *why)
{
    int32_t at;
    if (!find_offset(calendar, day, &at, why)) return false;
    *working = calendar->tables->before[at + 1] > calendar->tables->before[at];
    return true;
}

SELDOM static bool add_beyond(const struct calendar *calendar, day_t from, int64_t n, struct fault *why)
{
    char text[DATE_TEXT_SIZE];
    uint64_t ordinal = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    fault_set(why, EXIT_LIMIT, "el %llu.º día hábil %s %s queda fuera de lo verificado en el calendario «%s»",
              (unsigned long long)ordinal, n < 0 ? "antes del" : "después del", day_format(from, text), calendar->name);
    return help_range(calendar, why);
}

/* A serial beyond what is built, or beyond the range: years are added until one or the
 * other is known. */
SELDOM static bool reach_serial(const struct calendar *calendar, int64_t serial)
{
    struct tables *tables = calendar->tables;
    int32_t end = calendar->last - calendar->first + 1;
    while (serial > tables->highest && tables->high < end) build_above(calendar);
    while (serial <= tables->lowest && tables->low > 0) build_below(calendar);
    return serial > tables->lowest && serial <= tables->highest;
}

bool calendar_add(const struct calendar *calendar, day_t from, int64_t n, day_t *out, struct fault *why)
{
    const struct tables *tables = calendar->tables;
    int32_t at;
    if (n == 0) return fault_set(why, EXIT_USAGE, "un término de cero días no es un término");
    if (!find_offset(calendar, from, &at, why)) return false;
    if (n > DAY_LAST - DAY_FIRST || n < DAY_FIRST - DAY_LAST) return add_beyond(calendar, from, n, why);

    int64_t serial = n > 0 ? tables->before[at + 1] + n : tables->before[at] + 1 + n;
    if ((serial <= tables->lowest || serial > tables->highest) && !reach_serial(calendar, serial))
        return add_beyond(calendar, from, n, why);
    *out = tables->working[serial];
    return true;
}

bool calendar_count(const struct calendar *calendar, day_t from, day_t to, int64_t *out, struct fault *why)
{
    int32_t start, end;
    if (!find_offset(calendar, from, &start, why) || !find_offset(calendar, to, &end, why)) return false;
    *out = (int64_t)calendar->tables->before[end + 1] - calendar->tables->before[start + 1];
    return true;
}

bool calendar_roll(const struct calendar *calendar, day_t day, day_t *out, struct fault *why)
{
    bool working = false;
    if (!calendar_is_working(calendar, day, &working, why)) return false;
    *out = day;
    return working || calendar_add(calendar, day, 1, out, why);
}

uint32_t calendar_holidays_on(const struct calendar *calendar, day_t day, uint32_t *holidays, uint32_t room)
{
    if (!is_verified(calendar, day)) return 0;
    uint32_t found = 0;
    for (uint32_t i = 0; i < calendar->rule_count; i++) {
        if (!rule_covers(rule_at(calendar, i), day)) continue;
        if (found < room) holidays[found] = calendar->rules[i];
        found++;
    }
    return found;
}

/* ---- Suspensions ---------------------------------------------------------------- */

bool calendar_has_suspensions(const struct calendar *calendar)
{
    return calendar->suspended_count > 0;
}

bool calendar_is_suspended(const struct calendar *calendar, day_t day)
{
    for (uint32_t i = 0; i < calendar->suspended_count; i++)
        if (day >= calendar->suspended[i].first && day <= calendar->suspended[i].last) return true;
    return false;
}

/* Each span that begins by then moves the end, which may so reach the next one. */
int64_t calendar_pass_suspensions(const struct calendar *calendar, int64_t from, int64_t end, int64_t units)
{
    for (uint32_t i = 0; i < calendar->suspended_count; i++) {
        int64_t first = calendar->suspended[i].first * units, after = (calendar->suspended[i].last + (int64_t)1) * units;
        if (first < from) first = from;
        if (first < end && after > first) end += after - first;
    }
    return end;
}

int64_t calendar_pass_suspensions_back(const struct calendar *calendar, int64_t from, int64_t end, int64_t units)
{
    for (uint32_t i = calendar->suspended_count; i-- > 0;) {
        int64_t first = calendar->suspended[i].first * units, after = (calendar->suspended[i].last + (int64_t)1) * units;
        if (after > from) after = from;
        if (after > end && after > first) end -= after - first;
    }
    return end;
}

bool calendar_would_work(const struct calendar *calendar, day_t day)
{
    if (!calendar_in_week(calendar, day_weekday(day))) return false;
    for (uint32_t i = 0; i < calendar->rule_count; i++)
        if (rule_at(calendar, i)->rule != HOLIDAY_SUSPENSION && rule_covers(rule_at(calendar, i), day)) return false;
    return true;
}
