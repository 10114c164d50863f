/* date.h -- civil dates as day numbers, without locale, time zone or mktime.
 *
 * A day is a signed count of days since 1970-01-01 in the proleptic Gregorian
 * calendar. The program works from 1900-01-01 to 2200-12-31 and refuses the rest. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int32_t day_t;

#define DAY_NONE INT32_MIN      /* no date: not known, or not set */
#define DAY_FIRST (-25567)      /* 1900-01-01 */
#define DAY_LAST 84370          /* 2200-12-31 */

struct date {
    int year, month, day;       /* month 1-12, day 1-31 */
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

bool date_exists(struct date date);
int date_days_in_month(int year, int month);

/* The date must exist. */
day_t day_from_date(struct date date);
struct date date_from_day(day_t day);
enum weekday day_weekday(day_t day);

/* Easter Sunday of a Gregorian year, 1583 to 4099. */
day_t day_easter(int year);

/* The same day of the month `months` later (or earlier), clamped to the last day
 * of that month: 31 August + 6 months is 28 February. May leave DAY_FIRST..DAY_LAST. */
day_t day_add_months(day_t day, int64_t months);

/* Reads "2026-03-13" and nothing else. Why not: the text is no date at all, it
 * names a day that does not exist, or it lies outside DAY_FIRST..DAY_LAST. */
enum date_parse { DATE_OK, DATE_MALFORMED, DATE_NOT_A_DAY, DATE_OUT_OF_RANGE };
enum date_parse day_parse(struct text text, day_t *out);

/* Writes "2026-03-13" and a NUL; DAY_NONE writes "—". */
#define DATE_TEXT_SIZE 16
const char *day_format(day_t day, char out[DATE_TEXT_SIZE]);

/* "lunes" … "domingo", "enero" … "diciembre". */
const char *weekday_name(enum weekday weekday);
const char *month_name(int month);

#endif
