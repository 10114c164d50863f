/* calendar.h -- working days by law.
 *
 * A calendar is built from the rules of a program (runtime/program.def: calendar,
 * holiday), never from holidays written in C. It answers only inside the range its
 * author verified; a date outside is an error, not a guess.
 *
 * A calendar that extends another has the holidays of both, its own working week when
 * it states one, and answers only where both are verified. A rule counts when it is in
 * force on the day of rest itself: the Monday it moves to, not the date it moves from.
 *
 * The fields of program.def, as read here: `week` is a bit set, 1 << enum weekday, 0
 * when not stated; `first` and `last` are DAY_NONE when not stated; a HOLIDAY_ONCE
 * closes every day of `from` to `to`, one or many. A HOLIDAY_SUSPENSION closes them too,
 * and no term runs on them, whatever its unit. What is `optional` counts only where the
 * calendar that is opened, or one that it extends, adopts it.
 *
 * Years are built when first asked for (about a microsecond each), so asking a calendar
 * writes to it, const or not: it belongs to one thread. */
#ifndef RUNTIME_CALENDAR_H
#define RUNTIME_CALENDAR_H

#include "runtime/program.h"

struct calendar;

/* Builds the calendar of one record, with those it extends. *out must be closed with
 * calendar_close(). The program must stay open. EXIT_BAD_DATA when nobody in the chain
 * states a verified range or a working week, when a holiday is more than 366 days from
 * Easter, or when the chain bites its tail. */
bool calendar_open(struct calendar **out, const struct program *program, uint32_t index,
                   struct fault *why);
void calendar_close(struct calendar *calendar);

day_t calendar_first(const struct calendar *calendar);      /* the verified range, inclusive */
day_t calendar_last(const struct calendar *calendar);
const char *calendar_name(const struct calendar *calendar);

/* Whether a day of the week is a working one, holidays apart. */
bool calendar_in_week(const struct calendar *calendar, enum weekday weekday);

/* Whether a day is working. False with *why outside the verified range. */
bool calendar_is_working(const struct calendar *calendar, day_t day, bool *working, struct fault *why);

/* The n-th working day after `from` (n > 0) or before it (n < 0): `from` itself is day
 * zero, working or not. Constant time whatever n. EXIT_USAGE for n = 0, EXIT_LIMIT
 * when the answer leaves the verified range. */
bool calendar_add(const struct calendar *calendar, day_t from, int64_t n, day_t *out, struct fault *why);

/* Working days in (from, to]; negative when to < from. Constant time. */
bool calendar_count(const struct calendar *calendar, day_t from, day_t to, int64_t *out, struct fault *why);

/* `day` itself when working, else the next working day. */
bool calendar_roll(const struct calendar *calendar, day_t day, day_t *out, struct fault *why);

/* Which holidays fall on a day, of the working week or not, those of the extended
 * calendar first: up to `room` of them (indexes into `holiday`) are written to
 * `holidays`; returns how many there are. Zero outside the verified range. */
uint32_t calendar_holidays_on(const struct calendar *calendar, day_t day, uint32_t *holidays, uint32_t room);

/* ---- Suspensions: for terms that count every day (deadline.c) ---- */

bool calendar_has_suspensions(const struct calendar *calendar);
bool calendar_is_suspended(const struct calendar *calendar, day_t day);

/* Where a stretch of time that would take from `from` to `end` ends when what is suspended
 * in between does not run; a suspension that the new end reaches moves it again. Instants
 * are counted in units of a day: 1 for whole days (day d is the instant d, and lasts until
 * d + 1), 1440 for minutes. Going back, `end` is before `from`. As many steps as suspensions. */
int64_t calendar_pass_suspensions(const struct calendar *calendar, int64_t from, int64_t end, int64_t units);
int64_t calendar_pass_suspensions_back(const struct calendar *calendar, int64_t from, int64_t end, int64_t units);

/* Whether a day would be working if nothing were suspended. */
bool calendar_would_work(const struct calendar *calendar, day_t day);

#endif
