/* deadline.h -- the one function that computes due dates, and explains them.
 *
 * The day of the event is day zero (Ley 4 de 1913, arts. 59-62; inventory X02). Months
 * and years run by the calendar: same number, clamped to the last day of the month,
 * then rolled to the next working day. Calendar days and weeks count every day and do
 * not roll, unless the reading of the text says so: the sources state no roll for them.
 * Hours run minute by minute over every day, and never roll.
 *
 * On a day that the calendar suspends no term runs, whatever its unit: calendar days,
 * weeks and hours skip it; the date of months and years, as it would have been, moves by
 * as many days as were suspended on the way, and rolls again.
 *
 * A negative amount counts backwards: a notice owed before an event. Months and years
 * before it roll to the working day BEFORE, never after: article 62 extends a term so
 * that it is not lost on a day without office, and a notice is lost by being late. */
#ifndef RUNTIME_DEADLINE_H
#define RUNTIME_DEADLINE_H

#include "base/moment.h"
#include "runtime/calendar.h"

struct term {
    int64_t amount;         /* positive: after the event; negative: before it */
    enum time_unit unit;
};

/* Reads "30 días hábiles", "1 mes", "4 años", "5 dias", "10 días corridos", "2 días
 * hábiles antes" … Whole numbers only; accents and case do not matter. EXIT_USAGE, or
 * EXIT_LIMIT for a number that does not fit. */
bool term_parse(struct text text, struct term *out, struct fault *why);

/* "30 días hábiles", "1 mes", "2 días hábiles antes". */
struct text term_format(struct arena *arena, struct term term);

/* The same term in the unit its kind is counted in: a year is twelve months and a week seven days. */
struct term term_counted(struct term term);

/* Both as one term. False when their units are of different kinds. */
bool term_sum(struct term a, struct term b, struct term *sum);

/* What an ambiguous text is taken to say; zero is what is said nowhere to be otherwise. */
struct reading {
    enum start_reading start;   /* months and years: from the event, or from the day after it */
    enum end_reading end;       /* calendar days and weeks: END_ROLLS waits for a working day */
};

/* The day a term that runs from `from` falls due. EXIT_USAGE for an amount of zero or a
 * term in hours, EXIT_LIMIT outside the verified range. */
bool deadline_due_read(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                       day_t *due, struct fault *why);
bool deadline_due(const struct calendar *calendar, day_t from, struct term term, day_t *due, struct fault *why);

struct instant {
    day_t day;
    int32_t minute;         /* of the day */
};

/* The instant at which so many minutes have run since `from`; negative, before it.
 * EXIT_LIMIT outside the verified range. Zero minutes are `from`. */
bool deadline_due_minutes(const struct calendar *calendar, struct instant from, int64_t minutes,
                          struct instant *due, struct fault *why);

/* Either of the two, by the unit of the term: hours need the minute of the event, and the
 * rest answer with MINUTE_NONE. EXIT_USAGE for hours from an event without one. */
bool deadline_due_instant(const struct calendar *calendar, struct instant from, struct term term, struct reading reading,
                          struct instant *due, struct fault *why);

/* One line of an explanation. */
enum day_kind {
    DAY_OF_EVENT,           /* day zero */
    DAY_COUNTED,            /* `count` is its number */
    DAY_WEEKEND,            /* skipped: outside the working week (`holidays` are there too) */
    DAY_HOLIDAY,            /* skipped: `holidays` say which */
    DAY_SUSPENDED,          /* skipped: no term runs; `holidays` name the act */
    DAY_OF_HOURS,           /* hours: `count` is the minutes that ran in it */
    DAY_NOMINAL,            /* months and years: the same number of the month, before rolling;
                               `count` is 1 on a day that is working, suspensions apart */
    DAY_ROLLED,             /* months and years: the next working day, to which it rolled */
    DAY_ROLLED_BACK,        /* backwards: the working day before, to which it rolled */
};

#define HOLIDAYS_ON_A_DAY 4     /* more than any law has put on one day; the rest are not named */

struct counted_day {
    day_t day;
    enum day_kind kind;
    int64_t count;
    uint32_t holidays[HOLIDAYS_ON_A_DAY];   /* indexes into `holiday` */
    uint32_t holiday_count;
};

/* Calls `each` for every day from the event to the due date, in order of counting, for terms of
 * days; for months and years, for the day after the event when they run from it, each day suspended on the way, the nominal day and each
 * day it rolled over; then for the days given back (counted) and those rolled over again. The
 * last one called is the due date: an explanation and its date cannot disagree. */
bool deadline_explain(const struct calendar *calendar, day_t from, struct term term,
                      void (*each)(const struct counted_day *day, void *context), void *context,
                      struct fault *why);
bool deadline_explain_read(const struct calendar *calendar, day_t from, struct term term, struct reading reading,
                           void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why);

/* Every day from that of the event to that of the due instant. */
bool deadline_explain_minutes(const struct calendar *calendar, struct instant from, int64_t minutes,
                              void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why);

bool deadline_explain_instant(const struct calendar *calendar, struct instant from, struct term term, struct reading reading,
                              void (*each)(const struct counted_day *day, void *context), void *context, struct fault *why);

#endif
