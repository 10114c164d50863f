/* fuzz_program.c -- any bytes, as a program: refused, or every function runs in bounds, and it
 * can be compared and its meaning asked.
 *
 * The digest is made good first, or nothing would get past it. With libFuzzer this is
 * the target; built plainly (make check, gcc) its main replays the files it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/compare.h"
#include "runtime/program_file.h"
#include "runtime/semantic.h"
#include "runtime/value.h"
#include "runtime/verify.h"
#include "runtime/vm.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Everything unknown: a view of every datum and step the program has. */
static void run_functions(const struct program *program)
{
    uint32_t data_count = program_count(program, PROGRAM_TABLE_datum), step_count = program_count(program, PROGRAM_TABLE_step);
    value_t *data = program_allocate((size_t)data_count + 1, sizeof *data);
    uint32_t *entries = program_allocate((size_t)step_count + 1, sizeof *entries);
    for (uint32_t i = 0; i < data_count; i++) data[i] = i % 2 ? VALUE_UNKNOWN : VALUE_YES;
    uint32_t instrument_count = program_count(program, PROGRAM_TABLE_instrument), records[1] = {0};
    uint32_t *slots = program_allocate((size_t)instrument_count + 1, sizeof *slots);
    struct vm_view view = { .data = data, .datum_count = data_count, .entries = entries, .step_count = step_count,
                            .slots = slots, .instrument_count = instrument_count, .records = records };
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_function); i++) vm_run(program, i, &view);
    free(data);
    free(entries);
    free(slots);
}

/* With the same bytes as another program, and with itself on another day. */
static void compare_texts(const struct program *program)
{
    struct arena arena = {0};
    struct compared compared;
    struct program *other = NULL;
    struct fault why = {0};
    uint8_t digest[DIGEST_BYTES];
    for (uint32_t i = 0; i < program_count(program, PROGRAM_TABLE_route); i++) semantic_hash(program, i, digest);
    compare_open(&compared, (struct compare_text){ program, 18000 }, (struct compare_text){ program, 19000 }, &arena);
    compare_close(&compared);
    if (program_from_bytes(&other, program->bytes, program->size, &why)) {
        compare_open(&compared, (struct compare_text){ program, 18000 }, (struct compare_text){ other, 19000 }, &arena);
        compare_close(&compared);
    }
    program_close(other);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct program *program = NULL;
    struct fault why = {0};
    uint8_t *copy = program_allocate(1, size + 1);
    if (size) memcpy(copy, bytes, size);
    if (size >= sizeof(struct program_header)) {
        struct program_header *header = (struct program_header *)copy;
        header->size = (uint32_t)size;
        digest_of(copy + sizeof *header, size - sizeof *header, header->digest);
    }
    if (program_from_bytes(&program, copy, size, &why) && verify_program(program, &why)) {
        run_functions(program);
        if (program_digest(program)[0] % 8 == 0) compare_texts(program);      /* it takes longer than all the rest */
    }
    program_close(program);
    free(copy);
    return 0;
}

#ifndef LIBFUZZER
#include "tests/fuzz/replay.h"
#endif
