/* emit.c -- see emit.h. */
#include "compiler/emit.h"

#include "base/check.h"
#include "base/vec.h"
#include "compiler/condition.h"
#include "compiler/measure.h"
#include "runtime/opcode.h"

struct code {
    const struct context *context;
    struct program_builder *builder;
    VEC(int32_t) words;
    int depth, deepest;
};

static void put(struct code *code, enum opcode opcode, int32_t operand)
{
    const struct opcode_row *row = opcode_row(opcode);
    int32_t word = opcode_word(opcode, operand);
    VEC_PUSH(&code->words, word);
    code->depth += row->pushes - row->pops;
    if (code->depth > code->deepest) code->deepest = code->depth;
}

static size_t put_jump(struct code *code, enum opcode opcode)
{
    put(code, opcode, 0);
    return code->words.count - 1;
}

static void land(struct code *code, size_t jump)
{
    int32_t *word = &code->words.items[jump];
    CHECK(code->words.count <= OPERAND_MAX_INDEX);
    *word = opcode_word((enum opcode)opcode_of(*word), (int32_t)code->words.count);
}

/* A number too large for an operand goes to the constants, once. */
static uint32_t constant(struct program_builder *builder, int64_t value)
{
    int32_t low = (int32_t)(uint32_t)((uint64_t)value & UINT32_MAX), high = (int32_t)(value >> 32);
    uint32_t count = program_count_so_far(builder, PROGRAM_TABLE_constant);
    for (uint32_t i = 0; i < count; i++) {
        const struct program_constant *known = program_record(builder, PROGRAM_TABLE_constant, i);
        if (known->low == low && known->high == high) return i;
    }
    uint32_t index = program_add(builder, PROGRAM_TABLE_constant, 1);
    struct program_constant *made = program_record(builder, PROGRAM_TABLE_constant, index);
    made->low = low;
    made->high = high;
    return index;
}

static void put_number(struct code *code, int64_t value)
{
    if (opcode_fits_immediate(value)) put(code, OP_PUSH, (int32_t)value);
    else put(code, OP_PUSH_CONSTANT, (int32_t)constant(code->builder, value));
}

static void put_value(struct code *code, const struct node *node)
{
    put_number(code, condition_value(code->context, node));
}

static void put_row(struct code *code, enum opcode opcode, const struct decl *decl)
{
    CHECK(decl->index <= OPERAND_MAX_INDEX);
    put(code, opcode, (int32_t)decl->index);
}

static void put_datum(struct code *code, const struct node *ref)
{
    put_row(code, OP_LOAD_DATUM, scope_meaning(code->context->scope, ref));
}

static void put_how_many(struct code *code, const struct node *sum, const struct decl *datum)
{
    if (sum->first) {
        put_number(code, sum->first->number);
        put_value(code, sum->first->first);
        put_row(code, OP_COUNT_PEOPLE, datum);
    } else if (datum->node->number == TYPE_VALUES) {
        put_row(code, OP_LOAD_DATUM, datum);
        put(code, OP_COUNT_VALUES, 0);
    } else {
        put_row(code, OP_COUNT_TEXTS, datum);
    }
}

static void put_sum(struct code *code, const struct node *sum)
{
    const struct decl *meaning = scope_meaning(code->context->scope, sum);
    if (sum->kind == NODE_HALF) {
        put_sum(code, sum->first);
        put(code, OP_HALVE, 0);
    } else if (sum->kind == NODE_PRODUCT) {
        put_sum(code, sum->first);
        put_sum(code, sum->first->next);
        put(code, OP_MULTIPLY, 0);
    } else if (sum->kind == NODE_PLUS || sum->kind == NODE_MINUS) {
        const struct node *right = sum->first->next;
        bool minus = sum->kind == NODE_MINUS;
        put_sum(code, sum->first);
        if (measure_in_months(right)) {
            int32_t months = (int32_t)measure_length(right);
            put(code, OP_ADD_MONTHS, minus ? -months : months);
            return;
        }
        put_sum(code, right);
        put(code, minus ? OP_SUBTRACT : OP_ADD, 0);
    } else if (sum->kind == NODE_LENGTH) {
        put_number(code, measure_length(sum));
    } else if (sum->kind == NODE_HOW_MANY) {
        put_how_many(code, sum, meaning);
    } else if (sum->kind == NODE_TIMES_OF) {
        put_row(code, meaning->kind == DECL_INSTRUMENT ? OP_COUNT_RECORDS : OP_COUNT_ENTRIES, meaning);
    } else if (meaning && meaning->kind == DECL_DATUM) {
        put_datum(code, sum);
    } else if (meaning && meaning->kind == DECL_PARAMETER && sum->kind == NODE_REF) {
        put_row(code, OP_LOAD_PARAMETER, meaning);
    } else {
        put_value(code, sum);
    }
}

static void put_condition(struct code *code, const struct node *node);

/* Skipping fewer instructions than these costs more than doing them: where the answer is
 * anybody's guess, the processor guesses the jump wrong. On random cases a guard of three
 * comparisons takes about a third less without jumps (bench_vm: 16.8 and 24.0 ns), though on
 * cases it has learnt a third more (19.1 and 14.6). */
#define WORTH_SKIPPING 10
#define VALUE_LENGTH 4          /* LOAD_DATUM, PUSH, EQUAL, OR */

/* How many instructions a condition takes, jumps apart; it may stop counting at `enough`. */
static int length_of(const struct node *node, int enough)
{
    int length = 1;
    if (node->kind == NODE_COMPARE || node->kind == NODE_CONTAINS) return 3;
    if (node->kind == NODE_REF) return length;
    for (const struct node *child = node->first; child && length < enough; child = child->next)
        length += node->kind == NODE_IN ? VALUE_LENGTH : length_of(child, enough - length);
    return length;
}

static void put_pair(struct code *code, const struct node *node, enum opcode jump, enum opcode combine)
{
    const struct node *right = node->first->next;
    bool skips = length_of(right, WORTH_SKIPPING) >= WORTH_SKIPPING;
    put_condition(code, node->first);
    size_t settled = skips ? put_jump(code, jump) : 0;
    put_condition(code, right);
    put(code, combine, 0);
    if (skips) land(code, settled);
}

static void put_compare(struct code *code, const struct node *node)
{
    static const enum opcode opcodes[COMPARISONS] = {
        [COMPARE_IS] = OP_EQUAL, [COMPARE_IS_NOT] = OP_NOT_EQUAL, [COMPARE_AT_LEAST] = OP_AT_LEAST,
        [COMPARE_AT_MOST] = OP_AT_MOST, [COMPARE_MORE] = OP_MORE, [COMPARE_LESS] = OP_LESS,
    };
    const struct node *converted = NULL;
    const struct decl *unit = measure_converts(code->context, node, &converted);
    for (const struct node *side = node->first; side; side = side->next) {
        put_sum(code, side);
        if (side == converted) put_row(code, OP_IN_PESOS, unit);
    }
    put(code, opcodes[node->number], 0);
}

static int values_length(const struct node *value)
{
    int length = 0;
    for (; value && length < WORTH_SKIPPING; value = value->next) length += VALUE_LENGTH;
    return length;
}

/* `x está en (a, b)` is `x es a o x es b`. */
static void put_in(struct code *code, const struct node *node)
{
    VEC(size_t) settled = {0};
    const struct node *datum = node->first;
    for (const struct node *value = datum->next; value; value = value->next) {
        put_datum(code, datum);
        put_value(code, value);
        put(code, OP_EQUAL, 0);
        if (value != datum->next) put(code, OP_OR, 0);
        if (values_length(value->next) >= WORTH_SKIPPING) VEC_PUSH(&settled, put_jump(code, OP_JUMP_IF_YES));
    }
    for (size_t i = 0; i < settled.count; i++) land(code, settled.items[i]);
    VEC_FREE(&settled);
}

static void put_contains(struct code *code, const struct node *node)
{
    put_datum(code, node->first);
    put_value(code, node->first->next);
    put(code, OP_CONTAINS, 0);
}

static void put_tally(struct code *code, const struct node *node)
{
    put_number(code, 0);
    for (const struct node *part = node->first; part; part = part->next) {
        put_condition(code, part);
        put(code, OP_TALLY, 0);
    }
    put(code, OP_ENOUGH, node->number);
}

/* «todas» is a chain of «y»; «alguna», one of «o», and «ninguna» its contrary. */
static void put_these(struct code *code, const struct node *node)
{
    if (node->other == THESE_AT_LEAST) {
        put_tally(code, node);
        return;
    }
    for (const struct node *part = node->first; part; part = part->next) {
        put_condition(code, part);
        if (part != node->first) put(code, node->other == THESE_ALL ? OP_AND : OP_OR, 0);
    }
    if (node->other == THESE_NONE) put(code, OP_NOT, 0);
}

static void put_condition(struct code *code, const struct node *node)
{
    if (node->kind == NODE_REF) put_datum(code, node);
    else if (node->kind == NODE_AND) put_pair(code, node, OP_JUMP_IF_NO, OP_AND);
    else if (node->kind == NODE_OR) put_pair(code, node, OP_JUMP_IF_YES, OP_OR);
    else if (node->kind == NODE_COMPARE) put_compare(code, node);
    else if (node->kind == NODE_IN) put_in(code, node);
    else if (node->kind == NODE_CONTAINS) put_contains(code, node);
    else if (node->kind == NODE_THESE) put_these(code, node);
    else if (node->kind == NODE_NOT) {
        put_condition(code, node->first);
        put(code, OP_NOT, 0);
    } else UNREACHABLE();
}

uint32_t emit_condition(struct context *context, struct program_builder *builder, const struct node *condition,
                        uint32_t file, int32_t line)
{
    struct code code = { .context = context, .builder = builder };
    put_condition(&code, condition);
    put(&code, OP_RETURN, 0);

    uint32_t count = (uint32_t)code.words.count;
    uint32_t start = program_add(builder, PROGRAM_TABLE_code, count);
    for (uint32_t i = 0; i < count; i++)
        ((struct program_code *)program_record(builder, PROGRAM_TABLE_code, start + i))->word = code.words.items[i];
    uint32_t index = program_add(builder, PROGRAM_TABLE_function, 1);
    uint32_t text = program_string(builder, condition_text(context, condition));
    *(struct program_function *)program_record(builder, PROGRAM_TABLE_function, index) = (struct program_function){
        .start = (int32_t)start, .length = (int32_t)count, .depth = code.deepest, .text = text, .file = file, .line = line,
    };
    VEC_FREE(&code.words);
    return index;
}
