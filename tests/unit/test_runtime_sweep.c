/* test_runtime_sweep.c -- expiries fired once by however many sweep; a change of calendar in every
 * open case or in none; when bodies sat, and the periods they owe. */
#include "tests/unit/clock_world.h"
#include "tests/unit/docket_world.h"

#include "runtime/frequency.h"

/* The route of clock_world.h, and a body that meets twice a month. */
static void with_frequency(struct world *w)
{
    add_rulings(w);
    struct program_body *body = RECORD(w, body, COMITE_A);
    body->meets_count = 2;
    body->meets_every = 1;
    body->meets_unit = UNIT_MONTHS;
    body->meets_source = string_of(w, "N1 art. 30");
}

static int set_up(void **state)
{
    struct desk *desk = malloc(sizeof *desk);
    *desk = (struct desk){0};
    clock_term = (struct term){ 5, UNIT_WORKING_DAYS };
    clock_cap = (struct term){ 10, UNIT_WORKING_DAYS };
    world_open(&desk->world, with_frequency);
    snprintf(desk->folder, sizeof desk->folder, "/tmp/ruta-test-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    snprintf(desk->path, sizeof desk->path, "%s/casos.db", desk->folder);
    snprintf(desk->key_path, sizeof desk->key_path, "%s/casos.clave", desk->folder);
    desk_connect(desk);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    desk_close(*state);
    free(*state);
    return 0;
}

static void begin(struct desk *desk, const char *id, const char *request)
{
    char line[96];
    assert_true(desk_begin(desk, id, "2026-03-02 abre", ""));
    snprintf(line, sizeof line, "%s informa solicitud=%s", request, request);
    must_record(desk, line);
}

static uint32_t sweep(struct desk *desk, const char *today)
{
    struct docket_write write = plain_write("", -1);
    uint32_t fired = 99;
    write.today = day_of(today);
    if (!docket_sweep(desk->docket, &write, NULL, NULL, &fired, &desk->why)) fail_msg("%s", desk->why.message);
    return fired;
}

static void must_verify(struct desk *desk)
{
    uint32_t findings = 99;
    assert_true(docket_verify(desk->docket, NULL, NULL, &findings, &desk->why));
    assert_int_equal(findings, 0);
}

/* ---- Sweeping ---------------------------------------------------------------------- */

static void sweeping_twice_fires_once(void **state)
{
    struct desk *desk = *state;
    begin(desk, "A", "2026-03-09");
    begin(desk, "B", "2026-03-20");
    assert_int_equal(sweep(desk, "2026-03-16"), 0);
    assert_int_equal(sweep(desk, "2026-03-17"), 1);
    assert_int_equal(sweep(desk, "2026-03-17"), 0);
    assert_int_equal(sweep(desk, "2026-03-25"), 0);
    desk_load(desk, "A");
    assert_int_equal(run_final(case_run(desk->file)), ARCHIVO);
    assert_int_equal(case_version(desk->file), 3);
    assert_int_equal(sweep(desk, "2026-12-31"), 1);      /* acuse of B, which ends it */
    must_verify(desk);
}

static void a_case_with_later_acts_is_passed_over(void **state)
{
    struct desk *desk = *state;
    begin(desk, "A", "2026-03-09");
    must_record(desk, "2026-04-20 informa largo=no");
    assert_int_equal(sweep(desk, "2026-04-01"), 0);
    assert_int_equal(sweep(desk, "2026-04-20"), 1);
}

/* Two processes that begin together. */
static void two_that_sweep_at_once_fire_once(void **state)
{
    struct desk *desk = *state;
    pid_t children[2];
    int total = 0, start[2], code;
    for (int i = 0; i < 8; i++) {
        char id[8];
        snprintf(id, sizeof id, "K-%d", i);
        begin(desk, id, "2026-03-09");
    }
    desk_disconnect(desk);
    assert_int_equal(pipe(start), 0);
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] != 0) continue;
        char go;
        close(start[1]);
        if (read(start[0], &go, 1) != 0) _exit(99);
        desk_connect(desk);
        _exit((int)sweep(desk, "2026-03-17"));
    }
    close(start[0]);
    close(start[1]);            /* both see the end of the pipe at once */
    for (int i = 0; i < 2; i++) {
        assert_int_equal(waitpid(children[i], &code, 0), children[i]);
        assert_true(WIFEXITED(code));
        total += WEXITSTATUS(code);
    }
    assert_int_equal(total, 8);
    desk_connect(desk);
    must_verify(desk);
}

static void what_moves_a_deadline_loads_as_it_was_left(void **state)
{
    struct desk *desk = *state;
    static char left[DUMP_SIZE], loaded[DUMP_SIZE];
    begin(desk, "A", "2026-03-09");
    must_record(desk, "2026-03-10T08:05 prorroga acuse 2__días__hábiles +oficio");
    must_record(desk, "2026-03-10T09:00 informa entrega=2026-03-10T09:00");
    must_record(desk, "2026-03-11T09:30 produce +informe");
    must_record(desk, "2026-03-12T10:30 produce +ajeno");
    must_record(desk, "2026-05-08 prorroga total 1__mes");
    dump(case_run(desk->file), left);
    desk_load(desk, "A");
    dump(case_run(desk->file), loaded);
    assert_string_equal(loaded, left);
    must_verify(desk);
}

/* ---- Recalculating ------------------------------------------------------------------ */

/* The same program, with a holiday on 2026-07-13. */
static void with_another_holiday(struct world *w)
{
    with_frequency(w);
    uint32_t first = program_add(w->builder, PROGRAM_TABLE_holiday, 1);
    *RECORD(w, holiday, first) = (struct program_holiday){ .name = string_of(w, "rosario"), .rule = HOLIDAY_ONCE,
                                                           .from = day_of("2026-07-13"), .to = day_of("2026-07-13") };
    RECORD(w, calendar, 0)->holidays_count++;
}

static bool recalculate(struct desk *desk, const struct program *program, bool trial, uint32_t *moved)
{
    struct docket_write write = plain_write("", -1);
    struct docket_recalculation what = { program, TEXT("festivo nuevo"), trial };
    write.today = day_of("2026-07-10");
    return docket_recalculate(desk->docket, &what, &write, NULL, NULL, moved, &desk->why);
}

static day_t due_of(struct desk *desk, const char *id)
{
    uint32_t count;
    desk_load(desk, id);
    return run_deadlines(case_run(desk->file), &count)[ACUSE].due;
}

static void only_what_crosses_the_new_holiday_moves(void **state)
{
    struct desk *desk = *state;
    struct world other;
    uint32_t moved = 99, count;
    world_open(&other, with_another_holiday);
    begin(desk, "ANTES", "2026-07-03");         /* due 07-10 */
    begin(desk, "CRUZA", "2026-07-08");         /* due 07-15 */
    begin(desk, "SALTA", "2026-07-06");         /* due 07-13 */
    must_record(desk, "2026-07-06 prorroga acuse 1__día__hábil +oficio");   /* and so 07-14 */
    assert_true(recalculate(desk, other.program, true, &moved));
    assert_int_equal(moved, 2);
    assert_int_equal(due_of(desk, "CRUZA"), day_of("2026-07-15"));          /* a trial */
    assert_true(recalculate(desk, other.program, false, &moved));
    assert_int_equal(moved, 2);
    assert_int_equal(due_of(desk, "ANTES"), day_of("2026-07-10"));
    assert_int_equal(case_version(desk->file), 2);
    assert_int_equal(due_of(desk, "CRUZA"), day_of("2026-07-16"));
    assert_int_equal(due_of(desk, "SALTA"), day_of("2026-07-15"));
    const struct ledger_entry *ledger = run_ledger(case_run(desk->file), &count), *last = &ledger[count - 1];
    assert_int_equal(last->kind, LEDGER_RECALCULATED);
    assert_int_equal(last->due_before, day_of("2026-07-14"));
    assert_int_equal(last->due_after, day_of("2026-07-15"));
    assert_true(text_equal(run_ledger_reason(case_run(desk->file), last), TEXT("festivo nuevo")));
    assert_true(recalculate(desk, other.program, false, &moved));           /* again: there is nothing left to move */
    assert_int_equal(moved, 0);
    must_verify(desk);
    world_close(&other);
}

/* Its calendar does not reach the dates of the cases. */
static void with_a_short_calendar(struct world *w)
{
    with_another_holiday(w);
    RECORD(w, calendar, 0)->last = day_of("2026-07-15");
}

static void one_that_refuses_stops_them_all(void **state)
{
    struct desk *desk = *state;
    struct world other;
    uint32_t moved = 99;
    world_open(&other, with_a_short_calendar);
    begin(desk, "A", "2026-07-06");         /* would move to 07-14 */
    begin(desk, "B", "2026-07-08");         /* would move to 07-16, which is not verified */
    struct bytes before = file_bytes(desk->path);
    assert_false(recalculate(desk, other.program, false, &moved));
    assert_int_equal(desk->why.code, EXIT_FINDINGS);
    assert_string_equal(desk->why.message, "el caso «A» no se puede recalcular: no se puede calcular el plazo «total» desde el "
        "2026-07-06: el término de 61 días calendario desde el 2026-07-06 termina fuera de lo verificado en el calendario "
        "«inventado»; no se escribió nada");
    struct bytes after = file_bytes(desk->path);
    assert_int_equal(before.size, after.size);
    assert_memory_equal(before.at, after.at, after.size);
    free(before.at);
    free(after.at);
    world_close(&other);
}

/* ---- Bodies ------------------------------------------------------------------------ */

static bool note_body(const struct body_days *row, void *context)
{
    char *said = context, day[DATE_TEXT_SIZE];
    strcat(said, program_text(row->program, program_body_at(row->program, row->body)->name));
    for (uint32_t i = 0; i < row->count; i++) {
        strcat(said, " ");
        strcat(said, day_format(row->days[i], day));
    }
    return true;
}

static void the_days_of_a_body_are_counted_once(void **state)
{
    struct desk *desk = *state;
    char said[256] = "";
    for (int i = 0; i < 2; i++) {
        begin(desk, i ? "B" : "A", "2026-03-04");
        must_record(desk, "2026-03-05 completa recepcion +formulario ~oficina_x");
        must_record(desk, "2026-03-05 completa verificar");
        must_record(desk, "2026-03-09T11:00 completa evaluar procede=si grave=si colectivo=no +informe");
        must_record(desk, "2026-03-10 sesiona comite_a @uno @dos @tres 1-2");
        if (i) must_record(desk, "2026-03-24 sesiona comite_a @uno @dos @tres 2-1");
    }
    assert_true(docket_each_body(desk->docket, DAY_FIRST, day_of(TODAY), note_body, said, &desk->why));
    assert_string_equal(said, "comite_a 2026-03-10 2026-03-24");
    said[0] = '\0';
    assert_true(docket_each_body(desk->docket, DAY_FIRST, day_of("2026-03-20"), note_body, said, &desk->why));
    assert_string_equal(said, "comite_a 2026-03-10");
}

static void note_period(const struct period *period, void *context)
{
    char *said = context, first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    sprintf(said + strlen(said), "%s..%s %u %d; ", day_format(period->first, first), day_format(period->last, last), period->held,
            (int)period->status);
}

static const char *periods(struct frequency frequency, const char *first, const char *last, const char *today, char said[512])
{
    const day_t days[] = { day_of("2026-01-31"), day_of("2026-02-02"), day_of("2026-02-27"), day_of("2026-04-20") };
    said[0] = '\0';
    assert_true(frequency_periods(frequency, days, 4, day_of(first), day_of(last), day_of(today), note_period, said));
    return said;
}

static void periods_are_met_missed_or_still_open(void **state)
{
    char said[512];
    (void)state;
    assert_string_equal(periods((struct frequency){ 2, 1, UNIT_MONTHS }, "2026-01-15", "2026-04-10", "2026-04-10", said),
        "2026-01-01..2026-01-31 1 1; 2026-02-01..2026-02-28 2 0; 2026-03-01..2026-03-31 0 1; 2026-04-01..2026-04-30 1 2; ");
    assert_string_equal(periods((struct frequency){ 1, 1, UNIT_YEARS }, "2025-06-01", "2026-04-10", "2026-04-10", said),
        "2025-01-01..2025-12-31 0 1; 2026-01-01..2026-12-31 4 0; ");
    assert_string_equal(periods((struct frequency){ 1, 30, UNIT_CALENDAR_DAYS }, "2026-02-10", "2026-05-25", "2026-05-25", said),
        "2026-02-03..2026-02-27 1 0; 2026-02-28..2026-03-29 0 1; 2026-03-30..2026-04-20 1 0; 2026-04-21..2026-05-20 0 1; "
        "2026-05-21..2026-06-19 0 2; ");
    assert_string_equal(periods((struct frequency){ 2, 1, UNIT_WEEKS }, "2026-01-31", "2026-02-16", "2026-02-16", said),
        "2026-02-01..2026-02-07 1 1; 2026-02-08..2026-02-14 0 1; 2026-02-15..2026-02-21 0 2; ");
    assert_string_equal(periods((struct frequency){ 2, 4, UNIT_WEEKS }, "2026-01-31", "2026-02-28", "2026-02-28", said),
        "2026-02-01..2026-02-27 2 0; 2026-02-28..2026-03-27 0 2; ");
    assert_false(frequency_periods((struct frequency){ 1, 5, UNIT_WORKING_DAYS }, NULL, 0, 0, 1, 1, note_period, said));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(sweeping_twice_fires_once), TEST(a_case_with_later_acts_is_passed_over), TEST(two_that_sweep_at_once_fire_once),
        TEST(what_moves_a_deadline_loads_as_it_was_left), TEST(only_what_crosses_the_new_holiday_moves),
        TEST(one_that_refuses_stops_them_all), TEST(the_days_of_a_body_are_counted_once),
        cmocka_unit_test(periods_are_met_missed_or_still_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
