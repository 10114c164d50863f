/* test_base_date.c -- civil dates as day numbers: known days, every day there is, and
 * everything a date can be written wrong as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

#define COUNT(array) (sizeof (array) / sizeof *(array))

static day_t day(int year, int month, int d)
{
    return day_from_date((struct date){ year, month, d });
}

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(1969, 12, 31), -1);
    assert_int_equal(day(2000, 2, 29), 11016);
    assert_int_equal(day(2026, 3, 13), 20525);
    assert_int_equal(day(1900, 1, 1), DAY_FIRST);
    assert_int_equal(day(2200, 12, 31), DAY_LAST);
}

/* A calendar walked day by day, by the rule every child learns. */
static void every_day_follows_the_one_before(void **state)
{
    (void)state;
    struct date date = { 1899, 12, 31 };
    enum weekday weekday = SUNDAY;
    for (day_t d = DAY_FIRST; d <= DAY_LAST; d++) {
        if (++date.day > date_days_in_month(date.year, date.month)) {
            date.day = 1;
            if (++date.month > 12) date.month = 1, date.year++;
        }
        weekday = weekday == SUNDAY ? MONDAY : (enum weekday)(weekday + 1);
        struct date got = date_from_day(d);
        assert_true(got.year == date.year && got.month == date.month && got.day == date.day);
        assert_int_equal(day_from_date(date), d);
        assert_int_equal(day_weekday(d), weekday);
    }
    assert_true(date.year == 2200 && date.month == 12 && date.day == 31);
}

static void leap_years_follow_the_gregorian_rule(void **state)
{
    (void)state;
    assert_int_equal(date_days_in_month(1900, 2), 28);
    assert_int_equal(date_days_in_month(2000, 2), 29);
    assert_int_equal(date_days_in_month(2023, 2), 28);
    assert_int_equal(date_days_in_month(2024, 2), 29);
    assert_int_equal(date_days_in_month(2100, 2), 28);
    assert_int_equal(date_days_in_month(2024, 4), 30);
    assert_true(date_exists((struct date){ 2024, 2, 29 }));
    assert_false(date_exists((struct date){ 2023, 2, 29 }));
    assert_false(date_exists((struct date){ 2023, 0, 1 }));
    assert_false(date_exists((struct date){ 2023, 13, 1 }));
    assert_false(date_exists((struct date){ 2023, 1, 0 }));
    assert_false(date_exists((struct date){ 0, 1, 1 }));
}

static void easter_is_when_it_was(void **state)
{
    (void)state;
    static const struct date easters[] = {
        { 1818, 3, 22 }, { 1943, 4, 25 }, { 1981, 4, 19 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2011, 4, 24 },
        { 2019, 4, 21 }, { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 }, { 2027, 3, 28 }, { 2038, 4, 25 }, { 2049, 4, 18 },
    };
    for (size_t i = 0; i < COUNT(easters); i++)
        assert_int_equal(day_easter(easters[i].year), day_from_date(easters[i]));
    for (int year = 1900; year <= 2200; year++) assert_int_equal(day_weekday(day_easter(year)), SUNDAY);
}

static void months_stop_at_the_end_of_the_month(void **state)
{
    (void)state;
    static const struct { struct date from; int months; struct date to; } rows[] = {
        { { 2025, 8, 31 }, 6, { 2026, 2, 28 } },  { { 2023, 8, 31 }, 6, { 2024, 2, 29 } },
        { { 2024, 2, 29 }, 12, { 2025, 2, 28 } }, { { 2024, 2, 29 }, 48, { 2028, 2, 29 } },
        { { 2026, 1, 31 }, 1, { 2026, 2, 28 } },  { { 2026, 3, 31 }, -1, { 2026, 2, 28 } },
        { { 2026, 1, 15 }, -1, { 2025, 12, 15 } },{ { 2026, 5, 31 }, 0, { 2026, 5, 31 } },
        { { 2026, 1, 1 }, -25, { 2023, 12, 1 } }, { { 2026, 12, 31 }, 2, { 2027, 2, 28 } },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(day_add_months(day_from_date(rows[i].from), rows[i].months), day_from_date(rows[i].to));
    assert_int_equal(day_add_months(0, INT64_C(12) * 8030), DAY_NONE);
    assert_int_equal(day_add_months(0, INT64_C(-12) * 1970), DAY_NONE);
    assert_int_equal(day_add_months(0, 12 * 8029), day(9999, 1, 1));
    assert_int_equal(day_add_months(0, -12 * 1969), day(1, 1, 1));
}

static void reads_one_form_and_says_why_not(void **state)
{
    (void)state;
    static const struct { const char *text; enum date_parse answer; } rows[] = {
        { "2026-03-13", DATE_OK }, { "1900-01-01", DATE_OK }, { "2200-12-31", DATE_OK },
        { "1899-12-31", DATE_OUT_OF_RANGE }, { "2201-01-01", DATE_OUT_OF_RANGE },
        { "2026-02-29", DATE_NOT_A_DAY }, { "2026-13-01", DATE_NOT_A_DAY }, { "2026-00-10", DATE_NOT_A_DAY },
        { "0000-01-01", DATE_NOT_A_DAY },
        { "", DATE_MALFORMED }, { "2026-3-13", DATE_MALFORMED }, { "2026/03/13", DATE_MALFORMED },
        { "13-03-2026", DATE_MALFORMED }, { "2026-03-13 ", DATE_MALFORMED }, { " 026-03-13", DATE_MALFORMED },
        { "+026-03-13", DATE_MALFORMED }, { "2026-03-1x", DATE_MALFORMED },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        day_t got = 0;
        assert_int_equal(day_parse(text_from(rows[i].text), &got), rows[i].answer);
        if (rows[i].answer != DATE_OK) assert_int_equal(got, DAY_NONE);
    }
    day_t got;
    assert_int_equal(day_parse(TEXT("2026-03-13"), &got), DATE_OK);
    assert_int_equal(got, 20525);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    char text[DATE_TEXT_SIZE];
    assert_string_equal(day_format(20525, text), "2026-03-13");
    assert_string_equal(day_format(DAY_FIRST, text), "1900-01-01");
    assert_string_equal(day_format(DAY_NONE, text), "—");
    for (day_t d = DAY_FIRST; d <= DAY_LAST; d += 97) {
        day_t back;
        assert_int_equal(day_parse(text_from(day_format(d, text)), &back), DATE_OK);
        assert_int_equal(back, d);
    }
}

static void days_and_months_have_spanish_names(void **state)
{
    (void)state;
    assert_string_equal(weekday_name(MONDAY), "lunes");
    assert_string_equal(weekday_name(SATURDAY), "sábado");
    assert_string_equal(weekday_name(day_weekday(day(2026, 3, 13))), "viernes");
    assert_string_equal(month_name(1), "enero");
    assert_string_equal(month_name(12), "diciembre");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(leap_years_follow_the_gregorian_rule),
        cmocka_unit_test(easter_is_when_it_was),
        cmocka_unit_test(months_stop_at_the_end_of_the_month),
        cmocka_unit_test(reads_one_form_and_says_why_not),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(days_and_months_have_spanish_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
