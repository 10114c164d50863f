/* fault.h -- the world's failures: disk, memory, a damaged file, wrong usage.
 *
 * The author's mistakes in a route go to lang/report; our own bugs to check.h.
 * A fault's code is the exit code of the program (the table is cases.md's). */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

enum exit_code {
    EXIT_DONE          = 0,
    EXIT_FINDINGS      = 1,   /* findings, or "no" as an answer */
    EXIT_USAGE         = 64,
    EXIT_BAD_DATA      = 65,
    EXIT_NO_INPUT      = 66,
    EXIT_OUR_BUG       = 70,
    EXIT_MEMORY        = 71,
    EXIT_CANNOT_CREATE = 73,
    EXIT_IO            = 74,
    EXIT_BUSY          = 75,  /* nothing was written */
    EXIT_NO_PERMISSION = 77,  /* or no key */
    EXIT_WRONG_CONFIG  = 78,  /* schema or configuration */
    EXIT_INTEGRITY     = 80,
    EXIT_UNCERTAIN     = 81,  /* run again with the same key */
    EXIT_LIMIT         = 82,
};

struct fault {
    enum exit_code code;      /* EXIT_DONE when nothing failed */
    char message[768];        /* Spanish, one sentence, no final period */
    char help[384];           /* the cure, or empty */
};

/* Fills *why (when not NULL) and returns false, so that a failing function can
 * say `return fault_set(why, EXIT_IO, "…", …);`. Clears the help. */
bool fault_set(struct fault *why, enum exit_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the cure to a fault already set; returns false as well. */
bool fault_help(struct fault *why, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
