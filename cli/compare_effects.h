/* compare_effects.h -- whom a change touches: the scenarios whose result is another, and the open cases. */
#ifndef CLI_COMPARE_EFFECTS_H
#define CLI_COMPARE_EFFECTS_H

#include "cli/compare_texts.h"
#include "runtime/compare.h"

/* Plays every scenario of the sources under both texts, with the names each gives to what is paired, and tells those that
 * end otherwise. The version of the route is the one of the text; a body sits as it is on the day of the act. */
bool compare_scenarios(struct command_context *context, const struct compared_texts *texts, const struct compared *compared, struct fault *why);

/* Tells the open cases of the store whose route does not mean the same in both texts, and where they are. */
bool compare_cases(struct command_context *context, const struct compared_texts *texts, const struct compared *compared, struct fault *why);

#endif
