/* opcode.c -- the table behind opcode.h, one row for each row of opcode.def. */
#include "runtime/opcode.h"

#include "base/check.h"

static const struct opcode_row rows[] = {
#define OP(name, operand, pops, pushes, meaning) { #name, OPERAND_##operand, pops, pushes, meaning },
#include "runtime/opcode.def"
#undef OP
};

const struct opcode_row *opcode_row(enum opcode opcode)
{
    CHECK(opcode < OPCODE_COUNT);
    return &rows[opcode];
}
