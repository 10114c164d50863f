/* compare_draw.h -- the picture of a change. */
#ifndef CLI_COMPARE_DRAW_H
#define CLI_COMPARE_DRAW_H

#include "cli/command.h"
#include "runtime/compare.h"

/* Draws to `path` the route that changed, as the later text has it: what is added, what changes and what is gone,
 * each in its own way. EXIT_USAGE when not exactly one route changed. */
bool compare_draw(struct command_context *context, const struct compared *compared, const char *path, struct fault *why);

#endif
