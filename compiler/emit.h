/* emit.h -- conditions to code: small builders over a buffer of words.
 *
 * The operands of «y» and «o» are looked at in order, and a second one that is long is
 * skipped when the first settles it: JUMP_IF_NO leaves its no for the end, AND combines what was not
 * settled. An unknown first operand settles nothing, so the three values stay right. */
#ifndef COMPILER_EMIT_H
#define COMPILER_EMIT_H

#include "compiler/context.h"
#include "runtime/program.h"

/* Compiles a condition of a program whose rows are assigned (decl->index). Returns the
 * index of its function. */
uint32_t emit_condition(struct context *context, struct program_builder *builder, const struct node *condition,
                        uint32_t file, int32_t line);

#endif
