/* test_runtime_calendar.c -- working days: against the law's own lists, against a model
 * that shares no code with ours, and at the edges. */
#include "clock.h"

#define FIRST ymd(1984, 1, 1)
#define LAST ymd(2100, 12, 31)

static struct clock colombia;

static int open_colombia(void **state)
{
    (void)state;
    clock_open(&colombia);
    return 0;
}

static int close_colombia(void **state)
{
    (void)state;
    clock_close(&colombia);
    return 0;
}

static bool is_working(const struct calendar *calendar, day_t day)
{
    bool working = false;
    struct fault why = {0};
    if (!calendar_is_working(calendar, day, &working, &why)) fail_msg("%s", why.message);
    return working;
}

static day_t add(const struct calendar *calendar, day_t from, int64_t n)
{
    day_t day = DAY_NONE;
    struct fault why = {0};
    if (!calendar_add(calendar, from, n, &day, &why)) fail_msg("%s", why.message);
    return day;
}

static int64_t count(const struct calendar *calendar, day_t from, day_t to)
{
    int64_t days = 0;
    struct fault why = {0};
    if (!calendar_count(calendar, from, to, &days, &why)) fail_msg("%s", why.message);
    return days;
}

/* "San Pedro y San Pablo / Sagrado Corazón", or "". */
static const char *names_on(day_t day, char *out, size_t size)
{
    uint32_t holidays[4];
    uint32_t found = calendar_holidays_on(colombia.calendar, day, holidays, 4);
    out[0] = '\0';
    for (uint32_t i = 0; i < found; i++) {
        const struct program *program = colombia.compilation.program;
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", i ? " / " : "",
                 program_text(program, program_holiday_at(program, holidays[i])->caption));
    }
    return out;
}

/* ---- The law ----------------------------------------------------------------------- */

static void test_easter_agrees_with_oudin(void **state)
{
    (void)state;
    for (int year = 1583; year <= 4099; year++)
        if (day_easter(year) != oudin_easter(year)) fail_msg("pascua de %d", year);
    static const char *const known[] = { "1943-04-25", "1961-04-02", "2000-04-23", "2026-04-05", "2038-04-25", "2049-04-18" };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        assert_day(day_easter(date_from_day(day_of(known[i])).year), known[i]);
}

static void test_every_day_agrees_with_the_model(void **state)
{
    (void)state;
    for (day_t day = FIRST; day <= LAST; day++) {
        uint32_t unused[4];
        char text[DATE_TEXT_SIZE];
        if (is_working(colombia.calendar, day) != model_is_working(day)) fail_msg("hábil o no: %s", day_format(day, text));
        if ((calendar_holidays_on(colombia.calendar, day, unused, 4) > 0) != model_is_holiday(day))
            fail_msg("festivo o no: %s", day_format(day, text));
    }
}

static void test_holidays_of_four_years_by_name(void **state)
{
    (void)state;
    char line[256], seen[256], *fields[2];
    FILE *rows = open_rows("tests/clock/festivos.csv");
    day_t expected = FIRST;
    int found = 0;
    while (next_row(rows, line, sizeof line, fields, 2)) {
        day_t day = day_of(fields[0]);
        if (date_from_day(day).year != date_from_day(expected).year) expected = ymd(date_from_day(day).year, 1, 1);
        for (; expected < day; expected++) assert_string_equal(names_on(expected, seen, sizeof seen), "");
        assert_string_equal(names_on(day, seen, sizeof seen), fields[1]);
        expected = day + 1;
        found++;
    }
    fclose(rows);
    assert_int_equal(found, 71);
}

static void test_working_days_of_a_year(void **state)
{
    (void)state;
    static const int known[][2] = { { 2024, 246 }, { 2025, 245 }, { 2026, 242 }, { 2027, 245 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        assert_int_equal(count(colombia.calendar, ymd(known[i][0] - 1, 12, 31), ymd(known[i][0], 12, 31)), known[i][1]);
}

static void test_two_holidays_on_one_monday(void **state)
{
    (void)state;
    static const char *const known[] = {
        "1984-07-02", "1987-06-29", "1992-06-29", "2000-07-03", "2003-06-30", "2011-07-04",
        "2014-06-30", "2019-07-01", "2025-06-30", "2030-07-01", "2038-07-05", "2041-07-01",
    };
    size_t found = 0;
    for (day_t day = FIRST; day <= ymd(2050, 12, 31); day++) {
        uint32_t holidays[1];
        char names[256];
        if (calendar_holidays_on(colombia.calendar, day, holidays, 1) < 2) continue;
        assert_true(found < sizeof known / sizeof known[0]);
        assert_day(day, known[found++]);
        assert_string_equal(names_on(day, names, sizeof names), "San Pedro y San Pablo / Sagrado Corazón");
    }
    assert_int_equal(found, sizeof known / sizeof known[0]);
}

static void test_chiquinquira_is_a_holiday_from_2026_on(void **state)
{
    (void)state;
    char names[256];
    static const char *const holidays[] = { "2026-07-13", "2027-07-12", "2029-07-09", "2100-07-12" };
    static const char *const working[] = { "2025-07-14", "2024-07-15", "2018-07-09", "1984-07-09", "2026-07-09" };
    for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++)
        assert_string_equal(names_on(day_of(holidays[i]), names, sizeof names), "N. Sra. de Chiquinquirá");
    for (size_t i = 0; i < sizeof working / sizeof working[0]; i++)
        assert_true(is_working(colombia.calendar, day_of(working[i])));
}

static void test_every_holiday_cites_its_norm(void **state)
{
    (void)state;
    const struct program *program = colombia.compilation.program;
    assert_int_equal(program_count(program, PROGRAM_TABLE_holiday), 21);
    assert_string_equal(program_text(program, program_holiday_at(program, 19)->source), "D500");
    assert_string_equal(program_text(program, program_holiday_at(program, 20)->source), "CÍVICO_DE_JULIO_2024");
    for (uint32_t i = 0; i < 21; i++) assert_int_equal(program_holiday_at(program, i)->optional, i >= 19);
    for (uint32_t i = 0; i < 19; i++) {
        const struct program_holiday *holiday = program_holiday_at(program, i);
        bool new_one = strcmp(program_text(program, holiday->caption), "N. Sra. de Chiquinquirá") == 0;
        const char *norm = new_one ? "LEY2578 art. 6" : holiday->to_monday ? "LEY51 art. 1 num. 2" : "LEY51 art. 1";
        assert_string_equal(program_text(program, holiday->source), norm);
    }
}

/* ---- Properties -------------------------------------------------------------------- */

static void test_adding_then_counting_gives_the_number(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        day_t from = ymd(2030, 1, 1) + (day_t)(next_random(&seed) % 10000);
        int64_t n = (int64_t)(next_random(&seed) % 10000) - 5000;
        if (n == 0) continue;
        day_t to = add(colombia.calendar, from, n);
        assert_true(is_working(colombia.calendar, to));
        /* Backward from a day without office, day -1 is the last working day before it. */
        int64_t counted = count(colombia.calendar, from, to);
        assert_int_equal(counted, n > 0 || is_working(colombia.calendar, from) ? n : n + 1);
        assert_int_equal(count(colombia.calendar, to, from), -counted);
    }
}

static void test_adding_agrees_with_walking(void **state)
{
    (void)state;
    for (day_t from = ymd(2025, 12, 1); from < ymd(2027, 2, 1); from++) {
        int64_t forward = 0, backward = 0;
        for (day_t day = from + 1; forward < 300; day++)
            if (model_is_working(day)) assert_int_equal(add(colombia.calendar, from, ++forward), day);
        for (day_t day = from - 1; backward > -300; day--)
            if (model_is_working(day)) assert_int_equal(add(colombia.calendar, from, --backward), day);
    }
}

static void test_the_order_of_questions_does_not_matter(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct calendar *fresh;
        struct fault why = {0};
        assert_true(calendar_open(&fresh, colombia.compilation.program, 0, &why));
        for (int i = 0; i < 5; i++) {
            day_t from = FIRST + (day_t)(next_random(&seed) % (uint32_t)(LAST - FIRST));
            int64_t n = (int64_t)(next_random(&seed) % 40000) - 20000;
            day_t here = DAY_NONE, there = DAY_NONE;
            bool ok = calendar_add(fresh, from, n, &here, NULL);
            assert_int_equal(ok, calendar_add(colombia.calendar, from, n, &there, NULL));
            assert_int_equal(here, there);
        }
        calendar_close(fresh);
    }
}

static void test_a_new_calendar_reaches_into_the_years_around(void **state)
{
    (void)state;
    for (int year = 1985; year <= 2100; year++) {
        struct calendar *fresh;
        struct fault why = {0};
        day_t last = ymd(year - 1, 12, 31), first = ymd(year, 1, 1);
        while (!model_is_working(last)) last--;
        while (!model_is_working(first)) first++;
        assert_true(calendar_open(&fresh, colombia.compilation.program, 0, &why));
        assert_int_equal(add(fresh, first, -1), last);
        calendar_close(fresh);
        assert_true(calendar_open(&fresh, colombia.compilation.program, 0, &why));
        assert_int_equal(add(fresh, last, 1), first);
        calendar_close(fresh);
    }
}

static void test_rolling_goes_to_the_next_working_day(void **state)
{
    (void)state;
    for (day_t day = ymd(2026, 1, 1); day < ymd(2028, 1, 1); day++) {
        day_t expected = day, rolled = DAY_NONE;
        while (!model_is_working(expected)) expected++;
        assert_true(calendar_roll(colombia.calendar, day, &rolled, NULL));
        assert_int_equal(rolled, expected);
    }
}

/* ---- Edges and refusals --------------------------------------------------------------- */

static void refuses(bool answered, const struct fault *why, enum exit_code code, const char *message)
{
    assert_false(answered);
    assert_string_equal(why->message, message);
    assert_int_equal(why->code, code);
}

static void test_outside_the_verified_range_is_an_error(void **state)
{
    (void)state;
    struct fault why = {0};
    bool working;
    day_t day;
    int64_t days;
    const struct calendar *calendar = colombia.calendar;

    assert_day(calendar_first(calendar), "1984-01-01");
    assert_day(calendar_last(calendar), "2100-12-31");
    refuses(calendar_is_working(calendar, ymd(1983, 12, 31), &working, &why), &why, EXIT_LIMIT,
            "el 1983-12-31 está fuera de lo verificado en el calendario «colombia»");
    assert_string_equal(why.help, "el calendario «colombia» está verificado desde 1984-01-01 hasta 2100-12-31; "
                                  "amplíelo con las leyes de esos años, o use otro");
    refuses(calendar_count(calendar, ymd(2026, 1, 1), ymd(2101, 1, 1), &days, &why), &why, EXIT_LIMIT,
            "el 2101-01-01 está fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_count(calendar, DAY_NONE, ymd(2026, 1, 1), &days, &why), &why, EXIT_LIMIT,
            "el — está fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_roll(calendar, ymd(2101, 1, 1), &day, &why), &why, EXIT_LIMIT,
            "el 2101-01-01 está fuera de lo verificado en el calendario «colombia»");
    assert_int_equal(calendar_holidays_on(calendar, ymd(1983, 12, 25), NULL, 0), 0);
    assert_int_equal(calendar_holidays_on(calendar, ymd(2101, 1, 1), NULL, 0), 0);
}

static void test_an_answer_beyond_the_range_is_an_error(void **state)
{
    (void)state;
    struct fault why = {0};
    day_t day;
    const struct calendar *calendar = colombia.calendar;

    assert_day(add(calendar, ymd(2100, 12, 30), 1), "2100-12-31");
    assert_day(add(calendar, ymd(1984, 1, 3), -1), "1984-01-02");
    refuses(calendar_add(calendar, ymd(2100, 12, 31), 1, &day, &why), &why, EXIT_LIMIT,
            "el 1.º día hábil después del 2100-12-31 queda fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_add(calendar, ymd(1984, 1, 2), -1, &day, &why), &why, EXIT_LIMIT,
            "el 1.º día hábil antes del 1984-01-02 queda fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_add(calendar, ymd(2026, 1, 1), INT64_C(1000000000000000000), &day, &why), &why, EXIT_LIMIT,
            "el 1000000000000000000.º día hábil después del 2026-01-01 queda fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_add(calendar, ymd(2026, 1, 1), INT64_MIN, &day, &why), &why, EXIT_LIMIT,
            "el 9223372036854775808.º día hábil antes del 2026-01-01 queda fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_add(calendar, ymd(2026, 1, 1), INT64_MAX, &day, &why), &why, EXIT_LIMIT,
            "el 9223372036854775807.º día hábil después del 2026-01-01 queda fuera de lo verificado en el calendario «colombia»");
    refuses(calendar_add(calendar, ymd(2026, 1, 1), 0, &day, &why), &why, EXIT_USAGE,
            "un término de cero días no es un término");
}

static void test_a_calendar_extends_another(void **state)
{
    (void)state;
    const struct hand_rule national[] = {
        { HOLIDAY_ON_DATE, 5, 1, 0, false, DAY_NONE, DAY_NONE, "Día del Trabajo" },
    };
    const struct hand_rule local[] = {
        { HOLIDAY_ONCE, 0, 0, 0, false, ymd(2026, 5, 4), ymd(2026, 5, 4), "Cierre inventado" },
        { HOLIDAY_FROM_EASTER, 0, 0, 26, false, DAY_NONE, ymd(2026, 12, 31), "Viernes inventado" },
        { HOLIDAY_ONCE, 0, 0, 0, false, ymd(2024, 12, 24), ymd(2026, 1, 9), "Suspensión inventada" },
    };
    const struct hand_calendar calendars[] = {
        { "nacional", NONE, ymd(2020, 3, 15), ymd(2030, 11, 2), MONDAY_TO_FRIDAY, national, 1 },
        { "local", 0, DAY_NONE, ymd(2027, 6, 30), MONDAY_TO_SATURDAY, local, 3 },
        { "heredera", 1, DAY_NONE, DAY_NONE, 0, NULL, 0 },
    };
    struct program *program = clock_program(calendars, 3);
    struct fault why = {0};
    uint32_t found[2];
    for (uint32_t c = 1; c <= 2; c++) {
        struct calendar *calendar;
        assert_true(calendar_open(&calendar, program, c, &why));
        assert_day(calendar_first(calendar), "2020-03-15");
        assert_day(calendar_last(calendar), "2027-06-30");
        assert_true(calendar_in_week(calendar, SATURDAY));
        assert_false(calendar_in_week(calendar, SUNDAY));
        assert_day(add(calendar, ymd(2026, 4, 30), 1), "2026-05-02");       /* a Saturday; 1 May is closed */
        assert_day(add(calendar, ymd(2026, 4, 30), 2), "2026-05-05");       /* 4 May is closed once */
        assert_true(is_working(calendar, ymd(2027, 5, 4)));
        assert_int_equal(calendar_holidays_on(calendar, ymd(2026, 5, 1), found, 2), 2);
        assert_int_equal(found[0], 0);                                      /* the national one first */
        assert_int_equal(found[1], 2);
        assert_int_equal(calendar_holidays_on(calendar, ymd(2027, 4, 23), found, 2), 0);    /* no longer in force */
        assert_day(add(calendar, ymd(2024, 12, 23), 1), "2026-01-10");      /* suspended for more than a year */
        assert_day(add(calendar, ymd(2026, 1, 10), -1), "2024-12-23");
        assert_int_equal(count(calendar, ymd(2024, 12, 23), ymd(2026, 1, 10)), 1);
        assert_int_equal(calendar_holidays_on(calendar, ymd(2025, 7, 8), found, 2), 1);
        assert_int_equal(found[0], 3);
        calendar_close(calendar);
    }
    program_close(program);
}

static void test_days_that_move_or_do_not_exist(void **state)
{
    (void)state;
    const struct hand_rule rules[] = {
        { HOLIDAY_ON_DATE, 12, 30, 0, true, DAY_NONE, DAY_NONE, "Pasa de año" },
        { HOLIDAY_ON_DATE, 2, 29, 0, false, DAY_NONE, DAY_NONE, "Bisiesto" },
        { HOLIDAY_FROM_EASTER, 0, 0, 300, false, DAY_NONE, DAY_NONE, "Lejos de pascua" },
        { HOLIDAY_ON_DATE, 7, 9, 0, true, ymd(2026, 7, 13), DAY_NONE, "Rige desde el lunes" },
        { HOLIDAY_ON_DATE, 8, 4, 0, true, DAY_NONE, ymd(2026, 8, 9), "Deja de regir el domingo" },
        { HOLIDAY_ON_DATE, 9, 1, 0, false, DAY_NONE, ymd(2026, 9, 1), "Rige hasta el día mismo" },
    };
    const struct hand_calendar hand = { "raro", NONE, ymd(2020, 1, 1), ymd(2029, 12, 31), MONDAY_TO_FRIDAY, rules, 6 };
    struct program *program = clock_program(&hand, 1);
    struct calendar *calendar;
    struct fault why = {0};
    assert_true(calendar_open(&calendar, program, 0, &why));
    assert_false(is_working(calendar, ymd(2026, 1, 5)));    /* of 2025-12-30 */
    assert_false(is_working(calendar, ymd(2029, 1, 1)));    /* of 2028-12-30 */
    assert_false(is_working(calendar, ymd(2024, 12, 30)));  /* a Monday already */
    assert_true(is_working(calendar, ymd(2025, 1, 6)));
    assert_false(is_working(calendar, ymd(2024, 2, 29)));
    assert_true(is_working(calendar, ymd(2023, 2, 28)) && is_working(calendar, ymd(2023, 3, 1)));
    assert_int_equal(calendar_holidays_on(calendar, ymd(2027, 1, 30), NULL, 0), 1);     /* Easter of 2026 + 300 */
    assert_false(is_working(calendar, ymd(2026, 7, 13)));   /* the day of rest decides, not 9 July */
    assert_true(is_working(calendar, ymd(2026, 8, 10)));
    assert_false(is_working(calendar, ymd(2026, 9, 1)));
    assert_true(is_working(calendar, ymd(2027, 9, 1)));
    calendar_close(calendar);
    program_close(program);
}

static void test_rules_no_author_writes_do_no_harm(void **state)
{
    (void)state;
    const struct hand_rule rules[] = {
        { HOLIDAY_ON_DATE, 13, 40, 0, true, DAY_NONE, DAY_NONE, "Mes trece" },
        { HOLIDAY_ON_DATE, INT32_MIN, INT32_MAX, 0, true, DAY_NONE, DAY_NONE, "Ningún mes" },
        { HOLIDAY_ONCE, 0, 0, 0, false, DAY_NONE, DAY_NONE, "Nunca" },
        { HOLIDAY_ON_DATE, 6, 1, 0, false, ymd(2027, 1, 1), ymd(2026, 1, 1), "Vigencia al revés" },
    };
    const struct hand_calendar hand = { "todo", NONE, DAY_FIRST, DAY_LAST, UINT32_MAX, rules, 4 };
    struct program *program = clock_program(&hand, 1);
    struct calendar *calendar;
    assert_true(calendar_open(&calendar, program, 0, NULL));
    assert_int_equal(count(calendar, DAY_FIRST, DAY_LAST), DAY_LAST - DAY_FIRST);
    assert_int_equal(add(calendar, DAY_LAST, DAY_FIRST - DAY_LAST), DAY_FIRST);
    calendar_close(calendar);
    program_close(program);
}

static void check_refused(const struct hand_calendar *calendars, uint32_t many, const char *message)
{
    struct program *program = clock_program(calendars, many);
    struct calendar *calendar = NULL;
    struct fault why = {0};
    refuses(calendar_open(&calendar, program, 0, &why), &why, EXIT_BAD_DATA, message);
    assert_null(calendar);
    program_close(program);
}

static void test_a_calendar_that_says_too_little_is_refused(void **state)
{
    (void)state;
    day_t first = ymd(2020, 1, 1), last = ymd(2029, 12, 31);
    const struct hand_rule far[] = { { HOLIDAY_FROM_EASTER, 0, 0, 367, false, DAY_NONE, DAY_NONE, "Remoto" } };
    const struct hand_calendar no_range = { "corto", NONE, first, DAY_NONE, MONDAY_TO_FRIDAY, NULL, 0 };
    const struct hand_calendar no_week = { "corto", NONE, first, last, 0, NULL, 0 };
    const struct hand_calendar too_far = { "corto", NONE, first, last, MONDAY_TO_FRIDAY, far, 1 };
    const struct hand_calendar apart[] = {
        { "corto", 1, first, ymd(2020, 12, 31), MONDAY_TO_FRIDAY, NULL, 0 },
        { "otro", NONE, ymd(2021, 1, 1), last, MONDAY_TO_FRIDAY, NULL, 0 },
    };
    const struct hand_calendar ring[] = {
        { "corto", 1, first, last, MONDAY_TO_FRIDAY, NULL, 0 },
        { "otro", 0, first, last, MONDAY_TO_FRIDAY, NULL, 0 },
    };
    check_refused(&no_range, 1, "el calendario «corto» no dice entre qué fechas está verificado");
    check_refused(apart, 2, "el calendario «corto» no dice entre qué fechas está verificado");
    check_refused(&no_week, 1, "el calendario «corto» no dice qué días de la semana son hábiles");
    check_refused(&too_far, 1, "el festivo «Remoto» está a más de 366 días de pascua");
    check_refused(ring, 2, "el calendario «corto» termina extendiéndose a sí mismo");
}

static void test_a_calendar_without_working_days_left_says_so(void **state)
{
    (void)state;
    const struct hand_calendar hand = { "corto", NONE, ymd(2026, 1, 3), ymd(2026, 1, 4), MONDAY_TO_FRIDAY, NULL, 0 };
    struct program *program = clock_program(&hand, 1);
    struct calendar *calendar;
    struct fault why = {0};
    day_t day;
    assert_true(calendar_open(&calendar, program, 0, &why));
    refuses(calendar_roll(calendar, ymd(2026, 1, 3), &day, &why), &why, EXIT_LIMIT,
            "el 1.º día hábil después del 2026-01-03 queda fuera de lo verificado en el calendario «corto»");
    assert_int_equal(count(calendar, ymd(2026, 1, 3), ymd(2026, 1, 4)), 0);
    calendar_close(calendar);
    program_close(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_easter_agrees_with_oudin),
        cmocka_unit_test(test_every_day_agrees_with_the_model),
        cmocka_unit_test(test_holidays_of_four_years_by_name),
        cmocka_unit_test(test_working_days_of_a_year),
        cmocka_unit_test(test_two_holidays_on_one_monday),
        cmocka_unit_test(test_chiquinquira_is_a_holiday_from_2026_on),
        cmocka_unit_test(test_every_holiday_cites_its_norm),
        cmocka_unit_test(test_adding_then_counting_gives_the_number),
        cmocka_unit_test(test_adding_agrees_with_walking),
        cmocka_unit_test(test_the_order_of_questions_does_not_matter),
        cmocka_unit_test(test_a_new_calendar_reaches_into_the_years_around),
        cmocka_unit_test(test_rolling_goes_to_the_next_working_day),
        cmocka_unit_test(test_outside_the_verified_range_is_an_error),
        cmocka_unit_test(test_an_answer_beyond_the_range_is_an_error),
        cmocka_unit_test(test_a_calendar_extends_another),
        cmocka_unit_test(test_days_that_move_or_do_not_exist),
        cmocka_unit_test(test_rules_no_author_writes_do_no_harm),
        cmocka_unit_test(test_a_calendar_that_says_too_little_is_refused),
        cmocka_unit_test(test_a_calendar_without_working_days_left_says_so),
    };
    return cmocka_run_group_tests_name("calendar", tests, open_colombia, close_colombia);
}
