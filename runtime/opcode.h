/* opcode.h -- the instruction set, derived from opcode.def.
 *
 * An instruction is one word of the `code` table: the operation in its low 8 bits,
 * the operand in the other 24. */
#ifndef RUNTIME_OPCODE_H
#define RUNTIME_OPCODE_H

#include <stdbool.h>
#include <stdint.h>

enum operand_kind {
    OPERAND_NOTHING,
    OPERAND_IMMEDIATE,      /* a signed number */
    OPERAND_CONSTANT,       /* index into `constant` */
    OPERAND_DATUM,          /* index into `datum` */
    OPERAND_STEP,           /* index into `step` */
    OPERAND_PARAMETER,      /* index into `parameter` */
    OPERAND_INSTRUMENT,     /* index into `instrument` */
    OPERAND_TARGET,         /* word of the same function, counted from its start */
};

/* OP_PUSH, OP_LOAD_DATUM, … */
enum opcode {
#define OP(name, operand, pops, pushes, meaning) OP_##name,
#include "runtime/opcode.def"
#undef OP
    OPCODE_COUNT
};

struct opcode_row {
    const char *name;
    enum operand_kind operand;
    int pops, pushes;
    const char *meaning;
};

/* The row of an operation below OPCODE_COUNT. */
const struct opcode_row *opcode_row(enum opcode opcode);

#define OPERAND_BITS 24
#define OPERAND_LARGEST ((INT32_C(1) << (OPERAND_BITS - 1)) - 1)
#define OPERAND_SMALLEST (-OPERAND_LARGEST - 1)
#define OPERAND_MAX_INDEX ((UINT32_C(1) << OPERAND_BITS) - 1)

static inline bool opcode_fits_immediate(int64_t value)
{
    return value >= OPERAND_SMALLEST && value <= OPERAND_LARGEST;
}

/* Packs an instruction. An index above OPERAND_MAX_INDEX does not fit: the caller checks. */
static inline int32_t opcode_word(enum opcode opcode, int32_t operand)
{
    return (int32_t)((uint32_t)operand << 8 | (uint32_t)opcode);
}

/* The low byte: may be OPCODE_COUNT or more in a word nobody verified. */
static inline uint32_t opcode_of(int32_t word)
{
    return (uint32_t)word & 0xff;
}

/* The operand of an IMMEDIATE. gcc and clang both shift the sign in. */
static inline int32_t opcode_immediate(int32_t word)
{
    _Static_assert((INT32_C(-1) >> 1) == -1, "a right shift keeps the sign");
    return word >> 8;
}

/* The operand of every other kind. */
static inline uint32_t opcode_index(int32_t word)
{
    return (uint32_t)word >> 8;
}

#endif
