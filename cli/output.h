/* output.h -- writing results, and noticing when they could not be written. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <jansson.h>

#include "cli/command.h"

/* Before anything is opened: a closed standard descriptor is taken up, so that no file
 * (the store!) is ever opened in its place, and SIGPIPE and SIGXFSZ become errors that
 * the writes report. */
void output_prepare(void);

/* Whether colour suits a stream: a terminal, and no NO_COLOR in the environment. */
bool output_wants_colour(FILE *stream);

/* Writes what is still buffered. False with EXIT_IO when any of it was lost. */
bool output_finish(FILE *stream, struct fault *why);

/* Writes one object on one line, and drops it. */
void output_json(struct command_context *context, json_t *object);

/* A stream for what has lines and no fields, a dump or a help: the output itself or, with
 * --json, a buffer that output_lines_end() writes as one {"linea": …} for each line. */
struct output_lines { FILE *stream; char *bytes; size_t size; };
FILE *output_lines_begin(struct output_lines *lines, struct command_context *context);
void output_lines_end(struct output_lines *lines, struct command_context *context);

/* JSON of what the program handles; none is ever NULL. */
json_t *json_of_text(struct text text);
json_t *json_of_day(day_t day);         /* null for DAY_NONE */

/* Reads all of a file, or of standard input when the path is "-", into the arena. At
 * most `limit` bytes: beyond them, EXIT_LIMIT. */
bool input_read(struct arena *arena, const char *path, size_t limit, struct text *out, struct fault *why);

#endif
