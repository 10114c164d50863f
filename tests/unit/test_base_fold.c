/* test_base_fold.c -- what is equal to a person is equal folded, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fold.h"

#define COUNT(array) (sizeof (array) / sizeof *(array))

static void folding_drops_case_and_accents(void **state)
{
    static const struct { const char *written, *folded; } cases[] = {
        { "", "" }, { "ruta_2", "ruta_2" }, { "EVALUACION", "evaluacion" }, { "Evaluación", "evaluacion" },
        { "evaluacio\u0301n", "evaluacion" }, { "AÑO", "año" }, { "an\u0303o", "año" }, { "ano", "ano" },
        { "Vergüenza", "verguenza" }, { "ÁÉÍÓÚ", "aeiou" }, { "São", "sao" }, { "Ñandú", "ñandu" },
    };
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text folded = fold(&arena, text_from(cases[i].written));
        assert_string_equal(folded.at, cases[i].folded);
        assert_true(text_equal(fold(&arena, folded), folded));
    }
    arena_free(&arena);
}

static void the_first_bad_byte_is_found(void **state)
{
    static const struct { const char *bytes; size_t valid; } cases[] = {
        { "", 0 }, { "abc", 3 }, { "año", 4 }, { "a\xFF", 1 }, { "a\xC3", 1 }, { "\xC0\x80", 0 },
        { "ab\xED\xA0\x80", 2 }, { "\xF4\x90\x80\x80", 0 }, { "«»\x80", 4 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(utf8_valid_length(text_from(cases[i].bytes)), cases[i].valid);
}

static void composing_leaves_alone_what_is_composed(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text plain = TEXT("evaluación «x» – “y”"), angstrom = TEXT("\u212B"), cut = TEXT("a\xC3");
    assert_ptr_equal(utf8_compose(&arena, plain).at, plain.at);
    assert_string_equal(utf8_compose(&arena, TEXT("evaluacio\u0301n")).at, "evaluación");
    assert_string_equal(utf8_compose(&arena, angstrom).at, "Å");
    assert_ptr_equal(utf8_compose(&arena, cut).at, cut.at);
    arena_free(&arena);
}

static void columns_are_what_a_person_counts(void **state)
{
    static const struct { const char *text; size_t columns; } cases[] = {
        { "", 0 }, { "abc", 3 }, { "año", 3 }, { "an\u0303o", 3 }, { "a\tb", 3 }, { "👩‍👧 x", 3 }, { "\xFF\xFE", 2 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(utf8_columns(text_from(cases[i].text)), cases[i].columns);
}

static void distances_count_edits_in_characters(void **state)
{
    static const struct { const char *a, *b; size_t limit, distance; } cases[] = {
        { "etapa", "etapa", 2, 0 }, { "etapa", "ETÁPA", 2, 0 }, { "etpa", "etapa", 2, 1 }, { "etpaa", "etapa", 2, 1 },
        { "análisis", "analisys", 2, 1 }, { "año", "ano", 1, 1 }, { "", "abc", 5, 3 }, { "abc", "", 5, 3 },
        { "recepción", "valoración", 3, 4 }, { "a", "abcdef", 2, 3 }, { "sitting", "kitten", 9, 3 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(fold_distance(text_from(cases[i].a), text_from(cases[i].b), cases[i].limit), cases[i].distance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_drops_case_and_accents),
        cmocka_unit_test(the_first_bad_byte_is_found),
        cmocka_unit_test(composing_leaves_alone_what_is_composed),
        cmocka_unit_test(columns_are_what_a_person_counts),
        cmocka_unit_test(distances_count_edits_in_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
