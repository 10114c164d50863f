/* moment.c -- days with their hour. See moment.h. */
#include "base/moment.h"

#include <stdio.h>

#define DAY_LENGTH 10   /* of "2026-03-13" */
#define HOUR_LENGTH 5   /* of "10:30" */

static bool two_digits(const char *at, int32_t most, int32_t *out)
{
    if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9') return false;
    *out = (at[0] - '0') * 10 + (at[1] - '0');
    return *out <= most;
}

bool minute_parse(struct text text, int32_t *minute)
{
    int32_t hours, minutes;
    *minute = MINUTE_NONE;
    if (text.length != HOUR_LENGTH || text.at[2] != ':') return false;
    if (!two_digits(text.at, 23, &hours) || !two_digits(text.at + 3, 59, &minutes)) return false;
    *minute = hours * 60 + minutes;
    return true;
}

const char *minute_format(int32_t minute, char out[HOUR_TEXT_SIZE])
{
    snprintf(out, HOUR_TEXT_SIZE, "%02u:%02u", (unsigned)minute / 60 % 24, (unsigned)minute % 60);
    return out;
}

enum date_parse moment_parse(struct text text, day_t *day, int32_t *minute)
{
    *minute = MINUTE_NONE;
    if (text.length <= DAY_LENGTH) return day_parse(text, day);
    struct text hour = { text.at + DAY_LENGTH + 1, text.length - DAY_LENGTH - 1 };
    if (text.at[DAY_LENGTH] != 'T' || !minute_parse(hour, minute)) return DATE_MALFORMED;
    return day_parse((struct text){ text.at, DAY_LENGTH }, day);
}

const char *moment_format(day_t day, int32_t minute, char out[MOMENT_TEXT_SIZE])
{
    char date[DATE_TEXT_SIZE];
    day_format(day, date);
    if (minute == MINUTE_NONE) snprintf(out, MOMENT_TEXT_SIZE, "%s", date);
    else snprintf(out, MOMENT_TEXT_SIZE, "%sT%02u:%02u", date, (unsigned)minute / 60 % 24, (unsigned)minute % 60);
    return out;
}
