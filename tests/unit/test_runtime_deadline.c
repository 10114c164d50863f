/* test_runtime_deadline.c -- terms and due dates: the dated answers given to us, the
 * reading and writing of terms, and that a date and its explanation agree. */
#include "clock.h"

#include "base/arena.h"
#include "runtime/deadline.h"

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

static struct term term_of(const char *text)
{
    struct term term;
    struct fault why = {0};
    if (!term_parse(text_from(text), &term, &why)) fail_msg("%s", why.message);
    return term;
}

static day_t due_of(day_t from, struct term term)
{
    day_t due = DAY_NONE;
    struct fault why = {0};
    if (!deadline_due(colombia.calendar, from, term, &due, &why)) fail_msg("%s", why.message);
    return due;
}

#define assert_due(from, text, expected) assert_day(due_of(day_of(from), term_of(text)), (expected))

/* ---- Dated answers --------------------------------------------------------------------- */

static void test_every_row_of_plazos(void **state)
{
    (void)state;
    char line[256], text[64], *fields[5];
    FILE *rows = open_rows("tests/clock/plazos.csv");
    int found = 0;
    while (next_row(rows, line, sizeof line, fields, 5)) {
        bool working = strcmp(fields[2], "dias_habiles") == 0;
        if (!working) assert_string_equal(fields[2], "meses");
        snprintf(text, sizeof text, "%s %s", fields[1], working ? "días hábiles" : "meses");
        assert_due(fields[0], text, fields[3]);
        found++;
    }
    fclose(rows);
    assert_int_equal(found, 9);
}

static void test_every_dated_answer(void **state)
{
    (void)state;
    char line[256], *fields[4];
    FILE *rows = open_rows("tests/clock/aceptacion.csv");
    int found = 0;
    while (next_row(rows, line, sizeof line, fields, 4)) {
        assert_due(fields[0], fields[1], fields[2]);
        found++;
    }
    fclose(rows);
    assert_int_equal(found, 19);
}

static void test_months_clamp_and_roll(void **state)
{
    (void)state;
    assert_due("2024-01-31", "1 mes", "2024-02-29");
    assert_due("2025-01-31", "1 mes", "2025-02-28");
    assert_due("2025-08-31", "6 meses", "2026-03-02");      /* Saturday 28 February */
    assert_due("2024-02-29", "1 año", "2025-02-28");
    assert_due("2024-02-29", "4 años", "2028-02-29");
    assert_due("2025-03-02", "1 mes", "2025-04-02");
    assert_due("2026-03-02", "1 mes", "2026-04-06");        /* Holy Thursday */
    assert_due("2026-06-13", "1 mes", "2026-07-14");        /* the Monday of Chiquinquirá */
    assert_due("2025-06-14", "1 mes", "2025-07-14");        /* before there was one */
    assert_due("2023-05-16", "3 años", "2026-05-19");       /* Saturday, Sunday, Ascensión */
}

static void test_backward_terms(void **state)
{
    (void)state;
    assert_due("2026-07-15", "2 días hábiles antes", "2026-07-10");
    assert_due("2026-04-06", "3 días hábiles antes", "2026-03-30");
    assert_due("2026-07-12", "1 día hábil antes", "2026-07-10");
    assert_due("2026-05-04", "10 días calendario antes", "2026-04-24");
    assert_due("2026-03-31", "1 mes antes", "2026-02-27");  /* Saturday 28: the Friday before */
    assert_due("2026-08-13", "1 mes antes", "2026-07-10");  /* Monday 13 July, weekend: Friday 10 */
    assert_due("2028-02-29", "1 año antes", "2027-02-26");
}

static void test_calendar_days_and_weeks_do_not_roll(void **state)
{
    (void)state;
    assert_due("2026-04-16", "15 días corridos", "2026-05-01");
    assert_due("2026-07-06", "1 semana", "2026-07-13");
    assert_due("2026-07-06", "2 semanas antes", "2026-06-22");
}

/* ---- Terms as text ----------------------------------------------------------------------- */

static void test_reading_and_writing_terms(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t amount; enum time_unit unit; const char *written; } rows[] = {
        { "30 días hábiles", 30, UNIT_WORKING_DAYS, "30 días hábiles" },
        { "30 dias habiles", 30, UNIT_WORKING_DAYS, "30 días hábiles" },
        { "  30   DÍAS \t HÁBILES ", 30, UNIT_WORKING_DAYS, "30 días hábiles" },
        { "1 día hábil", 1, UNIT_WORKING_DAYS, "1 día hábil" },
        { "1 días hábiles", 1, UNIT_WORKING_DAYS, "1 día hábil" },
        { "2 días hábiles antes", -2, UNIT_WORKING_DAYS, "2 días hábiles antes" },
        { "2 días hábiles después", 2, UNIT_WORKING_DAYS, "2 días hábiles" },
        { "5 días", 5, UNIT_DAYS_UNSAID, "5 días" },
        { "10 días calendario", 10, UNIT_CALENDAR_DAYS, "10 días calendario" },
        { "10 días corridos", 10, UNIT_CALENDAR_DAYS, "10 días calendario" },
        { "1 mes antes", -1, UNIT_MONTHS, "1 mes antes" },
        { "4 meses", 4, UNIT_MONTHS, "4 meses" },
        { "1 año", 1, UNIT_YEARS, "1 año" },
        { "2 AÑOS", 2, UNIT_YEARS, "2 años" },
        { "24 horas", 24, UNIT_HOURS, "24 horas" },
        { "1 Hora", 1, UNIT_HOURS, "1 hora" },
        { "2 semanas", 2, UNIT_WEEKS, "2 semanas" },
        { "0 días hábiles", 0, UNIT_WORKING_DAYS, "0 días hábiles" },
        { "30días hábiles", 30, UNIT_WORKING_DAYS, "30 días hábiles" },
        { "9223372036854775807 meses antes", -INT64_MAX, UNIT_MONTHS, "9223372036854775807 meses antes" },
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct term term = term_of(rows[i].text);
        assert_int_equal(term.amount, rows[i].amount);
        assert_int_equal(term.unit, rows[i].unit);
        assert_string_equal(term_format(&arena, term).at, rows[i].written);
    }
    arena_free(&arena);
}

static void test_what_is_no_term(void **state)
{
    (void)state;
    static const char units[] = "escriba un número entero y días hábiles, días calendario, semanas, meses, años u horas: «30 días hábiles»";
    static const struct { const char *text; enum exit_code code; const char *message, *help; } rows[] = {
        { "", EXIT_USAGE, "falta el término", units },
        { " \t ", EXIT_USAGE, "falta el término", units },
        { "treinta días", EXIT_USAGE, "el término «treinta días» no comienza con un número entero de uno en adelante", units },
        { "-3 días", EXIT_USAGE, "el término «-3 días» no comienza con un número entero de uno en adelante", units },
        { "30", EXIT_USAGE, "el término «30» no dice en qué unidad se cuenta", units },
        { "30 antes", EXIT_USAGE, "el término «30 antes» no está en una unidad que el calendario cuente", units },
        { "1.5 meses", EXIT_USAGE, "el término «1.5 meses» no está en una unidad que el calendario cuente", units },
        { "3 lunas llenas", EXIT_USAGE, "el término «3 lunas llenas» no está en una unidad que el calendario cuente", units },
        { "3 días hábiles y medio", EXIT_USAGE, "el término «3 días hábiles y medio» no está en una unidad que el calendario cuente", units },
        { "9223372036854775808 días", EXIT_LIMIT, "el número del término «9223372036854775808 días» es demasiado grande", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct term term;
        struct fault why = {0};
        assert_false(term_parse(text_from(rows[i].text), &term, &why));
        assert_string_equal(why.message, rows[i].message);
        assert_string_equal(why.help, rows[i].help);
        assert_int_equal(why.code, rows[i].code);
    }
}

static void test_a_text_too_long_is_no_term(void **state)
{
    (void)state;
    char text[201];
    struct term term;
    struct fault why = {0};
    memset(text, '0', sizeof text);
    assert_false(term_parse((struct text){ text, sizeof text }, &term, &why));
    assert_string_equal(why.message, "el término tiene 201 bytes: es demasiado largo");
    assert_int_equal(why.code, EXIT_USAGE);
    memcpy(text + 192, "1 meses ", 8);
    assert_true(term_parse((struct text){ text, 200 }, &term, &why));
    assert_int_equal(term.amount, 1);
    assert_int_equal(term.unit, UNIT_MONTHS);
}

static void test_what_is_read_is_written_the_same(void **state)
{
    (void)state;
    static const char *const pieces[] = { "1", "0", "27", " ", "día", "DIAS", "hábil", "habiles", "calendario", "corridos",
                                          "mes", "meses", "año", "semanas", "antes", "después", "\t", "ñ", ".", "\xff", "-" };
    struct arena arena = {0};
    uint64_t seed = 3;
    int understood = 0;
    for (int i = 0; i < 100000; i++) {
        char text[64] = "";
        struct term term, again;
        for (uint32_t n = next_random(&seed) % 6; n < 6; n++)
            strcat(text, pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])]);
        if (!term_parse(text_from(text), &term, NULL)) continue;
        assert_true(term_parse(term_format(&arena, term), &again, NULL));
        assert_true(term.amount == again.amount && term.unit == again.unit);
        understood++;
    }
    assert_in_range(understood, 50, 99999);
    arena_free(&arena);
}

static void test_terms_of_one_kind_add_up(void **state)
{
    (void)state;
    static const struct { struct term a, b, sum; bool adds; } rows[] = {
        { { 1, UNIT_YEARS }, { 6, UNIT_MONTHS }, { 18, UNIT_MONTHS }, true },
        { { 2, UNIT_YEARS }, { 1, UNIT_YEARS }, { 3, UNIT_YEARS }, true },
        { { 10, UNIT_CALENDAR_DAYS }, { 2, UNIT_WEEKS }, { 24, UNIT_CALENDAR_DAYS }, true },
        { { 20, UNIT_WORKING_DAYS }, { 10, UNIT_DAYS_UNSAID }, { 30, UNIT_WORKING_DAYS }, true },
        { { 24, UNIT_HOURS }, { 12, UNIT_HOURS }, { 36, UNIT_HOURS }, true },
        { { 30, UNIT_WORKING_DAYS }, { 1, UNIT_MONTHS }, { 0, UNIT_COUNT }, false },
        { { 30, UNIT_CALENDAR_DAYS }, { 1, UNIT_MONTHS }, { 0, UNIT_COUNT }, false },
        { { 30, UNIT_CALENDAR_DAYS }, { 5, UNIT_WORKING_DAYS }, { 0, UNIT_COUNT }, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct term sum;
        assert_int_equal(term_sum(rows[i].a, rows[i].b, &sum), rows[i].adds);
        if (!rows[i].adds) continue;
        assert_int_equal(sum.amount, rows[i].sum.amount);
        assert_int_equal(sum.unit, rows[i].sum.unit);
    }
}

static void test_terms_that_cannot_be_counted(void **state)
{
    (void)state;
    static const struct { const char *from, *text; enum exit_code code; const char *message; } rows[] = {
        { "2026-01-01", "0 días hábiles", EXIT_USAGE, "un término de cero no es un término" },
        { "2026-01-01", "0 meses", EXIT_USAGE, "un término de cero no es un término" },
        { "2026-01-01", "1000000000000000000 días hábiles", EXIT_LIMIT,
          "el 1000000000000000000.º día hábil después del 2026-01-01 queda fuera de lo verificado en el calendario «colombia»" },
        { "2026-01-01", "1000000000000000000 días calendario", EXIT_LIMIT,
          "el término de 1000000000000000000 días calendario desde el 2026-01-01 termina fuera de lo verificado en el calendario «colombia»" },
        { "2026-01-01", "9223372036854775807 años antes", EXIT_LIMIT,
          "el término de 9223372036854775807 años antes desde el 2026-01-01 termina fuera de lo verificado en el calendario «colombia»" },
        { "2026-01-01", "100000 años", EXIT_LIMIT,
          "el término de 100000 años desde el 2026-01-01 termina fuera de lo verificado en el calendario «colombia»" },
        { "2100-12-01", "1 mes", EXIT_LIMIT,
          "el término de 1 mes desde el 2100-12-01 termina fuera de lo verificado en el calendario «colombia»" },
        { "1983-12-15", "1 mes", EXIT_LIMIT, "el 1983-12-15 está fuera de lo verificado en el calendario «colombia»" },
        { "1983-12-15", "30 días", EXIT_LIMIT, "el 1983-12-15 está fuera de lo verificado en el calendario «colombia»" },
        { "1984-02-01", "1 mes antes", EXIT_LIMIT,     /* 1 January is a holiday, and nothing is known before it */
          "el 1.º día hábil antes del 1984-01-01 queda fuera de lo verificado en el calendario «colombia»" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        day_t due;
        struct fault why = {0};
        assert_false(deadline_due(colombia.calendar, day_of(rows[i].from), term_of(rows[i].text), &due, &why));
        assert_string_equal(why.message, rows[i].message);
        assert_int_equal(why.code, rows[i].code);
    }
}

/* ---- The explanation ---------------------------------------------------------------------- */

struct told {
    char text[4096];
    struct counted_day last;
    int64_t counted;
    day_t expected;         /* days come one by one */
    int step;
};

static void tell(const struct counted_day *day, void *context)
{
    static const char *const kinds[] = { "hecho", "cuenta", "fin de semana", "festivo", "suspendido", "horas", "nominal", "corrido", "devuelto" };
    struct told *told = context;
    char date[DATE_TEXT_SIZE], number[32] = "";
    size_t used = strlen(told->text);
    if (day->count) snprintf(number, sizeof number, " %d", (int)day->count);
    snprintf(told->text + used, sizeof told->text - used, "%s %s%s", day_format(day->day, date), kinds[day->kind], number);
    for (uint32_t i = 0; i < day->holiday_count; i++) {
        const struct program *program = colombia.compilation.program;
        used = strlen(told->text);
        snprintf(told->text + used, sizeof told->text - used, ", %s",
                 program_text(program, program_holiday_at(program, day->holidays[i])->caption));
    }
    strcat(told->text, "\n");
    told->last = *day;
}

static void assert_told(const char *from, const char *term, const char *expected)
{
    struct told told = {0};
    struct fault why = {0};
    assert_true(deadline_explain(colombia.calendar, day_of(from), term_of(term), tell, &told, &why));
    assert_string_equal(told.text, expected);
}

static void test_explanations(void **state)
{
    (void)state;
    assert_told("2026-04-01", "2 días hábiles",
                "2026-04-01 hecho\n2026-04-02 festivo, Jueves Santo\n2026-04-03 festivo, Viernes Santo\n"
                "2026-04-04 fin de semana\n2026-04-05 fin de semana\n2026-04-06 cuenta 1\n2026-04-07 cuenta 2\n");
    assert_told("2026-07-14", "1 día hábil antes",
                "2026-07-14 hecho\n2026-07-13 festivo, N. Sra. de Chiquinquirá\n2026-07-12 fin de semana\n"
                "2026-07-11 fin de semana\n2026-07-10 cuenta 1\n");
    assert_told("2025-05-30", "1 mes",
                "2025-05-30 hecho\n2025-06-30 nominal, San Pedro y San Pablo, Sagrado Corazón\n2025-07-01 corrido\n");
    assert_told("2023-05-16", "3 años",
                "2023-05-16 hecho\n2026-05-16 nominal\n2026-05-17 fin de semana\n2026-05-18 festivo, Ascensión\n2026-05-19 corrido\n");
    assert_told("2026-03-31", "1 mes antes", "2026-03-31 hecho\n2026-02-28 nominal\n2026-02-27 devuelto\n");
    assert_told("2026-01-30", "3 meses", "2026-01-30 hecho\n2026-04-30 nominal 1\n");
    assert_told("2025-07-18", "3 días calendario",
                "2025-07-18 hecho\n2025-07-19 cuenta 1\n2025-07-20 cuenta 2, Independencia\n2025-07-21 cuenta 3\n");
    assert_told("2025-07-18", "1 día hábil",
                "2025-07-18 hecho\n2025-07-19 fin de semana\n2025-07-20 fin de semana, Independencia\n2025-07-21 cuenta 1\n");
}

static void follow(const struct counted_day *day, void *context)
{
    struct told *told = context;
    bool jumps = day->kind == DAY_OF_EVENT || day->kind == DAY_NOMINAL;
    if (!jumps) assert_int_equal(day->day, told->expected);
    if (day->kind == DAY_COUNTED) assert_int_equal(day->count, ++told->counted);
    told->expected = day->day + told->step;
    told->last = *day;
}

static void test_a_date_and_its_explanation_agree(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 4000; i++) {
        day_t from = ymd(1990, 1, 1) + (day_t)(next_random(&seed) % 36000);
        struct term term = { (int64_t)(next_random(&seed) % 70) + 1, (enum time_unit)(next_random(&seed) % UNIT_HOURS) };
        bool months = term.unit == UNIT_MONTHS || term.unit == UNIT_YEARS;
        if (next_random(&seed) % 3 == 0) term.amount = -term.amount;
        if (term.unit == UNIT_YEARS) term.amount %= 5;
        if (term.amount == 0) continue;
        day_t due = due_of(from, term);
        struct told told = { .step = term.amount < 0 ? -1 : 1 };
        assert_true(deadline_explain(colombia.calendar, from, term, follow, &told, NULL));
        assert_int_equal(told.last.day, due);
        int64_t size = (term.amount < 0 ? -term.amount : term.amount) * (term.unit == UNIT_WEEKS ? 7 : 1);
        assert_int_equal(told.counted, months ? 0 : size);
    }
}

static void test_no_working_term_ends_on_a_day_without_office(void **state)
{
    (void)state;
    static const enum time_unit units[] = { UNIT_WORKING_DAYS, UNIT_DAYS_UNSAID, UNIT_MONTHS, UNIT_YEARS };
    for (day_t from = ymd(2025, 1, 1); from <= ymd(2028, 12, 31); from++)
        for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
            for (int64_t n = 1; n <= 12; n++) {
                day_t after = due_of(from, (struct term){ n, units[u] });
                day_t before = due_of(from, (struct term){ -n, units[u] });
                assert_true(model_is_working(after) && model_is_working(before));
                assert_true(before < from && from < after);
            }
}

static void test_a_longer_term_never_ends_earlier(void **state)
{
    (void)state;
    for (day_t from = ymd(2026, 1, 1); from <= ymd(2026, 12, 31); from++)
        for (int unit = 0; unit < UNIT_HOURS; unit++)
            for (int64_t n = 1; n < 25; n++)
                assert_true(due_of(from, (struct term){ n, (enum time_unit)unit })
                            <= due_of(from, (struct term){ n + 1, (enum time_unit)unit }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_of_plazos),
        cmocka_unit_test(test_every_dated_answer),
        cmocka_unit_test(test_months_clamp_and_roll),
        cmocka_unit_test(test_backward_terms),
        cmocka_unit_test(test_calendar_days_and_weeks_do_not_roll),
        cmocka_unit_test(test_reading_and_writing_terms),
        cmocka_unit_test(test_what_is_no_term),
        cmocka_unit_test(test_what_is_read_is_written_the_same),
        cmocka_unit_test(test_a_text_too_long_is_no_term),
        cmocka_unit_test(test_terms_of_one_kind_add_up),
        cmocka_unit_test(test_terms_that_cannot_be_counted),
        cmocka_unit_test(test_explanations),
        cmocka_unit_test(test_a_date_and_its_explanation_agree),
        cmocka_unit_test(test_no_working_term_ends_on_a_day_without_office),
        cmocka_unit_test(test_a_longer_term_never_ends_earlier),
    };
    return cmocka_run_group_tests_name("deadline", tests, open_colombia, close_colombia);
}
