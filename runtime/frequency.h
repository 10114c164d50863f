/* frequency.h -- whether a body met as often as its source says. */
#ifndef RUNTIME_FREQUENCY_H
#define RUNTIME_FREQUENCY_H

#include "base/date.h"
#include "base/words.h"

enum period_status { PERIOD_MET, PERIOD_MISSED, PERIOD_OPEN };  /* OPEN: it has not ended, and is still owed */

struct period {
    day_t first, last;
    uint32_t held;              /* days on which it sat */
    enum period_status status;
};

struct frequency {
    int32_t count, every;       /* so many times every so many … */
    enum time_unit unit;        /* … months or years, by the calendar; or days or weeks, from the last time */
};

/* Tells the periods that begin by `last`, the first of them the one that `first` is in. By days or weeks a period
 * runs from the day after a session (or from `first`) to the one that makes them enough, if it came in time. `days` are
 * the sessions, in order, those before `first` too. False for a unit that only a calendar could count. */
bool frequency_periods(struct frequency frequency, const day_t *days, uint32_t count, day_t first, day_t last, day_t today,
                       void (*each)(const struct period *period, void *context), void *context);

#endif
