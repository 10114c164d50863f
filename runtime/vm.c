/* vm.c -- the loop that evaluates a guard, and nothing else.
 *
 * verify.c has proved that nothing here can go out of bounds, and the loop checks all
 * the same: a wrong answer about someone's protection is worse than a stopped program.
 * The top of the stack lives in `top`; `stack` holds what is below it. Truths are
 * computed without branches, which the processor could not guess. */
#include "runtime/vm.h"

#include <string.h>

#include "base/amount.h"
#include "base/check.h"
#include "runtime/opcode.h"
#include "runtime/people.h"

#define YES_OR_NO(condition) ((condition) ? (value_t)VALUE_YES : (value_t)VALUE_NO)

static inline bool either(value_t a, value_t b, value_t is)
{
    return (a == is) | (b == is);
}

/* A comparison knows only when both sides do. */
static inline value_t known(value_t a, value_t b, bool answer)
{
    return either(a, b, VALUE_UNKNOWN) ? VALUE_UNKNOWN : YES_OR_NO(answer);
}

static inline value_t not_of(value_t a)
{
    return a == VALUE_UNKNOWN ? a : YES_OR_NO(a == VALUE_NO);
}

/* Of sí (1), no (0) and unknown (only the sign): no unless both are something else, and
 * then unknown if either has the sign. Bits, because a branch here cannot be guessed. */
static inline value_t and_of(value_t a, value_t b)
{
    value_t neither_is_no = -(value_t)((a != VALUE_NO) & (b != VALUE_NO));
    return ((a & b) | ((a | b) & VALUE_UNKNOWN)) & neither_is_no;
}

static inline value_t or_of(value_t a, value_t b)
{
    return not_of(and_of(not_of(a), not_of(b)));
}

static inline value_t constant_at(const struct program *program, uint32_t index)
{
    CHECK(index < program_count(program, PROGRAM_TABLE_constant));
    const struct program_constant *constant = program_constant_at(program, index);
    return program_joined(constant->low, constant->high);
}

/* ---- Calculations that may have no result ------------------------------------ */

static value_t say(const struct vm_view *view, enum vm_trouble_kind kind, uint32_t parameter)
{
    if (view->trouble && view->trouble->kind == VM_NO_TROUBLE) *view->trouble = (struct vm_trouble){ kind, parameter };
    return VALUE_UNKNOWN;
}

const struct program_amount *vm_amount_on(const struct program *program, uint32_t parameter, day_t day)
{
    CHECK(parameter < program_count(program, PROGRAM_TABLE_parameter));
    const struct program_parameter *self = program_parameter_at(program, parameter);
    for (uint32_t i = self->amounts_count; i-- > 0;) {          /* what is asked is mostly recent */
        const struct program_amount *amount = program_amount_at(program, self->amounts_first + i);
        if (day < amount->from) continue;
        return amount->to == DAY_NONE || day <= amount->to ? amount : NULL;
    }
    return NULL;
}

static value_t worth(const struct program *program, uint32_t parameter, const struct vm_view *view)
{
    const struct program_amount *amount = vm_amount_on(program, parameter, view->day);
    return amount ? program_amount_value(amount) : say(view, VM_NOT_COVERED, parameter);
}

/* units × price ÷ 10000, both in ten-thousandths: by parts, so that only what does not fit
 * at the end overflows. */
static bool price_of(value_t units, value_t price, value_t *out)
{
    value_t whole = units / AMOUNT_ONE, part = units % AMOUNT_ONE, large, small = part * (price / AMOUNT_ONE), rest;
    rest = part * (price % AMOUNT_ONE);
    rest = (rest + (rest < 0 ? -AMOUNT_ONE / 2 : AMOUNT_ONE / 2)) / AMOUNT_ONE;
    return value_multiply(whole, price, &large) && value_add_exactly(large, small + rest, out);
}

static value_t in_pesos(const struct program *program, uint32_t parameter, value_t units, const struct vm_view *view)
{
    value_t price = worth(program, parameter, view), pesos;
    if (price == VALUE_UNKNOWN || units == VALUE_UNKNOWN) return VALUE_UNKNOWN;
    return price_of(units, price, &pesos) ? pesos : say(view, VM_TOO_LARGE, NONE);
}

static inline value_t added(value_t a, value_t b, const struct vm_view *view)
{
    value_t sum;
    return value_add_exactly(a, b, &sum) ? sum : say(view, VM_TOO_LARGE, NONE);
}

static inline value_t multiplied(value_t a, value_t b, const struct vm_view *view)
{
    value_t product;
    return value_multiply(a, b, &product) ? product : say(view, VM_TOO_LARGE, NONE);
}

/* ---- Lists ------------------------------------------------------------------------ */

/* A list of values is one bit for each. */
static inline value_t contains(value_t list, value_t value)
{
    if (either(list, value, VALUE_UNKNOWN)) return VALUE_UNKNOWN;
    return value >= 0 && value < VALUES_MAX ? list >> value & 1 : (value_t)VALUE_NO;
}

static value_t count_values(value_t list)
{
    value_t count = 0;
    if (list == VALUE_UNKNOWN) return list;
    for (uint64_t left = (uint64_t)list; left; left &= left - 1) count++;
    return count;
}

/* ---- What is looked up ---------------------------------------------------------- */

static inline value_t datum_at(const struct vm_view *view, uint32_t datum)
{
    CHECK(datum - view->first_datum < view->datum_count);
    return view->data[datum - view->first_datum];
}

/* A line for each, and none is empty. */
static value_t count_texts(const struct vm_view *view, uint32_t datum)
{
    value_t at = datum_at(view, datum), count = 0;
    if (at == VALUE_UNKNOWN) return at;
    CHECK(view->texts);
    for (const char *text = view->texts + at; *text; text += strcspn(text, "\n"), text += *text == '\n')
        count += *text != '\n';
    return count;
}

static value_t count_people(const struct program *program, const struct vm_view *view, uint32_t datum, value_t field, value_t value)
{
    value_t at = datum_at(view, datum);
    if (at == VALUE_UNKNOWN) return at;
    CHECK(view->texts);
    if (field < 0 || field > UINT32_MAX || value < 0 || value > UINT32_MAX) return 0;
    return people_count(program, datum, text_from(view->texts + at), (uint32_t)field, (uint32_t)value);
}

static inline value_t entries_of(const struct vm_view *view, uint32_t step)
{
    CHECK(step - view->first_step < view->step_count);
    return view->entries[step - view->first_step];
}

static inline value_t records_of(const struct vm_view *view, uint32_t instrument)
{
    CHECK(instrument < view->instrument_count);
    uint32_t slot = view->slots[instrument];
    return slot == NONE ? 0 : view->records[slot];
}

/* A tally has its sí in the low half and its unknown ones in the high half. */
static inline value_t tally(value_t count, value_t answer)
{
    uint64_t one = answer == VALUE_UNKNOWN ? UINT64_C(1) << 32 : answer != VALUE_NO;
    return (value_t)((uint64_t)count + one);
}

static inline value_t enough(value_t count, int32_t wanted)
{
    int64_t sure = (int64_t)((uint64_t)count & UINT32_MAX), unknown = (int64_t)((uint64_t)count >> 32);
    return sure >= wanted ? (value_t)VALUE_YES : sure + unknown >= wanted ? VALUE_UNKNOWN : (value_t)VALUE_NO;
}

/* gcc and clang jump from one instruction to the next; HUNGRY builds and others switch.
 * Taking the address of a label is theirs, so -Wpedantic is told to look away. That the
 * code stays inside the function needs no test at each step: its last word is a RETURN,
 * jumps go forward and inside, and everything else goes to the next word. */
#if defined(__GNUC__) && !defined(HUNGRY)
#define LABELS
#define LOOP NEXT;
#define INSTRUCTION(name) do_##name:
#define NEXT                                                                        \
    do {                                                                            \
        word = *at++;                                                               \
        goto *labels[opcode_of(word)];                                              \
    } while (0)
#define END_LOOP do_nothing_known: UNREACHABLE();
#else
#define LOOP                                                                        \
    for (;;) {                                                                      \
        word = *at++;                                                               \
        switch (opcode_of(word)) {
#define INSTRUCTION(name) case OP_##name:
#define NEXT continue
#define END_LOOP                                                                    \
        default: UNREACHABLE();                                                     \
        }                                                                           \
    }
#endif
#define JUMP                                                                        \
    do {                                                                            \
        CHECK(start + opcode_index(word) >= at && opcode_index(word) < (uint32_t)self->length); \
        at = start + opcode_index(word);                                            \
    } while (0)
#define NEEDS(count) CHECK(depth >= (count))
#define PUSH(value)                                                                 \
    do {                                                                            \
        CHECK(depth < VM_MAX_DEPTH);                                                \
        stack[depth++] = top;                                                       \
        top = (value);                                                              \
    } while (0)
#define BINARY(expression)                                                          \
    do {                                                                            \
        NEEDS(2);                                                                   \
        value_t b = top, a = stack[--depth];                                        \
        top = (expression);                                                         \
    } while (0)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

value_t vm_run(const struct program *program, uint32_t function, const struct vm_view *view)
{
    CHECK(function < program_count(program, PROGRAM_TABLE_function));
    const struct program_function *self = program_function_at(program, function);
    uint32_t code_count = program_count(program, PROGRAM_TABLE_code);
    CHECK((uint32_t)self->start < code_count && (uint32_t)self->length <= code_count - (uint32_t)self->start);

    const int32_t *start = (const int32_t *)program_table(program, PROGRAM_TABLE_code) + self->start;
    const int32_t *at = start;
    value_t stack[VM_MAX_DEPTH], top = 0;  /* stack[0] takes the top of an empty stack */
    uint32_t depth = 0;
    int32_t word;
    CHECK(self->length > 0 && opcode_of(start[self->length - 1]) == OP_RETURN);
#ifdef LABELS
    static const void *const labels[256] = {
#define OP(name, operand, pops, pushes, meaning) &&do_##name,
#include "runtime/opcode.def"
#undef OP
        [OPCODE_COUNT ... 255] = &&do_nothing_known,
    };
#endif

    LOOP
    INSTRUCTION(PUSH)          PUSH(opcode_immediate(word)); NEXT;
    INSTRUCTION(PUSH_CONSTANT) PUSH(constant_at(program, opcode_index(word))); NEXT;
    INSTRUCTION(LOAD_DATUM)    PUSH(datum_at(view, opcode_index(word))); NEXT;
    INSTRUCTION(COUNT_ENTRIES) PUSH(entries_of(view, opcode_index(word))); NEXT;
    INSTRUCTION(COUNT_RECORDS) PUSH(records_of(view, opcode_index(word))); NEXT;
    INSTRUCTION(LOAD_PARAMETER) PUSH(worth(program, opcode_index(word), view)); NEXT;
    INSTRUCTION(IN_PESOS)      NEEDS(1); top = in_pesos(program, opcode_index(word), top, view); NEXT;
    INSTRUCTION(CONTAINS)      BINARY(contains(a, b)); NEXT;
    INSTRUCTION(COUNT_VALUES)  NEEDS(1); top = count_values(top); NEXT;
    INSTRUCTION(COUNT_PEOPLE)  BINARY(count_people(program, view, opcode_index(word), a, b)); NEXT;
    INSTRUCTION(COUNT_TEXTS)   PUSH(count_texts(view, opcode_index(word))); NEXT;
    INSTRUCTION(ADD)           BINARY(added(a, b, view)); NEXT;
    INSTRUCTION(SUBTRACT)      BINARY(added(a, b == VALUE_UNKNOWN ? b : -b, view)); NEXT;
    INSTRUCTION(MULTIPLY)      BINARY(multiplied(a, b, view)); NEXT;
    INSTRUCTION(HALVE)         NEEDS(1); top = value_halve(top); NEXT;
    INSTRUCTION(ADD_MONTHS)    NEEDS(1); top = value_add_months(top, opcode_immediate(word)); NEXT;
    INSTRUCTION(EQUAL)         BINARY(known(a, b, a == b)); NEXT;
    INSTRUCTION(NOT_EQUAL)     BINARY(known(a, b, a != b)); NEXT;
    INSTRUCTION(AT_LEAST)      BINARY(known(a, b, a >= b)); NEXT;
    INSTRUCTION(AT_MOST)       BINARY(known(a, b, a <= b)); NEXT;
    INSTRUCTION(MORE)          BINARY(known(a, b, a > b)); NEXT;
    INSTRUCTION(LESS)          BINARY(known(a, b, a < b)); NEXT;
    INSTRUCTION(NOT)           NEEDS(1); top = not_of(top); NEXT;
    INSTRUCTION(AND)           BINARY(and_of(a, b)); NEXT;
    INSTRUCTION(OR)            BINARY(or_of(a, b)); NEXT;
    INSTRUCTION(TALLY)         BINARY(tally(a, b)); NEXT;
    INSTRUCTION(ENOUGH)        NEEDS(1); top = enough(top, opcode_immediate(word)); NEXT;
    INSTRUCTION(JUMP_IF_NO)    NEEDS(1); if (top == VALUE_NO) JUMP; NEXT;
    INSTRUCTION(JUMP_IF_YES)   NEEDS(1); if (top != VALUE_NO && top != VALUE_UNKNOWN) JUMP; NEXT;
    INSTRUCTION(RETURN)        NEEDS(1); return top;
    END_LOOP
}

#pragma GCC diagnostic pop

#undef LABELS
#undef LOOP
#undef INSTRUCTION
#undef NEXT
#undef END_LOOP
#undef JUMP
#undef NEEDS
#undef PUSH
#undef BINARY
