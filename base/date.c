/* date.c -- days and civil dates.
 *
 * Years start on 1 March inside, so that the leap day is the last of its year
 * and a month's first day is a linear function of its number. */
#include "base/date.h"

#include <stdio.h>

#include "base/check.h"

#define DAYS_IN_400_YEARS 146097
#define DAYS_BEFORE_1970 719468     /* from 0000-03-01 */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    CHECK(month >= 1 && month <= 12);
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_exists(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12
        && date.day >= 1 && date.day <= date_days_in_month(date.year, date.month);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t day_number(int64_t year, int month, int day)
{
    if (month <= 2) year--;
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month_from_march = (month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_IN_400_YEARS + day_of_era - DAYS_BEFORE_1970;
}

day_t day_from_date(struct date date)
{
    CHECK(date_exists(date));
    return (day_t)day_number(date.year, date.month, date.day);
}

struct date date_from_day(day_t day)
{
    int64_t z = (int64_t)day + DAYS_BEFORE_1970;
    int64_t era = floor_divide(z, DAYS_IN_400_YEARS);
    int64_t day_of_era = z - era * DAYS_IN_400_YEARS;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return (struct date){
        .year = (int)(year_of_era + era * 400) + (month <= 2),
        .month = month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
    };
}

enum weekday day_weekday(day_t day)
{
    int64_t monday_based = ((int64_t)day + 3) % 7;      /* 1970-01-01 was a Thursday */
    return (enum weekday)(monday_based < 0 ? monday_based + 7 : monday_based);
}

/* The anonymous Gregorian computus (Meeus, Jones, Butcher). */
day_t day_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (day_t)day_number(year, n / 31, n % 31 + 1);
}

day_t day_add_months(day_t day, int64_t months)
{
    struct date from = date_from_day(day);
    int64_t index = (int64_t)from.year * 12 + (from.month - 1) + months;
    int64_t year = floor_divide(index, 12);
    int month = (int)(index - year * 12) + 1;
    if (year < 1 || year > 9999) return DAY_NONE;
    int last = date_days_in_month((int)year, month);
    return (day_t)day_number(year, month, from.day < last ? from.day : last);
}

static bool read_digits(struct text text, size_t at, size_t count, int *out)
{
    *out = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') return false;
        *out = *out * 10 + (text.at[i] - '0');
    }
    return true;
}

enum date_parse day_parse(struct text text, day_t *out)
{
    struct date date;
    *out = DAY_NONE;
    if (text.length != 10 || text.at[4] != '-' || text.at[7] != '-') return DATE_MALFORMED;
    if (!read_digits(text, 0, 4, &date.year) || !read_digits(text, 5, 2, &date.month)
        || !read_digits(text, 8, 2, &date.day)) return DATE_MALFORMED;
    if (!date_exists(date)) return DATE_NOT_A_DAY;
    day_t day = day_from_date(date);
    if (day < DAY_FIRST || day > DAY_LAST) return DATE_OUT_OF_RANGE;
    *out = day;
    return DATE_OK;
}

const char *day_format(day_t day, char out[DATE_TEXT_SIZE])
{
    if (day == DAY_NONE) {
        snprintf(out, DATE_TEXT_SIZE, "—");
        return out;
    }
    struct date date = date_from_day(day);
    snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02d", date.year % 10000, date.month, date.day);
    return out;
}

const char *weekday_name(enum weekday weekday)
{
    static const char *const names[] = {
        "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    };
    return names[weekday];
}

const char *month_name(int month)
{
    static const char *const names[] = {
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    };
    CHECK(month >= 1 && month <= 12);
    return names[month - 1];
}
