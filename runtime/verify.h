/* verify.h -- nothing runs that has not passed here. */
#ifndef RUNTIME_VERIFY_H
#define RUNTIME_VERIFY_H

#include "runtime/program.h"

/* Checks every field of every record against program.def, that the records agree
 * with each other (a route's steps belong to it, a stage's moments point back at it),
 * and every function in one linear pass: opcodes exist, operands are in range, jumps
 * go forward to the start of an instruction, stack depths agree and fit `depth`, and
 * the end is a RETURN with one value. False with EXIT_BAD_DATA and what is wrong. */
bool verify_program(const struct program *program, struct fault *why);

#endif
