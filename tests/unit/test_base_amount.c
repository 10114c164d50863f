/* test_base_amount.c -- amounts as people write them, and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/amount.h"

#define COUNT(array) (sizeof (array) / sizeof *(array))

static void reads_points_and_a_comma(void **state)
{
    (void)state;
    static const struct { const char *written; int64_t amount; } rows[] = {
        { "0", 0 }, { "7", 70000 }, { "1.423.500", INT64_C(14235000000) }, { "1423500", INT64_C(14235000000) },
        { "1,5", 15000 }, { "0,0001", 1 }, { "0,25", 2500 }, { "711.750,50", INT64_C(7117505000) },
        { "900.000.000.000.000", AMOUNT_MAX }, { "900000000000000,0", AMOUNT_MAX }, { "000.001", 10000 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t amount = -1;
        assert_int_equal(amount_parse(text_from(rows[i].written), &amount), AMOUNT_OK);
        assert_int_equal(amount, rows[i].amount);
    }
}

static void refuses_what_could_be_two_amounts(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", ",5", "5,", "1,", "1.", ".5", "1.5", "1.5000", "14235.00", "1.423.50", "1..423", "1,23456", "1,5,5", "1,5.000",
        "-1", "+1", " 1", "1 ", "1e6", "$1", "1423.500",
    };
    int64_t amount;
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (amount_parse(text_from(wrong[i]), &amount) != AMOUNT_MALFORMED) fail_msg("«%s»", wrong[i]);
}

static void has_a_largest(void **state)
{
    (void)state;
    static const char *const large[] = {
        "900.000.000.000.000,0001", "900.000.000.000.001", "9999999999999999999999999999", "922.337.203.685.477,5808",
        "18.446.744.073.709.551.616",
    };
    int64_t amount;
    for (size_t i = 0; i < COUNT(large); i++)
        assert_int_equal(amount_parse(text_from(large[i]), &amount), AMOUNT_TOO_LARGE);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    static const struct { int64_t amount; const char *pesos, *units; } rows[] = {
        { 0, "0", "0" }, { 1, "0,0001", "0,0001" }, { 15000, "1,50", "1,5" }, { 9990000, "999", "999" },
        { 10000000, "1.000", "1.000" }, { -15000, "-1,50", "-1,5" }, { 10100, "1,01", "1,01" },
        { AMOUNT_MAX, "900.000.000.000.000", "900.000.000.000.000" },
        { INT64_MAX, "922.337.203.685.477,5807", "922.337.203.685.477,5807" },
        { INT64_MIN, "-922.337.203.685.477,5808", "-922.337.203.685.477,5808" },
    };
    char text[AMOUNT_TEXT_SIZE];
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_string_equal(amount_format(rows[i].amount, true, text), rows[i].pesos);
        assert_string_equal(amount_format(rows[i].amount, false, text), rows[i].units);
    }
    for (int64_t amount = 1; amount < AMOUNT_MAX / 7; amount = amount * 7 + 3) {
        int64_t back = -1;
        assert_int_equal(amount_parse(text_from(amount_format(amount, amount % 2 == 0, text)), &back), AMOUNT_OK);
        assert_int_equal(back, amount);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_points_and_a_comma),
        cmocka_unit_test(refuses_what_could_be_two_amounts),
        cmocka_unit_test(has_a_largest),
        cmocka_unit_test(writes_what_it_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
