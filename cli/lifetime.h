/* lifetime.h -- the life of one part of the law: written, changed, gone, by which act and when. */
#ifndef CLI_LIFETIME_H
#define CLI_LIFETIME_H

#include "cli/command.h"
#include "compiler/consolidate.h"

/* Tells, on the output, the life of the part of that name: "etapa valoración de ruta ordinario",
 * or less of it when no other part is so called. EXIT_USAGE with a suggestion, or with the
 * parts that share the name. */
bool lifetime_tell(struct command_context *context, struct compilation *compilation, struct text part, struct fault *why);

#endif
