/* test_cli_options.c -- reading the command line: values, lists, dates and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"
#include "cli/given.h"

#define EVERYTHING ((UINT64_C(1) << OPTIONS) - 1)
#define READ(reading, ...)                                                                     \
    read_words((reading), (const char *const[]){ __VA_ARGS__ },                                \
               sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *), EVERYTHING)

struct line_read {
    struct arena arena;
    struct options options;
    struct fault why;
};

static bool read_words(struct line_read *reading, const char *const *words, size_t count, option_set accepted)
{
    reading->why = (struct fault){0};
    return options_read(&reading->options, &reading->arena, words, count, accepted, &reading->why);
}

static void values_come_after_a_sign_or_a_blank(void **state)
{
    struct line_read reading = {0};
    (void)state;

    assert_true(READ(&reading, "uno", "--fecha=2026-03-13", "--ACTOR", "GSC", "-o", "-", "dos"));
    assert_string_equal(option_text(&reading.options, OPTION_date), "2026-03-13");
    assert_string_equal(option_text(&reading.options, OPTION_actor), "GSC");
    assert_string_equal(option_text(&reading.options, OPTION_output), "-");
    assert_int_equal(reading.options.argument_count, 2);
    assert_string_equal(reading.options.arguments[0], "uno");
    assert_string_equal(reading.options.arguments[1], "dos");
    arena_free(&reading.arena);
}

static void accents_do_not_matter(void **state)
{
    struct line_read reading = {0};
    (void)state;

    assert_true(READ(&reading, "--almacen", "a.db", "--si-versión=3"));
    assert_string_equal(option_text(&reading.options, OPTION_store), "a.db");
    assert_string_equal(option_text(&reading.options, OPTION_if_version), "3");
    assert_false(option_given(&reading.options, OPTION_json));
    arena_free(&reading.arena);
}

static void two_hyphens_end_the_options(void **state)
{
    struct line_read reading = {0};
    (void)state;

    assert_true(READ(&reading, "--json", "--", "--fecha", "-o"));
    assert_true(option_given(&reading.options, OPTION_json));
    assert_int_equal(reading.options.argument_count, 2);
    assert_string_equal(reading.options.arguments[0], "--fecha");
    assert_string_equal(reading.options.arguments[1], "-o");
    arena_free(&reading.arena);
}

static void lists_are_cut_at_commas_and_added_up(void **state)
{
    struct line_read reading = {0};
    struct text *list;
    (void)state;

    assert_true(READ(&reading, "--asiste", " uno, dos ,,", "--asiste=tres"));
    assert_int_equal(option_list(&reading.options, OPTION_attends, &reading.arena, &list), 3);
    assert_true(text_equal(list[0], TEXT("uno")));
    assert_true(text_equal(list[1], TEXT("dos")));
    assert_true(text_equal(list[2], TEXT("tres")));
    assert_int_equal(option_list(&reading.options, OPTION_signed, &reading.arena, &list), 0);
    arena_free(&reading.arena);
}

static void what_is_not_understood_is_refused(void **state)
{
    struct line_read reading = {0};
    (void)state;

    assert_false(READ(&reading, "--fcha", "2026-03-13"));
    assert_int_equal(reading.why.code, EXIT_USAGE);
    assert_string_equal(reading.why.message, "la orden no tiene la opción «--fcha»");
    assert_string_equal(reading.why.help, "¿quiso decir «--fecha»?");
    assert_false(READ(&reading, "-x"));
    assert_string_equal(reading.why.message, "la orden no tiene la opción «-x»");
    assert_false(READ(&reading, "--fecha", "--json"));
    assert_string_equal(reading.why.message, "a la opción «--fecha» le falta su valor (FECHA)");
    assert_false(READ(&reading, "--fecha="));
    assert_string_equal(reading.why.message, "a la opción «--fecha» le falta su valor (FECHA)");
    assert_false(READ(&reading, "--id", "a", "--id", "b"));
    assert_string_equal(reading.why.message, "la opción «--id» aparece dos veces");
    arena_free(&reading.arena);
}

static void an_order_takes_only_its_options(void **state)
{
    struct line_read reading = {0};
    const char *words[] = { "--fecha", "2026-03-13" };
    (void)state;

    assert_false(read_words(&reading, words, 2, ACCEPTS(json)));
    assert_int_equal(reading.why.code, EXIT_USAGE);
    assert_true(read_words(&reading, words, 2, ACCEPTS(json) | ACCEPTS(date)));
    arena_free(&reading.arena);
}

static void days_and_numbers_are_checked(void **state)
{
    struct line_read reading = {0};
    int32_t number = -1;
    day_t day = DAY_NONE;
    (void)state;

    assert_true(READ(&reading, "--fecha", "2026-02-31", "--a-favor", "2147483647", "--en-contra", "2147483648"));
    assert_false(option_day(&reading.options, OPTION_date, &day, &reading.why));
    assert_string_equal(reading.why.message, "en --fecha: el día 2026-02-31 no existe");
    assert_true(option_number(&reading.options, OPTION_in_favour, &number, &reading.why));
    assert_int_equal(number, INT32_MAX);
    assert_false(option_number(&reading.options, OPTION_against, &number, &reading.why));
    assert_true(option_day(&reading.options, OPTION_until, &day, &reading.why));
    assert_int_equal(day, DAY_NONE);
    arena_free(&reading.arena);
}

/* No two orders may answer to the same words, nor two options to the same word or letter. */
static void names_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < commands_total; i++) {
        for (size_t j = i + 1; j < commands_total; j++) {
            assert_string_not_equal(commands[i].word, commands[j].word);
            assert_string_not_equal(commands[i].english, commands[j].english);
        }
    }
    for (int i = 0; i < OPTIONS; i++) {
        for (int j = i + 1; j < OPTIONS; j++) {
            assert_string_not_equal(option_rows[i].word, option_rows[j].word);
            if (option_rows[i].letter) assert_int_not_equal(option_rows[i].letter, option_rows[j].letter);
        }
    }
}

static void control_characters_are_not_text(void **state)
{
    (void)state;
    assert_true(given_is_plain(TEXT("Organización Inventada «Río Azul»")));
    assert_true(given_is_plain(TEXT("")));
    assert_false(given_is_plain(TEXT("a\nb")));
    assert_false(given_is_plain(TEXT("\033[31m")));
    assert_false(given_is_plain(TEXT("a\177")));
    assert_false(given_is_plain(TEXT("a\xC2\x9B" "31m")));
    assert_true(given_is_plain(TEXT("a\xC2\xA0" "b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_after_a_sign_or_a_blank), cmocka_unit_test(accents_do_not_matter),
        cmocka_unit_test(two_hyphens_end_the_options),         cmocka_unit_test(lists_are_cut_at_commas_and_added_up),
        cmocka_unit_test(what_is_not_understood_is_refused),   cmocka_unit_test(an_order_takes_only_its_options),
        cmocka_unit_test(days_and_numbers_are_checked),        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(control_characters_are_not_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
