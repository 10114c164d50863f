/* compare_days.h -- the days on which two texts differ, besides the one that was asked about. */
#ifndef CLI_COMPARE_DAYS_H
#define CLI_COMPARE_DAYS_H

#include "cli/compare_texts.h"

/* Of two programs: tells each interval of days, other than today's, whose texts differ, by its first day. *found is how
 * many; none when both are one program. */
void compare_days(struct command_context *context, const struct compared_texts *texts, uint32_t *found);

#endif
