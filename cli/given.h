/* given.h -- names and values as people write them, to the machine's numbers.
 *
 * The command line, JSON and scenarios all come through here, so that a datum is read
 * one way. Everything fails with EXIT_USAGE and a suggestion. */
#ifndef CLI_GIVEN_H
#define CLI_GIVEN_H

#include "cli/command.h"
#include "runtime/event.h"

bool given_step(struct command_context *context, const struct program *program, uint32_t route,
                struct text name, uint32_t *out, struct fault *why);
bool given_instrument(struct command_context *context, const struct program *program, uint32_t route,
                      struct text name, uint32_t *out, struct fault *why);
/* Fails when one of the instruments is there twice: one act registers it once. */
bool given_once(const struct program *program, const uint32_t *instruments, uint32_t count, struct fault *why);
bool given_measure(struct command_context *context, const struct program *program, uint32_t route,
                   struct text name, uint32_t *out, struct fault *why);
/* The body as it is that day. */
bool given_body(struct command_context *context, const struct program *program,
                struct text name, day_t day, uint32_t *out, struct fault *why);
bool given_datum_name(struct command_context *context, const struct program *program, uint32_t route,
                      struct text name, uint32_t *out, struct fault *why);

/* One line of text, without control characters: what may be kept and shown again. */
bool given_is_plain(struct text text);

/* Reads a value by the type of its datum. Entries of a list of texts or of values are separated by
 * '\n'; a list of values or of people without any is '\n' alone.
 * People come as people.h has them. Texts are borrowed, or live in the context's arena. */
bool given_value(struct command_context *context, const struct program *program, uint32_t datum,
                 struct text written, struct given_datum *out, struct fault *why);

/* A value as people write it; the inverse of given_value. */
struct text given_value_text(struct arena *arena, const struct program *program, const struct given_datum *given);

/* The same for somebody who only reads it: «$ 1.423.500». */
struct text given_value_shown(struct arena *arena, const struct program *program, const struct given_datum *given);

#endif
