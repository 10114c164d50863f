/* frequency.c -- the periods of an obligation to meet. See frequency.h. */
#include "runtime/frequency.h"

struct walk {
    struct frequency frequency;
    const day_t *days;
    uint32_t count;
    day_t first, last, today;
    void (*each)(const struct period *period, void *context);
    void *context;
};

static void tell(const struct walk *walk, day_t first, day_t last)
{
    struct period period = { .first = first, .last = last };
    for (uint32_t i = 0; i < walk->count; i++) period.held += walk->days[i] >= first && walk->days[i] <= last;
    if (period.held >= (uint32_t)walk->frequency.count) period.status = PERIOD_MET;
    else period.status = last < walk->today ? PERIOD_MISSED : PERIOD_OPEN;
    walk->each(&period, walk->context);
}

static void walk_calendar(const struct walk *walk, int months)
{
    struct date start = date_from_day(walk->first);
    start.day = 1;
    start.month = months < 12 ? (start.month - 1) / months * months + 1 : 1;
    for (day_t day = day_from_date(start); day <= walk->last; day = day_add_months(day, months))
        tell(walk, day, day_add_months(day, months) - 1);
}

/* The last session up to that day, or the day itself. */
static day_t last_before(const struct walk *walk, day_t day)
{
    day_t found = day;
    for (uint32_t i = 0; i < walk->count && walk->days[i] <= day; i++) found = walk->days[i];
    return found;
}

/* The session in (after, until] that makes them enough; `until` when there is none. */
static day_t next_until(const struct walk *walk, day_t after, day_t until)
{
    int32_t held = 0;
    for (uint32_t i = 0; i < walk->count && walk->days[i] < until; i++)
        if (walk->days[i] > after && ++held == walk->frequency.count) return walk->days[i];
    return until;
}

static void walk_gaps(const struct walk *walk, int days)
{
    for (day_t from = last_before(walk, walk->first); from < walk->last;) {
        day_t end = next_until(walk, from, from + days);
        tell(walk, from + 1, end);
        from = end;
    }
}

bool frequency_periods(struct frequency frequency, const day_t *days, uint32_t count, day_t first, day_t last, day_t today,
                       void (*each)(const struct period *period, void *context), void *context)
{
    const struct walk walk = { frequency, days, count, first, last, today, each, context };
    switch (frequency.unit) {
    case UNIT_MONTHS:
        walk_calendar(&walk, frequency.every);
        return true;
    case UNIT_YEARS:
        walk_calendar(&walk, 12 * frequency.every);
        return true;
    case UNIT_CALENDAR_DAYS:
        walk_gaps(&walk, frequency.every);
        return true;
    case UNIT_WEEKS:
        walk_gaps(&walk, 7 * frequency.every);
        return true;
    case UNIT_WORKING_DAYS:
    case UNIT_DAYS_UNSAID:
    case UNIT_HOURS:
    case UNIT_COUNT:
        break;
    }
    return false;
}
