/* verify_inside.h -- what the three files of the verifier share: verify.c (fields and
 * ranges), verify_records.c (agreement between records), verify_code.c (functions). */
#ifndef RUNTIME_VERIFY_INSIDE_H
#define RUNTIME_VERIFY_INSIDE_H

#include "runtime/verify.h"

struct verifier {
    const struct program *program;
    struct fault *why;
    uint32_t *owner[PROGRAM_TABLES];    /* the row whose range holds each record; NONE while unclaimed */
    uint32_t *function_route;           /* the one route whose records use each function */
};

/* Says what is wrong with a field, in Spanish, and returns false. */
bool verify_bad(const struct verifier *v, enum program_table table, uint32_t row, const char *field,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

/* An array of `count` entries, all of them NONE. */
uint32_t *verify_array(uint32_t count);

/* Needs the owners; fills function_route. */
bool verify_records(struct verifier *v);

/* Needs function_route. */
bool verify_code(struct verifier *v);

#endif
