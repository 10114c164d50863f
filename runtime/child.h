/* child.h -- running another program, with limits and without a shell.
 *
 * The child gets its input through a socket, has its output and its complaints
 * collected, and may use so much time, memory and output and no more. */
#ifndef RUNTIME_CHILD_H
#define RUNTIME_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

struct child_limits {
    unsigned seconds;           /* wall clock and processor; then it is killed */
    size_t memory;              /* bytes of address space */
    size_t output;              /* bytes it may print */
};

enum child_end { CHILD_EXITED, CHILD_SIGNALLED, CHILD_TOO_SLOW, CHILD_TOO_MUCH };

struct child_result {
    enum child_end end;
    int code;                   /* exit code or signal number */
    struct text output;         /* in the arena */
    struct text errors;         /* the first 4 kB of stderr */
};

/* Runs arguments[0], found in PATH, until it ends or meets a limit. True whenever it
 * ran, however badly: look at result->end. False when it could not be started:
 * EXIT_NO_INPUT if there is no such program, EXIT_IO otherwise. */
bool child_run(const char *const *arguments, struct text input, const struct child_limits *limits,
               struct arena *arena, struct child_result *result, struct fault *why);

/* "terminó con el código 1: syntax error", for a message about a child that failed. */
struct text child_complaint(struct arena *arena, const struct child_result *result);

#endif
