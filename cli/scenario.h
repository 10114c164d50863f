/* scenario.h -- running one «escenario» on the machine. */
#ifndef CLI_SCENARIO_H
#define CLI_SCENARIO_H

#include "cli/command.h"
#include "compiler/compile.h"

struct scenario_failure {
    struct span where;          /* the line of the scenario that failed */
    struct text expected;       /* "la etapa es «evaluación»" */
    struct text found;          /* "la etapa es «análisis»" */
};

/* Runs the scenario on a fresh case, which opens on the day of the first act; the today of
 * the machine is the latest day of the scenario. Stops at the first thing that is not as
 * written: true with *passed false and *failure filled (texts live in the context's
 * arena). False with *why only when the case cannot be run at all. */
bool scenario_run(struct command_context *context, const struct compilation *compilation,
                  const struct scenario *scenario, bool *passed, struct scenario_failure *failure,
                  struct fault *why);

/* The same under another text of the route: another program, or another version. `names` are, folded, what
 * the scenario calls things and what that text calls them, where they differ. */
struct scenario_name {
    struct text written, known;
};

struct scenario_text {
    const struct program *program;
    uint32_t route;
    const struct scenario_name *names;
    size_t name_count;
};

bool scenario_run_under(struct command_context *context, const struct compilation *compilation,
                        const struct scenario *scenario, const struct scenario_text *text, bool *passed,
                        struct scenario_failure *failure, struct fault *why);

#endif
