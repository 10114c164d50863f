/* semantic.h -- what an element means, as one number.
 *
 * Two routes have the same number when they say the same: formatting, comments, captions,
 * notes, the order of what has no order, and the names a route has for itself do not count; all the rest of what it
 * says and of what it names does, its citations included. Computed from the tables of a
 * program whenever it is asked for, and never stored. */
#ifndef RUNTIME_SEMANTIC_H
#define RUNTIME_SEMANTIC_H

#include "runtime/program.h"

void semantic_hash(const struct program *program, uint32_t route, uint8_t out[DIGEST_BYTES]);

/* The same, as 64 hexadecimal digits. Returns `out`. */
const char *semantic_text(const struct program *program, uint32_t route, char out[DIGEST_TEXT_SIZE]);

/* The same of any record of a table: a body, a list, a calendar… */
void semantic_hash_of(const struct program *program, enum program_table table, uint32_t row, uint8_t out[DIGEST_BYTES]);

#endif
