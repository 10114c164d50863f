/* people.h -- a list of people as text: a line for each, its fields in order, apart by tabs.
 *
 * A text that is given has no control characters, so neither can be part of a field. */
#ifndef RUNTIME_PEOPLE_H
#define RUNTIME_PEOPLE_H

#include "runtime/program.h"

#define PEOPLE_FIELD_END '\t'
#define PEOPLE_LINE_END '\n'

/* The field at that place of a person's line; empty when it has not so many. */
struct text people_field(struct text line, uint32_t place);

/* The first line of what is left, which goes on after it; false when nothing is. */
bool people_next(struct text *left, struct text *line);

/* How many people of a datum have that value, a place in its list, in the field at `place`. */
uint32_t people_count(const struct program *program, uint32_t datum, struct text people, uint32_t place, uint32_t value);

#endif
