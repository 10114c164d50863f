/* test_base_arena.c -- memory, arrays, slices of text, and failure records. */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>

#include "base/arena.h"
#include "base/cause.h"
#include "base/fault.h"
#include "base/text.h"
#include "base/vec.h"

/* ---- Arena --------------------------------------------------------------- */

static void blocks_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { BLOCKS = 3000 };
    struct arena arena = {0};
    unsigned char *blocks[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t size = i % 101 + 1;
        blocks[i] = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        for (size_t byte = 0; byte < size; byte++) assert_int_equal(blocks[i][byte], 0);
        memset(blocks[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < BLOCKS; i++)
        for (size_t byte = 0; byte < i % 101 + 1; byte++) assert_int_equal(blocks[i][byte], i % 255 + 1);
    arena_free(&arena);
}

static void a_large_block_does_not_waste_the_chunk(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *small = arena_alloc(&arena, 1);
    char *large = arena_alloc(&arena, 10 * 1024 * 1024);
    large[10 * 1024 * 1024 - 1] = 'x';
#ifndef ARENA_DEBUG
    assert_ptr_equal((char *)arena_alloc(&arena, 1), small + alignof(max_align_t));
    assert_in_range(arena.total, 10 * 1024 * 1024, 10 * 1024 * 1024 + 32 * 1024);
#else
    assert_non_null(small);
#endif
    arena_free(&arena);
}

static void a_freed_arena_starts_again(void **state)
{
    (void)state;
    struct arena arena = {0};
    arena_free(&arena);
    int64_t *numbers = arena_array(&arena, 100, sizeof *numbers);
    numbers[99] = 7;
    arena_free(&arena);
    assert_null(arena.chunks);
    assert_int_equal(arena.total, 0);
    assert_int_equal(*ARENA_NEW(&arena, int64_t), 0);
    arena_free(&arena);
}

/* ---- Arrays -------------------------------------------------------------- */

static void an_array_keeps_its_items_as_it_grows(void **state)
{
    (void)state;
    VEC(int) numbers = {0};
    for (int i = 0; i < 10000; i++) VEC_PUSH(&numbers, i * 3);
    assert_int_equal(numbers.count, 10000);
    assert_true(numbers.room >= numbers.count);
    for (int i = 0; i < 10000; i++) assert_int_equal(numbers.items[i], i * 3);
    VEC_FREE(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.count + numbers.room, 0);
}

/* ---- Text ---------------------------------------------------------------- */

static void texts_compare_by_their_bytes(void **state)
{
    (void)state;
    assert_true(text_equal(TEXT("faro"), (struct text){ "farola", 4 }));
    assert_false(text_equal(TEXT("faro"), TEXT("Faro")));
    assert_true(text_equal((struct text){0}, TEXT("")));
    assert_true(text_starts(TEXT("farola"), TEXT("faro")));
    assert_true(text_starts(TEXT("faro"), TEXT("")));
    assert_false(text_starts(TEXT("far"), TEXT("faro")));
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("faro"), TEXT("farola")) < 0);
    assert_true(text_compare(TEXT("z"), TEXT("á")) < 0);
    assert_int_equal(text_compare(TEXT("á"), TEXT("á")), 0);
    assert_true(text_compare(TEXT("b"), (struct text){0}) > 0);
    assert_int_equal(text_from(NULL).length, 0);
    assert_string_equal(text_from(NULL).at, "");
}

static void texts_are_copied_and_written_with_a_nul(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text copy = text_copy(&arena, (struct text){ "farola", 4 });
    assert_string_equal(copy.at, "faro");
    assert_int_equal(text_copy(&arena, (struct text){0}).length, 0);
    struct text written = text_format(&arena, "%.*s %d de %s", TEXT_ARGS(copy), 3, "niebla");
    assert_string_equal(written.at, "faro 3 de niebla");
    assert_int_equal(written.length, 16);
    arena_free(&arena);
}

/* ---- Failures ------------------------------------------------------------ */

static void a_fault_says_what_and_how_to_mend_it(void **state)
{
    (void)state;
    struct fault why = {0};
    assert_false(fault_set(&why, EXIT_NO_INPUT, "no existe «%s»", "faro"));
    assert_int_equal(why.code, 66);
    assert_string_equal(why.message, "no existe «faro»");
    assert_string_equal(why.help, "");
    assert_false(fault_help(&why, "créelo con %s", "ruta"));
    assert_string_equal(why.help, "créelo con ruta");
    fault_set(&why, EXIT_IO, "otro");
    assert_string_equal(why.help, "");
    assert_false(fault_set(NULL, EXIT_IO, "nadie oye"));
    assert_false(fault_help(NULL, "nadie oye"));
}

static void a_fault_too_long_is_cut_and_not_overrun(void **state)
{
    (void)state;
    struct fault why = {0};
    char long_name[2000];
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    fault_set(&why, EXIT_IO, "%s", long_name);
    assert_int_equal(strlen(why.message), sizeof why.message - 1);
    fault_help(&why, "%s", long_name);
    assert_int_equal(strlen(why.help), sizeof why.help - 1);
}

static void the_system_answers_in_spanish(void **state)
{
    (void)state;
    char room[CAUSE_SIZE];
    assert_string_equal(cause_of(ENOENT, room), "la carpeta o el archivo no existe");
    assert_string_equal(cause_of(EACCES, room), "no tiene permiso");
    assert_string_equal(cause_of(ENOSPC, room), "no queda espacio en el disco");
    assert_string_equal(cause_of(99999, room), "el sistema respondió con el error 99999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(a_large_block_does_not_waste_the_chunk),
        cmocka_unit_test(a_freed_arena_starts_again),
        cmocka_unit_test(an_array_keeps_its_items_as_it_grows),
        cmocka_unit_test(texts_compare_by_their_bytes),
        cmocka_unit_test(texts_are_copied_and_written_with_a_nul),
        cmocka_unit_test(a_fault_says_what_and_how_to_mend_it),
        cmocka_unit_test(a_fault_too_long_is_cut_and_not_overrun),
        cmocka_unit_test(the_system_answers_in_spanish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
