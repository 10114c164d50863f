/* bench_vm.c -- one guard, on 65,536 random cases the predictor cannot learn and on
 * 1,024 that it can, beside the same guard written in C, in the same run. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "runtime/opcode.h"
#include "runtime/vm.h"

#define CASES 65536
#define LEARNT 1024
#define ROUNDS 200
#define DATA 3

static value_t cases[CASES][DATA];

static void fill_cases(void)
{
    uint64_t seed = 0x9e3779b97f4a7c15u;
    for (int i = 0; i < CASES; i++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        cases[i][0] = (value_t)(seed % 4);              /* riesgo */
        cases[i][1] = (value_t)(seed / 4 % 4);          /* población */
        cases[i][2] = (value_t)(seed / 16 % 60);        /* días */
    }
}

static void add_function(struct program_builder *builder, const int32_t *code, uint32_t length)
{
    uint32_t start = program_add(builder, PROGRAM_TABLE_code, length);
    for (uint32_t i = 0; i < length; i++)
        ((struct program_code *)program_record(builder, PROGRAM_TABLE_code, start + i))->word = code[i];
    uint32_t function = program_add(builder, PROGRAM_TABLE_function, 1);
    struct program_function *self = program_record(builder, PROGRAM_TABLE_function, function);
    *self = (struct program_function){ .start = (int32_t)start, .length = (int32_t)length, .depth = 3 };
}

#define WORD(name, operand) opcode_word(OP_##name, (operand))

/* `riesgo es al menos 2 y población es 3 y días es menos que 30`: without jumps, as
 * compiler/emit.c writes it because what follows each «y» is short, and with the jumps that
 * skip what no longer matters. */
static struct program *guard_program(void)
{
    const int32_t straight[] = {
        WORD(LOAD_DATUM, 0), WORD(PUSH, 2), WORD(AT_LEAST, 0),
        WORD(LOAD_DATUM, 1), WORD(PUSH, 3), WORD(EQUAL, 0), WORD(AND, 0),
        WORD(LOAD_DATUM, 2), WORD(PUSH, 30), WORD(LESS, 0), WORD(AND, 0), WORD(RETURN, 0),
    };
    const int32_t jumping[] = {
        WORD(LOAD_DATUM, 0), WORD(PUSH, 2), WORD(AT_LEAST, 0), WORD(JUMP_IF_NO, 8),
        WORD(LOAD_DATUM, 1), WORD(PUSH, 3), WORD(EQUAL, 0), WORD(AND, 0), WORD(JUMP_IF_NO, 13),
        WORD(LOAD_DATUM, 2), WORD(PUSH, 30), WORD(LESS, 0), WORD(AND, 0), WORD(RETURN, 0),
    };
    struct program_builder *builder = program_builder_new();
    struct program *program = NULL;
    struct fault why = {0};
    add_function(builder, straight, sizeof straight / sizeof *straight);
    add_function(builder, jumping, sizeof jumping / sizeof *jumping);
    if (!program_finish(builder, &program, &why)) {
        fprintf(stderr, "%s\n", why.message);
        exit(why.code);
    }
    program_builder_free(builder);
    return program;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static volatile uint64_t sink;

static double time_inline(int count)
{
    uint64_t yes = 0;
    int rounds = ROUNDS * (CASES / count);
    double start = seconds();
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++)
            if (cases[i][0] >= 2 && cases[i][1] == 3 && cases[i][2] < 30) yes++;
    sink = yes;
    return (seconds() - start) * 1e9 / ((double)rounds * count);
}

static double time_machine(const struct program *program, uint32_t function, int count)
{
    uint64_t yes = 0;
    int rounds = ROUNDS * (CASES / count);
    double start = seconds();
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
            struct vm_view view = { .data = cases[i], .datum_count = DATA };
            if (vm_run(program, function, &view) == VALUE_YES) yes++;
        }
    }
    if (yes != sink) fprintf(stderr, "las respuestas difieren: %" PRIu64 "\n", yes), exit(70);
    return (seconds() - start) * 1e9 / ((double)rounds * count);
}

static void report(const struct program *program, const char *name, int count)
{
    double limit = time_inline(count);
    double straight = time_machine(program, 0, count), jumping = time_machine(program, 1, count);
    printf("%-26s C %5.2f ns   máquina %5.2f ns (%.1f ×)   con saltos %5.2f ns (%.1f ×)\n",
           name, limit, straight, straight / limit, jumping, jumping / limit);
}

int main(void)
{
    struct program *program = guard_program();
    fill_cases();
    report(program, "1.024 casos aprendidos", LEARNT);
    report(program, "65.536 casos al azar", CASES);
    program_close(program);
    return 0;
}
