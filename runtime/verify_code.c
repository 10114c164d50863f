/* verify_code.c -- the last pass: every function, once, from its first word to its last.
 *
 * Jumps go forward only, so what each one promised about its target is known when the
 * pass arrives there. The stack is followed as a depth and a bit per entry that says
 * whether it may be a truth: logic and answers demand one. */
#include "runtime/verify_inside.h"

#include <stdlib.h>

#include "runtime/opcode.h"
#include "runtime/program_file.h"
#include "runtime/vm.h"

_Static_assert(VM_MAX_DEPTH <= 64, "one bit for each entry of the stack");

/* What is known of the stack at one word. */
struct stack_shape {
    uint32_t depth;
    uint64_t truths;                /* bit d: the entry d from the bottom may be sí or no */
};

struct function_pass {
    struct verifier *v;
    uint32_t function;
    const struct program_function *self;
    const struct program_route *route;
    struct stack_shape now;
    struct stack_shape *promised;   /* by jumps, for each word; depth 0 when none jumps there */
};

static bool bad(const struct function_pass *pass, uint32_t at, const char *what)
{
    return verify_bad(pass->v, PROGRAM_TABLE_function, pass->function, "start",
                      "instrucción %u: %s", at, what);
}

static void push(struct stack_shape *stack, bool truth)
{
    uint64_t bit = UINT64_C(1) << stack->depth++;
    stack->truths = truth ? stack->truths | bit : stack->truths & ~bit;
}

static bool top_is_truth(const struct stack_shape *stack)
{
    return stack->truths >> (stack->depth - 1) & 1;
}

static bool check_datum(const struct function_pass *pass, uint32_t at, int32_t word)
{
    uint32_t datum = opcode_index(word);
    if (datum - pass->route->data_first >= pass->route->data_count)
        return bad(pass, at, "lee un dato que no es de su ruta");
    uint32_t type = program_datum_at(pass->v->program, datum)->type;
    if (opcode_of(word) == OP_COUNT_TEXTS)     /* without the key there is nothing to count */
        return ((type == TYPE_TEXTS || type == TYPE_PEOPLE) && !program_datum_at(pass->v->program, datum)->reserved)
            || bad(pass, at, "cuenta lo que no es una lista de textos, o es reservada");
    if (opcode_of(word) == OP_COUNT_PEOPLE) return type == TYPE_PEOPLE || bad(pass, at, "cuenta lo que no es una lista de personas");
    return (type != TYPE_TEXT && type != TYPE_TEXTS && type != TYPE_PEOPLE) || bad(pass, at, "un texto no se compara");
}

static bool check_parameter(const struct function_pass *pass, uint32_t at, int32_t word)
{
    uint32_t parameter = opcode_index(word);
    if (parameter >= program_count(pass->v->program, PROGRAM_TABLE_parameter))
        return bad(pass, at, "el parámetro no existe");
    return opcode_of(word) != OP_IN_PESOS || program_parameter_at(pass->v->program, parameter)->pesos
        || bad(pass, at, "pasa a pesos con un parámetro que no está en pesos");
}

static bool check_operand(const struct function_pass *pass, uint32_t at, int32_t word)
{
    uint32_t index = opcode_index(word);
    switch (opcode_row((enum opcode)opcode_of(word))->operand) {
    case OPERAND_NOTHING:   return index == 0 || bad(pass, at, "sobra un operando");
    case OPERAND_IMMEDIATE: return true;
    case OPERAND_CONSTANT:
        return index < program_count(pass->v->program, PROGRAM_TABLE_constant)
            || bad(pass, at, "la constante no existe");
    case OPERAND_DATUM:     return check_datum(pass, at, word);
    case OPERAND_PARAMETER: return check_parameter(pass, at, word);
    case OPERAND_STEP:
        return index - pass->route->steps_first < pass->route->steps_count
            || bad(pass, at, "cuenta entradas a una etapa que no es de su ruta");
    case OPERAND_INSTRUMENT:
        return index < program_count(pass->v->program, PROGRAM_TABLE_instrument)
            || bad(pass, at, "cuenta un instrumento que no existe");
    case OPERAND_TARGET:
        return (index > at && index < (uint32_t)pass->self->length)
            || bad(pass, at, "salta hacia atrás o fuera de la función");
    }
    UNREACHABLE();
}

/* Whether what an operation leaves on top may be a truth. */
static bool leaves_truth(const struct function_pass *pass, int32_t word)
{
    switch ((enum opcode)opcode_of(word)) {
    case OP_PUSH:          return opcode_immediate(word) == 0 || opcode_immediate(word) == 1;
    case OP_LOAD_DATUM:    return program_datum_at(pass->v->program, opcode_index(word))->type == TYPE_TRUTH;
    case OP_PUSH_CONSTANT:
    case OP_COUNT_ENTRIES: case OP_COUNT_RECORDS:
    case OP_ADD: case OP_SUBTRACT: case OP_ADD_MONTHS: case OP_TALLY:
    case OP_LOAD_PARAMETER: case OP_IN_PESOS: case OP_MULTIPLY: case OP_HALVE:
    case OP_COUNT_VALUES: case OP_COUNT_TEXTS: case OP_COUNT_PEOPLE:
    case OP_RETURN:
    case OPCODE_COUNT:     return false;
    case OP_EQUAL: case OP_NOT_EQUAL: case OP_AT_LEAST: case OP_AT_MOST: case OP_MORE: case OP_LESS:
    case OP_NOT: case OP_AND: case OP_OR: case OP_ENOUGH: case OP_JUMP_IF_NO: case OP_JUMP_IF_YES:
    case OP_CONTAINS: return true;
    }
    UNREACHABLE();
}

/* Of a tally only the answer on top is one. */
static bool needs_truth(enum opcode opcode, int pop)
{
    return (opcode == OP_TALLY && pop == 0)
        || opcode == OP_NOT || opcode == OP_AND || opcode == OP_OR
        || opcode == OP_JUMP_IF_NO || opcode == OP_JUMP_IF_YES || opcode == OP_RETURN;
}

static bool pop_operands(struct function_pass *pass, uint32_t at, enum opcode opcode)
{
    const struct opcode_row *row = opcode_row(opcode);
    if (pass->now.depth < (uint32_t)row->pops) return bad(pass, at, "faltan valores en la pila");
    for (int i = 0; i < row->pops; i++) {
        if (needs_truth(opcode, i) && !top_is_truth(&pass->now))
            return bad(pass, at, "espera sí o no y encuentra otra cosa");
        pass->now.depth--;
    }
    return true;
}

/* The target holds only for what is true of the stack on every way there. */
static bool promise(struct function_pass *pass, uint32_t at, uint32_t target)
{
    struct stack_shape *there = &pass->promised[target];
    if (there->depth == 0) *there = pass->now;
    if (there->depth != pass->now.depth) return bad(pass, at, "llega a su destino con otra altura de pila");
    there->truths &= pass->now.truths;
    return true;
}

static bool arrive(struct function_pass *pass, uint32_t at)
{
    struct stack_shape *promised = &pass->promised[at];
    if (promised->depth == 0) return true;
    if (promised->depth != pass->now.depth)
        return bad(pass, at, "un salto llega con otra altura de pila");
    pass->now.truths &= promised->truths;
    return true;
}

static bool check_instruction(struct function_pass *pass, uint32_t at, int32_t word)
{
    if (opcode_of(word) >= OPCODE_COUNT) return bad(pass, at, "la operación no existe");
    enum opcode opcode = (enum opcode)opcode_of(word);
    const struct opcode_row *row = opcode_row(opcode);

    if (!arrive(pass, at) || !check_operand(pass, at, word) || !pop_operands(pass, at, opcode)) return false;
    if (pass->now.depth + (uint32_t)row->pushes > (uint32_t)pass->self->depth)
        return bad(pass, at, "la pila pasa de la altura declarada");
    for (int i = 0; i < row->pushes; i++) push(&pass->now, leaves_truth(pass, word));
    if (row->operand == OPERAND_TARGET && !promise(pass, at, opcode_index(word))) return false;

    bool last = at + 1 == (uint32_t)pass->self->length;
    if (last != (opcode == OP_RETURN)) return bad(pass, at, "la función termina en RETURN, y solo ahí");
    return !last || pass->now.depth == 0 || bad(pass, at, "quedan valores en la pila");
}

static bool check_function(struct function_pass *pass)
{
    const int32_t *code = program_table(pass->v->program, PROGRAM_TABLE_code);
    for (uint32_t at = 0; at < (uint32_t)pass->self->length; at++)
        if (!check_instruction(pass, at, code[(uint32_t)pass->self->start + at])) return false;
    return true;
}

/* Functions lie one after the other and fill `code`. */
static bool check_place(struct verifier *v, uint32_t function, uint32_t expected)
{
    const struct program_function *self = program_function_at(v->program, function);
    if ((uint32_t)self->start != expected)
        return verify_bad(v, PROGRAM_TABLE_function, function, "start", "no sigue a la función anterior");
    if (self->length < 1 || (uint32_t)self->length > program_count(v->program, PROGRAM_TABLE_code) - expected)
        return verify_bad(v, PROGRAM_TABLE_function, function, "length", "la función se sale del código");
    if (self->depth < 1 || self->depth > VM_MAX_DEPTH)
        return verify_bad(v, PROGRAM_TABLE_function, function, "depth", "debe estar entre 1 y %d", VM_MAX_DEPTH);
    if (v->function_route[function] == NONE)
        return verify_bad(v, PROGRAM_TABLE_function, function, "start", "nadie usa la función");
    return true;
}

bool verify_code(struct verifier *v)
{
    uint32_t code_count = program_count(v->program, PROGRAM_TABLE_code), expected = 0;
    struct stack_shape *promised = program_allocate((size_t)code_count + 1, sizeof *promised);
    bool ok = true;

    for (uint32_t i = 0; ok && i < program_count(v->program, PROGRAM_TABLE_function); i++) {
        ok = check_place(v, i, expected);
        if (!ok) break;
        struct function_pass pass = {
            .v = v, .function = i, .self = program_function_at(v->program, i),
            .route = program_route_at(v->program, v->function_route[i]), .promised = promised + expected,
        };
        ok = check_function(&pass);
        expected += (uint32_t)pass.self->length;
    }
    if (ok && expected != code_count)
        ok = verify_bad(v, PROGRAM_TABLE_code, expected, "word", "sobra código que no es de ninguna función");
    free(promised);
    return ok;
}
