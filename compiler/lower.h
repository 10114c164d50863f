/* lower.h -- a proved tree to the tables of a program (runtime/program.def). */
#ifndef COMPILER_LOWER_H
#define COMPILER_LOWER_H

#include "compiler/flow.h"
#include "runtime/program.h"

/* Fills the builder. Every declaration gets its row first (decl->index), so that records
 * can name each other in any order; then every row is written. */
void lower_program(struct context *context, const struct flows *flows, struct program_builder *builder);

#endif
