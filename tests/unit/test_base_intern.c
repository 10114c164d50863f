/* test_base_intern.c -- one symbol for each name, however it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/intern.h"

static void spellings_of_a_name_are_one_symbol(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct intern *intern = intern_new(&arena);
    symbol_t name = intern_add(intern, TEXT("Recepción"));
    assert_int_not_equal(name, SYMBOL_NONE);
    assert_int_equal(intern_add(intern, TEXT("recepcion")), name);
    assert_int_equal(intern_add(intern, TEXT("RECEPCIÓN")), name);
    assert_int_equal(intern_find(intern, TEXT("rEcEpCiOn")), name);
    assert_int_not_equal(intern_add(intern, TEXT("año")), intern_add(intern, TEXT("ano")));
    assert_int_equal(intern_find(intern, TEXT("otra")), SYMBOL_NONE);
    assert_string_equal(intern_spelling(intern, name).at, "Recepción");
    intern_set_spelling(intern, name, TEXT("recepción"));
    assert_string_equal(intern_spelling(intern, name).at, "recepción");
    assert_string_equal(intern_spelling(intern, SYMBOL_NONE).at, "");
    arena_free(&arena);
}

static void ten_thousand_names_keep_their_numbers(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct intern *intern = intern_new(&arena);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(intern_add(intern, text_format(&arena, "Etapá_%d", i)), i + 1);
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(intern_find(intern, text_format(&arena, "ETAPA_%d", i)), i + 1);
        assert_string_equal(intern_spelling(intern, (symbol_t)i + 1).at, text_format(&arena, "Etapá_%d", i).at);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_a_name_are_one_symbol),
        cmocka_unit_test(ten_thousand_names_keep_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
