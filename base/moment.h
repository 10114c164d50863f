/* moment.h -- a day and, when it is stated, the hour of it: 2026-03-13T10:30. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include "base/date.h"

/* The minute of a day, from 0 to 1439. */
#define MINUTE_NONE (-1)        /* the hour is not stated */
#define MINUTES_IN_A_DAY 1440

/* Reads "2026-03-13" or "2026-03-13T10:30" and nothing else; what is wrong with the hour
 * is DATE_MALFORMED. */
enum date_parse moment_parse(struct text text, day_t *day, int32_t *minute);

/* Writes it and a NUL; the day alone with MINUTE_NONE. */
#define MOMENT_TEXT_SIZE (DATE_TEXT_SIZE + 8)
const char *moment_format(day_t day, int32_t minute, char out[MOMENT_TEXT_SIZE]);

/* The hour alone: reads and writes "08:30". */
bool minute_parse(struct text text, int32_t *minute);

#define HOUR_TEXT_SIZE 8
const char *minute_format(int32_t minute, char out[HOUR_TEXT_SIZE]);

#endif
